"""Stripe's messages: believed by their signature, kept without a word about the donor, and only a reason to ask."""

import json
from collections.abc import Mapping
from typing import Any

import stripe
from django.conf import settings

from donations.providers import fields
from donations.providers.base import BadMessage, Message

TOLERANCE_SECONDS = 300


def read(body: bytes, headers: Mapping[str, str]) -> Message:
    """Check the signature over the raw bytes and read the message; raises BadMessage."""
    if not settings.STRIPE_WEBHOOK_SECRET:
        raise BadMessage("no secret is set")
    header = headers.get("Stripe-Signature", "")
    try:
        stripe.WebhookSignature.verify_header(
            body.decode(), header, settings.STRIPE_WEBHOOK_SECRET, tolerance=TOLERANCE_SECONDS
        )
        told = json.loads(body)
        return Message(
            event_id=_text(told["id"], 120),
            type=_text(told["type"], 80),
            payload={"type": told["type"], "object": kept(told["data"]["object"])},
            livemode=bool(told["livemode"]),
        )
    except stripe.SignatureVerificationError as refusal:
        raise BadMessage(str(refusal.user_message or "wrong signature")) from refusal
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadMessage("unreadable message") from error


def kept(about: dict[str, Any]) -> dict[str, str]:
    """Keep by what numbers Stripe can be asked; names, addresses and cards are not ours to store."""
    parent = (about.get("parent") or {}).get("subscription_details") or {}
    numbers = {"id": about.get("id"), "object": about.get("object"), "subscription": parent.get("subscription")}
    # By these two the alarm tells a declined new gift from a renewal.
    ours = fields.ours((about.get("metadata") or {}).get("gift"))
    numbers |= {"gift": str(ours) if ours else None, "reason": about.get("billing_reason")}
    return {key: _text(value, 120) for key, value in numbers.items() if value}


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest or "\x00" in value:
        raise ValueError("a short text was expected")
    return value
