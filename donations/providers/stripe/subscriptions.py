"""Pledges as Stripe's subscriptions tell them."""

from datetime import datetime
from typing import Any

from donations.facts import Fact, FactKind
from donations.models import Pledge
from donations.providers import fields
from donations.providers.stripe import objects
from donations.providers.stripe.client import NAME
from donations.providers.stripe.objects import Object

ENDED = ("canceled", "incomplete_expired")


def standing(subscription: Object, asked: datetime) -> list[Fact]:
    """Tell the terms of a running pledge as of the moment of asking, or its end."""
    if subscription["status"] == "incomplete_expired":
        return [Fact(kind=FactKind.EXPIRED, gift=objects.our(subscription, "gift"), **_about(subscription, asked))]
    if subscription["status"] == "canceled":
        return [_ended(subscription)]
    if subscription["status"] == "incomplete":
        return []
    return [_terms(subscription, asked)]


def upcoming(subscription: Object) -> list[Fact]:
    """Tell when the next payment is taken."""
    if subscription["status"] in ENDED or subscription.get("pause_collection"):
        return []
    item = objects.item_of(subscription)
    told = objects.moment(item["current_period_start"])
    next_charge = objects.moment(item["current_period_end"])
    return [Fact(kind=FactKind.UPCOMING, next_charge_at=next_charge, **_about(subscription, told, with_pledge=True))]


def _terms(subscription: Object, asked: datetime) -> Fact:
    item, pause = objects.item_of(subscription), subscription.get("pause_collection")
    covered = (subscription.get("metadata") or {}).get("fee_cover", "")
    return Fact(
        kind=FactKind.CHANGED,
        amount_minor=fields.amount(item["price"]["unit_amount"]),
        currency=objects.currency(item["price"]),
        fee_cover_minor=int(covered) if covered.isascii() and covered.isdigit() else None,
        next_charge_at=objects.moment(item["current_period_end"]),
        paused_at=asked if pause else None,
        resumes_at=objects.moment_or_none(pause.get("resumes_at")) if pause else None,
        **_about(subscription, asked, with_pledge=True),
    )


def _ended(subscription: Object) -> Fact:
    ended = subscription.get("ended_at") or subscription.get("canceled_at") or subscription["created"]
    failed = (subscription.get("cancellation_details") or {}).get("reason") == "payment_failed"
    return Fact(
        kind=FactKind.CANCELED,
        reason=Pledge.CancelReason.PROVIDER if failed else "",
        **_about(subscription, objects.moment(ended), with_pledge=True),
    )


def _about(subscription: Object, moment: datetime, *, with_pledge: bool = False) -> dict[str, Any]:
    return {
        "provider": NAME,
        "occurred_at": moment,
        "pledge": objects.our(subscription, "pledge") if with_pledge else None,
        "livemode": subscription["livemode"],
        "subscription_id": subscription["id"],
        "customer_id": objects.name(subscription.get("customer")),
    }
