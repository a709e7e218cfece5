"""What we have Stripe do: each request carries a key of our own row, so that asking twice is doing once."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from donations.facts import Fact
from donations.models import Customer, Pledge, Refund
from donations.providers.base import ProviderRefuses
from donations.providers.stripe import asking, objects, returns, subscriptions
from donations.providers.stripe.client import ask, is_missing


def refund(row: Refund) -> list[Fact]:
    """Pay back; the same row never pays back twice."""
    wanted = {
        "payment_intent": row.donation.payment_id,
        "amount": row.amount_minor,
        "metadata": {"refund": str(row.uuid), "gift": str(row.donation.uuid)},
        "expand": asking.REFUND,
    }
    return returns.of_refund(ask(lambda v1: v1.refunds.create(wanted, {"idempotency_key": f"refund-{row.uuid}"})))


def cancel(pledge: Pledge) -> list[Fact]:
    """End a subscription now; one that has ended there is told as it is."""
    number, asked = _subscription(pledge), timezone.now()
    try:
        ended = ask(lambda v1: v1.subscriptions.cancel(number, {}, {"idempotency_key": f"cancel-{pledge.uuid}"}))
    except ProviderRefuses:
        ended = ask(lambda v1: v1.subscriptions.retrieve(number))
        if ended["status"] not in subscriptions.ENDED:
            raise
    return subscriptions.standing(ended, asked)


def pause(pledge: Pledge, until: datetime) -> list[Fact]:
    """Take nothing until then: invoices of the time between are void."""
    seconds = int(until.timestamp())
    return _change(pledge, {"pause_collection": {"behavior": "void", "resumes_at": seconds}})


def resume(pledge: Pledge) -> list[Fact]:
    """Take the next payment as usual."""
    return _change(pledge, {"pause_collection": ""})


def change_amount(pledge: Pledge, amount_minor: int, fee_cover_minor: int) -> list[Fact]:
    """Take another amount from the next payment on; nothing is charged or given back for the time that has passed."""
    number = _subscription(pledge)
    item = objects.item_of(ask(lambda v1: v1.subscriptions.retrieve(number)))
    price = {
        "currency": pledge.currency.lower(),
        "product": objects.name(item["price"]["product"]),
        "unit_amount": amount_minor,
        "recurring": {"interval": str(pledge.interval)},
    }
    return _change(
        pledge,
        {
            "items": [{"id": item["id"], "price_data": price}],
            "proration_behavior": "none",
            "metadata": {"fee_cover": str(fee_cover_minor)},
        },
    )


def card_link(pledge: Pledge, back: str) -> str:
    """Give Stripe's own page for another card, of this donor alone and for minutes only."""
    number = _subscription(pledge)
    customer = objects.name(ask(lambda v1: v1.subscriptions.retrieve(number)).get("customer"))
    wanted = {
        "customer": customer,
        "return_url": back,
        "flow_data": {
            "type": "payment_method_update",
            "after_completion": {"type": "redirect", "redirect": {"return_url": back}},
        },
    }
    return str(ask(lambda v1: v1.billing_portal.sessions.create(wanted))["url"])


def forget(customer: Customer) -> None:
    """Erase a customer with the cards kept there; Stripe keeps what the law makes it keep of payments."""
    try:
        ask(lambda v1: v1.customers.delete(customer.customer_id))
    except ProviderRefuses as refusal:
        if not is_missing(refusal):
            raise


def _change(pledge: Pledge, wanted: dict[str, Any]) -> list[Fact]:
    """Change a subscription; the key is of this request only, for the SDK's own second try."""
    number, asked = _subscription(pledge), timezone.now()
    options = {"idempotency_key": f"change-{pledge.uuid}-{uuid4()}"}
    return subscriptions.standing(ask(lambda v1: v1.subscriptions.update(number, wanted, options)), asked)


def _subscription(pledge: Pledge) -> str:
    if not pledge.subscription_id:
        raise ProviderRefuses("the subscription is not known yet")
    return pledge.subscription_id
