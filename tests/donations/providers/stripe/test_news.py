"""Stripe's messages at our door: who is believed, what is kept, and what they lead to in the books."""

import json
import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donations.models import Dispute, Donation, LedgerEntry, OutboxEmail, Payout, PayoutLine, Pledge, WebhookEvent
from donations.webhooks import work_on
from tests.donations.fake_stripe.at_work import balances_agree, begun
from tests.donations.fake_stripe.at_work import given as a_gift
from tests.donations.fake_stripe.news import post, signed


def entries():
    """List the ledger as kinds and amounts."""
    return sorted(LedgerEntry.objects.values_list("kind", "amount_minor"))


def paid_event(world):
    gift = begun()
    world.pay(gift.session_id)
    return gift, world.waiting.pop()


# --- who is believed --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "whsec_of_somebody_else"},
        {"at": int(time.time()) - 301},
    ],
)
def test_requirement_01_forged_or_stale_message_does_nothing(world, client, forged):
    gift, event = paid_event(world)

    answer = post(client, event, **forged)

    gift.refresh_from_db()
    assert (answer.status_code, gift.status, WebhookEvent.objects.count()) == (400, "created", 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_requirement_01_message_changed_in_any_byte_does_nothing(world, client, data):
    body = json.dumps({"id": "evt_1", "type": "invoice.paid", "livemode": False, "data": {"object": {"id": "in_1"}}})
    header = signed(body)
    place = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != body.encode()[place]))
    changed = body.encode()[:place] + bytes([other]) + body.encode()[place + 1 :]

    answer = client.post(
        "/webhooks/stripe/", changed, content_type="application/json", headers={"Stripe-Signature": header}
    )

    assert (answer.status_code, WebhookEvent.objects.count()) == (400, 0)


@pytest.mark.parametrize("headers", [{}, {"Stripe-Signature": ""}, {"Stripe-Signature": "t=,v1="}])
def test_requirement_01_message_without_a_signature_does_nothing(world, client, headers):
    answer = client.post("/webhooks/stripe/", b"{}", content_type="application/json", headers=headers)

    assert (answer.status_code, WebhookEvent.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    "body",
    ["[]", "null", "{}", '{"id": 1}', '{"id":"e","type":"t","livemode":false,"data":{"object":3}}', "nonsense"],
)
def test_signed_nonsense_is_refused(world, client, body):
    answer = client.post(
        "/webhooks/stripe/", body, content_type="application/json", headers={"Stripe-Signature": signed(body)}
    )

    assert (answer.status_code, WebhookEvent.objects.count()) == (400, 0)


def test_message_of_the_other_kind_of_money_is_kept_and_not_booked(world, client):
    gift, event = paid_event(world)

    answer = post(client, event | {"livemode": True})

    gift.refresh_from_db()
    kept = WebhookEvent.objects.get()
    assert (answer.status_code, kept.status, kept.reason, gift.status) == (200, "ignored", "mode_differs", "created")


def test_message_is_kept_without_a_word_about_the_donor(world, client):
    gift, event = paid_event(world)
    assert gift.donor.email in json.dumps(event)

    post(client, event)

    kept = WebhookEvent.objects.get().payload
    assert kept == {
        "type": "checkout.session.completed",
        "object": {"id": gift.session_id, "object": "checkout.session", "gift": str(gift.uuid)},
    }


@pytest.mark.parametrize("kind", ["customer.created", "radar.early_fraud_warning.created"])
def test_message_that_we_do_not_follow_is_answered_and_ignored(world, client, kind):
    world.tell(kind, {"id": "cus_1", "object": "customer"})

    assert world.deliver(client) == [200]
    assert WebhookEvent.objects.get().status == "ignored"


def test_message_about_somebody_elses_payment_is_answered_and_ignored(world, client):
    stranger = world.make(
        "checkout.session", "cs_test", status="expired", client_reference_id="their-shop", invoice=None
    )
    world.tell("checkout.session.expired", stranger)
    world.tell("checkout.session.completed", {"id": "cs_gone", "object": "checkout.session"})

    assert world.deliver(client) == [200, 200]
    assert set(WebhookEvent.objects.values_list("status", flat=True)) == {"ignored"}


# --- what they lead to ------------------------------------------------------------------------------------


def test_paid_gift_is_in_the_books_with_its_fee_and_its_names(world, client):
    gift = a_gift(world, client, amount_minor=1000)

    assert gift.status == "paid"
    assert entries() == [("charge", 1000), ("fee", -59)]
    assert gift.payment_id.startswith("pi_")
    assert gift.donor.customers.get().customer_id.startswith("cus_")
    assert balances_agree(world)


def test_requirement_02_same_message_told_five_times_counts_once(world, client):
    gift = begun(interval="month")
    world.pay(gift.session_id)

    world.deliver(client, times=5)

    assert WebhookEvent.objects.count() == 3
    assert [kind for kind, _amount in entries()] == ["charge", "fee"]
    assert OutboxEmail.objects.filter(kind="receipt").count() == 1


@pytest.mark.parametrize("seed", range(3))
def test_pledges_life_ends_the_same_in_any_order(world, client, seed):
    gift = begun(interval="month", amount_minor=300)
    world.pay(gift.session_id)
    number = world.all("subscription")[0]["id"]
    world.renew(number)
    failed = world.next_invoice(number)["id"]
    world.fail(failed)
    world.recover(failed)
    refunded = world.all("payment_intent")[1]["id"]
    world.refund(refunded, 100)
    world.refund(refunded, 200)
    world.end(number)

    world.deliver(client, times=2, shuffled=Random(seed))
    for event in WebhookEvent.objects.filter(status="failed"):
        work_on(event.pk)

    pledge = Pledge.objects.get()
    assert pledge.status == "canceled"
    assert pledge.subscription_id == number
    assert list(Donation.objects.values_list("status", flat=True)) == ["paid"] * 3
    assert sorted(LedgerEntry.objects.exclude(kind="fee").values_list("kind", "amount_minor")) == [
        ("charge", 300),
        ("charge", 300),
        ("charge", 300),
        ("refund", -200),
        ("refund", -100),
    ]
    assert balances_agree(world)


def test_requirement_09_completed_session_that_is_not_paid_waits(world, client):
    gift = begun()
    world.pay_late(gift.session_id)

    world.deliver(client)

    gift.refresh_from_db()
    assert (gift.status, entries()) == ("pending", [])


@pytest.mark.parametrize(
    ("news", "status", "kinds"), [("arrive", "paid", ["charge", "fee"]), ("bounce", "failed", [])]
)
@pytest.mark.parametrize("interval", ["once", "month"])
def test_requirement_09_late_money_is_booked_when_it_comes(world, client, news, status, kinds, interval):
    gift = begun(interval=interval)
    world.pay_late(gift.session_id)
    world.deliver(client)

    getattr(world, news)(gift.session_id)
    world.deliver(client)

    gift.refresh_from_db()
    assert (gift.status, [kind for kind, _amount in entries()]) == (status, kinds)


def test_requirement_09_coming_back_from_stripe_proves_nothing(world, client):
    gift = begun()

    page = client.get(gift.thanks_path("en"))

    gift.refresh_from_db()
    assert (page.status_code, gift.status, entries()) == (200, "created", [])


def test_session_that_nobody_used_expires_the_gift(world, client):
    gift = begun()
    world.expire(gift.session_id)

    world.deliver(client)

    gift.refresh_from_db()
    assert gift.status == "expired"


def test_requirement_05_message_that_fails_is_kept_and_booked_by_the_next_try(world, client):
    gift, event = paid_event(world)
    world.trouble.extend(["down"] * 5)

    answer = post(client, event)
    failed = WebhookEvent.objects.get()
    world.trouble.clear()
    work_on(failed.pk)

    gift.refresh_from_db()
    assert (answer.status_code, failed.status, WebhookEvent.objects.get().status) == (200, "failed", "processed")
    assert (gift.status, len(entries())) == ("paid", 2)


def test_renewal_inherits_where_the_first_gift_came_from(world, client):
    gift = a_gift(world, client, interval="month", slot="article", utm_source="letter")
    world.renew(gift.pledge.subscription_id or world.all("subscription")[0]["id"])

    world.deliver(client)

    later = Donation.objects.exclude(pk=gift.pk).get()
    assert (later.slot, later.campaign, later.status) == ("article", gift.campaign, "paid")
    assert later.invoice_id.startswith("in_")


def test_donor_hears_of_the_first_failure_and_of_the_last(world, client):
    gift = a_gift(world, client, interval="month")
    number = world.all("subscription")[0]["id"]
    world.clock += 40 * 86_400
    invoice = world.next_invoice(number)["id"]
    for is_last in (False, False, True):
        world.clock += 86_400
        world.fail(invoice, is_last=is_last)
        world.deliver(client)

    gift.pledge.refresh_from_db()
    assert gift.pledge.status == "past_due"
    mails = OutboxEmail.objects.filter(kind__startswith="renewal").order_by("pk")
    assert list(mails.values_list("kind", flat=True)) == ["renewal_failed", "renewal_lost"]


def test_bank_that_wants_the_donor_makes_one_mail_and_no_failure(world, client):
    gift = a_gift(world, client, interval="month")
    number = world.all("subscription")[0]["id"]
    world.clock += 31 * 86_400
    world.fail(world.next_invoice(number)["id"], wants_donor=True)

    world.deliver(client, times=2)

    gift.pledge.refresh_from_db()
    assert gift.pledge.status == "active"
    assert OutboxEmail.objects.filter(kind="action_needed").count() == 1
    assert not OutboxEmail.objects.filter(kind="renewal_failed").exists()


def test_refund_at_stripes_own_desk_is_a_row_with_nobody_who_asked(world, client):
    gift = a_gift(world, client, amount_minor=1000)
    world.refund(gift.payment_id, 400)

    world.deliver(client)

    refund = gift.refunds.get()
    assert (refund.amount_minor, refund.status, refund.asked_by) == (400, "done", None)
    assert gift.refundable_minor() == 600
    assert balances_agree(world)


def test_refund_that_comes_back_is_ours_again(world, client):
    gift = a_gift(world, client, amount_minor=1000)
    refund = world.refund(gift.payment_id, 400)
    world.fail_refund(refund["id"])

    world.deliver(client)

    assert gift.refunds.get().status == "failed"
    assert gift.refundable_minor() == 1000
    assert balances_agree(world)


@pytest.mark.parametrize(
    ("for_us", "status", "kinds"), [(True, "won", ["dispute", "dispute_won"]), (False, "lost", ["dispute"])]
)
def test_dispute_is_a_row_with_its_money_and_fee(world, client, for_us, status, kinds):
    gift = a_gift(world, client, amount_minor=1000)
    number = world.dispute(gift.payment_id)
    world.decide(number, for_us=for_us)

    world.deliver(client, times=2)

    assert Dispute.objects.get().status == status
    assert [kind for kind, _amount in entries() if "dispute" in kind] == kinds
    assert balances_agree(world)


def test_payout_is_written_down(world, client):
    a_gift(world, client, amount_minor=1000)
    world.pay_out(700, "usd")

    world.deliver(client)

    payout = Payout.objects.get()
    assert (payout.amount_minor, payout.currency, payout.status) == (700, "USD", "paid")
    assert balances_agree(world)


def carried():
    rows = PayoutLine.objects.values_list("entry__kind", "net_minor")
    return sorted((kind or "", net) for kind, net in rows)


def test_payout_that_stripe_makes_by_itself_names_what_it_carried(world, client):
    gift = a_gift(world, client, amount_minor=1000)
    a_gift(world, client, amount_minor=3000)
    world.refund(gift.payment_id, 400)
    world.book("stripe_fee", world.make("tax_rate", "txr", currency="usd"), -25)
    world.pay_out_all("usd")

    world.deliver(client, times=2)

    payout = Payout.objects.get()
    assert carried() == [("", -25), ("charge", 941), ("charge", 2883), ("refund", -400)]
    assert payout.amount_minor == sum(net for _kind, net in carried())
    assert payout.lines.get(net_minor=941).entry.donation == gift


def test_movement_that_came_into_the_books_after_its_payout_is_named_when_it_is_told_again(world, client):
    gift = begun()
    world.pay(gift.session_id)
    paid, world.waiting[:] = list(world.waiting), []
    number = world.pay_out_all("usd")
    world.deliver(client)
    before = carried()
    world.waiting[:] = paid
    world.deliver(client)
    world.tell("payout.paid", world.get(number, "payout"))

    world.deliver(client)

    assert (before, carried()) == ([("", 456)], [("charge", 456)])
    assert Payout.objects.get().lines.get().entry.donation == gift
