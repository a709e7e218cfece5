"""Making one donor of two who are one person.

Promise: in one transaction everything that hangs on one of them moves to the one who stays: gifts with their names
for the wall, pledges, notes, mails, customers at payment services. The other row stays, so that its address leads
on. No link ever changes whose gifts it opens: all links and visits of both end, and the next link goes to the address
of the one who stays. Both addresses are told, neither what the other one is. Of two answers about the newsletter the
later refusal wins. A merge is not undone.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from donations import emails
from donations.acts import NotPossible
from donations.donors import locks
from donations.models import Customer, Donation, Donor, DonorNote, ManageLink, OutboxEmail, Pledge
from newsroom import audit
from newsroom.models import User

MOVES = (Donation, Pledge, DonorNote, Customer, OutboxEmail)


def refusal(donor: Donor, *, into: Donor) -> str:
    """Say why two donors cannot become one; nothing where they can."""
    if donor.pk == into.pk:
        return _("These are one donor already.")
    if donor.erased_at or into.erased_at:
        return _("An erased donor cannot be merged: nobody knows any more who it was.")
    if into.pk == donor.merged_into_id or donor.pk == into.merged_into_id:
        return _("These two were merged before.")
    if donor.merged_into_id or into.merged_into_id:
        return _("One of these was merged into somebody else before. Choose the donor who stayed then.")
    return ""


def merge(donor: Donor, *, into: Donor, by: User) -> None:
    """Move everything of a donor to another and keep the row, which leads there; raises NotPossible."""
    with transaction.atomic():
        earlier = list(donor.merged.values_list("pk", flat=True))
        held = locks.hold([donor.pk, into.pk, *earlier])
        goes, stays = held[donor.pk], held[into.pk]
        if why := refusal(goes, into=stays):
            raise NotPossible(why)
        moved = {model: model._default_manager.filter(donor=goes).update(donor=stays) for model in MOVES}
        Donor.objects.filter(merged_into=goes).update(merged_into=stays)  # so that every address leads on in one step
        _end_links(goes, stays)
        _keep_answers(goes, stays)
        for person, role in ((goes, "goes"), (stays, "stays")):
            emails.owe(OutboxEmail.Kind.MERGED, cause=f"{goes.uuid}:{role}", donor=person, role=role)
        counts = {"gifts": str(moved[Donation]), "pledges": str(moved[Pledge])}
        audit.record("merge", by=by, on=stays, merged=str(goes), **counts)


def _end_links(goes: Donor, stays: Donor) -> None:
    """Close every open way in: it was asked for before the gifts were one person's."""
    ManageLink.objects.filter(donor__in=[goes, stays]).delete()
    waiting = OutboxEmail.objects.filter(donor=stays, kind=OutboxEmail.Kind.MANAGE, sent_at=None)
    waiting.delete()


def _keep_answers(goes: Donor, stays: Donor) -> None:
    """Keep what either said of themselves; a refused newsletter stays refused unless somebody agreed later."""
    agreed, refused = _newsletter(goes, stays)
    stays.name = stays.name or goes.name
    stays.mail_language = stays.mail_language or goes.mail_language
    stays.newsletter_at, stays.newsletter_refused_at = agreed, refused
    stays.save(update_fields=["name", "mail_language", "newsletter_at", "newsletter_refused_at"])
    goes.merged_into, goes.newsletter_at = stays, None
    goes.save(update_fields=["merged_into", "newsletter_at"])


def _newsletter(*donors: Donor) -> tuple[datetime | None, datetime | None]:
    refused = max((each.newsletter_refused_at for each in donors if each.newsletter_refused_at), default=None)
    agreed = [each.newsletter_at for each in donors if each.newsletter_at]
    after = [moment for moment in agreed if refused is None or moment > refused]
    return min(after, default=None), refused
