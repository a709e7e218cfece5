"""What may be told to the ledger about a payment, in our own words and no provider's."""

from dataclasses import dataclass
from datetime import datetime
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
    RENEWED = "renewed"
    RENEWAL_FAILED = "renewal_failed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened, in our own words. `gift` and `pledge` are our uuids.

    `payment_id` names the payment at the provider, `transaction_id` the movement of a refund. `by` is the member of
    staff who entered it; then the amount may differ from what the donor chose, because banks take fees.
    """

    kind: FactKind
    provider: str
    occurred_at: datetime
    gift: UUID | None = None
    pledge: UUID | None = None
    payment_id: str = ""
    transaction_id: str = ""
    amount_minor: int = 0
    currency: str = ""
    by: User | None = None
