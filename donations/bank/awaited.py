"""The gifts that a line may belong to, fetched for all lines at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from donations.bank import references
from donations.bank.references import Nearby
from donations.models import BankTransaction, Donation, Refund
from donations.providers.banktransfer import BankTransfer
from donations.states import GiftStatus, Interval, PledgeStatus, RefundStatus
from donations.transfers import signs_of, written
from newsroom.arabic.folding import words

PATIENCE = timedelta(days=400)  # a gift that was promised longer ago is not proposed
MOST_AWAITED = 20_000
_LEAST_TIME = {Interval.MONTH: timedelta(days=20), Interval.YEAR: timedelta(days=330)}
_LONGEST_WAIT = timedelta(days=120)
_SHORTEST_NAME = 3
NEAR_DAYS = timedelta(days=5)  # a person may have typed another day than the bank's


def signs(gift: Donation) -> str:
    """Give the eight signs of a gift's reference."""
    return signs_of(gift.reference_code or "")


class Awaited:
    """Gifts by transfer that wait for money, with those of running pledges; asked by amount, name and reference."""

    def __init__(self) -> None:
        running = Q(pledge__status__in=[PledgeStatus.ACTIVE, PledgeStatus.PAST_DUE])
        waiting = ~Q(status=GiftStatus.PAID) & Q(created_at__gte=timezone.now() - PATIENCE)
        rows = Donation.objects.filter(running | waiting, provider=BankTransfer.name, reference_code__isnull=False)
        rows = rows.select_related("donor", "pledge").annotate(last_paid_at=Max("pledge__donations__paid_at"))
        self.gifts: dict[str, Donation] = {signs(gift): gift for gift in rows.order_by("-pk")[:MOST_AWAITED]}
        self.nearby = Nearby(self.gifts)
        self._by_amount: dict[tuple[str, int], list[Donation]] = defaultdict(list)
        self._by_name: dict[str, list[Donation]] = defaultdict(list)
        for gift in self.gifts.values():
            self._by_amount[gift.currency, expected(gift)].append(gift)
            for word in names(gift):
                self._by_name[word].append(gift)

    def alike(self, line: BankTransaction) -> list[tuple[Donation, bool, bool]]:
        """Give the gifts that share amount or name with a line, the likeliest first: (gift, amount?, name?)."""
        same_amount = self._by_amount.get((line.currency, line.amount_minor), [])
        payer = name_words(line.payer)
        by_name = {gift.pk: gift for word in payer for gift in self._by_name.get(word, [])}
        found = {gift.pk: gift for gift in same_amount} | by_name
        amounts = {gift.pk for gift in same_amount}
        due = [gift for gift in found.values() if gift.currency == line.currency and is_due(gift, line.booked_on)]
        ranked = [(gift, gift.pk in amounts, gift.pk in by_name) for gift in due]
        return sorted(
            ranked, key=lambda each: (-each[1] - each[2], -each[2], abs(line.booked_on - _asked_on(each[0])))
        )


def expected(gift: Donation) -> int:
    """Give the amount that the next transfer should have, in minor units."""
    return gift.pledge.amount_minor if gift.pledge else gift.amount_minor


def is_due(gift: Donation, day: date) -> bool:
    """Say whether money for this gift, or for the next payment of its pledge, could come on that day."""
    if gift.status != GiftStatus.PAID:
        return -timedelta(days=3) <= day - _asked_on(gift) <= _LONGEST_WAIT
    last = getattr(gift, "last_paid_at", None)
    return last is not None and day - timezone.localdate(last) >= _LEAST_TIME[Interval(gift.interval)]


def names(gift: Donation) -> set[str]:
    """Give the words by which the donor may stand on a statement."""
    return name_words(f"{gift.donor_name} {gift.donor.name}")


def name_words(name: str) -> set[str]:
    """Give the words of a name, in the one spelling that all its spellings share."""
    return {word for word in words(name) if len(word) >= _SHORTEST_NAME}


def _asked_on(gift: Donation) -> date:
    return timezone.localdate(gift.created_at)


def named_by(lines: Iterable[BankTransaction]) -> dict[str, Donation]:
    """Fetch the gifts whose reference stands in a line, right or misread; asks once for all lines."""
    wanted: set[str] = set()
    for line in lines:
        wanted |= references.exact(line.text)
        for attempt in references.attempts(line.text):
            wanted |= references.reread(attempt)
    rows = Donation.objects.filter(provider=BankTransfer.name, reference_code__in=[written(each) for each in wanted])
    return {signs(gift): gift for gift in rows.select_related("donor", "pledge")}


class Paid:
    """What was paid before of the gifts that lines name: by whom it was recorded, and what waits to go back."""

    def __init__(self, gifts: Iterable[Donation]) -> None:
        gifts = list(gifts)
        pledges = [gift.pledge_id for gift in gifts if gift.pledge_id]
        rows = Donation.objects.filter(Q(pk__in=[gift.pk for gift in gifts]) | Q(pledge__in=pledges))
        rows = rows.filter(status=GiftStatus.PAID, provider=BankTransfer.name).order_by("-paid_at")
        paid: list[Donation] = list(rows.select_related("donor", "pledge"))
        self._linked = set(rows.filter(bank_lines__isnull=False).values_list("pk", flat=True))
        self._of_gift = {each.pk: [each] for each in paid}
        self._of_pledge: dict[int, list[Donation]] = defaultdict(list)
        for each in paid:
            if each.pledge_id:
                self._of_pledge[each.pledge_id].append(each)
        waiting = Refund.objects.filter(donation__in=self._of_gift, status=RefundStatus.SENT, refund_id=None)
        self._waiting = {(refund.donation_id, refund.amount_minor) for refund in waiting}
        self._taken: set[int] = set()

    def recorded_by_hand(self, gift: Donation, line: BankTransaction) -> Donation | None:
        """Find the same money among what was recorded by hand; each record stands for one line."""
        for paid in self._of(gift):
            is_free = paid.pk not in self._linked and paid.pk not in self._taken
            is_same = paid.received_minor == line.amount_minor
            if is_free and is_same and abs(timezone.localdate(paid.paid_at) - line.booked_on) <= NEAR_DAYS:
                self._taken.add(paid.pk)
                return paid
        return None

    def to_pay_back(self, gift: Donation, line: BankTransaction) -> tuple[Donation, bool] | None:
        """Find the payment that a line takes back, and say whether just this refund waits."""
        amount = -line.amount_minor
        large = [p for p in self._of(gift) if p.currency == line.currency and (p.received_minor or 0) >= amount]
        awaited = [paid for paid in large if (paid.pk, amount) in self._waiting]
        return (awaited[0], True) if awaited else (large[0], False) if large else None

    def _of(self, gift: Donation) -> list[Donation]:
        return self._of_pledge.get(gift.pledge_id, []) if gift.pledge_id else self._of_gift.get(gift.pk, [])
