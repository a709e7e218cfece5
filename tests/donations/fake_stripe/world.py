"""What the pretend Stripe holds, and what donors, banks and months do to it."""

import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from threading import RLock
from typing import Any

from tests.donations.fake_stripe.errors import Refused
from tests.donations.fake_stripe.promises import Promises
from tests.donations.fake_stripe.returns import Returns

FEE_PERMILLE, FEE_FIXED = 29, 30

Object = dict[str, Any]


@dataclass
class World(Promises, Returns):
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
