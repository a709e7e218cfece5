"""The figures of a statement are the ledger's, year by year and currency by currency."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from donations import ledger, statements
from donations.models import Donation, LedgerEntry, LegalEntity
from tests.donations import gifts

pytestmark = pytest.mark.django_db

YEARS_END = datetime(2025, 12, 31, 20, 59, tzinfo=UTC)  # 23:59 in Damascus


@pytest.fixture
def donor():
    return gifts.make_donor(name="Salma")


def paid(donor, amount, *, at=gifts.NOON, **values):
    gift = gifts.make_gift(donor=donor, amount_minor=amount, **values)
    ledger.apply(gifts.paid(gift, occurred_at=at))
    return Donation.objects.get(pk=gift.pk)


def moved(gift, kind, amount, *, at):
    LedgerEntry.objects.create(
        donation=gift,
        kind=kind,
        amount_minor=amount,
        currency=gift.currency,
        provider=gift.provider,
        transaction_id=f"{kind}-{gift.pk}",
        occurred_at=at,
    )


def totals(figures):
    return [
        (part.entity, account.currency, account.total_minor) for part in figures.parts for account in part.accounts
    ]


def test_currencies_are_never_added_together(donor):
    paid(donor, 500)
    paid(donor, 700, currency="EUR")
    paid(donor, 900)

    figures = statements.of(donor, 2026)

    assert totals(figures) == [(None, "EUR", 700), (None, "USD", 1400)]


def test_money_counts_in_the_newsrooms_own_year(donor):
    paid(donor, 500, at=YEARS_END)
    paid(donor, 700, at=YEARS_END + timedelta(minutes=1))

    found = {year: totals(statements.of(donor, year)) for year in statements.years(donor)}

    assert found == {2026: [(None, "USD", 700)], 2025: [(None, "USD", 500)]}


def test_what_went_back_is_subtracted_and_fees_are_ours(donor):
    gift = paid(donor, 1000)
    moved(gift, "refund", -300, at=gifts.NOON + timedelta(days=1))
    moved(gift, "dispute", -700, at=gifts.NOON + timedelta(days=2))
    moved(gift, "dispute_won", 700, at=gifts.NOON + timedelta(days=3))
    moved(gift, "fee", -55, at=gifts.NOON)

    figures = statements.of(donor, 2026)

    assert totals(figures) == [(None, "USD", 700)]


def test_a_refund_counts_in_the_year_in_which_it_went(donor):
    gift = paid(donor, 1000, at=YEARS_END)
    moved(gift, "refund", -1000, at=gifts.NOON)

    assert totals(statements.of(donor, 2025)) == [(None, "USD", 1000)]
    assert totals(statements.of(donor, 2026)) == [(None, "USD", -1000)]


def test_each_legal_entity_has_a_part_of_its_own(donor):
    society = LegalEntity.objects.create(name_en="Society", is_default=True)
    fund = LegalEntity.objects.create(name_en="Fund")
    paid(donor, 500)
    own = gifts.make_campaign(slug="fund", is_default=False, entity=fund)
    paid(donor, 700, campaign=own)

    figures = statements.of(donor, 2026)

    assert sorted(totals(figures), key=lambda each: each[2]) == [(society, "USD", 500), (fund, "USD", 700)]


def test_test_payments_and_other_donors_stand_on_no_statement(donor, settings):
    paid(donor, 500)
    paid(gifts.make_donor(), 700)
    paid(donor, 900, livemode=not settings.DONATIONS_LIVE)

    assert totals(statements.of(donor, 2026)) == [(None, "USD", 500)]


def test_an_erased_donor_has_no_statement(donor):
    paid(donor, 500)
    donor.erased_at = timezone.now()

    assert statements.years(donor) == []


@pytest.mark.parametrize("count", [1, 3])
def test_figures_cost_two_queries(donor, count, django_assert_num_queries):
    for _ in range(count):
        paid(donor, 500)

    with django_assert_num_queries(2):
        statements.of(donor, 2026)
