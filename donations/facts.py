"""What may be told to the ledger about a payment, in our own words and no provider's."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from newsroom.models import User


class FactKind(StrEnum):
    """What may be said about a payment."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"
    DISPUTED = "disputed"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"
    FEE = "fee"
    PAID_OUT = "paid_out"
    RENEWED = "renewed"
    RENEWAL_FAILED = "renewal_failed"
    ACTION_NEEDED = "action_needed"
    UPCOMING = "upcoming"
    CHANGED = "changed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Carried:
    """A row of a provider's books that a payout carried: its number there, and what is left after fees.

    `kind` and `number` name our ledger row for it; both are empty where it is nobody's payment.
    """

    booked_id: str
    kind: str
    number: str
    net_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened, in our own words. `gift` and `pledge` are our uuids.

    `payment_id` names the payment at the provider, `transaction_id` the movement: of a refund, a fee, a dispute or a
    payout. Amounts are in minor units and positive, but for a fee (negative: it was kept from us; positive: given
    back) and a payout (negative: taken from our bank). `by` is the member of staff who entered it; then the amount
    may differ from what the donor chose, because banks take fees.

    A quiet fact owes no mails: finance enters by hand what donor and newsroom know of.

    `refund` is our uuid of a refund that we asked for. REFUNDED says that the money left the provider's balance,
    REFUND_FAILED that it is there again (amount 0: it never left). A payout has arrived once `occurred_at` reaches
    `arrives_on`; one with a `reason` has failed. What it `carried` is told once the provider knows.

    A fact about a pledge may bring what the provider knows of it: its subscription, the next payment, how long it is
    paused. CHANGED tells all of that and the amount. A failed renewal brings where the donor may mend it (`url`) and
    whether the provider gives up (`is_last`).
    """

    kind: FactKind
    provider: str
    occurred_at: datetime
    gift: UUID | None = None
    pledge: UUID | None = None
    refund: UUID | None = None
    payment_id: str = ""
    transaction_id: str = ""
    amount_minor: int = 0
    currency: str = ""
    livemode: bool | None = None  # None: the provider does not say
    by: User | None = None
    is_quiet: bool = False

    session_id: str = ""
    invoice_id: str = ""
    subscription_id: str = ""
    customer_id: str = ""

    fee_cover_minor: int | None = None
    next_charge_at: datetime | None = None
    paused_at: datetime | None = None
    resumes_at: datetime | None = None

    url: str = ""
    is_last: bool = False
    reason: str = ""
    answer_by: datetime | None = None
    arrives_on: date | None = None
    carried: tuple[Carried, ...] = ()
