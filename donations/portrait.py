"""Everything that we hold of a donor, for the donor: as one structure, from which a page and a file are made.

Promise: nothing that the erasure would take away, and nothing about anybody else, is left out or put in; members of
staff are not named. Amounts are in minor units with their currency, moments in UTC.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from donations.erasure import rows, together, traces
from donations.models import (
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

Portrait = dict[str, list[dict[str, Any]]]

# The columns of each kind of row, in the order in which a reader wants them.
PERSON = ("uuid", "email", "name", "language", "mail_language", "newsletter_at", "created_at")
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
MOVEMENT = ("kind", "amount_minor", "currency", "provider", "transaction_id", "occurred_at")

TITLES: dict[str, Promise] = {
    "person": _("You"),
    "pledges": _("Regular gifts"),
    "gifts": _("Gifts, also those that did not arrive"),
    "movements": _("Movements of money"),
    "refunds": _("Refunds"),
    "disputes": _("Payments that a bank took back"),
    "wall": _("Names for the wall"),
    "mails": _("Mails to you"),
    "customers": _("You at payment services"),
    "notes": _("Notes of our finance team"),
    "messages": _("Messages of payment services about you"),
}


def of(donor: Donor) -> Portrait:
    """Gather everything that we hold of a donor and of everybody who is one with them."""
    donors = list(Donor.objects.filter(pk__in=together(donor)).order_by("pk"))
    who = rows.person(donors)
    mine: dict[str, Any] = {"donation__in": who.gifts}
    return {
        "person": _told(donors, PERSON),
        "pledges": _told(Pledge.objects.filter(pk__in=who.pledges), PLEDGE),
        "gifts": _told(Donation.objects.filter(pk__in=who.gifts), GIFT),
        "movements": _told(LedgerEntry.objects.filter(**mine), MOVEMENT),
        "refunds": _told(
            Refund.objects.filter(**mine), ("amount_minor", "currency", "status", "reason", "asked_at", "done_at")
        ),
        "disputes": _told(
            Dispute.objects.filter(**mine), ("amount_minor", "currency", "status", "opened_at", "closed_at")
        ),
        "wall": _told(WallName.objects.filter(**mine), ("name", "state", "wished_at")),
        "mails": _told(OutboxEmail.objects.filter(pk__in=who.letters).exclude(kind="staff"), ("kind", "sent_at")),
        "customers": _told(Customer.objects.filter(donor__in=donors), ("provider", "customer_id")),
        "notes": _told(DonorNote.objects.filter(donor__in=donors), ("text", "at")),
        "messages": _told(traces.messages(who), ("provider", "type", "received_at", "payload")),
    }


def _told(found: Iterable[Model], columns: Iterable[str]) -> list[dict[str, Any]]:
    return [{name: _plain(getattr(row, name)) for name in columns} for row in found]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, str, dict, list)) else str(value)
