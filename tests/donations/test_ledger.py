"""The ledger: one fact at a time, in any order, as often as you like."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donations import ledger
from donations.facts import Fact, FactKind
from donations.ledger import Contradiction, Outcome, TooEarly
from donations.models import Alarm, Customer, Dispute, Donation, Donor, LedgerEntry, OutboxEmail, Payout
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


# --- What a fact brings beside its money ------------------------------------------------------------------


@pytest.mark.parametrize("kind", [FactKind.PAID, FactKind.PENDING, FactKind.FAILED])
def test_test_money_never_counts_as_real(kind):
    gift = gifts.make_gift(livemode=True)

    with pytest.raises(Contradiction):
        ledger.apply(told(kind, gift, livemode=False))

    gift.refresh_from_db()
    assert (gift.status, LedgerEntry.objects.count()) == ("created", 0)


def test_names_of_the_provider_are_kept_when_first_heard_and_never_blanked():
    pledge = gifts.make_pledge()
    gift = pledge.donations.get()
    ledger.apply(gifts.paid(gift, session_id="cs_1", customer_id="cus_1"))

    ledger.apply(gifts.paid(gift, invoice_id="in_1"))
    ledger.apply(gifts.renewed(pledge, 1, invoice_id="in_2", subscription_id="sub_1", customer_id="cus_1"))
    ledger.apply(gifts.renewed(pledge, 2, kind=FactKind.CANCELED))

    gift.refresh_from_db()
    pledge.refresh_from_db()
    assert (gift.session_id, gift.invoice_id, pledge.subscription_id) == ("cs_1", "in_1", "sub_1")
    assert pledge.donations.order_by("pk").last().invoice_id == "in_2"
    assert list(Customer.objects.values_list("donor_id", "customer_id")) == [(gift.donor_id, "cus_1")]


def test_first_invoice_told_as_a_renewal_too_is_one_gift():
    pledge = gifts.make_pledge()
    gift = pledge.donations.get()
    ledger.apply(gifts.paid(gift, invoice_id="in_1"))

    outcome = ledger.apply(gifts.renewed(pledge, 1, payment_id=f"payment-{gift.uuid}", invoice_id="in_1"))

    assert (outcome, pledge.donations.count()) == (Outcome.ALREADY, 1)


def test_name_of_another_gift_is_a_contradiction():
    first, second = gifts.make_gift(), gifts.make_gift()
    ledger.apply(gifts.paid(first, session_id="cs_1"))

    with pytest.raises(Contradiction):
        ledger.apply(gifts.paid(second, session_id="cs_1"))

    assert LedgerEntry.objects.get().donation == first


def test_pledge_is_found_by_its_subscription():
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(pledge.donations.get()))
    ledger.apply(gifts.renewed(pledge, 1, subscription_id="sub_1"))

    ledger.apply(replace(gifts.renewed(pledge, 2), pledge=None, subscription_id="sub_1"))

    assert pledge.donations.count() == 3


def test_consent_that_was_taken_back_before_the_payment_arrived_stays_taken_back():
    gift = gifts.make_gift(wants_newsletter=True)
    Donor.objects.filter(pk=gift.donor_id).update(newsletter_refused_at=gift.created_at + timedelta(hours=1))

    ledger.apply(gifts.paid(gift, occurred_at=gift.created_at + timedelta(hours=2)))

    gift.donor.refresh_from_db()
    assert gift.donor.newsletter_at is None


@pytest.mark.parametrize("kind", [FactKind.REFUNDED, FactKind.DISPUTED])
def test_money_of_another_currency_is_no_return_of_a_gift(kind):
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))

    with pytest.raises(Contradiction):
        ledger.apply(told(kind, gift, transaction_id="back-1", amount_minor=100, currency="EUR"))

    assert LedgerEntry.objects.get().currency == "USD"


def test_consent_to_the_newsletter_counts_from_the_payment_that_arrived():
    yes, no = gifts.make_gift(wants_newsletter=True), gifts.make_gift()
    left = gifts.make_gift(wants_newsletter=True)
    for gift in (yes, no):
        ledger.apply(gifts.paid(gift))

    for gift in (yes, no, left):
        gift.donor.refresh_from_db()
    assert [gift.donor.newsletter_at for gift in (yes, no, left)] == [gifts.NOON, None, None]


def test_receipts_are_numbered_by_year_and_a_payment_undone_gives_its_number_back():
    old, undone, new = gifts.make_gift(), gifts.make_gift(), gifts.make_gift()
    ledger.apply(gifts.paid(old, occurred_at=datetime(2025, 12, 31, 12, tzinfo=UTC)))
    with transaction.atomic():
        ledger.apply(gifts.paid(undone))
        transaction.set_rollback(True)

    ledger.apply(gifts.paid(new))

    numbers = Donation.objects.order_by("pk").values_list("receipt_number", flat=True)
    assert list(numbers) == ["2025-000001", None, "2026-000001"]


def test_renewal_that_fails_is_told_at_first_and_at_last():
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(pledge.donations.get()))
    failed = {"kind": FactKind.RENEWAL_FAILED, "invoice_id": "in_2", "url": "https://pay.example.org/in_2"}

    for attempt in range(1, 5):
        ledger.apply(gifts.renewed(pledge, attempt, is_last=attempt == 4, **failed))

    mails = OutboxEmail.objects.filter(pledge=pledge).order_by("pk").values_list("kind", "context")
    assert list(mails) == [(kind, {"url": failed["url"]}) for kind in ("renewal_failed", "renewal_lost")]


def test_only_yearly_donors_hear_of_a_payment_that_is_near():
    monthly, yearly = gifts.make_pledge(), gifts.make_pledge(interval="year")
    soon = gifts.NOON + timedelta(days=30)

    for pledge in (monthly, yearly):
        ledger.apply(gifts.paid(pledge.donations.first()))
        for _time in range(2):
            ledger.apply(gifts.renewed(pledge, 0, kind=FactKind.UPCOMING, next_charge_at=soon))
        pledge.refresh_from_db()

    assert [monthly.next_charge_at, yearly.next_charge_at] == [soon, soon]
    assert OutboxEmail.objects.get(kind="upcoming").pledge == yearly


def test_payout_gets_only_further_and_never_changes_its_amount():
    gift = gifts.make_gift()
    day = gifts.NOON + timedelta(days=3)
    sent = told(FactKind.PAID_OUT, gift, transaction_id="po_1", amount_minor=-40, arrives_on=day.date())
    arrived, failed = replace(sent, occurred_at=day), replace(sent, occurred_at=day, reason="account closed")

    for fact in (arrived, sent):
        ledger.apply(fact)
    there = Payout.objects.get().status
    ledger.apply(failed)
    with pytest.raises(Contradiction):
        ledger.apply(replace(sent, amount_minor=41))

    payout = Payout.objects.get()
    assert (there, payout.status, payout.amount_minor, payout.livemode) == ("paid", "failed", -40, False)


def test_fee_of_another_amount_under_the_same_number_contradicts():
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    fee = told(FactKind.FEE, gift, transaction_id="txn_1", amount_minor=-20)

    outcomes = [ledger.apply(fee), ledger.apply(fee)]
    with pytest.raises(Contradiction):
        ledger.apply(replace(fee, amount_minor=-21))

    assert outcomes == [Outcome.APPLIED, Outcome.ALREADY]
    assert LedgerEntry.objects.given().aggregate(sum=Sum("amount_minor"))["sum"] == 500


def test_standings_of_a_list_cost_one_question(django_assert_num_queries):
    for amount in (500, 200, 0):
        gift = gifts.make_gift()
        ledger.apply(gifts.paid(gift))
        if amount:
            ledger.apply(told(FactKind.REFUNDED, gift, transaction_id=f"re-{gift.uuid}", amount_minor=amount))

    with django_assert_num_queries(1):
        standings = [(gift.standing(), gift.kept_minor()) for gift in Donation.objects.with_returns().order_by("pk")]

    assert standings == [("paid_back", 0), ("partly_paid_back", 300), ("paid", 500)]


def test_dispute_lost_and_won_yet_pairs_up(settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))
    gift.refresh_from_db()
    about = {"transaction_id": "dp_1", "reason": "fraudulent"}
    with pytest.raises(TooEarly):
        ledger.apply(told(FactKind.DISPUTE_WON, gift, **about))
    standings = []

    for kind in (FactKind.DISPUTED, FactKind.DISPUTE_LOST, FactKind.DISPUTE_WON):
        ledger.apply(told(kind, gift, **about))
        standings.append(gift.standing())

    assert standings == ["in_dispute", "taken_back", "paid"]
    assert (Dispute.objects.get().status, gift.kept_minor()) == ("won", 500)
    assert OutboxEmail.objects.filter(dedupe_key__startswith="staff:disputed:sandbox:dp_1:").count() == 3


def test_alarm_of_money_after_the_end_is_over_once_all_of_it_went_back():
    pledge = gifts.make_pledge()
    gift = pledge.donations.get()
    ledger.apply(gifts.paid(gift))
    ledger.apply(Fact(kind=FactKind.CANCELED, provider="sandbox", occurred_at=gifts.NOON, pledge=pledge.uuid))
    ledger.apply(gifts.renewed(pledge, 1))
    late = Donation.objects.latest("pk")
    about = {"provider": "sandbox", "occurred_at": gifts.NOON, "payment_id": late.payment_id, "currency": "USD"}

    open_alarms = []
    for number, amount in (("re-1", 100), ("re-2", 200)):
        open_alarms.append(Alarm.objects.open().filter(kind="after_the_end").count())
        ledger.apply(Fact(kind=FactKind.REFUNDED, transaction_id=number, amount_minor=amount, **about))

    assert open_alarms == [1, 1]
    assert Alarm.objects.open().count() == 0
