"""What gifts brought, as sums: by story, campaign, language, place of the link and month.

Promise: no donor is named here, sums of different currencies are never added, and refunds are taken off. Each table
asks the database twice, however long the ledger is: for the sums, and for how many of the forms that were sent became
gifts. Nobody is followed for that: both are counted from the gifts' own rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from donations import money, providers
from donations.models import Campaign, Donation, LedgerEntry, Slot
from donations.querysets import DonationQuerySet, LedgerQuerySet
from donations.states import GiftStatus
from newsroom import arabic
from newsroom.identity import language

LONGEST = 100  # lines of one table
TOP = 10  # of one that shows only what brought most


@dataclass(frozen=True, slots=True)
class Line:
    """One thing and what it brought: a sum for each currency of the table, or nothing where there was none."""

    label: str
    path: str
    gifts: int
    sums: list[str]
    forms: int
    percent: int | None  # of the forms that were paid; None where none was sent


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
    forms: int = 0
    paid: int = 0
    title: str = ""
    path: str = ""

    def percent(self) -> int | None:
        """Say how many of a hundred forms were paid."""
        return 10**2 * self.paid // self.forms if self.forms else None


def years() -> list[int]:
    """List the years from the first movement of money to the last, latest first."""
    ends = LedgerEntry.objects.order_by().aggregate(first=Min("occurred_at"), last=Max("occurred_at"))
    if not ends["first"]:
        return []
    first, last = (timezone.localtime(ends[end]).year for end in ("first", "last"))
    return [*range(last, first - 1, -1)]


def tables(year: int | None) -> list[Table]:
    """Make all tables for one year, or for all time."""
    ledger = LedgerEntry.objects.given().real().in_year(year).order_by()
    forms = Donation.objects.by_form(providers.KNOWN).begun_in_year(year).order_by()
    months = _Rows(
        ledger.annotate(month=TruncMonth("occurred_at")), forms.annotate(month=TruncMonth("created_at")), "month"
    )
    return [
        *_by_origin(ledger, forms, LONGEST),
        _table(_("By language"), _("Language"), _Rows.of_gifts(ledger, forms, "language"), _language_labels),
        _table(_("By month"), _("Month"), months, _month_labels, by_label=True),
    ]


def tops(start: datetime, end: datetime) -> list[Table]:
    """Make the tables of what brought most between two moments."""
    ledger = LedgerEntry.objects.given().real().filter(occurred_at__gte=start, occurred_at__lt=end).order_by()
    forms = Donation.objects.by_form(providers.KNOWN).filter(created_at__gte=start, created_at__lt=end).order_by()
    return _by_origin(ledger, forms, TOP)


@dataclass(frozen=True, slots=True)
class Raised:
    """What one story brought in one of its languages and one currency."""

    label: str
    gifts: int
    sum: str


def of_story(story: Article) -> list[Raised]:
    """Sum up the gifts that came from a story, in one question; the language is that of the gift's page."""
    ledger = LedgerEntry.objects.given().real().filter(donation__article=story).order_by()
    rows = ledger.values("donation__language", "currency").annotate(
        sum=Sum("amount_minor"), gifts=Count("pk", filter=Q(kind=LedgerEntry.Kind.CHARGE))
    )
    return [
        Raised(
            label=_language_name(row["donation__language"]),
            gifts=row["gifts"],
            sum=money.shown(row["sum"], row["currency"], language()),
        )
        for row in rows.order_by("donation__language", "currency")
    ]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Movements and forms, and what both are grouped by."""

    ledger: LedgerQuerySet
    forms: DonationQuerySet
    ledger_key: str
    forms_key: str = ""

    @classmethod
    def of_gifts(cls, ledger: LedgerQuerySet, forms: DonationQuerySet, key: str) -> "_Rows":
        return cls(ledger, forms, f"donation__{key}", key)


def _by_origin(ledger: LedgerQuerySet, forms: DonationQuerySet, longest: int) -> list[Table]:
    stories, campaigns, slots = (
        _Rows.of_gifts(ledger, forms, key) for key in ("story_number", "campaign_id", "slot")
    )
    return [
        _table(_("By story"), _("Story"), stories, _story_labels, longest=longest),
        _table(_("By campaign"), _("Campaign"), campaigns, _campaign_labels, longest=longest),
        _table(_("By place of the link"), _("Place"), slots, _slot_labels, longest=longest),
    ]


Labels = Callable[[dict[Any, _Brought]], dict[Any, str]]


def _table(
    title: str, thing: str, rows: _Rows, labels: Labels, *, by_label: bool = False, longest: int = LONGEST
) -> Table:
    sums, brought = _sums(rows)
    _add_forms(brought, rows)
    currencies = sorted({currency for _key, currency in sums})
    named = labels(brought)
    keys = sorted(brought, reverse=True) if by_label else sorted(brought, key=lambda k: (-brought[k].gifts, named[k]))
    is_story = rows.forms_key == "story_number"
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
                forms=brought[each].forms,
                percent=brought[each].percent(),
            )
            for each in keys[:longest]
        ],
    )


def _sums(rows: _Rows) -> tuple[dict[tuple[Any, str], int], dict[Any, _Brought]]:
    """Sum the movements of each thing and currency."""
    found = rows.ledger.values(rows.ledger_key, "currency").annotate(
        sum=Sum("amount_minor"),
        gifts=Count("pk", filter=Q(kind=LedgerEntry.Kind.CHARGE)),
        title=Max("donation__story_title"),
        path=Max("donation__story_path"),
    )
    sums: dict[tuple[Any, str], int] = {}
    brought: dict[Any, _Brought] = {}
    for row in found:
        key = row[rows.ledger_key]
        sums[key, row["currency"]] = row["sum"]
        brought.setdefault(key, _Brought(title=row["title"], path=row["path"])).gifts += row["gifts"]
    return sums, brought


def _add_forms(brought: dict[Any, _Brought], rows: _Rows) -> None:
    """Count the forms that were sent, and how many of them were paid."""
    key = rows.forms_key or rows.ledger_key
    found = rows.forms.values(key).annotate(
        forms=Count("pk"),
        paid=Count("pk", filter=Q(status=GiftStatus.PAID)),
        title=Max("story_title"),
        path=Max("story_path"),
    )
    for row in found:
        about = brought.setdefault(row[key], _Brought(title=row["title"], path=row["path"]))
        about.forms, about.paid = row["forms"], row["paid"]


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
    return {code: _language_name(code) for code in brought}


def _language_name(code: str) -> str:
    return _("Arabic") if code == "ar" else _("English")


def _slot_labels(brought: dict[Any, _Brought]) -> dict[Any, str]:
    return {slot: str(Slot(slot).label) for slot in brought}


def _month_labels(brought: dict[datetime, _Brought]) -> dict[Any, str]:
    here = language()
    return {
        month: arabic.digits(f"{arabic.month(month.month, language=here)} {month.year}", language=here)
        for month in brought
    }
