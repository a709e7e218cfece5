"""Erasing a donor: the person goes, the books stay.

Promise: running pledges end at their provider first; if that fails, nothing is erased and the caller hears why. Then,
in one transaction, the name, the address and every word of the donor leave all tables, also those of the staff's
acts, of mails, of messages of providers and of the task queue. Amounts, dates and numbers stay. Each provider is
asked to forget, and asked again until it has. Erasing twice is no error, and finds what came since.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import acts, ledger
from donations.donors import locks
from donations.erasure import elsewhere, rows, traces
from donations.facts import Fact, FactKind
from donations.models import Customer, Donor, Pledge
from donations.providers.banktransfer import BankTransfer
from donations.providers.base import Can
from newsroom import audit
from newsroom.models import User


def erase(donor: Donor, *, by: User | None) -> None:
    """Erase a donor and everybody who is one with them; `by=None` means the donor.

    Raises acts.NotPossible, ProviderDown or ProviderRefuses where a pledge could not be ended: nothing is erased.
    """
    everybody = together(donor)
    for pledge in Pledge.objects.filter(donor__in=everybody):
        if pledge.is_running():
            _end(pledge, by)
    with transaction.atomic():
        locked = list(locks.hold(everybody).values())
        if set(together(donor)) != set(everybody):
            raise acts.NotPossible(_("This donor was merged with another a moment ago. Look again, and erase then."))
        _forget(locked)
        audit.record("erase", by=by, on=donor)


@transaction.atomic
def forget_strangers(numbers: Collection[int], *, still: QuerySet[Donor]) -> int:
    """Erase people who never gave, together, as far as they are strangers `still`; counts them. No act of anybody."""
    held = locks.hold(numbers)
    locked = [held[number] for number in still.filter(pk__in=numbers).order_by("pk").values_list("pk", flat=True)]
    if locked:
        _forget(locked)
    return len(locked)


def _forget(locked: list[Donor]) -> None:
    """Take the people of these locked rows out of all tables, and have the providers forget them."""
    person = rows.person(locked)
    traces.blot(person)
    rows.empty(person)
    Donor.objects.filter(pk__in=person.donors, erased_at=None).update(erased_at=timezone.now())
    for customer in Customer.objects.filter(donor__in=locked):
        elsewhere.forget.enqueue(customer.pk)


def together(donor: Donor) -> list[int]:
    """List the numbers of all rows that are one person: what this one was merged into, and all that was merged."""
    donor.refresh_from_db(fields=["merged_into"])
    while donor.merged_into:
        donor = donor.merged_into
    found = newest = [donor.pk]
    while newest:
        newest = list(Donor.objects.filter(merged_into__in=newest).values_list("pk", flat=True))
        found = found + newest
    return found


def _end(pledge: Pledge, by: User | None) -> None:
    """End a pledge: at its provider, or, where only the donor can stop the standing order, in our books."""
    if pledge.provider != BankTransfer.name or acts.can(pledge, Can.CANCEL):
        acts.cancel(pledge, reason=Pledge.CancelReason.OTHER, by=by)
        return
    ledger.apply(
        Fact(kind=FactKind.CANCELED, provider=pledge.provider, occurred_at=timezone.now(), pledge=pledge.uuid)
    )
