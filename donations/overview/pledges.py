"""What is promised each month: running pledges, those that failed, paused or ended, and the money they stand for.

A pledge runs from the month in which it began until the month in which it ended, or was paused if it is paused now.
Its money counts with the amount of today: former amounts are not kept. A yearly pledge counts a twelfth each month.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, DateTimeField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.utils import timezone

from donations.models import Pledge
from donations.overview.months import MONTHS, Span
from donations.states import Interval, PledgeStatus

NEVER_BEGAN = [PledgeStatus.INCOMPLETE, PledgeStatus.EXPIRED]


@dataclass(slots=True)
class Promised:
    """Counts for each month of a span, the months' money in minor units by currency, and where all stand now."""

    running: list[int]
    begun: list[int]
    ended: list[int]
    monthly: dict[str, list[int]] = field(default_factory=dict)
    active: int = 0
    past_due: int = 0
    paused: int = 0


def promised(span: Span) -> Promised:
    """Count the pledges of a span in one question."""
    none = [0] * len(span.months)
    found = Promised(running=[*none], begun=[*none], ended=[*none])
    twelfths: dict[str, list[int]] = {}
    for row in _rows(span):
        _count_now(found, row)
        _count_moves(found, row, span)
        twelve = twelfths.setdefault(row["currency"], [*none])
        share = row["sum"] * (MONTHS if row["interval"] == Interval.MONTH else 1)
        for place, month in enumerate(span.months):
            if _runs(row, month):
                found.running[place] += row["count"]
                twelve[place] += share
    found.monthly = {currency: [sum_ // MONTHS for sum_ in sums] for currency, sums in sorted(twelfths.items())}
    return found


def _rows(span: Span) -> QuerySet[Any, Any]:
    """Group the pledges by what the charts tell apart; those that ended before the span are left out."""
    now = timezone.now()
    is_paused = Q(paused_at__isnull=False, canceled_at__isnull=True) & (
        Q(resumes_at__isnull=True) | Q(resumes_at__gt=now)
    )
    paused = Case(When(is_paused, then=F("paused_at")), output_field=DateTimeField())
    kept = Pledge.objects.filter(livemode=settings.DONATIONS_LIVE, created_at__lt=span.end)
    kept = kept.exclude(status__in=NEVER_BEGAN).exclude(canceled_at__lt=span.start)
    long_ago = Value(span.start - timedelta(seconds=1), output_field=DateTimeField())
    return (
        kept.annotate(
            from_month=TruncMonth(Greatest("created_at", long_ago)),
            to_month=TruncMonth(Coalesce("canceled_at", paused)),
        )
        .values("from_month", "to_month", "status", "currency", "interval")
        .annotate(sum=Sum("amount_minor"), count=Count("pk"))
        .order_by()
    )


def _runs(row: dict[str, Any], month: datetime) -> bool:
    return row["from_month"] <= month and (row["to_month"] is None or row["to_month"] > month)


def _count_now(found: Promised, row: dict[str, Any]) -> None:
    if row["status"] == PledgeStatus.CANCELED:
        return
    if row["to_month"] is not None:
        found.paused += row["count"]
    elif row["status"] == PledgeStatus.PAST_DUE:
        found.past_due += row["count"]
    else:
        found.active += row["count"]


def _count_moves(found: Promised, row: dict[str, Any], span: Span) -> None:
    if row["from_month"] >= span.start:
        found.begun[span.place(row["from_month"])] += row["count"]
    if row["status"] == PledgeStatus.CANCELED and row["to_month"] < span.end:
        found.ended[span.place(row["to_month"])] += row["count"]
