"""One month of the paper on the desk's first page: what came out, and what will come out by itself."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from articles.access import visible_to
from articles.models import State
from newsroom import arabic
from newsroom.arabic import week
from newsroom.identity import DIRECTION, LANGUAGES
from newsroom.models import User

MOST = 2000  # versions of one language in one month
SHOWN = 4


@dataclass(frozen=True)
class Entry:
    """One version of a story on its day."""

    words: str
    address: str
    language: str
    moment: datetime
    is_to_come: bool

    @property
    def direction(self) -> str:
        """Say in which direction the words run."""
        return DIRECTION[self.language]


@dataclass(frozen=True)
class Day:
    """A day of the month, or of its neighbours where a week begins or ends outside it."""

    date: date
    weekday: str
    number: str
    is_inside: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def shown(self) -> list[Entry]:
        """Give what the day shows at once."""
        return self.entries[:SHOWN]

    @property
    def folded(self) -> list[Entry]:
        """Give what the day shows when it is opened."""
        return self.entries[SHOWN:]


@dataclass(frozen=True)
class Month:
    """A month in whole weeks."""

    name: str
    days: list[Day]
    weekdays: list[str]
    before: str
    after: str


def month(user: User, asked: str, *, language: str) -> Month:
    """Set out the month that was asked for as "2026-11", or this one, in two queries."""
    year, number = _read(asked)
    first = date(year, number, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    entries = _entries(user, first, following)
    dates = week.weeks().itermonthdates(year, number)
    today = timezone.localdate()
    days = [
        Day(
            day,
            week.weekday(day.weekday(), language=language),
            arabic.digits(str(day.day), language=language),
            day.month == number,
            day == today,
            entries.get(day, []),
        )
        for day in dates
    ]
    return Month(
        arabic.digits(f"{arabic.month(number, language=language)} {year}", language=language),
        days,
        [day.weekday for day in days[:7]],
        f"{first - timedelta(days=1):%Y-%m}",
        f"{following:%Y-%m}",
    )


def _entries(user: User, first: date, following: date) -> dict[date, list[Entry]]:
    """Gather both languages' versions of the month by day, in the order of their hours."""
    begin, end = _midnight(first), _midnight(following)
    now = timezone.now()
    by_day = defaultdict(list)
    for code in LANGUAGES:
        column = f"published_at_{code}"
        inside = {f"state_{code}": State.PUBLISHED, f"{column}__gte": begin, f"{column}__lt": end}
        versions = visible_to(user).filter(**inside).order_by(column, "pk")
        for pk, words, moment in versions.values_list("pk", f"title_{code}", column)[:MOST]:
            address = reverse("admin:articles_article_change", args=[pk])
            entry = Entry(words, address, code, moment, moment > now)
            by_day[timezone.localtime(moment).date()].append(entry)
    for entries in by_day.values():
        entries.sort(key=lambda entry: (not entry.is_to_come, entry.moment))
    return by_day


def _read(asked: str) -> tuple[int, int]:
    """Read a year and a month; what is none gives this month."""
    if re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", asked):
        return int(asked[:4]), int(asked[5:])
    today = timezone.localdate()
    return today.year, today.month


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
