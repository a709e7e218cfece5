"""Whole months in the newsroom's own time: what a chart goes through from one end to the other."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Months in a row, each by its first moment; `end` is the first moment after them."""

    months: list[datetime]
    end: datetime

    @property
    def start(self) -> datetime:
        """Give the first moment of the first month."""
        return self.months[0]

    def place(self, month: datetime) -> int:
        """Say which of the months this is; -1 for one before them."""
        return next((place for place, each in enumerate(self.months) if each == month), -1)


def last_twelve() -> Span:
    """Give this month and the eleven before it."""
    now = timezone.localtime()
    return _span(now.year * MONTHS + now.month - MONTHS, MONTHS)


def of_year(year: int) -> Span:
    """Give the months of a year, as far as they have begun."""
    now = timezone.localtime()
    return _span(year * MONTHS, now.month if year == now.year else MONTHS)


def _span(first: int, count: int) -> Span:
    *months, end = (_first_moment(first + place) for place in range(count + 1))
    return Span(months, end)


def _first_moment(number: int) -> datetime:
    """Give the beginning of a month that is counted from the year 0."""
    year, month = divmod(number, MONTHS)
    return timezone.make_aware(datetime(year, month + 1, 1))  # noqa: DTZ001 - made aware in the newsroom's time
