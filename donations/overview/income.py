"""What came in each month, less what went back: by currency, and in it by way of giving."""

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from donations import providers
from donations.models import LedgerEntry
from donations.overview.charts import Series
from donations.overview.months import Span


def by_way(span: Span) -> dict[str, list[Series]]:
    """Sum the movements of a span in one question: minor units, the ways in the order of what they brought.

    A way has one colour in the charts of all currencies.
    """
    rows = (
        LedgerEntry.objects.given()
        .real()
        .filter(occurred_at__gte=span.start, occurred_at__lt=span.end)
        .annotate(month=TruncMonth("occurred_at"))
        .values("month", "currency", "provider")
        .annotate(sum=Sum("amount_minor"))
        .order_by("currency", "provider")
    )
    sums: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        ways = sums.setdefault(row["currency"], {})
        months = ways.setdefault(row["provider"], [0] * len(span.months))
        months[span.place(row["month"])] += row["sum"]
    colours = {way: place for place, way in enumerate(sorted({way for ways in sums.values() for way in ways}))}
    return {
        currency: [
            Series(providers.name_of(way), months, colour=colours[way])
            for way, months in sorted(ways.items(), key=lambda each: -sum(each[1]))
        ]
        for currency, ways in sums.items()
    }
