"""Whose an object is: an account at Stripe may serve shops and other sites beside us, and those are left alone.

Promise: an object is ours only if it names a row of ours, or hangs on one that does. What is not raises NotOurs.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q

from donations.models import Donation, Pledge
from donations.providers import fields
from donations.providers.base import NotOurs
from donations.providers.stripe import objects
from donations.providers.stripe.client import NAME, ask, ask_all
from donations.providers.stripe.objects import Object

Names = dict[str, UUID | None]


def expect_session(session: Object) -> None:
    """Refuse a session that some other site has opened."""
    _expect(gift=fields.ours(session.get("client_reference_id")), about=str(session["id"]))


def expect_invoice(invoice: Object) -> None:
    """Refuse an invoice that is of no pledge of ours."""
    _expect(**_of_subscription(objects.subscription_of(invoice)), about=str(invoice["id"]))


def expect_subscription(subscription: Object) -> None:
    """Refuse a subscription that is no pledge of ours."""
    _expect(**_of_subscription(subscription | {"subscription": subscription["id"]}), about=str(subscription["id"]))


def payment(of: Object) -> Names:
    """Name the gift and pledge behind the payment of a refund or dispute, as far as its payment is not in our books.

    Stripe copies our numbers to the payment of a one-time gift, but not to those of a pledge: their invoice has them.
    """
    number = objects.name(of.get("payment_intent"))
    if Donation.objects.filter(provider=NAME, payment_id=number).exclude(payment_id=None).exists():
        return {}
    names: dict[str, Any] = {"gift": objects.our(of, "gift"), "pledge": None, "subscription": ""}
    if number and not names["gift"]:
        intent = ask(lambda v1: v1.payment_intents.retrieve(number))
        names["gift"] = objects.our(intent, "gift")
        names |= {} if names["gift"] else _of_invoice(number)
    _expect(**names, about=str(of["id"]))
    return {"gift": names["gift"], "pledge": names["pledge"]}


def _of_invoice(intent: str) -> dict[str, Any]:
    paid = {"type": "payment_intent", "payment_intent": intent}
    found = ask_all(lambda v1: v1.invoice_payments.list({"payment": paid, "expand": ["data.invoice"]}))
    return _of_subscription(objects.subscription_of(found[0]["invoice"])) if found else {}


def _of_subscription(about: Object) -> dict[str, Any]:
    return {
        "gift": objects.our(about, "gift"),
        "pledge": objects.our(about, "pledge"),
        "subscription": objects.name(about.get("subscription")),
    }


def _expect(*, gift: UUID | None, pledge: UUID | None = None, subscription: str = "", about: str) -> None:
    if gift and Donation.objects.filter(uuid=gift, provider=NAME).exists():
        return
    if not Pledge.objects.filter(_either(pledge, subscription), provider=NAME).exists():
        raise NotOurs(about)


def _either(pledge: UUID | None, subscription: str) -> Q:
    named = Q(uuid=pledge) if pledge else Q(pk__in=[])
    return named | Q(subscription_id=subscription) if subscription else named
