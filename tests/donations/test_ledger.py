"""The ledger: one fact at a time, in any order, as often as you like."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donations import ledger
from donations.facts import Fact, FactKind
from donations.ledger import Contradiction, Outcome, TooEarly
from donations.models import Donation, LedgerEntry, OutboxEmail, Pledge
from tests import factories
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def told(kind, gift, **values):
    return gifts.paid(gift, kind=kind, **values)


def test_paid_fact_charges_once_and_owes_one_receipt():
    gift = gifts.make_gift()

    outcomes = [ledger.apply(gifts.paid(gift)) for _time in range(3)]

    gift.refresh_from_db()
    entry = LedgerEntry.objects.get()
    assert outcomes == [Outcome.APPLIED, Outcome.ALREADY, Outcome.ALREADY]
    assert (gift.status, gift.received_minor, gift.paid_at) == ("paid", 500, gifts.NOON)
    assert (entry.donation, entry.kind, entry.amount_minor, entry.currency) == (gift, "charge", 500, "USD")
    assert OutboxEmail.objects.get().dedupe_key == f"receipt:{gift.uuid}"


@pytest.mark.parametrize("kind", [FactKind.PENDING, FactKind.FAILED, FactKind.EXPIRED])
def test_paid_is_the_end(kind):
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))

    outcome = ledger.apply(told(kind, gift))

    gift.refresh_from_db()
    assert (outcome, gift.status) == (Outcome.ALREADY, "paid")


@pytest.mark.parametrize("kind", [FactKind.FAILED, FactKind.EXPIRED])
def test_late_success_of_a_lost_gift_is_real_money(kind):
    gift = gifts.make_gift()
    ledger.apply(told(kind, gift))

    ledger.apply(gifts.paid(gift))

    gift.refresh_from_db()
    assert gift.status == "paid"
    assert LedgerEntry.objects.get().amount_minor == 500


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_minor": 499},
        {"amount_minor": 501},
        {"amount_minor": 0},
        {"amount_minor": -500},
        {"currency": "EUR"},
        {"payment_id": ""},
    ],
)
def test_money_that_differs_from_the_wish_is_not_booked(wrong):
    gift = gifts.make_gift()

    with pytest.raises(Contradiction):
        ledger.apply(gifts.paid(gift, **wrong))

    gift.refresh_from_db()
    assert (gift.status, LedgerEntry.objects.count(), OutboxEmail.objects.count()) == ("created", 0, 0)


def test_staff_may_enter_what_the_bank_left_of_a_transfer():
    gift = gifts.make_gift(provider="banktransfer")

    ledger.apply(gifts.paid(gift, amount_minor=470, by=factories.make_editor()))

    gift.refresh_from_db()
    assert (gift.amount_minor, gift.received_minor, LedgerEntry.objects.get().amount_minor) == (500, 470, 470)


def test_second_payment_for_one_gift_contradicts():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))

    with pytest.raises(Contradiction):
        ledger.apply(gifts.paid(gift, payment_id="another"))

    assert LedgerEntry.objects.count() == 1


def test_one_payment_never_pays_two_gifts():
    first, second = gifts.make_gift(), gifts.make_gift()
    ledger.apply(gifts.paid(first, payment_id="same"))

    with pytest.raises(Contradiction):
        ledger.apply(gifts.paid(second, payment_id="same"))

    assert LedgerEntry.objects.get().donation == first


def test_fact_of_another_provider_is_about_nothing_of_ours():
    gift = gifts.make_gift(provider="banktransfer")

    outcome = ledger.apply(gifts.paid(gift, provider="sandbox"))

    assert outcome == Outcome.UNKNOWN
    assert LedgerEntry.objects.count() == 0


def test_renewal_inherits_where_the_first_gift_came_from():
    story = factories.make_article()
    origin = {"article": story, "story_number": story.pk, "story_title": "Headline", "slot": "article"}
    pledge = gifts.make_pledge(**origin)
    ledger.apply(gifts.paid(pledge.donations.get()))

    ledger.apply(gifts.renewed(pledge, 1))

    renewal = Donation.objects.order_by("pk").last()
    assert (renewal.article, renewal.story_number, renewal.slot) == (story, story.pk, "article")
    assert (renewal.donor, renewal.campaign, renewal.language) == (pledge.donor, pledge.campaign, "en")
    assert (renewal.status, renewal.amount_minor) == ("paid", 300)


def test_money_after_the_end_of_a_pledge_is_booked_and_seen():
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(pledge.donations.get()))
    ledger.apply(gifts.renewed(pledge, 1, kind=FactKind.CANCELED))

    ledger.apply(gifts.renewed(pledge, 2))

    pledge.refresh_from_db()
    assert pledge.status == "canceled"
    assert [gift.is_after_the_end() for gift in pledge.donations.order_by("pk")] == [False, True]


def test_refunds_never_exceed_the_charge():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    ledger.apply(told(FactKind.REFUNDED, gift, transaction_id="back-1", amount_minor=300))

    with pytest.raises(TooEarly):  # unless the first refund comes back to us
        ledger.apply(told(FactKind.REFUNDED, gift, transaction_id="back-2", amount_minor=201))

    assert sorted(LedgerEntry.objects.values_list("amount_minor", flat=True)) == [-300, 500]


def test_refund_before_its_charge_waits():
    gift = gifts.make_gift()

    with pytest.raises(TooEarly):
        ledger.apply(told(FactKind.REFUNDED, gift, transaction_id="back-1", amount_minor=300))

    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE donations_ledgerentry SET amount_minor = 1",
        "DELETE FROM donations_ledgerentry",
        "TRUNCATE donations_ledgerentry CASCADE",
    ],
)
def test_database_refuses_to_change_the_ledger(change):
    ledger.apply(gifts.paid(gifts.make_gift()))
    connection.check_constraints()  # no deferred check may keep the table busy
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE donations_ledgerentry ENABLE TRIGGER ledger_table_stays")

        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute(change)

    assert LedgerEntry.objects.get().amount_minor == 500


def _lifetime(pledge: Pledge) -> list[Fact]:
    first = pledge.donations.get()
    return [
        told(FactKind.PENDING, first, occurred_at=gifts.NOON - timedelta(minutes=1)),
        told(FactKind.FAILED, first, occurred_at=gifts.NOON - timedelta(seconds=30)),
        gifts.paid(first),
        gifts.renewed(pledge, 1),
        gifts.renewed(pledge, 2, kind=FactKind.RENEWAL_FAILED),
        gifts.renewed(pledge, 2, occurred_at=gifts.NOON + timedelta(days=64)),
        told(FactKind.REFUNDED, first, transaction_id=f"1-{pledge}", amount_minor=100),
        told(FactKind.REFUNDED, first, transaction_id=f"2-{pledge}", amount_minor=150),
        gifts.renewed(pledge, 3, kind=FactKind.CANCELED),
        gifts.renewed(pledge, 4),
    ]


def _tell_until_done(facts: list[Fact]) -> None:
    """Tell facts as the queue does: what came too early is told again later."""
    waiting = list(facts)
    while waiting:
        early = []
        for fact in waiting:
            try:
                ledger.apply(fact)
            except TooEarly:
                early.append(fact)
        assert len(early) < len(waiting)
        waiting = early


def _books(pledge: Pledge) -> tuple:
    pledge.refresh_from_db()
    entries = LedgerEntry.objects.filter(donation__pledge=pledge)
    return (
        pledge.status,
        pledge.canceled_at,
        sorted(entries.values_list("kind", "amount_minor", "occurred_at")),
        sorted((gift.status, gift.paid_at, gift.is_after_the_end()) for gift in pledge.donations.all()),
        OutboxEmail.objects.filter(donation__pledge=pledge).count(),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_and_any_repetition_leads_to_the_same_books(db, data):
    told_in_order, told_anyhow = gifts.make_pledge(), gifts.make_pledge()
    _tell_until_done(_lifetime(told_in_order))
    facts = _lifetime(told_anyhow)

    facts = facts + data.draw(st.lists(st.sampled_from(facts), max_size=8))
    _tell_until_done(data.draw(st.permutations(facts)))

    assert _books(told_anyhow) == _books(told_in_order)
    assert _books(told_in_order)[0] == "canceled"
    assert _books(told_in_order)[4] == 4 + 2  # receipts, and the two refunds


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-5, 600), st.integers(0, 6)), max_size=10))
def test_refunds_in_any_sequence_leave_between_nothing_and_everything(db, refunds):
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))

    for amount, name in refunds:
        try:
            ledger.apply(told(FactKind.REFUNDED, gift, transaction_id=f"{gift.uuid}-{name}", amount_minor=amount))
        except (Contradiction, TooEarly):
            continue

    left = sum(gift.entries.values_list("amount_minor", flat=True))
    assert 0 <= left <= 500
