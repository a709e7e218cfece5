"""Everything that we hold of a donor, for the donor: as one structure, from which a page and a file are made.

Promise: nothing that the erasure would take away, and nothing about anybody else, is left out or put in; members of
staff are not named. Amounts are in minor units with their currency, moments in UTC.
"""

import json
from datetime import datetime
from typing import Any

from django.utils.encoding import uri_to_iri
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from donations import money, providers
from donations.erasure import rows, together, traces
from donations.models import (
    BankTransaction,
    Customer,
    Dispute,
    Donation,
    Donor,
    DonorNote,
    LedgerEntry,
    OutboxEmail,
    Pledge,
    Refund,
    WallName,
)
from newsroom.templatetags.dates import plain_moment

Portrait = dict[str, list[dict[str, Any]]]

# The columns of each kind of row, in the order in which a reader wants them.
PERSON = (
    *("uuid", "email", "name", "language", "mail_language", "newsletter_at", "newsletter_refused_at"),
    "created_at",
)
CAME_FROM = (
    "language",
    "slot",
    "story_title",
    "story_path",
    "referrer_host",
    "utm_source",
    "utm_medium",
    "utm_campaign",
)
PLEDGE = (
    *("uuid", "amount_minor", "fee_cover_minor", "currency", "interval", "status", "provider", "subscription_id"),
    *("next_charge_at", "paused_at", "resumes_at", "canceled_at", "cancel_reason", "cancel_words", "created_at"),
    *CAME_FROM,
)
GIFT = (
    *("uuid", "donor_name", "is_anonymous", "message", "wants_newsletter", "amount_minor", "fee_cover_minor"),
    *("received_minor", "currency", "interval", "status", "provider", "payment_id", "reference_code"),
    *("receipt_number", "document_number", "created_at", "paid_at", *CAME_FROM),
)
BANK_LINE = ("booked_on", "amount_minor", "currency", "payer", "text")
REFUND = ("amount_minor", "currency", "status", "reason", "asked_at", "done_at")
DISPUTE = ("amount_minor", "currency", "status", "opened_at", "closed_at")
MOVEMENT = ("kind", "amount_minor", "currency", "provider", "transaction_id", "occurred_at")

AMOUNTS: dict[str, Promise] = {
    "amount_minor": _("Amount"),
    "fee_cover_minor": _("Of it for the fees"),
    "received_minor": _("Received"),
}
TITLES: dict[str, Promise] = {
    "person": _("You"),
    "pledges": _("Regular gifts"),
    "gifts": _("Gifts, also those that did not arrive"),
    "movements": _("Movements of money"),
    "bank_lines": _("Lines of our bank's statements"),
    "refunds": _("Refunds"),
    "disputes": _("Payments that a bank took back"),
    "wall": _("Names for the wall"),
    "mails": _("Mails to you"),
    "customers": _("You at payment services"),
    "notes": _("Notes of our finance team"),
    "messages": _("Messages of payment services about you"),
}


def of(donor: Donor) -> Portrait:
    """Gather everything that we hold of a donor and of everybody who is one with them, for a file."""
    return {
        part: [{name: _plain(getattr(row, name)) for name in columns} for row in found]
        for part, (found, columns) in _held(donor).items()
    }


def read(donor: Donor, language: str) -> list[tuple[Promise, list[list[tuple[str, str]]]]]:
    """Tell the same for people: by the names that the desk uses, without what is empty."""
    return [
        (TITLES[part], [_lines(row, columns, language) for row in found])
        for part, (found, columns) in _held(donor).items()
        if found
    ]


def _held(donor: Donor) -> dict[str, tuple[list[Any], tuple[str, ...]]]:
    donors = list(Donor.objects.filter(pk__in=together(donor)).order_by("pk"))
    who = rows.person(donors)
    mine: dict[str, Any] = {"donation__in": who.gifts}
    letters = OutboxEmail.objects.filter(pk__in=who.letters).exclude(kind=OutboxEmail.Kind.STAFF)
    return {
        "person": (donors, PERSON),
        "pledges": (list(Pledge.objects.filter(pk__in=who.pledges)), PLEDGE),
        "gifts": (list(Donation.objects.filter(pk__in=who.gifts)), GIFT),
        "movements": (list(LedgerEntry.objects.filter(**mine)), MOVEMENT),
        "bank_lines": (list(BankTransaction.objects.filter(**mine)), BANK_LINE),
        "refunds": (list(Refund.objects.filter(**mine)), REFUND),
        "disputes": (list(Dispute.objects.filter(**mine)), DISPUTE),
        "wall": (list(WallName.objects.filter(**mine)), ("name", "state", "wished_at")),
        "mails": (list(letters), ("kind", "sent_at")),
        "customers": (list(Customer.objects.filter(donor__in=donors)), ("provider", "customer_id")),
        "notes": (list(DonorNote.objects.filter(donor__in=donors)), ("text", "at")),
        "messages": (list(traces.messages(who)), ("provider", "type", "received_at", "payload")),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, str, dict, list)) else str(value)


def _lines(row: Any, columns: tuple[str, ...], language: str) -> list[tuple[str, str]]:
    lines = [(name, _shown(row, name, language)) for name in columns if name != "currency"]
    return [(_label(row, name), shown) for name, shown in lines if shown]


def _label(row: Any, name: str) -> str:
    label = capfirst(str(row._meta.get_field(name).verbose_name))
    return label if not name.endswith("_minor") else str(AMOUNTS[name])


def _shown(row: Any, name: str, language: str) -> str:
    """Write one value as people of a language do; what is empty or false is no line."""
    value = getattr(row, name)
    if value in (None, "", False, {}):
        return ""
    if name.endswith("_minor"):
        return money.shown(value, row.currency, language) if value else ""
    if name == "provider":
        return providers.name_of(value)
    if name == "story_path":
        return uri_to_iri(value)
    if isinstance(value, datetime):
        return plain_moment(value, language)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if value is True:
        return gettext("yes")
    return str(getattr(row, f"get_{name}_display", lambda: value)())
