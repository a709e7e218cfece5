"""What gifts brought, as sums: by story, campaign, language, place of the link and month.

Promise: no donor is named here, sums of different currencies are never added, and refunds are taken off. Each table
asks the database once, however long the ledger is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from articles.models import Article
from donations import money
from donations.models import Campaign, LedgerEntry, Slot
from donations.querysets import LedgerQuerySet
from newsroom import arabic
from newsroom.identity import language

LONGEST = 100  # lines of one table


@dataclass(frozen=True, slots=True)
class Line:
    """One thing and what it brought: a sum for each currency of the table, or nothing where there was none."""

    label: str
    path: str
    gifts: int
    sums: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """What gifts brought, by one thing."""

    title: str
    thing: str
    currencies: list[str]
    lines: list[Line]


@dataclass(slots=True)
class _Brought:
    gifts: int = 0
    title: str = ""
    path: str = ""


def years() -> list[int]:
    """List the years in which money moved, latest first."""
    return [day.year for day in LedgerEntry.objects.dates("occurred_at", "year", order="DESC")]


def tables(year: int | None) -> list[Table]:
    """Make all tables for one year, or for all time."""
    ledger = LedgerEntry.objects.given().real().in_year(year).order_by()
    months = ledger.annotate(month=TruncMonth("occurred_at"))
    return [
        _table(_("By story"), _("Story"), ledger, "donation__story_number", _story_labels),
        _table(_("By campaign"), _("Campaign"), ledger, "donation__campaign_id", _campaign_labels),
        _table(_("By language"), _("Language"), ledger, "donation__language", _language_labels),
        _table(_("By place of the link"), _("Place"), ledger, "donation__slot", _slot_labels),
        _table(_("By month"), _("Month"), months, "month", _month_labels, by_label=True),
    ]


Labels = Callable[[dict[Any, _Brought]], dict[Any, str]]


def _table(
    title: str, thing: str, ledger: LedgerQuerySet, key: str, labels: Labels, *, by_label: bool = False
) -> Table:
    rows = ledger.values(key, "currency").annotate(
        sum=Sum("amount_minor"),
        gifts=Count("pk", filter=Q(kind=LedgerEntry.Kind.CHARGE)),
        title=Max("donation__story_title"),
        path=Max("donation__story_path"),
    )
    sums: dict[tuple[Any, str], int] = {}
    brought: dict[Any, _Brought] = {}
    for row in rows:
        sums[row[key], row["currency"]] = row["sum"]
        whole = brought.setdefault(row[key], _Brought(title=row["title"], path=row["path"]))
        whole.gifts += row["gifts"]
    currencies = sorted({currency for _key, currency in sums})
    named = labels(brought)
    keys = sorted(brought, reverse=True) if by_label else sorted(brought, key=lambda k: (-brought[k].gifts, named[k]))
    is_story = key == "donation__story_number"
    return Table(
        title=title,
        thing=thing,
        currencies=currencies,
        lines=[
            Line(
                label=named[each],
                path=brought[each].path if is_story and each is not None else "",
                gifts=brought[each].gifts,
                sums=_shown(each, sums, currencies),
            )
            for each in keys[:LONGEST]
        ],
    )


def _shown(key: Any, sums: dict[tuple[Any, str], int], currencies: Iterable[str]) -> list[str]:
    here = language()
    return [
        money.shown(sums[key, currency], currency, here) if (key, currency) in sums else "" for currency in currencies
    ]


def _story_labels(brought: dict[Any, _Brought]) -> dict[Any, str]:
    """Name stories by their headline of today; one that was deleted keeps the headline of its last gift."""
    stories = Article.objects.in_bulk([number for number in brought if number is not None])
    return {
        number: _("No story")
        if number is None
        else str(stories[number])
        if number in stories
        else _("%(title)s (deleted)") % {"title": about.title}
        for number, about in brought.items()
    }


def _campaign_labels(brought: dict[Any, _Brought]) -> dict[Any, str]:
    campaigns = Campaign.objects.in_bulk(list(brought))
    return {number: str(campaigns[number]) for number in brought}


def _language_labels(brought: dict[Any, _Brought]) -> dict[Any, str]:
    return {code: _("Arabic") if code == "ar" else _("English") for code in brought}


def _slot_labels(brought: dict[Any, _Brought]) -> dict[Any, str]:
    return {slot: str(Slot(slot).label) for slot in brought}


def _month_labels(brought: dict[datetime, _Brought]) -> dict[Any, str]:
    here = language()
    return {
        month: arabic.digits(f"{arabic.month(month.month, language=here)} {month.year}", language=here)
        for month in brought
    }
