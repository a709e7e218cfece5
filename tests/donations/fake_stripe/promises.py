"""What happens to pledges at the pretend Stripe: subscriptions, their months, and their ends."""

from typing import Any

from tests.donations.fake_stripe.errors import Refused
from tests.donations.fake_stripe.news import News

MONTH, YEAR = 30 * 86_400, 365 * 86_400

Object = dict[str, Any]


class Promises(News):
    """Pledges of a world, which makes, finds and charges."""

    def _subscribe(self, session: Object) -> None:
        price = session["_line_items"][0]["price_data"]
        length = YEAR if price["recurring"]["interval"] == "year" else MONTH
        item = {
            "id": f"si_{next(self.numbers):06d}",
            "current_period_start": self.now(),
            "current_period_end": self.now() + length,
            "price": {
                "unit_amount": price["unit_amount"],
                "currency": price["currency"],
                "product": f"prod_{next(self.numbers):06d}",
                "recurring": price["recurring"],
            },
        }
        subscription = self.make(
            "subscription",
            "sub",
            status="incomplete",
            customer=session["customer"],
            metadata=dict(session["_subscription_data"]["metadata"]),
            items={"object": "list", "data": [item]},
            pause_collection=None,
            canceled_at=None,
            ended_at=None,
            cancellation_details={"reason": None},
            _length=length,
        )
        session["subscription"] = subscription["id"]
        session["invoice"] = self._bill(subscription, "subscription_create")["id"]

    def _bill(self, subscription: Object, reason: str) -> Object:
        item = subscription["items"]["data"][0]
        price = item["price"]
        intent = self._intent(price["unit_amount"], price["currency"])
        paid_for = {"start": item["current_period_start"], "end": item["current_period_end"]}
        return self.make(
            "invoice",
            "in",
            status="open",
            billing_reason=reason,
            customer=subscription["customer"],
            currency=price["currency"],
            amount_due=price["unit_amount"],
            attempt_count=0,
            next_payment_attempt=None,
            hosted_invoice_url=f"{self.address}/invoice/{subscription['id']}",
            status_transitions={"paid_at": None, "finalized_at": self.now()},
            parent={
                "type": "subscription_details",
                "subscription_details": {
                    "subscription": subscription["id"],
                    "metadata": dict(subscription["metadata"]),
                },
            },
            lines={"object": "list", "data": [{"period": paid_for}]},
            payments={
                "object": "list",
                "data": [{"status": "open", "payment": {"type": "payment_intent", "payment_intent": intent["id"]}}],
            },
        )

    def _settle(self, number: str, session: Object | None = None) -> None:
        invoice = self.get(number, "invoice")
        payment = invoice["payments"]["data"][0]
        self._charge(payment["payment"]["payment_intent"])
        payment["status"] = "paid"
        invoice |= {"status": "paid", "attempt_count": invoice["attempt_count"] + 1}
        invoice["status_transitions"]["paid_at"] = self.now()
        subscription = self._subscription_of(invoice)
        subscription["status"] = "active"
        if session is not None:
            session["payment_status"] = "paid"
        self.tell("invoice.paid", invoice)
        self.tell("customer.subscription.updated", subscription)

    def _subscription_of(self, invoice: Object) -> Object:
        return self.get(invoice["parent"]["subscription_details"]["subscription"], "subscription")

    def next_invoice(self, number: str) -> Object:
        """A month has passed: the next invoice is there, and not yet tried."""
        subscription = self.get(number, "subscription")
        item = subscription["items"]["data"][0]
        item["current_period_start"] = item["current_period_end"]
        item["current_period_end"] += subscription["_length"]
        return self._bill(subscription, "subscription_cycle")

    def renew(self, number: str) -> str:
        """A month has passed, and the card pays; gives the invoice. A paused or ended pledge takes nothing."""
        subscription = self.get(number, "subscription")
        if subscription["status"] == "canceled" or subscription["pause_collection"]:
            return ""
        invoice = self.next_invoice(number)
        self._settle(invoice["id"])
        return str(invoice["id"])

    def fail(self, invoice: str, *, is_last: bool = False, wants_donor: bool = False) -> None:
        """The card does not pay an invoice, or its bank wants to hear the donor."""
        found = self.get(invoice, "invoice")
        found["attempt_count"] += 1
        found["next_payment_attempt"] = None if is_last else self.now() + 3 * 86_400
        intent = self.get(found["payments"]["data"][0]["payment"]["payment_intent"], "payment_intent")
        intent["status"] = "requires_action" if wants_donor else "requires_payment_method"
        subscription = self._subscription_of(found)
        subscription["status"] = "past_due"
        self.tell("invoice.payment_failed", found)
        if wants_donor:
            self.tell("invoice.payment_action_required", found)
        self.tell("customer.subscription.updated", subscription)

    def recover(self, invoice: str) -> None:
        """The card pays an invoice that had failed."""
        self._settle(invoice)

    def announce(self, number: str) -> None:
        """A payment is near."""
        subscription = self.get(number, "subscription")
        coming = {"object": "invoice", "parent": {"subscription_details": {"subscription": subscription["id"]}}}
        self.tell("invoice.upcoming", coming)

    def end(self, number: str, reason: str = "cancellation_requested") -> Object:
        """A subscription ends, whoever wanted it."""
        subscription = self.get(number, "subscription")
        if subscription["status"] == "canceled":
            raise Refused(f"No such subscription: '{number}'", code="resource_missing", status=404)
        subscription |= {"status": "canceled", "canceled_at": self.now(), "ended_at": self.now()}
        subscription["cancellation_details"] = {"reason": reason}
        self.tell("customer.subscription.deleted", subscription)
        return subscription
