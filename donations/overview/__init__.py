"""How the paper lives on its gifts, as figures and charts for finance: sums and counts, and never a donor.

Promise: each part asks the database once, however long the ledger is; currencies are never added; test money and
real money never mix.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from donations import campaigns, money, reports
from donations.campaigns import Goal
from donations.models import Campaign
from donations.overview import income, months, pledges
from donations.overview.charts import Chart, Series, Shown, of_months
from donations.overview.months import Span
from donations.overview.pledges import Promised
from newsroom import arabic, identity

KEPT_SECONDS = 300  # a ledger of a million rows takes seconds to sum up


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows of a span of months, as it was counted at a moment."""

    counted_at: datetime
    today: Promised
    monthly_now: list[str]
    charts: list[Chart]
    goals: list[tuple[str, Goal]]
    tables: list[reports.Table]


def sheet(year: int | None) -> Sheet:
    """Give the sheet of one year, or of the twelve months up to this one; counted anew after five minutes."""
    key = f"finance-sheet-{identity.language()}-{settings.DONATIONS_LIVE}-{year}"
    kept: Sheet | None = cache.get(key)
    if kept is None:
        kept = count(year)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def count(year: int | None) -> Sheet:
    """Count and set out a sheet now."""
    span = months.last_twelve() if year is None else months.of_year(year)
    promised = pledges.promised(span)
    today = promised if year is None else pledges.promised(months.last_twelve())
    return Sheet(
        counted_at=timezone.now(),
        today=today,
        monthly_now=[_amounts(currency)(values[-1]) for currency, values in today.monthly.items()],
        charts=[*_of_income(span), *_of_pledges(span, promised)],
        goals=_goals(),
        tables=reports.tops(span.start, span.end),
    )


def _of_income(span: Span) -> list[Chart]:
    return [
        of_months(
            _("Income: %(currency)s") % {"currency": money.CURRENCY_NAMES[currency]},
            span.months,
            ways,
            _amounts(currency),
            note=_("Less what went back."),
        )
        for currency, ways in income.by_way(span).items()
    ]


def _of_pledges(span: Span, promised: Promised) -> list[Chart]:
    charts = [
        of_months(
            _("Promised each month: %(currency)s") % {"currency": money.CURRENCY_NAMES[currency]},
            span.months,
            [Series(_("Promised"), values)],
            _amounts(currency),
            note=_("A yearly pledge counts a twelfth. Former months count with today's amounts."),
        )
        for currency, values in promised.monthly.items()
    ]
    if not promised.monthly:
        return charts
    ended = [-count for count in promised.ended]
    moves = [Series(_("Begun"), promised.begun), Series(_("Ended"), ended)]
    return [
        *charts,
        of_months(_("Running pledges"), span.months, [Series(_("Running"), promised.running)], _count),
        of_months(_("Pledges begun and ended"), span.months, moves, _count),
    ]


def _goals() -> list[tuple[str, Goal]]:
    running = Campaign.objects.running().filter(goal_minor__isnull=False)
    found = campaigns.goals(running, identity.language())
    return [(str(campaign), found[campaign.pk]) for campaign in running]


def _amounts(currency: str) -> Shown:
    here = identity.language()
    return lambda minor: money.shown(minor, currency, here, short=True)


def _count(count: int) -> str:
    return arabic.figure(str(abs(count)), language=identity.language())
