"""Movements of money there and here: which stand on both sides, which on one, which with another amount."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from donations import money
from donations.alarm_words import Difference
from donations.facts import Fact, FactKind
from donations.models import LedgerEntry
from donations.providers.base import Movement, Sum

Kind = LedgerEntry.Kind
SIGNED = {
    FactKind.PAID: (Kind.CHARGE, 1),
    FactKind.RENEWED: (Kind.CHARGE, 1),
    FactKind.FEE: (Kind.FEE, 1),
    FactKind.REFUNDED: (Kind.REFUND, -1),
    FactKind.REFUND_FAILED: (Kind.ADJUSTMENT, 1),
    FactKind.DISPUTED: (Kind.DISPUTE, -1),
    FactKind.DISPUTE_WON: (Kind.DISPUTE_WON, 1),
}
AT_ONCE = 500  # numbers that one question to the database names


@dataclass(frozen=True, slots=True)
class Differing:
    """One movement on which the two books differ; None: it is not there."""

    movement: Movement
    there: Sum | None
    here: Sum | None

    def named(self) -> dict[str, str]:
        """Give it as an alarm keeps it: a code, and what its sentence names."""
        what = Difference.OTHER_AMOUNT
        if self.here is None:
            what = Difference.MISSING_HERE
        elif self.there is None:
            what = Difference.MISSING_THERE
        return {
            "what": what,
            "kind": self.movement[0],
            "movement": self.movement[1],
            "there": _told(self.there),
            "here": _told(self.here),
        }


def movement_of(fact: Fact) -> tuple[Movement, Sum] | None:
    """Give the row of the ledger that a fact should have; None for news that moves no money."""
    if fact.kind not in SIGNED or not fact.amount_minor:
        return None
    kind, sign = SIGNED[fact.kind]
    number = fact.payment_id if kind == Kind.CHARGE else fact.transaction_id
    return (kind, number), (sign * fact.amount_minor, fact.currency)


def rows_between(provider: str, since: datetime, until: datetime) -> Iterator[tuple[Movement, Sum]]:
    """Give what our ledger holds of a window."""
    rows = LedgerEntry.objects.filter(provider=provider, occurred_at__gte=since, occurred_at__lt=until).real()
    yield from _as_movements(rows.order_by())


def rows_named(provider: str, wanted: Iterable[Movement]) -> Iterator[tuple[Movement, Sum]]:
    """Give what our ledger holds of these movements, whenever they were."""
    for part in batched(sorted({number for _kind, number in wanted}), AT_ONCE):
        yield from _as_movements(LedgerEntry.objects.filter(provider=provider, transaction_id__in=part).order_by())


def differing(there: dict[Movement, Sum], here: dict[Movement, Sum]) -> list[Differing]:
    """List every movement on which both sides do not agree."""
    movements = sorted(there.keys() | here.keys())
    return [
        Differing(each, there.get(each), here.get(each)) for each in movements if there.get(each) != here.get(each)
    ]


def sums(there: dict[Movement, Sum], here: dict[Movement, Sum]) -> dict[str, tuple[int, int]]:
    """Sum both sides, each currency apart."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for side, movements in enumerate((there, here)):
        for amount, currency in movements.values():
            totals[currency][side] += amount
    return {currency: (both[0], both[1]) for currency, both in sorted(totals.items())}


def told(minor: int, currency: str) -> str:
    """Write a signed amount for a person."""
    return _told((minor, currency))


def _told(amount: Sum | None) -> str:
    if amount is None:
        return ""
    minor, currency = amount
    return f"{money.to_decimal(minor, currency) if currency in money.EXPONENTS else minor} {currency}"


def _as_movements(rows: Iterable) -> Iterator[tuple[Movement, Sum]]:
    columns = rows.values_list("kind", "transaction_id", "amount_minor", "currency")  # type: ignore[attr-defined]
    for kind, number, minor, currency in columns.iterator():
        yield (kind, number), (minor, currency)
