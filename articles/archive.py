"""The archive by month: which months have stories, and where each begins and ends on the newsroom's clock.

No question here reads more rows than there are months: Postgres steps from one month to the next along the index of
live stories, so an archive of a million stories costs as little as one of a thousand.
"""

from datetime import UTC, datetime
from typing import NamedTuple, Self

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.models import Article
from newsroom.identity import LANGUAGES

EARLIEST_YEAR, LATEST_YEAR = 1000, 9998  # what has four digits, and a month after it


class Month(NamedTuple):
    """One month of the archive."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """Give the month of a moment on the newsroom's clock."""
        day = timezone.localtime(moment)
        return cls(day.year, day.month)

    def begins(self) -> datetime:
        """Give its first moment."""
        return datetime(self.year, self.number, 1, tzinfo=timezone.get_default_timezone())

    def ends(self) -> datetime:
        """Give the first moment after it."""
        following = Month(self.year + self.number // 12, self.number % 12 + 1)
        return following.begins()

    def key(self, language: str) -> str:
        """Name the key under which caches hold its pages."""
        return f"archive-{self.year}-{self.number}-{language}"


# One step for each month that has a story: the first story after the month before it.
_MONTHS = """
    WITH RECURSIVE months (first) AS (
        (SELECT date_trunc('month', {moment} AT TIME ZONE %(zone)s) FROM articles_article
          WHERE {state} = 'published' AND {moment} <= %(now)s AND {moment} >= %(earliest)s
          ORDER BY {moment}, id LIMIT 1)
        UNION ALL
        SELECT (SELECT date_trunc('month', {moment} AT TIME ZONE %(zone)s) FROM articles_article
                 WHERE {state} = 'published' AND {moment} <= %(now)s
                   AND {moment} >= (months.first + interval '1 month') AT TIME ZONE %(zone)s
                 ORDER BY {moment}, id LIMIT 1)
          FROM months WHERE months.first IS NOT NULL
    )
    SELECT extract(year FROM first)::int, extract(month FROM first)::int FROM months WHERE first IS NOT NULL
"""
_QUESTION = {code: _MONTHS.format(moment=f"published_at_{code}", state=f"state_{code}") for code in LANGUAGES}


def months(language: str) -> list[Month]:
    """List the months in which something was published that readers can still open, the latest first."""
    given = {
        "zone": settings.TIME_ZONE,
        "now": timezone.now(),
        "earliest": datetime(EARLIEST_YEAR, 1, 2, tzinfo=UTC),
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION[language], given)
        return [Month(*row) for row in cursor.fetchall()][::-1]


def has_stories(month: Month, language: str) -> bool:
    """Say whether something of this month can be read in a language."""
    moment = f"published_at_{language}"
    live = Article.objects.live(language)
    return live.filter(**{f"{moment}__gte": month.begins(), f"{moment}__lt": month.ends()}).exists()


def neighbours(month: Month, language: str) -> tuple[Month | None, Month | None]:
    """Give the month with stories before this one and the one after it, where there are any."""
    moment = f"published_at_{language}"
    live = Article.objects.live(language).order_by(moment).values_list(moment, flat=True)
    earlier = live.filter(**{f"{moment}__lt": month.begins()}).last()
    later = live.filter(**{f"{moment}__gte": month.ends()}).first()
    return (Month.of(earlier) if earlier else None), (Month.of(later) if later else None)
