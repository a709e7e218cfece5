"""What we have Stripe do: once for each row, whatever becomes of its answer."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from donations import acts
from donations.models import Customer, Donation, Refund
from donations.providers.base import ProviderDown
from donations.providers.stripe import Stripe
from tests.donations import gifts
from tests.donations.fake_stripe.at_work import balances_agree
from tests.donations.fake_stripe.at_work import given as a_gift


@pytest.fixture
def pledge(world, client):
    return a_gift(world, client, interval="month", amount_minor=300).pledge


def asked(world, path):
    return [fields for method, where, fields in world.asked if (method, where) == ("POST", f"/v1/{path}")]


def test_refund_is_paid_back_and_booked(world, client):
    gift = a_gift(world, client, amount_minor=1000)

    row = acts.refund(gift, amount_minor=400, by=gifts.make_treasurer(), reason="Typed a nought too many")
    world.deliver(client)

    row.refresh_from_db()
    assert (row.status, row.refund_id) == ("done", world.all("refund")[0]["id"])
    assert Refund.objects.count() == 1
    assert asked(world, "refunds")[0]["metadata"] == {"refund": str(row.uuid), "gift": str(gift.uuid)}
    assert balances_agree(world)


@pytest.mark.parametrize("trouble", ["hangs up after acting", "breaks after acting"])
def test_refund_whose_answer_is_lost_is_paid_back_once(world, client, trouble):
    gift = a_gift(world, client, amount_minor=1000)
    world.trouble.append(trouble)

    with suppress(ProviderDown):
        acts.refund(gift, amount_minor=400, by=gifts.make_treasurer(), reason="Twice")
    world.deliver(client)

    assert [each["amount"] for each in world.all("refund")] == [400]
    assert Refund.objects.get().status == "done"
    assert balances_agree(world)


def test_cancelled_pledge_is_ended_there_first(world, client, pledge):
    acts.cancel(pledge, reason="money")
    world.deliver(client)

    pledge.refresh_from_db()
    assert (world.get(pledge.subscription_id, "subscription")["status"], pledge.status) == ("canceled", "canceled")


def test_pledge_that_has_ended_there_is_ended_here(world, pledge):
    world.end(pledge.subscription_id)
    world.waiting.clear()  # and its news was lost

    acts.cancel(pledge, reason="money")

    pledge.refresh_from_db()
    assert pledge.status == "canceled"


def test_cancel_while_stripe_is_down_changes_nothing_and_says_so(world, pledge):
    world.trouble.extend(["down"] * 5)

    with pytest.raises(ProviderDown):
        acts.cancel(pledge, reason="money")

    pledge.refresh_from_db()
    assert pledge.status == "active"


def test_amount_changes_from_the_next_payment_on(world, client, pledge):
    acts.change_amount(pledge, amount_minor=700, fee_cover_minor=30)
    world.renew(pledge.subscription_id)
    world.deliver(client)

    pledge.refresh_from_db()
    assert (pledge.amount_minor, pledge.fee_cover_minor) == (700, 30)
    assert list(Donation.objects.order_by("pk").values_list("received_minor", flat=True)) == [300, 700]
    assert balances_agree(world)


def test_paused_pledge_takes_nothing_until_it_goes_on(world, client, pledge):
    acts.pause(pledge, until=timezone.now() + timedelta(days=60))
    world.renew(pledge.subscription_id)
    pledge.refresh_from_db()
    paused = (pledge.status, pledge.paused_at is not None, Donation.objects.count())
    acts.resume(pledge)
    world.renew(pledge.subscription_id)
    world.deliver(client)

    pledge.refresh_from_db()
    assert paused == ("active", True, 1)
    assert (pledge.paused_at, Donation.objects.count()) == (None, 2)


def test_card_is_changed_on_stripes_page_which_leads_back(world, pledge):
    link = acts.card_link(pledge, back="https://paper.example/en/support/manage/")

    (fields,) = asked(world, "billing_portal/sessions")
    assert link.startswith(f"{world.address}/portal/")
    assert (
        fields["flow_data"]["after_completion"]["redirect"]["return_url"]
        == "https://paper.example/en/support/manage/"
    )


def test_forgotten_customer_is_gone_and_forgotten_again_is_no_error(world, pledge):
    customer = Customer.objects.get()

    Stripe().forget(customer)
    Stripe().forget(customer)

    assert world.all("customer") == []


def test_what_was_dropped_is_told_again(world, client):
    gift = a_gift(world, client, interval="month", amount_minor=300)
    world.renew(world.all("subscription")[0]["id"])
    world.refund(gift.payment_id, 100)
    world.waiting.clear()

    told = list(Stripe().fetch(timezone.now() - timedelta(days=1), timezone.now() + timedelta(minutes=1)))

    assert {fact.kind for fact in told} >= {"paid", "renewed", "refunded", "fee"}
