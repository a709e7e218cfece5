"""Our own calls, answered by a Stripe double that others wrote: its objects are of an older shape than the real ones.

It has no checkout sessions, disputes or prices, refuses what our refunds ask to see beside them, repeats no answer to
the same key, and lists no balance by date: all that is proved against our own double only.
"""

import time

import pytest

from donations import acts
from donations.models import Customer, WebhookEvent
from donations.providers.stripe import Stripe
from donations.providers.stripe.balance import WITH_SOURCE, movement_of
from donations.providers.stripe.client import ask, ask_all
from donations.providers.stripe.returns import of_refund
from tests.donations import gifts
from tests.donations.views.manage.visiting import running_pledge

pytestmark = pytest.mark.localstripe


def make_pledge(localstripe):
    pledge = running_pledge(provider="stripe")
    found = localstripe.subscribe(pledge=str(pledge.uuid))
    pledge.subscription_id = found["id"]
    pledge.save(update_fields=["subscription_id"])
    return pledge


@pytest.mark.django_db
def test_pledge_is_ended_there_and_in_our_books(localstripe):
    pledge = make_pledge(localstripe)

    acts.cancel(pledge, reason="donor")
    again = ask(lambda v1: v1.subscriptions.retrieve(pledge.subscription_id))

    pledge.refresh_from_db()
    assert (again["status"], pledge.status) == ("canceled", "canceled")


@pytest.mark.django_db(transaction=True)
def test_signed_message_of_an_end_is_believed_asked_about_and_booked(localstripe, live_server):
    pledge = make_pledge(localstripe)
    localstripe.tell(f"{live_server.url}/webhooks/stripe/")

    ask(lambda v1: v1.subscriptions.cancel(pledge.subscription_id))
    event = wait_for(WebhookEvent.objects.filter(type="customer.subscription.deleted"))

    pledge.refresh_from_db()
    assert (event.status, pledge.status) == ("processed", "canceled")


@pytest.mark.django_db(transaction=True)
def test_message_that_is_signed_with_another_secret_is_refused(localstripe, live_server, settings):
    localstripe.tell(f"{live_server.url}/webhooks/stripe/")
    settings.STRIPE_WEBHOOK_SECRET = "whsec_another"

    localstripe.pay(1000)
    time.sleep(2)  # it speaks after a second

    assert WebhookEvent.objects.count() == 0


def test_rows_of_its_balance_are_read_as_movements_of_ours(localstripe):
    payment = localstripe.pay(1000)
    refund = localstripe.post("refunds", payment_intent=payment["id"], amount=400)

    rows = ask_all(lambda v1: v1.balance_transactions.list({"limit": 100, "expand": WITH_SOURCE}))

    assert sorted(movement_of(row, row["source"]) for row in rows) == [
        (("charge", payment["id"]), (1000, "USD")),
        (("refund", refund["id"]), (-400, "USD")),
    ]


def test_refund_is_read_as_one(localstripe):
    payment = localstripe.pay(1000)
    wanted = {"payment_intent": payment["id"], "amount": 400, "metadata": {}, "expand": ["balance_transaction"]}

    [fact] = of_refund(ask(lambda v1: v1.refunds.create(wanted, {"idempotency_key": "refund-1"})))

    assert (fact.kind, fact.payment_id, fact.amount_minor, fact.currency) == ("refunded", payment["id"], 400, "USD")


@pytest.mark.django_db
def test_customer_is_erased(localstripe):
    number = localstripe.post("customers", email="salma@example.org")["id"]
    customer = Customer.objects.create(donor=gifts.make_donor(), provider="stripe", customer_id=number)

    Stripe().forget(customer)
    answer = ask(lambda v1: v1.customers.list({"email": "salma@example.org"}))

    assert [each["id"] for each in answer["data"] if each["id"] == number] == []


def wait_for(rows):
    for _try in range(100):
        if (found := rows.exclude(status="received").first()) is not None:
            return found
        time.sleep(0.1)
    pytest.fail("nothing came")
