"""Money that comes in, as Stripe's sessions, payments and invoices tell it."""

from typing import Any

from django.utils import timezone

from donations.facts import Fact, FactKind
from donations.providers import fields
from donations.providers.stripe import objects
from donations.providers.stripe.client import NAME
from donations.providers.stripe.objects import Object

FIRST = "subscription_create"  # the billing reason of a pledge's first invoice
OVER = ("requires_payment_method", "canceled")  # a payment in which nothing more happens by itself


def of_session(session: Object) -> list[Fact]:
    """Tell of a session in which nothing was paid."""
    if session["status"] == "expired":
        return [_of_gift(FactKind.EXPIRED, session, session)]
    return []


def of_intent(intent: Object, *, session: Object) -> list[Fact]:
    """Tell of the payment of a one-time gift; delayed ways are on their way for days."""
    if intent["status"] == "succeeded":
        return _paid(intent, session, _of_gift(FactKind.PAID, session, intent, **_money(intent)))
    kind = FactKind.FAILED if intent["status"] in OVER else FactKind.PENDING
    return [_of_gift(kind, session, intent)]


def of_invoice(invoice: Object, *, session: Object | None = None) -> list[Fact]:
    """Tell of an invoice of a pledge: the first settles the gift that began it, each later one is a payment more."""
    about = objects.subscription_of(invoice)
    is_first = invoice.get("billing_reason") == FIRST
    intent = objects.intent_of(invoice)
    if invoice["status"] == "paid" and isinstance(intent, dict):
        kind = FactKind.PAID if is_first else FactKind.RENEWED
        return _paid(intent, session, _of_invoice(kind, invoice, intent, about, **_money(intent)))
    if is_first:
        kind = FactKind.FAILED if _tried(invoice, OVER) else FactKind.PENDING
        return [_of_gift(kind, session, invoice)] if session else []
    if _tried(invoice, ("requires_action",)):  # it has not failed before the donor refused
        return waiting_for_the_donor(invoice)
    return [_failed(invoice, about)] if invoice.get("attempt_count") else []


def waiting_for_the_donor(invoice: Object) -> list[Fact]:
    """Tell that the donor's bank wants a confirmation, unless the invoice is settled."""
    if invoice["status"] != "open" or invoice.get("billing_reason") == FIRST:
        return []
    about = objects.subscription_of(invoice)
    return [_of_pledge(FactKind.ACTION_NEEDED, invoice, about, url=invoice.get("hosted_invoice_url") or "")]


def _paid(intent: Object, session: Object | None, fact: Fact) -> list[Fact]:
    """Tell of a payment, and of what Stripe kept of it once that is known."""
    charge = intent.get("latest_charge")
    booked = charge.get("balance_transaction") if isinstance(charge, dict) else None
    return [fact, *fee(booked, payment_id=intent["id"], gift=fact.gift, pledge=fact.pledge)]


def fee(booked: Any, **about: Any) -> list[Fact]:
    """Tell what Stripe kept, from a row of its own books; it may be in the currency of our account there."""
    if not isinstance(booked, dict) or not booked.get("fee"):
        return []
    return [
        Fact(
            kind=FactKind.FEE,
            provider=NAME,
            occurred_at=objects.moment(booked["created"]),
            transaction_id=booked["id"],
            amount_minor=-booked["fee"],
            currency=objects.currency(booked),
            **about,
        )
    ]


def _money(intent: Object) -> dict[str, Any]:
    return {
        "payment_id": fields.number(intent["id"]),
        "amount_minor": fields.amount(intent.get("amount_received")),
        "currency": objects.currency(intent),
    }


def _of_gift(kind: FactKind, session: Object, moment_of: Object, **about: Any) -> Fact:
    charge = moment_of.get("latest_charge")
    since = charge if isinstance(charge, dict) else moment_of
    return Fact(
        kind=kind,
        provider=NAME,
        occurred_at=objects.moment(since["created"]),
        gift=fields.ours(session.get("client_reference_id")),
        livemode=session["livemode"],
        session_id=session["id"],
        subscription_id=objects.name(session.get("subscription")),
        customer_id=objects.name(session.get("customer")),
        **about,
    )


def _of_invoice(kind: FactKind, invoice: Object, intent: Object, about: Object, **money: Any) -> Fact:
    """Name the gift for the first invoice, the pledge for later ones."""
    is_first = kind == FactKind.PAID
    paid_at = (invoice.get("status_transitions") or {}).get("paid_at") or intent["created"]
    return Fact(
        kind=kind,
        provider=NAME,
        occurred_at=objects.moment(paid_at),
        gift=objects.our(about, "gift") if is_first else None,
        pledge=objects.our(about, "pledge"),
        livemode=invoice["livemode"],
        invoice_id=invoice["id"],
        subscription_id=objects.name(about.get("subscription")),
        customer_id=objects.name(invoice.get("customer")),
        next_charge_at=_next(invoice),
        **money,
    )


def _tried(invoice: Object, statuses: tuple[str, ...]) -> bool:
    """Say whether a payment of an invoice stands like this."""
    payments = (invoice.get("payments") or {}).get("data") or []
    intents = [(each.get("payment") or {}).get("payment_intent") for each in payments]
    return any(isinstance(each, dict) and each.get("status") in statuses for each in intents)


def _next(invoice: Object) -> Any:
    """Give the end of the period that an invoice pays for: the next is charged then."""
    lines = (invoice.get("lines") or {}).get("data") or []
    ends = [line["period"]["end"] for line in lines if line.get("period")]
    return objects.moment(max(ends)) if ends else None


def _failed(invoice: Object, about: Object) -> Fact:
    """Tell that a later payment failed; without another attempt to come, Stripe gives up."""
    again = objects.moment_or_none(invoice.get("next_payment_attempt"))
    return _of_pledge(
        FactKind.RENEWAL_FAILED,
        invoice,
        about,
        url=invoice.get("hosted_invoice_url") or "",
        next_charge_at=again,
        is_last=again is None,
    )


def _of_pledge(kind: FactKind, invoice: Object, about: Object, **more: Any) -> Fact:
    return Fact(
        kind=kind,
        provider=NAME,
        occurred_at=min(_last_try(invoice), timezone.now()),
        pledge=objects.our(about, "pledge"),
        livemode=invoice["livemode"],
        invoice_id=invoice["id"],
        subscription_id=objects.name(about.get("subscription")),
        **more,
    )


def _last_try(invoice: Object) -> Any:
    """Date a failure: by the invoice's own time and its number of tries, so that each try is one moment."""
    tries = invoice.get("attempt_count") or 1
    began = (invoice.get("status_transitions") or {}).get("finalized_at") or invoice["created"]
    return objects.moment(began + tries)
