"""Comparing the books with a provider: what was missed is applied, what differs is named, foreign things are left."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from donations import ledger, providers, reconciling
from donations.models import (
    Alarm,
    Dispute,
    Donation,
    LedgerEntry,
    OutboxEmail,
    Payout,
    Pledge,
    PretendNews,
    Refund,
    WebhookEvent,
)
from donations.providers import sandbox
from donations.providers.base import ProviderDown
from donations.providers.sandbox import news
from tests.donations import gifts
from tests.donations.fake_stripe.at_work import at_work, balances_agree, begun
from tests.donations.fake_stripe.at_work import given as a_gift
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, db):
    with at_work(settings) as running:
        yield running


def window(**back):
    now = timezone.now()
    return {"since": now - timedelta(**(back or {"days": 1})), "until": now + timedelta(minutes=1)}


def compare(**about):
    (report,) = reconciling.compare(**window() | about)
    return report


def lines(report):
    return [" ".join(each.named().values()) for each in report.differences]


# --- what was dropped -------------------------------------------------------------------------------------


def test_reconciliation_books_a_gift_whose_messages_were_all_dropped(world):
    gift = begun()
    world.pay(gift.session_id)

    report = compare()

    gift.refresh_from_db()
    assert gift.status == "paid"
    assert report.applied == {"paid": 1, "fee": 1}
    assert report.is_clean()
    assert balances_agree(world)
    assert OutboxEmail.objects.filter(kind="receipt").count() == 1


def test_money_of_the_other_kind_is_no_difference(world, settings):
    settings.DONATIONS_LIVE = not settings.DONATIONS_LIVE
    of_a_trial = gifts.make_gift(provider="stripe")
    ledger.apply(gifts.paid(of_a_trial, occurred_at=timezone.now()))
    settings.DONATIONS_LIVE = not settings.DONATIONS_LIVE

    assert compare().is_clean()


def test_reconciliation_books_dropped_renewals_refunds_disputes_and_payouts(world, client):
    gift = a_gift(world, client, interval="month", amount_minor=3000)
    subscription = world.all("subscription")[0]["id"]
    world.renew(subscription)
    world.refund(gift.payment_id, 1000)
    second = world.all("invoice")[1]["payments"]["data"][0]["payment"]["payment_intent"]
    world.dispute(second)
    world.pay_out(500, "usd")
    world.end(subscription)

    report = compare()

    assert Donation.objects.filter(status="paid").count() == 2
    assert (Refund.objects.get().status, Dispute.objects.get().status) == ("done", "open")
    assert (Payout.objects.count(), Pledge.objects.get().status) == (1, "canceled")
    assert report.is_clean()
    assert balances_agree(world)


def test_reconciliation_that_is_repeated_changes_nothing(world):
    gift = begun()
    world.pay(gift.session_id)
    compare()
    rows = LedgerEntry.objects.count()

    again = compare()

    assert +again.applied == {}
    assert again.known > 0
    assert (LedgerEntry.objects.count(), OutboxEmail.objects.count()) == (rows, 1)


def test_requirement_05_gift_of_the_sandbox_whose_message_was_lost_is_booked_at_night():
    gift = gifts.make_gift()
    sandbox.pay(gift)

    reconciling.nightly.func()

    gift.refresh_from_db()
    assert gift.status == "paid"


# --- what the provider tells no more, and its own books hold -----------------------------------------------


def test_what_was_told_longer_ago_than_events_are_kept_is_booked_from_the_providers_own_books(world, client):
    gift = a_gift(world, client, interval="month", amount_minor=3000)
    subscription = world.all("subscription")[0]["id"]
    renewed = world.renew(subscription)
    world.refund(gift.payment_id, 1000)
    world.fail_refund(world.refund(gift.payment_id, 500)["id"])
    payment = world.get(renewed, "invoice")["payments"]["data"][0]["payment"]["payment_intent"]
    world.decide(world.dispute(payment), for_us=True)
    begun_once = begun()
    world.pay(begun_once.session_id)
    world.events.clear()

    report = compare()
    again = compare()

    begun_once.refresh_from_db()
    assert begun_once.status == "paid"
    assert dict(+report.applied) == {
        "paid": 1, "renewed": 1, "fee": 4, "refunded": 2, "refund_failed": 1, "disputed": 1, "dispute_won": 1
    }  # fmt: skip
    assert (report.problems, report.differences, again.differences) == ([], [], [])
    assert +again.applied == {}
    assert balances_agree(world)


def test_window_of_last_year_is_compared_with_the_providers_books(world, client):
    then = timezone.now() - timedelta(days=400)
    gift = begun()
    world.pay(gift.session_id)
    for each in world.objects.values():
        each["created"] = int(then.timestamp())
    world.events.clear()
    around = {"since": then - timedelta(days=1), "until": then + timedelta(days=1)}

    report, again = compare(**around), compare(**around)

    assert dict(report.applied) == {"paid": 1, "fee": 1}
    assert (report.is_clean(), again.is_clean()) == (True, True)
    assert again.sums == {"USD": (456, 456)}
    assert gift.entries.get(kind="charge").occurred_at.date() == then.date()


def test_movement_that_the_providers_books_do_not_hold_is_named_however_old(world):
    then = timezone.now() - timedelta(days=400)
    gift = gifts.make_gift(provider="stripe")
    ledger.apply(gifts.paid(gift, occurred_at=then))
    gift.refresh_from_db()

    report = compare(since=then - timedelta(days=1), until=then + timedelta(days=1))

    assert [(each.movement[1], each.there) for each in report.differences] == [(gift.payment_id, None)]


def test_movement_on_the_edge_of_the_window_is_no_difference_where_the_dates_differ_a_little(world, client):
    a_gift(world, client)
    since = timezone.now() - timedelta(hours=2)
    for each in world.all("balance_transaction"):
        each["created"] = int((since - timedelta(minutes=5)).timestamp())
    world.events.clear()

    report = compare(since=since)

    assert report.differences == []


def test_row_of_an_unknown_kind_about_a_payment_of_ours_is_named(world, client):
    a_gift(world, client)
    world.book("payment_reversal", world.all("charge")[0], -500)

    report = compare()

    assert lines(report) == ["missing_here adjustment txn_000006 -5.00 USD "]


def test_what_the_account_itself_pays_is_no_movement_of_ours(world, client):
    a_gift(world, client)
    world.book("stripe_fee", world.make("tax_rate", "txr", currency="usd"), -250)

    report = compare()

    assert report.is_clean()


def test_fee_that_is_kept_of_a_refund_is_booked(world, client):
    gift = a_gift(world, client, amount_minor=3000)
    refund = world.refund(gift.payment_id, 1000)
    booked = world.get(refund["balance_transaction"], "balance_transaction")
    booked |= {"fee": 20, "net": -1020}
    world.balance["USD"] -= 20

    report = compare()

    assert report.is_clean()
    assert balances_agree(world)


# --- what differs -----------------------------------------------------------------------------------------


def test_movement_with_another_amount_and_one_that_is_not_there_are_named_and_alarmed(world, client, settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    gift = a_gift(world, client, amount_minor=3000)
    other = a_gift(world, client, amount_minor=1000)
    world.misbook(2900)
    LedgerEntry.objects.create(
        donation=other,
        kind="refund",
        amount_minor=-100,
        currency="USD",
        provider="stripe",
        transaction_id="re_made_up",
        occurred_at=timezone.now() - timedelta(hours=1),
    )

    report = compare()

    assert lines(report) == [
        f"other_amount charge {gift.payment_id} 29.00 USD 30.00 USD",
        "missing_there refund re_made_up  -1.00 USD",
    ]
    theirs, ours = report.sums["USD"]
    assert ours - theirs == 100 - 100
    alarm = Alarm.objects.open().get(kind="reconciliation")
    assert (alarm.about, alarm.counts["differences"], len(alarm.named)) == ("stripe", 2, 2)
    assert OutboxEmail.objects.filter(dedupe_key__startswith="staff:alarm:reconciliation").count() == 1


def test_payment_that_contradicts_the_books_is_named_and_stops_no_other(world):
    wrong, right = begun(), begun()
    world.pay(wrong.session_id)
    world.misbook(700)
    world.pay(right.session_id)

    report = compare()

    right.refresh_from_db()
    assert right.status == "paid"
    assert len(report.problems) == 2  # the payment, and the fee that rests on it
    assert [each.named()["what"] for each in report.differences] == ["missing_here", "missing_here"]


def test_alarm_is_settled_by_a_later_look_at_the_same_days_only(world, client):
    a_gift(world, client, amount_minor=3000)
    world.misbook(2900)
    compare(**window(days=2))
    world.misbook(3000)

    compare(**window(days=1))
    after_a_shorter_look = Alarm.objects.open().count()
    compare(**window(days=3))

    assert (after_a_shorter_look, Alarm.objects.open().count()) == (1, 0)


def test_dry_run_names_what_is_missing_and_applies_nothing(world):
    gift = begun()
    world.pay(gift.session_id)

    report = compare(is_trial=True)

    gift.refresh_from_db()
    assert gift.status == "created"
    assert [each.named()["what"] for each in report.differences] == ["missing_here", "missing_here"]
    assert Alarm.objects.count() == 0


# --- what goes wrong on the way ---------------------------------------------------------------------------


def test_provider_that_falls_silent_leaves_what_was_applied(monkeypatch, settings):
    settings.DONATION_PROVIDERS = ["sandbox"]
    gift = gifts.make_gift()
    told = gifts.paid(gift, occurred_at=timezone.now())

    def falls_silent(self, since, until):
        yield told
        raise ProviderDown("connection lost")

    monkeypatch.setattr(type(providers.KNOWN["sandbox"]), "fetch", falls_silent)
    report = compare()

    gift.refresh_from_db()
    assert (gift.status, report.silent, report.is_clean()) == ("paid", "connection lost", False)
    with pytest.raises(ProviderDown):
        reconciling.nightly.func()


def test_unreadable_news_of_the_sandbox_stops_no_other():
    gift = gifts.make_gift()
    news.happen("payment.paid", gift=str(gift.uuid), payment_id="p-1", amount_minor="many", currency="USD")
    sandbox.pay(gift)

    report = compare()

    gift.refresh_from_db()
    assert gift.status == "paid"
    assert len(report.problems) == 1


# --- what is not ours -------------------------------------------------------------------------------------


def foreign_payment(world):
    """A payment of a shop on the same account, paid back and disputed; its messages wait."""
    intent = world.make("payment_intent", "pi", amount=900, currency="inr", metadata={"order": "77"}, status="")
    world._charge(intent["id"])
    world.refund(intent["id"], 100)
    world.dispute(intent["id"])
    session = world.make("checkout.session", "cs", status="complete", client_reference_id="order-77", invoice=None)
    session["payment_intent"] = intent["id"]
    world.tell("checkout.session.completed", session)


def foreign_subscription(world):
    """A subscription of another site of the same kind: its metadata have our shape and not our numbers."""
    number = "4b6999e7-679d-41f8-b487-20d51c05f28b"
    price = {"unit_amount": 100, "currency": "inr", "recurring": {"interval": "month"}}
    session = world.make("checkout.session", "cs", customer="cus_1", _line_items=[{"price_data": price}])
    session["_subscription_data"] = {"metadata": {"gift": number, "pledge": number}}
    world._subscribe(session)
    world._settle(session["invoice"])
    intent = world.all("invoice")[0]["payments"]["data"][0]["payment"]["payment_intent"]
    world.refund(intent, 50)


@pytest.mark.parametrize("make", [foreign_payment, foreign_subscription])
def test_objects_of_others_on_the_account_are_counted_and_left_alone(world, make):
    make(world)

    report = compare()

    assert report.foreign > 0
    assert (report.problems, report.differences) == ([], [])
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize("make", [foreign_payment, foreign_subscription])
def test_messages_about_refunds_and_disputes_of_others_are_not_tried_again(world, client, make):
    make(world)

    world.deliver(client)

    kept = set(WebhookEvent.objects.values_list("status", "reason"))
    assert kept == {("ignored", "not_ours")}


def test_refund_of_a_pledge_that_comes_before_its_payment_waits_for_it(world, client):
    gift = begun(interval="month", amount_minor=300)
    world.pay(gift.session_id)
    paid, world.waiting[:] = list(world.waiting), []
    intent = world.all("invoice")[0]["payments"]["data"][0]["payment"]["payment_intent"]
    world.refund(intent, 100)

    world.deliver(client)
    waiting = set(WebhookEvent.objects.values_list("status", "reason"))
    world.waiting[:] = paid
    world.deliver(client)
    report = compare()

    assert waiting == {("failed", "no_payment_yet")}
    assert report.applied["refunded"] == 1
    assert balances_agree(world)


# --- by hand, and at once ---------------------------------------------------------------------------------


def test_command_prints_what_was_applied_and_fails_aloud_where_the_books_differ(world, client, capsys):
    gift = begun()
    world.pay(gift.session_id)

    call_command("reconcile_donations", "--days", "1")
    said = capsys.readouterr().out
    world.misbook(700)
    with pytest.raises(CommandError, match="Not in agreement: stripe"):
        call_command("reconcile_donations", "--provider", "stripe")

    assert "applied: fee 1, paid 1; known: 0; not ours: 0" in said
    assert "sums: 4.56 USD there, 4.56 USD here" in said
    assert "7.00 USD there, 5.00 USD here" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        ["--days", "0"],
        ["--days", "2", "--since", "2026-03-01"],
        ["--since", "2026-03-02", "--until", "2026-03-01"],
        ["--provider", "banktransfer"],
    ],
)
def test_command_refuses_a_window_or_provider_that_is_none(wrong):
    with pytest.raises(CommandError):
        call_command("reconcile_donations", *wrong)


@pytest.mark.django_db(transaction=True)
def test_requirement_04_message_and_reconciliation_at_once_book_a_gift_once():
    gift = gifts.make_gift()
    sandbox.pay(gift)
    told = PretendNews.objects.get().message

    answers = at_once(
        lambda: gifts.send(Client(), told).status_code,
        compare,
        compare,
        lambda: gifts.send(Client(), told | {"id": "another-message"}).status_code,
        behind=Donation.objects.all(),
    )

    assert (answers[0], answers[3]) == (200, 200)
    assert [report.problems for report in answers[1:3]] == [[], []]
    assert sorted(gift.entries.values_list("kind", "amount_minor")) == [("charge", 500), ("fee", -10)]
    assert OutboxEmail.objects.filter(kind="receipt").count() == 1
    assert ledger.apply(gifts.paid(gift, payment_id=f"sandbox-{gift.uuid}")) == ledger.Outcome.ALREADY
