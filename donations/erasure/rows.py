"""The rows that are about one donor, and what is left of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from donations.bank import forgetting
from donations.models import (
    Customer,
    Donation,
    Donor,
    DonorNote,
    ManageLink,
    OutboxEmail,
    Pledge,
    Refund,
    WallName,
)
from newsroom.blotting import Blotter

STAFFS_WORDS = ("reason", "problem")  # of a refund: whoever wrote them may have named the donor


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the database knows them: the numbers of their rows, the words that name them, and their keys."""

    donors: list[int]
    gifts: list[int]
    pledges: list[int]
    letters: list[int]
    addresses: list[str]
    blotter: Blotter  # of addresses and names
    keys: list[str] = field(default_factory=list)  # numbers by which messages of providers speak of them


def person(donors: Sequence[Donor]) -> Person:
    """Gather what names a donor before it is emptied."""
    numbers = [donor.pk for donor in donors]
    gifts, pledges = Donation.objects.filter(donor__in=numbers), Pledge.objects.filter(donor__in=numbers)
    customers = Customer.objects.filter(donor__in=numbers)
    letters = OutboxEmail.objects.filter(Q(donor__in=numbers) | Q(donation__in=gifts) | Q(pledge__in=pledges))
    addresses = [donor.email for donor in donors if donor.email]
    words = addresses + [donor.name for donor in donors]
    words += gifts.values_list("donor_name", flat=True)
    words += WallName.objects.filter(donation__in=gifts).values_list("name", flat=True)
    return Person(
        donors=numbers,
        gifts=list(gifts.values_list("pk", flat=True)),
        pledges=list(pledges.values_list("pk", flat=True)),
        letters=list(letters.values_list("pk", flat=True)),
        addresses=addresses,
        blotter=Blotter(words),
        keys=[
            *_keys(gifts.values_list("uuid", "payment_id", "session_id", "invoice_id")),
            *_keys(pledges.values_list("uuid", "subscription_id")),
            *_keys(customers.values_list("customer_id")),
        ],
    )


def empty(who: Person) -> None:
    """Leave numbers, amounts and dates, and nothing that names anybody or that they wrote."""
    about = {"email": None, "name": "", "newsletter_at": None, "newsletter_refused_at": None, "mail_language": ""}
    Donor.objects.filter(pk__in=who.donors).update(**about)
    gifts = Donation.objects.filter(pk__in=who.gifts)
    gifts.update(donor_name="", message="", wants_newsletter=False, form_key=None)
    Pledge.objects.filter(pk__in=who.pledges).update(cancel_words="")
    WallName.objects.filter(donation__in=who.gifts).delete()
    forgetting.forget(who.gifts)
    forgetting.blot(who.blotter)
    DonorNote.objects.filter(donor__in=who.donors).delete()
    ManageLink.objects.filter(donor__in=who.donors).delete()
    letters = OutboxEmail.objects.filter(pk__in=who.letters).exclude(kind=OutboxEmail.Kind.STAFF)
    letters.filter(sent_at=None).delete()
    letters.update(context={})
    for refund in Refund.objects.filter(donation__in=who.gifts):
        _blot(refund, STAFFS_WORDS, who.blotter)
    for row in [*gifts, *Pledge.objects.filter(pk__in=who.pledges)]:
        _blot(row, ("referrer_host", "utm_source", "utm_medium", "utm_campaign"), who.blotter)
    for gift in gifts.exclude(document_number=""):
        _blot(gift, ("document_number",), who.blotter)


def _blot(row: Any, fields: Sequence[str], blotter: Blotter) -> None:
    kept = {name: getattr(row, name) for name in fields}
    left = {name: blotter.blotted(value) for name, value in kept.items()}
    if left != kept:
        type(row).objects.filter(pk=row.pk).update(**left)


def _keys(found: Any) -> list[str]:
    return [str(key) for row in found for key in row if key]
