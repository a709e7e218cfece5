"""Money that goes back or on: refunds, disputes and payouts as Stripe tells them."""

from typing import Any

from django.utils import timezone

from donations.facts import Carried, Fact, FactKind
from donations.providers import fields
from donations.providers.stripe import objects
from donations.providers.stripe.belonging import Names
from donations.providers.stripe.client import NAME
from donations.providers.stripe.objects import Object
from donations.providers.stripe.payments import fee

GONE = ("failed", "canceled")


def of_refund(refund: Object, names: Names | None = None) -> list[Fact]:
    """Tell of a refund once its money has left; one that came back is told as both. `names` says whose it is."""
    left, returned = refund.get("balance_transaction"), refund.get("failure_balance_transaction")
    about: dict[str, Any] = {
        "provider": NAME,
        "payment_id": fields.number(objects.name(refund.get("payment_intent"))),
        "transaction_id": refund["id"],
        "refund": objects.our(refund, "refund"),
        "gift": objects.our(refund, "gift"),
        "currency": objects.currency(refund),
        **(names or {}),
    }
    amount = fields.amount(refund["amount"])
    told = []
    if left:
        made = objects.moment(refund["created"])
        told.append(Fact(kind=FactKind.REFUNDED, occurred_at=made, amount_minor=amount, **about))
    if refund["status"] in GONE:
        again = objects.moment(returned["created"]) if isinstance(returned, dict) else timezone.now()
        kept = amount if returned else 0  # it may have failed before anything left
        reason = str(refund.get("failure_reason") or refund["status"])
        told.append(Fact(kind=FactKind.REFUND_FAILED, occurred_at=again, amount_minor=kept, reason=reason, **about))
    whose = {name: about[name] for name in ("payment_id", "gift")} | (names or {})
    return [*told, *fee(left, **whose), *fee(returned, **whose)]


def of_dispute(dispute: Object, names: Names | None = None) -> list[Fact]:
    """Tell of a charge that the bank took back. A mere question of the bank moves nothing, and is not told."""
    booked = dispute.get("balance_transactions") or []
    if not booked:
        return []
    about: dict[str, Any] = {
        "provider": NAME,
        "payment_id": fields.number(objects.name(dispute.get("payment_intent"))),
        "transaction_id": dispute["id"],
        "amount_minor": fields.amount(dispute["amount"]),
        "currency": objects.currency(dispute),
        "livemode": dispute["livemode"],
        **(names or {}),
    }
    answer_by = objects.moment_or_none((dispute.get("evidence_details") or {}).get("due_by"))
    told = [
        Fact(
            kind=FactKind.DISPUTED,
            occurred_at=objects.moment(dispute["created"]),
            reason=str(dispute.get("reason") or ""),
            answer_by=answer_by,
            **about,
        )
    ]
    if dispute["status"] == "won" and len(booked) > 1:
        told.append(Fact(kind=FactKind.DISPUTE_WON, occurred_at=objects.moment(booked[-1]["created"]), **about))
    if dispute["status"] == "lost":
        told.append(Fact(kind=FactKind.DISPUTE_LOST, occurred_at=timezone.now(), **about))
    fees = [fact for each in booked for fact in fee(each, payment_id=about["payment_id"], **(names or {}))]
    return [*told, *fees]


def of_payout(payout: Object, carried: tuple[Carried, ...] = ()) -> list[Fact]:
    """Tell of a transfer to our bank."""
    return [
        Fact(
            kind=FactKind.PAID_OUT,
            provider=NAME,
            occurred_at=timezone.now(),
            transaction_id=payout["id"],
            amount_minor=payout["amount"],
            currency=objects.currency(payout),
            livemode=payout["livemode"],
            reason=str(payout.get("failure_code") or payout["status"]) if payout["status"] in GONE else "",
            carried=carried,
            arrives_on=timezone.localdate(objects.moment(payout["arrival_date"])),
        )
    ]
