"""Random lives of gifts and pledges, told in any order, twice, late and by workers that die: the books are the same.

Requirements 3, 5 and 8. `make soak` tells a hundred thousand lives; what CI tells is the same test with fewer.
"""

import random
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import count

import hypothesis
import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from donations import ledger
from donations.models import Dispute, Donation, LedgerEntry, OutboxEmail, Payout, Pledge, Refund
from tests.donations import gifts
from tests.donations.lives import PROVIDER, Bank, Given, Promised, full, short

TASKS = {"default": {"BACKEND": "django_ox.testing.DummyBackend", "QUEUES": ["default", "mail", "edge"]}}


class Killed(Exception):
    """The worker is gone between two statements."""


class Tale:
    """One telling of a bank's news: disordered, repeated, partly lost and resent, by workers that die."""

    def __init__(self, facts: list, seed: int) -> None:
        self.chance = random.Random(seed)
        first = [fact for fact in facts if self.chance.random() < 0.9]  # the rest is lost on the way
        repeated = [fact for fact in facts if self.chance.random() < 0.2]
        self.first = self.chance.sample(first + repeated, len(first) + len(repeated))
        lost = [fact for fact in facts if fact not in first]
        self.deaths = 0.1  # the share of tellings in which the worker dies
        self.resent = self.chance.sample(lost, len(lost))

    def tell(self) -> None:
        waiting = self._round(self.first)
        waiting = self._round(self.resent + waiting)
        self.deaths = 0
        while waiting:
            early = self._round(waiting)
            assert len(early) < len(waiting), early
            waiting = early

    def _round(self, facts: list) -> list:
        waiting = []
        for fact in facts:
            try:
                self._one(fact)
            except (ledger.TooEarly, Killed):
                waiting.append(fact)
        return waiting

    def _one(self, fact) -> None:
        if self.chance.random() >= self.deaths:
            ledger.apply(fact)
            return
        with connection.execute_wrapper(_killer(self.chance.randint(1, 14))):
            ledger.apply(fact)


def _killer(at: int):
    left = [at]

    def execute(go_on, *args):
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return go_on(*args)

    return execute


def _begin(bank: Bank, campaign) -> None:
    """Make the rows that are there before the first news: what donors began."""
    donor = gifts.make_donor()
    about = {"campaign": campaign, "donor": donor, "provider": PROVIDER, "language": "en", "livemode": False}
    pledges = {
        each.uuid: Pledge(uuid=each.uuid, amount_minor=each.gifts[0].amount_minor, currency=each.currency, **about)
        for each in bank.pledges
    }
    Pledge.objects.bulk_create(pledges.values())
    of = {each.gifts[0].uuid: pledges[each.uuid] for each in bank.pledges}
    Donation.objects.bulk_create(
        Donation(
            uuid=each.uuid,
            pledge=of.get(each.uuid),
            amount_minor=each.amount_minor,
            currency=each.currency,
            interval="month" if each.uuid in of else "once",
            **about,
        )
        for each in bank.gifts
    )


def _as_they_should_be(bank: Bank) -> dict:
    all_gifts = [*bank.gifts, *(gift for pledge in bank.pledges for gift in pledge.gifts[1:])]
    return {
        "gifts": Counter(map(_gift_told, all_gifts)),
        "pledges": {each.uuid: _pledge_told(each) for each in bank.pledges},
        "refunds": sum((each.refunds for each in all_gifts), Counter()),
        "disputes": sum((each.disputes for each in all_gifts), Counter()),
        "balance": {currency: sum_ for currency, sum_ in bank.paid_out.items() if sum_},
        "payouts": dict(bank.paid_out),
    }


def _gift_told(gift: Given) -> tuple:
    paid = (gift.payment_id, gift.paid_at, gift.amount_minor) if gift.status == "paid" else ("", None, None)
    return gift.status, *paid, tuple(sorted(gift.rows.elements())), gift.is_after_the_end


def _pledge_told(pledge: Promised) -> tuple:
    return pledge.status, pledge.amount_minor, pledge.canceled_at, pledge.paused_at, pledge.next_charge_at


def _as_they_are(bank: Bank) -> dict:
    rows: dict[int, list] = {}
    for pk, *row in LedgerEntry.objects.values_list("donation_id", "kind", "amount_minor"):
        rows.setdefault(pk, []).append(tuple(row))
    sums = LedgerEntry.objects.order_by().values_list("currency").annotate(sum=Sum("amount_minor"))
    all_gifts = Donation.objects.select_related("pledge")
    return {
        "gifts": Counter(
            (
                each.status,
                each.payment_id or "",
                each.paid_at,
                each.received_minor,
                tuple(sorted(rows.get(each.pk, []))),
                each.is_after_the_end(),
            )
            for each in all_gifts
        ),
        "pledges": {each.uuid: _pledge_told(each) for each in Pledge.objects.all()},
        "refunds": Counter(Refund.objects.values_list("amount_minor", "status")),
        "disputes": Counter(Dispute.objects.values_list("amount_minor", "status")),
        "balance": {currency: sum_ for currency, sum_ in sums if sum_},
        "payouts": dict(Payout.objects.filter(status="paid").values_list("currency", "amount_minor")),
    }


def _mails() -> set[str]:
    """The mails owed, named by the payment where the bank does not know the uuid of our gift."""
    owed = OutboxEmail.objects.values_list("dedupe_key", "donation__uuid", "donation__payment_id")
    return {key.replace(str(uuid), payment) if uuid else key for key, uuid, payment in owed}


def _numbers() -> list[str]:
    given_ = Donation.objects.exclude(receipt_number=None).order_by("receipt_number")
    return list(given_.values_list("receipt_number", flat=True))


def _prove(lives: list, seed: int, campaign, *, staff: bool) -> None:
    bank = Bank()
    for plan in lives:
        bank.live(plan)
    _begin(bank, campaign)
    bank.pay_out()

    Tale(bank.facts, seed).tell()

    mails, numbers = _mails(), _numbers()
    assert _as_they_are(bank) == _as_they_should_be(bank)
    surely, perhaps = (
        {key for key in keys if staff or not key.startswith("staff:")}
        for keys in (bank.mails, bank.mails | bank.maybe)
    )
    assert surely <= mails <= perhaps
    years = Counter(number[:4] for number in numbers)
    assert numbers == [f"{year}-{place:06}" for year in sorted(years) for place in range(1, years[year] + 1)]


def _tell_lives(strategy, *, at_least: int, site, seeds: Iterable[int]) -> None:
    """Prove example after example, each of 1 to 50 lives told together, until there were this many lives."""
    site.TASKS = TASKS  # what is owed is counted here; sending is proved elsewhere
    site.DONATIONS_LARGE_GIFT, site.DONATIONS_LARGE_GIFTS = Decimal("Infinity"), {}
    campaign = gifts.make_campaign()
    told = []

    @settings(
        max_examples=10,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(1, 50).flatmap(lambda n: st.lists(strategy, min_size=n, max_size=n)), st.integers(0, 2**32))
    def each(lives, seed) -> None:
        with transaction.atomic():
            _prove(lives, seed, campaign, staff=bool(site.DONATIONS_STAFF_EMAIL))
            transaction.set_rollback(True)
        told.append(len(lives))

    for number in seeds:
        hypothesis.seed(number)(each)()
        if sum(told) >= at_least:
            return


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(("lives", "at_least", "seed"), [(short, 875, 1000), (short, 875, 2000), (full, 250, 3000)])
def test_requirement_03_05_08_any_telling_of_many_lives_leads_to_the_same_books(lives, at_least, seed, settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"] if lives is full else []

    _tell_lives(lives, at_least=at_least, site=settings, seeds=count(seed))


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(8))
def test_a_hundred_thousand_lives_lead_to_the_same_books(part, settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]

    _tell_lives(short | full, at_least=12_500, site=settings, seeds=iter(lambda: random.getrandbits(64), None))
