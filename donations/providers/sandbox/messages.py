"""Reading the pretend bank's messages: signed by the site's own secret, strict in every field."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from donations.facts import Fact, FactKind
from donations.providers import fields, signature
from donations.providers.base import BadMessage, Message, NotForUs
from donations.providers.sandbox.news import NAME

KIND_OF = {
    "payment.pending": FactKind.PENDING,
    "payment.paid": FactKind.PAID,
    "payment.failed": FactKind.FAILED,
    "payment.expired": FactKind.EXPIRED,
    "payment.refunded": FactKind.REFUNDED,
    "payment.refund_failed": FactKind.REFUND_FAILED,
    "dispute.opened": FactKind.DISPUTED,
    "dispute.won": FactKind.DISPUTE_WON,
    "dispute.lost": FactKind.DISPUTE_LOST,
    "payout.paid": FactKind.PAID_OUT,
    "pledge.renewed": FactKind.RENEWED,
    "pledge.renewal_failed": FactKind.RENEWAL_FAILED,
    "pledge.action_needed": FactKind.ACTION_NEEDED,
    "pledge.upcoming": FactKind.UPCOMING,
    "pledge.changed": FactKind.CHANGED,
    "pledge.canceled": FactKind.CANCELED,
}
OF_A_PAYMENT = {FactKind.PAID, FactKind.RENEWED, FactKind.REFUNDED, FactKind.REFUND_FAILED}
OF_A_PAYMENT |= {FactKind.DISPUTED, FactKind.DISPUTE_WON, FactKind.DISPUTE_LOST}
WITH_MONEY = OF_A_PAYMENT | {FactKind.CHANGED, FactKind.PAID_OUT}
WITH_A_NUMBER = OF_A_PAYMENT - {FactKind.PAID, FactKind.RENEWED} | {FactKind.PAID_OUT}
MOMENTS = ["next_charge_at", "paused_at", "resumes_at", "answer_by"]
WORDS = ["invoice_id", "subscription_id", "url", "reason"]


def read(body: bytes, headers: Mapping[str, str]) -> Message:
    """Check the signature and read the message; raises BadMessage."""
    signature.verify(body, header=headers.get(signature.HEADER, ""), secret=settings.SANDBOX_SECRET)
    try:
        # A fraction, or a number past all bounds, is kept as it was written and found unusable later.
        payload = json.loads(body, parse_constant=_refuse, parse_float=str)
        written = json.dumps(payload, ensure_ascii=False).encode()  # half a surrogate pair fails here
        if b"\\u0000" in written:
            raise ValueError("Postgres has no such text")
        return Message(event_id=_name(payload["id"], 120), type=_name(payload["type"], 80), payload=payload)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadMessage("unreadable message") from error


def facts(payload: dict[str, Any]) -> list[Fact]:
    """Translate one message; money needs an amount, a currency and the numbers by which it is known."""
    kind = KIND_OF.get(payload["type"])
    if kind is None:
        raise NotForUs(payload["type"])
    about: dict[str, Any] = {"provider": NAME, "occurred_at": fields.moment(payload.get("occurred_at"))}
    about |= {name: fields.ours(payload.get(name)) for name in ("gift", "pledge", "refund")}
    about |= _money(kind, payload)
    fact = Fact(kind=kind, **about | _beside(payload))
    return [fact, *_fee(fact, payload)]


def _money(kind: FactKind, payload: dict[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {}
    if kind in OF_A_PAYMENT:
        about["payment_id"] = fields.number(payload.get("payment_id"))
    if kind in WITH_MONEY:
        about["amount_minor"] = fields.amount(payload.get("amount_minor"))
        about["currency"] = fields.currency(payload.get("currency"))
    if kind in WITH_A_NUMBER:
        about["transaction_id"] = fields.number(payload.get("transaction_id"))
    return about


def _beside(payload: dict[str, Any]) -> dict[str, Any]:
    """Read what a message may say beside its money."""
    about: dict[str, Any] = {name: fields.time_to_come(payload[name]) for name in MOMENTS if payload.get(name)}
    about |= {name: fields.words(payload[name]) for name in WORDS if payload.get(name)}
    if payload.get("fee_cover_minor"):
        about["fee_cover_minor"] = fields.amount(payload["fee_cover_minor"])
    elif payload["type"] == "pledge.changed":
        about["fee_cover_minor"] = 0
    about["is_last"] = payload.get("is_last") is True
    return about


def _fee(fact: Fact, payload: dict[str, Any]) -> list[Fact]:
    """Read what the bank kept of a payment, told with it."""
    if fact.kind not in (FactKind.PAID, FactKind.RENEWED) or not payload.get("fee_minor"):
        return []
    kept = fields.amount(payload["fee_minor"])
    return [
        Fact(
            kind=FactKind.FEE,
            provider=NAME,
            occurred_at=fact.occurred_at,
            gift=fact.gift,
            pledge=fact.pledge,
            payment_id=fact.payment_id,
            transaction_id=f"fee-{fact.payment_id}"[: fields.LONGEST_NUMBER],
            amount_minor=-kept,
            currency=fact.currency,
        )
    ]


def _name(value: Any, longest: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise ValueError("a message has an id and a type, both short texts")
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
