"""The ledger: one fact at a time, in any order, as often as you like."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donations import ledger
from donations.facts import FactKind
from donations.ledger import Contradiction, Outcome, TooEarly
from donations.models import Donation, LedgerEntry, OutboxEmail
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


def test_refund_beyond_what_is_left_is_booked_as_the_provider_did_it_and_finance_is_alarmed(settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    ledger.apply(told(FactKind.REFUNDED, gift, transaction_id="back-1", amount_minor=300))

    ledger.apply(told(FactKind.REFUNDED, gift, transaction_id="back-2", amount_minor=201))

    assert sorted(LedgerEntry.objects.values_list("amount_minor", flat=True)) == [-300, -201, 500]
    gift.refresh_from_db()
    assert (gift.kept_minor(), gift.refundable_minor(), gift.standing()) == (-1, 0, "paid_back")
    assert OutboxEmail.objects.filter(dedupe_key=f"staff:alarm:overdrawn:{gift.uuid}").count() == 1


def test_refund_larger_than_the_gift_itself_contradicts():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))

    with pytest.raises(Contradiction):
        ledger.apply(told(FactKind.REFUNDED, gift, transaction_id="back-1", amount_minor=501))

    assert LedgerEntry.objects.count() == 1


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


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-5, 600), st.integers(0, 6)), max_size=10))
def test_refunds_in_any_sequence_are_booked_once_each_or_not_at_all(db, refunds):
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    booked = {}

    for amount, name in refunds:
        try:
            ledger.apply(told(FactKind.REFUNDED, gift, transaction_id=f"{gift.uuid}-{name}", amount_minor=amount))
        except Contradiction:
            continue
        booked.setdefault(name, amount)

    left = sum(gift.entries.values_list("amount_minor", flat=True))
    assert left == 500 - sum(booked.values())
    assert all(0 < amount <= 500 for amount in booked.values())
