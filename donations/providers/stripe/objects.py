"""Reading Stripe's objects of the pinned version: where in them stands what we need."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from donations.providers import fields
from donations.providers.base import Unusable
from donations.reasons import Reason

Object = dict[str, Any]


def moment(seconds: Any) -> datetime:
    """Read a moment in Unix seconds."""
    if type(seconds) is not int:
        raise Unusable(Reason.UNUSABLE_DATE, value=str(seconds)[: fields.LONGEST_TOLD])
    return datetime.fromtimestamp(seconds, UTC)


def moment_or_none(seconds: Any) -> datetime | None:
    """Read a moment that may be missing."""
    return None if seconds is None else moment(seconds)


def name(value: Any) -> str:
    """Give the number of an object that may stand there whole or by its number; empty where there is none."""
    found = value.get("id") if isinstance(value, dict) else value
    return str(found or "")


def currency(of: Object) -> str:
    """Read the currency of an object in our spelling."""
    return fields.currency(str(of.get("currency", "")).upper())


def our(of: Object, what: str) -> UUID | None:
    """Read our own number from an object's metadata."""
    return fields.ours((of.get("metadata") or {}).get(what))


def subscription_of(invoice: Object) -> Object:
    """Give what an invoice says of its subscription: `subscription` and a copy of its `metadata`."""
    return (invoice.get("parent") or {}).get("subscription_details") or {}


def intent_of(invoice: Object) -> Any:
    """Give the payment that settled an invoice, whole where it was expanded; None where nothing did."""
    payments = (invoice.get("payments") or {}).get("data") or []
    paid = [each for each in payments if each.get("status") == "paid"]
    return (paid[0].get("payment") or {}).get("payment_intent") if paid else None


def item_of(subscription: Object) -> Object:
    """Give the one item of a subscription of ours."""
    items: list[Object] = (subscription.get("items") or {}).get("data") or []
    if len(items) != 1:
        raise Unusable(Reason.UNUSABLE_AMOUNT, value=f"{len(items)} items")
    return items[0]
