"""The subject of each mail. None repeats a word that a stranger could have typed."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations.models import OutboxEmail

Kind = OutboxEmail.Kind

TO_DONORS: dict[str, Promise] = {
    Kind.RECEIPT: _("Thank you: your gift to %(newsroom)s has arrived"),
    Kind.TRANSFER: _("How to transfer your gift to %(newsroom)s"),
    Kind.REFUNDED: _("We have paid back your gift to %(newsroom)s"),
    Kind.RENEWAL_FAILED: _("Your gift to %(newsroom)s could not be taken this time"),
    Kind.MISSED: _("We have not seen your regular gift to %(newsroom)s this time"),
    Kind.RENEWAL_LOST: _("Your regular gift to %(newsroom)s has come to an end"),
    Kind.ACTION_NEEDED: _("Your bank asks you to confirm your gift to %(newsroom)s"),
    Kind.UPCOMING: _("Your yearly gift to %(newsroom)s is near"),
    Kind.CHANGED: _("Your regular gift to %(newsroom)s was changed"),
    Kind.CANCELED: _("Your regular gift to %(newsroom)s has ended"),
    Kind.CONFIRM: _("Please confirm your gift to %(newsroom)s"),
    Kind.NOT_TAKEN: _("We did not take your gift to %(newsroom)s"),
    Kind.MANAGE: _("Your gifts to %(newsroom)s: the link you asked for"),
    Kind.MERGED: _("Your gifts to %(newsroom)s are kept together now"),
    Kind.STATEMENT: _("Your gifts to %(newsroom)s in %(year)s"),
}
TO_STAFF: dict[str, Promise] = {
    "new": _("A new gift"),
    "large": _("A large gift"),
    "canceled": _("A regular gift has ended"),
    "disputed": _("A bank takes a gift back"),
    "alarm": _("Giving needs a look"),
}


def of(kind: str, *, newsroom: str, context: dict[str, Any]) -> str:
    """Give the subject in the active language."""
    if kind == Kind.STAFF:
        return str(TO_STAFF[context["about"]])
    return str(TO_DONORS[kind]) % {"newsroom": newsroom, "year": context.get("year", "")}
