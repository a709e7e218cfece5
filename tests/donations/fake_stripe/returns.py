"""Money that goes back or on at the pretend Stripe: refunds, disputes and payouts."""

from collections.abc import Iterable
from typing import Any

from tests.donations.fake_stripe.errors import Refused
from tests.donations.fake_stripe.news import News

DISPUTE_FEE = 1500

Object = dict[str, Any]


class Returns(News):
    """Returns and payouts of a world, which makes, finds and books."""

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
