"""Reading the fields of a provider's message: strictly, because a guess about money is worse than a question.

Promise: each function gives a value that the ledger can use, or raises Unusable with the reason; nothing is rounded,
converted or made up.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from donations.money import EXPONENTS
from donations.providers.base import Unusable
from donations.reasons import Reason

LARGEST_MINOR = 10**12  # minor units; far above any gift, far below what the database counts to
LONGEST_NUMBER = 120  # characters of a payment's number
LONGEST_TOLD = 60  # characters of a wrong value that finance is shown
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
LONGEST_WORDS = 500  # characters
CLOCKS_DIFFER = timedelta(days=1)


def amount(value: Any) -> int:
    """Read a positive whole number of minor units; 5.0, "500" and true are none."""
    if type(value) is not int or not 0 < value <= LARGEST_MINOR:
        raise _unusable(Reason.UNUSABLE_AMOUNT, value)
    return value


def currency(value: Any) -> str:
    """Read the code of a currency that the paper knows."""
    if not isinstance(value, str) or value not in EXPONENTS:
        raise _unusable(Reason.UNUSABLE_CURRENCY, value)
    return value


def moment(value: Any) -> datetime:
    """Read a moment that names its time zone and has passed, give or take a wrong clock."""
    try:
        read = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _unusable(Reason.UNUSABLE_DATE, value) from None
    if read.tzinfo is None or not OLDEST <= read <= timezone.now() + CLOCKS_DIFFER:
        raise _unusable(Reason.UNUSABLE_DATE, value)
    return read


def time_to_come(value: Any) -> datetime:
    """Read a moment that names its time zone and may lie ahead."""
    try:
        read = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _unusable(Reason.UNUSABLE_DATE, value) from None
    if read.tzinfo is None or not OLDEST <= read <= LATEST:
        raise _unusable(Reason.UNUSABLE_DATE, value)
    return read


def words(value: Any) -> str:
    """Read a short text, such as an address or the number of an invoice; what is none is left out."""
    return value[:LONGEST_WORDS] if isinstance(value, str) else ""


def number(value: Any) -> str:
    """Read the provider's own number of a payment or refund."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NUMBER:
        raise _unusable(Reason.UNUSABLE_NUMBER, value)
    return value


def ours(value: Any) -> UUID | None:
    """Read the number of a gift or pledge of ours; what is none belongs to somebody else."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _unusable(reason: Reason, value: Any) -> Unusable:
    return Unusable(reason, value="" if value is None else str(value)[:LONGEST_TOLD])
