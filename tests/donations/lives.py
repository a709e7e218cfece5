"""A pretend provider that remembers everything it did, and the lives of gifts and pledges there.

Each life is told twice: as facts, which the ledger is to hear in whatever order, and as what must stand in the books
in the end, worked out here without the ledger.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as st

from donations.facts import Fact, FactKind

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
PROVIDER = "sandbox"

STARTS = ["paid", "pending, paid", "failed, paid", "expired, paid", "failed", "expired", "left"]
RETURNS = ["part", "part", "all", "part fails", "dispute", "won", "lost", "lost, won"]
MONTHS = ["paid", "paid", "paid", "failed", "failed, paid", "lost", "changed", "paused", "announced", "asked", "end"]


@dataclass(frozen=True)
class Plan:
    """What is to happen to one gift, or to one pledge and the gifts it brings."""

    amount_minor: int
    currency: str
    start: str
    returns: tuple[str, ...]
    months: tuple[str, ...] | None = None  # None: a gift that is given once
    has_fee: bool = True


CURRENCIES = st.sampled_from(["USD", "JPY", "JOD"])
# Most lives are short, as they are in truth: somebody gives once, or looks at the form and leaves.
short = st.builds(
    Plan,
    amount_minor=st.integers(3, 90_000),
    currency=CURRENCIES,
    start=st.sampled_from([*STARTS, "left", "paid", "paid"]),
    returns=st.just(()),
    has_fee=st.just(False),
)
full = st.builds(
    Plan,
    amount_minor=st.integers(3, 90_000),
    currency=CURRENCIES,
    start=st.sampled_from([*STARTS, "paid", "paid", "paid"]),
    returns=st.lists(st.sampled_from(RETURNS), max_size=2).map(tuple),
    months=st.none() | st.lists(st.sampled_from(MONTHS), max_size=5).map(tuple),
    has_fee=st.booleans(),
)


@dataclass
class Given:
    """One gift, and how it must stand in the end."""

    amount_minor: int
    currency: str
    uuid: UUID = field(default_factory=uuid4)
    is_renewal: bool = False
    status: str = "created"
    payment_id: str = ""
    paid_at: datetime | None = None
    rows: Counter = field(default_factory=Counter)  # (kind, amount) of the ledger
    refunds: Counter = field(default_factory=Counter)  # (amount, status)
    disputes: Counter = field(default_factory=Counter)  # (amount, status)
    is_after_the_end: bool = False

    def kept(self) -> int:
        return sum(amount for kind, amount in self.rows.elements() if kind != "fee")


@dataclass
class Promised:
    """One pledge, and how it must stand in the end."""

    amount_minor: int
    currency: str
    uuid: UUID = field(default_factory=uuid4)
    status: str = "incomplete"
    canceled_at: datetime | None = None
    paused_at: datetime | None = None
    next_charge_at: datetime | None = None
    gifts: list[Given] = field(default_factory=list)


class Bank:
    """The pretend provider: its clock, its balance by currency, its news in order, and the mails they must cause."""

    def __init__(self) -> None:
        self.now = BEGAN
        self.balance: Counter = Counter()
        self.facts: list[Fact] = []
        self.gifts: list[Given] = []
        self.pledges: list[Promised] = []
        self.mails: set[str] = set()  # each is owed, once
        self.maybe: set[str] = set()  # each is owed once or not at all: news that is old by then worries nobody
        self.paid_out: Counter = Counter()

    def live(self, plan: Plan) -> None:
        """Let one life happen from its beginning to its end."""
        gift = Given(plan.amount_minor, plan.currency)
        self.gifts.append(gift)
        pledge = None
        if plan.months is not None:
            pledge = Promised(plan.amount_minor, plan.currency, gifts=[gift])
            self.pledges.append(pledge)
        self._start(gift, pledge, plan)
        if gift.status != "paid":
            return
        for month in plan.months or ():
            getattr(self, f"_{month.split(',')[0]}")(pledge, month, plan)
        for back in plan.returns:
            self._return(gift, back)

    def pay_out(self) -> None:
        """Send everything to the newsroom's bank account."""
        for currency, amount in self.balance.items():
            if amount:
                number = f"payout-{uuid4()}"
                for arrives in (2, 0):
                    day = (self.now + timedelta(days=1)).date()
                    moved = {"amount_minor": amount, "currency": currency, "arrives_on": day}
                    when = self.now + timedelta(days=2 - arrives)
                    self.facts.append(_fact(FactKind.PAID_OUT, when, transaction_id=number, **moved))
                self.paid_out[currency] += amount
        self.balance.clear()

    # --- The first payment --------------------------------------------------------------------------------

    def _start(self, gift: Given, pledge: Promised | None, plan: Plan) -> None:
        for step in plan.start.split(", "):
            if step == "paid":
                self._charge(gift, FactKind.PAID, plan.has_fee, pledge)
            elif step != "left":
                self._tell(FactKind(step), gift=gift.uuid)
                gift.status = step
                if pledge and step == "expired":
                    pledge.status = "expired"

    def _charge(self, gift: Given, kind: FactKind, has_fee: bool, pledge: Promised | None) -> None:
        gift.payment_id = f"pay-{gift.uuid}"
        about = {"pledge": pledge.uuid} if gift.is_renewal else {"gift": gift.uuid}
        next_at = self.now + timedelta(days=30) if pledge else None
        money = {"payment_id": gift.payment_id, "currency": gift.currency}
        names = {"invoice_id": f"invoice-{gift.uuid}"} if pledge else {"session_id": f"session-{gift.uuid}"}
        fact = self._tell(kind, amount_minor=gift.amount_minor, next_charge_at=next_at, **about, **money, **names)
        gift.status, gift.paid_at = "paid", fact.occurred_at
        self._book(gift, "charge", gift.amount_minor)
        if kept := has_fee and gift.amount_minor // 50:
            number = {"transaction_id": f"fee-{gift.uuid}"}
            self._tell(FactKind.FEE, amount_minor=-kept, **about, **money, **number)
            self._book(gift, "fee", -kept)
        if pledge and pledge.status != "canceled":
            pledge.status, pledge.next_charge_at = "active", next_at
        if pledge and pledge.canceled_at:
            gift.is_after_the_end = True
            self.mails.add(f"staff:alarm:after_the_end:{gift.payment_id}")
        self.mails |= {f"receipt:{gift.payment_id}", f"staff:new:{gift.payment_id}"}

    # --- What a month brings ------------------------------------------------------------------------------

    def _paid(self, pledge: Promised, _month: str, plan: Plan) -> Given:
        self.now += timedelta(days=30)
        gift = Given(pledge.amount_minor, pledge.currency, is_renewal=True)
        pledge.gifts.append(gift)
        self._charge(gift, FactKind.RENEWED, plan.has_fee, pledge)
        return gift

    def _failed(self, pledge: Promised, month: str, plan: Plan, *, is_last: bool = False) -> None:
        self.now += timedelta(days=30)
        invoice = f"late-{uuid4()}"
        self._of_pledge(FactKind.RENEWAL_FAILED, pledge, invoice_id=invoice, is_last=is_last)
        self.maybe |= {f"renewal_failed:{pledge.uuid}:{invoice}", f"renewal_lost:{pledge.uuid}:{invoice}"}
        if pledge.status != "canceled":
            pledge.status = "past_due"
        if month.endswith("paid"):
            self._paid(pledge, month, plan)

    def _lost(self, pledge: Promised, month: str, plan: Plan) -> None:
        self._failed(pledge, month, plan, is_last=True)
        self._end(pledge, month, plan)

    def _changed(self, pledge: Promised, _month: str, _plan: Plan, **about: object) -> None:
        if not about:
            pledge.amount_minor += 7
        fact = self._of_pledge(
            FactKind.CHANGED,
            pledge,
            amount_minor=pledge.amount_minor,
            currency=pledge.currency,
            next_charge_at=self.now + timedelta(days=60),
            **about,
        )
        pledge.paused_at = fact.paused_at
        if pledge.status != "canceled":
            pledge.next_charge_at = fact.next_charge_at
        moment = f"{fact.occurred_at:%Y%m%dT%H%M%S%f}"
        self.maybe |= {f"changed:{pledge.uuid}:{what}:{moment}" for what in ("amount", "paused", "resumed")}

    def _paused(self, pledge: Promised, month: str, plan: Plan) -> None:
        until = self.now + timedelta(days=90)
        self._changed(pledge, month, plan, paused_at=self.now, resumes_at=until)

    def _announced(self, pledge: Promised, _month: str, _plan: Plan) -> None:
        fact = self._of_pledge(FactKind.UPCOMING, pledge, next_charge_at=self.now + timedelta(days=31))
        self.maybe.add(f"upcoming:{pledge.uuid}:{fact.next_charge_at:%Y-%m-%d}")
        if pledge.status != "canceled":
            pledge.next_charge_at = fact.next_charge_at

    def _asked(self, pledge: Promised, _month: str, _plan: Plan) -> None:
        invoice = f"asked-{uuid4()}"
        self._of_pledge(FactKind.ACTION_NEEDED, pledge, invoice_id=invoice)
        self.maybe.add(f"action_needed:{pledge.uuid}:{invoice}")

    def _end(self, pledge: Promised, _month: str, _plan: Plan) -> None:
        if pledge.status != "canceled":
            fact = self._of_pledge(FactKind.CANCELED, pledge)
            pledge.status, pledge.canceled_at, pledge.next_charge_at = "canceled", fact.occurred_at, None
            self.mails |= {f"canceled:{pledge.uuid}", f"staff:canceled:{pledge.uuid}"}

    # --- What goes back -----------------------------------------------------------------------------------

    def _return(self, gift: Given, back: str) -> None:
        # While the news that money came again is on its way, more seems to have gone back than came.
        self.maybe.add(f"staff:alarm:overdrawn:{gift.payment_id}")
        left = gift.kept()
        if left <= 0:
            return
        if back in ("part", "all", "part fails"):
            self._refund(gift, left if back == "all" else (left + 1) // 2, fails=back == "part fails")
        else:
            self._dispute(gift, left, ends=[] if back == "dispute" else back.split(", "))

    def _refund(self, gift: Given, amount: int, *, fails: bool) -> None:
        about = {"gift": gift.uuid, "payment_id": gift.payment_id, "transaction_id": f"re-{uuid4()}"}
        about |= {"amount_minor": amount, "currency": gift.currency}
        self._tell(FactKind.REFUNDED, **about)
        self._book(gift, "refund", -amount)
        self.mails.add(f"refunded:{PROVIDER}:{about['transaction_id']}")
        if fails:
            self._tell(FactKind.REFUND_FAILED, **about)
            self._book(gift, "adjustment", amount)
            self.mails.add(f"staff:alarm:refund_failed:{PROVIDER}:{about['transaction_id']}")
        gift.refunds[amount, "failed" if fails else "done"] += 1

    def _dispute(self, gift: Given, amount: int, *, ends: list[str]) -> None:
        number = f"dp-{uuid4()}"
        about = {"gift": gift.uuid, "payment_id": gift.payment_id, "transaction_id": number}
        about |= {"amount_minor": amount, "currency": gift.currency}
        self._tell(FactKind.DISPUTED, **about)
        self._book(gift, "dispute", -amount)
        self.mails.add(f"staff:disputed:{PROVIDER}:{number}:open")
        for end in ends:
            self._tell(FactKind(f"dispute_{end}"), **about)
            if end == "won":
                self._book(gift, "dispute_won", amount)
            mails = self.mails if end == ends[-1] else self.maybe
            mails.add(f"staff:disputed:{PROVIDER}:{number}:{end}")
        gift.disputes[amount, ends[-1] if ends else "open"] += 1

    # --- Telling ------------------------------------------------------------------------------------------

    def _book(self, gift: Given, kind: str, amount: int) -> None:
        gift.rows[kind, amount] += 1
        self.balance[gift.currency] += amount

    def _of_pledge(self, kind: FactKind, pledge: Promised, **about: object) -> Fact:
        return self._tell(kind, pledge=pledge.uuid, **about)

    def _tell(self, kind: FactKind, **about: object) -> Fact:
        self.now += timedelta(minutes=1)
        fact = _fact(kind, self.now, **about)
        self.facts.append(fact)
        return fact


def _fact(kind: FactKind, when: datetime, **about: object) -> Fact:
    return Fact(kind=kind, provider=PROVIDER, occurred_at=when, **about)
