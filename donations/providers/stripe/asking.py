"""What each message makes us ask Stripe, and the facts in its answers. The message itself proves nothing more.

Promise: the same question may be asked at any time and in any order; its facts are what is true when it is asked.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from donations.facts import Fact
from donations.providers.base import NotForUs, NotOurs, ProviderRefuses
from donations.providers.stripe import balance, belonging, objects, payments, returns, subscriptions
from donations.providers.stripe.client import ask, ask_all, is_missing

CHARGE = ["latest_charge.balance_transaction"]
INVOICE = ["payments.data.payment.payment_intent.latest_charge.balance_transaction"]
REFUND = ["balance_transaction", "failure_balance_transaction"]

Telling = dict[str, str]


def facts(payload: dict[str, Any]) -> list[Fact]:
    """Ask about the object of a message; raises NotForUs for what we do not follow, NotOurs for what is somebody
    else's, and what asking raises."""
    question = QUESTIONS.get(payload["type"])
    if question is None:
        raise NotForUs(payload["type"])
    try:
        return question(payload["object"])
    except ProviderRefuses as refusal:
        if is_missing(refusal):
            raise NotForUs(f"{payload['type']}: gone") from refusal
        raise


def session(told: Telling) -> list[Fact]:
    """Ask how a checkout session stands. One that is complete is not yet paid."""
    found = ask(lambda v1: v1.checkout.sessions.retrieve(told["id"]))
    belonging.expect_session(found)
    if found["status"] == "complete" and found.get("invoice"):
        return invoice({"id": str(found["invoice"])}, session=found)
    if found["status"] == "complete" and found.get("payment_intent"):
        return _intent(str(found["payment_intent"]), session=found)
    return payments.of_session(found)


def payment(told: Telling) -> list[Fact]:
    """Ask what a payment was for: an invoice of a pledge, or a session."""
    paid = {"type": "payment_intent", "payment_intent": told["id"]}
    invoices = ask_all(lambda v1: v1.invoice_payments.list({"payment": paid}))
    if invoices:
        return invoice({"id": objects.name(invoices[0]["invoice"])})
    sessions = ask_all(lambda v1: v1.checkout.sessions.list({"payment_intent": told["id"]}))
    if not sessions:
        raise NotOurs(told["id"])
    return session({"id": sessions[0]["id"]})


def invoice(told: Telling, *, session: dict[str, Any] | None = None) -> list[Fact]:
    """Ask how an invoice stands."""
    found = ask(lambda v1: v1.invoices.retrieve(told["id"], {"expand": INVOICE}))
    if session is None:
        belonging.expect_invoice(found)
    return payments.of_invoice(found, session=session)


def upcoming(told: Telling) -> list[Fact]:
    """Ask when a subscription is charged next: its invoice to come has no number to ask by."""
    if not told.get("subscription"):
        raise NotForUs("an invoice of no subscription")
    found = ask(lambda v1: v1.subscriptions.retrieve(told["subscription"]))
    belonging.expect_subscription(found)
    return subscriptions.upcoming(found)


def action_needed(told: Telling) -> list[Fact]:
    """Ask whether an invoice still waits for the donor's bank."""
    found = ask(lambda v1: v1.invoices.retrieve(told["id"], {"expand": INVOICE}))
    belonging.expect_invoice(found)
    return payments.waiting_for_the_donor(found)


def subscription(told: Telling) -> list[Fact]:
    """Ask how a subscription stands, and say when we asked: of two answers the later question's counts."""
    asked = timezone.now()
    found = ask(lambda v1: v1.subscriptions.retrieve(told["id"]))
    belonging.expect_subscription(found)
    return subscriptions.standing(found, asked)


def charge(told: Telling) -> list[Fact]:
    """Ask which refunds a charge has."""
    found = ask_all(lambda v1: v1.refunds.list({"charge": told["id"], "expand": [f"data.{each}" for each in REFUND]}))
    return [fact for each in found for fact in returns.of_refund(each, belonging.payment(each))]


def refund(told: Telling) -> list[Fact]:
    """Ask how a refund stands."""
    found = ask(lambda v1: v1.refunds.retrieve(told["id"], {"expand": REFUND}))
    return returns.of_refund(found, belonging.payment(found))


def dispute(told: Telling) -> list[Fact]:
    """Ask how a dispute stands."""
    found = ask(lambda v1: v1.disputes.retrieve(told["id"]))
    return returns.of_dispute(found, belonging.payment(found))


def payout(told: Telling) -> list[Fact]:
    """Ask how far a transfer to our bank got, and what it carried: Stripe knows that of those it makes by itself."""
    found = ask(lambda v1: v1.payouts.retrieve(told["id"]))
    has_rows = found["automatic"] and found["status"] == "paid"
    return returns.of_payout(found, balance.of_payout(found["id"]) if has_rows else ())


def _intent(number: str, *, session: dict[str, Any]) -> list[Fact]:
    found = ask(lambda v1: v1.payment_intents.retrieve(number, {"expand": CHARGE}))
    return payments.of_intent(found, session=session)


QUESTIONS: dict[str, Callable[[Telling], list[Fact]]] = {
    "checkout.session.completed": session,
    "checkout.session.async_payment_succeeded": session,
    "checkout.session.async_payment_failed": session,
    "checkout.session.expired": session,
    "invoice.paid": invoice,
    "invoice.payment_failed": invoice,
    "invoice.payment_action_required": action_needed,
    "invoice.upcoming": upcoming,
    "customer.subscription.updated": subscription,
    "customer.subscription.deleted": subscription,
    "charge.refunded": charge,
    "refund.created": refund,
    "refund.updated": refund,
    "refund.failed": refund,
    "charge.dispute.created": dispute,
    "charge.dispute.updated": dispute,
    "charge.dispute.closed": dispute,
    "charge.dispute.funds_withdrawn": dispute,
    "charge.dispute.funds_reinstated": dispute,
    "payout.created": payout,
    "payout.paid": payout,
    "payout.failed": payout,
    "payout.canceled": payout,
}
