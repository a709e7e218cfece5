"""What the pretend Stripe holds, and what donors, banks and months do to it."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from threading import RLock
from typing import Any

from tests.donations.fake_stripe.news import News

FEE_PERMILLE, FEE_FIXED = 29, 30
DISPUTE_FEE = 1500
MONTH, YEAR = 30 * 86_400, 365 * 86_400

Object = dict[str, Any]


class Refused(Exception):
    """A request that Stripe answers with an error of the asker's."""

    def __init__(self, message: str, *, code: str = "", status: int = 400) -> None:
        super().__init__(message)
        self.code, self.status = code, status


@dataclass
class World(News):
    """One account. `livemode` is what its objects say; `clock` shifts its time by seconds."""

    address: str = ""
    livemode: bool = False
    clock: int = 0
    objects: dict[str, Object] = field(default_factory=dict)
    balance: Counter = field(default_factory=Counter)
    asked: list[tuple[str, str, Object]] = field(default_factory=list)
    answers: dict[str, tuple[Object, int, Object]] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)
    numbers: Any = field(default_factory=lambda: count(1))

    def now(self) -> int:
        return int(time.time()) + self.clock

    def make(self, kind: str, prefix: str, **values: Any) -> Object:
        """Add an object."""
        number = f"{prefix}_{next(self.numbers):06d}"
        made = {"id": number, "object": kind, "created": self.now(), "livemode": self.livemode} | values
        self.objects[number] = made
        return made

    def get(self, number: Any, kind: str) -> Object:
        """Find an object; Stripe says 404 where there is none."""
        found = self.objects.get(str(number))
        if found is None or found["object"] != kind:
            raise Refused(f"No such {kind}: '{number}'", code="resource_missing", status=404)
        return found

    def all(self, kind: str) -> list[Object]:
        return [each for each in self.objects.values() if each["object"] == kind]

    # --- the donor on the payment page ----------------------------------------------------------------

    def pay(self, number: str) -> None:
        """The donor pays, and the bank says yes at once."""
        session = self._open(number)
        self._complete(session)
        if session["mode"] == "payment":
            self._charge(session["payment_intent"])
            session["payment_status"] = "paid"
        else:
            self._settle(session["invoice"], session)
        self.tell("checkout.session.completed", session)

    def pay_late(self, number: str) -> None:
        """The donor pays in a way that takes days: the session is complete, nothing is paid."""
        session = self._open(number)
        self._complete(session)
        intent = self._intent_of(session)
        intent["status"] = "processing"
        self.tell("checkout.session.completed", session)

    def arrive(self, number: str) -> None:
        """Money that was on its way comes."""
        session = self.get(number, "checkout.session")
        session["payment_status"] = "paid"
        if session["mode"] == "payment":
            self._charge(session["payment_intent"])
        else:
            self._settle(session["invoice"], session)
        self.tell("checkout.session.async_payment_succeeded", session)

    def bounce(self, number: str) -> None:
        """Money that was on its way does not come after all."""
        session = self.get(number, "checkout.session")
        self._intent_of(session)["status"] = "requires_payment_method"
        self.tell("checkout.session.async_payment_failed", session)

    def expire(self, number: str) -> None:
        """The donor never came back."""
        session = self._open(number)
        session["status"], session["url"] = "expired", None
        self.tell("checkout.session.expired", session)

    def _open(self, number: str) -> Object:
        session = self.get(number, "checkout.session")
        if session["status"] != "open":
            raise Refused("This session is over.")
        return session

    def _complete(self, session: Object) -> None:
        """Make what a session that was filled in brings: customer, payment, and for pledges the subscription."""
        customer = self.make("customer", "cus", email=session["customer_email"])
        session |= {"status": "complete", "customer": customer["id"], "url": None}
        if session["mode"] == "payment":
            about = session["_payment_intent_data"]
            session["payment_intent"] = self._intent(session["amount_total"], session["currency"], **about)["id"]
        else:
            self._subscribe(session)

    def _intent_of(self, session: Object) -> Object:
        if session["payment_intent"]:
            return self.get(session["payment_intent"], "payment_intent")
        invoice = self.get(session["invoice"], "invoice")
        return self.get(invoice["payments"]["data"][0]["payment"]["payment_intent"], "payment_intent")

    # --- payments and what Stripe keeps of them -------------------------------------------------------

    def _intent(self, amount: int, currency: str, **about: Any) -> Object:
        values = {"amount": amount, "currency": currency, "amount_received": 0, "latest_charge": None}
        return self.make(
            "payment_intent", "pi", status="requires_payment_method", **{"metadata": {}} | values | about
        )

    def _charge(self, number: str) -> None:
        intent = self.get(number, "payment_intent")
        fee = min(intent["amount"] * FEE_PERMILLE // 1000 + FEE_FIXED, intent["amount"] - 1)
        about = {"amount": intent["amount"], "currency": intent["currency"], "payment_intent": number}
        charge = self.make("charge", "ch", amount_refunded=0, **about)
        charge["balance_transaction"] = self.book("charge", charge, intent["amount"], fee)["id"]
        intent |= {"status": "succeeded", "amount_received": intent["amount"], "latest_charge": charge["id"]}

    def book(self, kind: str, source: Object, amount: int, fee: int = 0) -> Object:
        """Write a row of Stripe's own books."""
        currency = source["currency"]
        self.balance[currency.upper()] += amount - fee
        about = {"type": kind, "source": source["id"], "currency": currency, "payout": None}
        return self.make("balance_transaction", "txn", amount=amount, fee=fee, net=amount - fee, **about)

    def misbook(self, amount: int) -> None:
        """Say of the first payment that it was of another amount."""
        self.all("payment_intent")[0]["amount_received"] = self.all("charge")[0]["amount"] = amount

    # --- pledges --------------------------------------------------------------------------------------

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

    # --- money that goes back or on -------------------------------------------------------------------

    def refund(self, intent: str, amount: int, metadata: Object | None = None) -> Object:
        """Pay back; never more than is left."""
        found = self.get(intent, "payment_intent")
        charge = self.get(found["latest_charge"], "charge")
        if charge["amount_refunded"] + amount > charge["amount"]:
            raise Refused(
                "Refund amount is greater than unrefunded amount on charge.", code="charge_already_refunded"
            )
        charge["amount_refunded"] += amount
        refund = self.make(
            "refund",
            "re",
            amount=amount,
            currency=found["currency"],
            payment_intent=intent,
            charge=charge["id"],
            metadata=metadata or {},
            status="succeeded",
            failure_balance_transaction=None,
            failure_reason=None,
        )
        refund["balance_transaction"] = self.book("refund", refund, -amount)["id"]
        self.tell("refund.created", refund)
        self.tell("charge.refunded", charge)
        return refund

    def fail_refund(self, number: str) -> None:
        """The donor's bank does not take the money back."""
        refund = self.get(number, "refund")
        booked = self.book("refund_failure", refund, refund["amount"])
        refund |= {"status": "failed", "failure_reason": "lost_or_stolen_card"}
        refund["failure_balance_transaction"] = booked["id"]
        self.get(refund["charge"], "charge")["amount_refunded"] -= refund["amount"]
        self.tell("refund.failed", refund)

    def dispute(self, intent: str) -> str:
        """The donor's bank takes a payment back."""
        found = self.get(intent, "payment_intent")
        dispute = self.make(
            "dispute",
            "dp",
            amount=found["amount"],
            currency=found["currency"],
            payment_intent=intent,
            reason="fraudulent",
            status="needs_response",
            evidence_details={"due_by": self.now() + 7 * 86_400},
        )
        dispute["balance_transactions"] = [dict(self.book("adjustment", dispute, -found["amount"], DISPUTE_FEE))]
        self.tell("charge.dispute.created", dispute)
        self.tell("charge.dispute.funds_withdrawn", dispute)
        return str(dispute["id"])

    def decide(self, number: str, *, for_us: bool) -> None:
        """The bank decides a dispute."""
        dispute = self.get(number, "dispute")
        dispute["status"] = "won" if for_us else "lost"
        if for_us:
            back = self.book("adjustment", dispute, dispute["amount"], -DISPUTE_FEE)
            dispute["balance_transactions"].append(dict(back))
        self.tell("charge.dispute.closed", dispute)

    def pay_out(self, amount: int, currency: str) -> str:
        """Somebody has Stripe send money to our bank; of such a transfer it does not tell what it was made of."""
        return self._send(amount, currency, automatic=False)

    def pay_out_all(self, currency: str) -> str:
        """Stripe sends all that is there by itself."""
        rows = [row for row in self.all("balance_transaction") if row["currency"] == currency and not row["payout"]]
        return self._send(sum(row["net"] for row in rows), currency, automatic=True, rows=rows)

    def _send(self, amount: int, currency: str, *, automatic: bool, rows: Iterable[Object] = ()) -> str:
        about = {"amount": amount, "currency": currency, "arrival_date": self.now(), "failure_code": None}
        payout = self.make("payout", "po", status="paid", automatic=automatic, **about)
        for row in [*rows, self.book("payout", payout, -amount)]:
            row["payout"] = payout["id"]
        self.tell("payout.paid", payout)
        return str(payout["id"])
