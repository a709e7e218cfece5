"""The figures of a statement: movements of one year, by the body that took them and by currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models.functions import ExtractYear

from donations.models import Donor, LedgerEntry, LegalEntity
from donations.querysets import LedgerQuerySet


@dataclass(frozen=True, slots=True)
class Account:
    """What moved in one currency, oldest first."""

    currency: str
    movements: tuple[LedgerEntry, ...]

    @property
    def total_minor(self) -> int:
        """Add up what came and what went back, in minor units."""
        return sum(each.amount_minor for each in self.movements)


@dataclass(frozen=True, slots=True)
class Part:
    """What one legal entity took; None stands for the paper, where no entity is written down."""

    entity: LegalEntity | None
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one donor gave in one year."""

    donor: Donor
    year: int
    parts: tuple[Part, ...]


def years(donor: Donor) -> list[int]:
    """List the years in which money of this donor moved, newest first; an erased donor has none."""
    if donor.erased_at:
        return []
    found = _movements(donor).order_by().annotate(year=ExtractYear("occurred_at")).values_list("year", flat=True)
    return sorted(set(found.distinct()), reverse=True)


def of(donor: Donor, year: int) -> Figures:
    """Read the figures of one donor and year in two queries; `year` is one of `years(donor)`."""
    default = LegalEntity.objects.filter(is_default=True).first()
    rows = _movements(donor).in_year(year).select_related("donation__campaign__entity")
    by_entity: dict[LegalEntity | None, list[LedgerEntry]] = {}
    for row in rows.order_by("occurred_at", "pk"):
        by_entity.setdefault(row.donation.campaign.entity or default, []).append(row)
    parts = tuple(Part(entity, _accounts(movements)) for entity, movements in by_entity.items())
    return Figures(donor, year, parts)


def _movements(donor: Donor) -> LedgerQuerySet:
    return LedgerEntry.objects.filter(donation__donor=donor).given().real()


def _accounts(movements: Iterable[LedgerEntry]) -> tuple[Account, ...]:
    """Keep each currency apart."""
    ordered = sorted(movements, key=lambda each: each.currency)  # stable: within a currency the days stay in order
    return tuple(Account(currency, tuple(rows)) for currency, rows in groupby(ordered, lambda each: each.currency))
