"""A story as a part of a series: what stands before and after it for readers of one language."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from articles.models import SeriesEntry, State
from articles.querysets import Moment


@dataclass(frozen=True)
class Neighbour:
    """The part before or after this one."""

    pk: int
    title: str
    slug: str


@dataclass(frozen=True)
class SeriesPart:
    """The series that a story stands in, and the nearest parts that readers may open."""

    name: str
    slug: str
    number: int  # among the parts that readers may open; the first is 1
    count: int
    before: Neighbour | None
    after: Neighbour | None


def question(language: str, now: Moment) -> ArraySubquery:
    """Ask for the series within the story's own query: one row, or none."""
    before = Q(position__lt=OuterRef("position")) | Q(position=OuterRef("position"), pk__lt=OuterRef("pk"))
    after = Q(position__gt=OuterRef("position")) | Q(position=OuterRef("position"), pk__gt=OuterRef("pk"))
    rows = SeriesEntry.objects.filter(article=OuterRef("pk")).order_by()
    row = JSONObject(
        id=F("series_id"),
        name=F(f"series__name_{language}"),
        slug=F(f"series__slug_{language}"),
        above=_counted(before, language, now),
        below=_counted(after, language, now),
        before=_nearest(before, "-", language, now),
        after=_nearest(after, "", language, now),
    )
    return ArraySubquery(rows.annotate(row=row).values("row"))


def read(rows: list[dict[str, Any]]) -> SeriesPart | None:
    """Understand the answer; a series without a page in this language is not named."""
    if not rows or not rows[0]["name"] or not rows[0]["slug"]:
        return None
    row = rows[0]
    number = row["above"] + 1
    return SeriesPart(
        row["name"],
        row["slug"],
        number,
        number + row["below"],
        before=_neighbour(row["before"]),
        after=_neighbour(row["after"]),
    )


def _others(where: Q, language: str, now: Moment) -> QuerySet:
    """Give the parts that readers may open on one side of this one."""
    live = {f"article__state_{language}": State.PUBLISHED, f"article__published_at_{language}__lte": now}
    return SeriesEntry.objects.filter(where, series=OuterRef("series_id"), **live)


def _counted(where: Q, language: str, now: Moment) -> Coalesce:
    rows = _others(where, language, now).order_by().values("series_id").annotate(count=Count("pk"))
    return Coalesce(Subquery(rows.values("count")), 0)


def _nearest(where: Q, turned: str, language: str, now: Moment) -> ArraySubquery:
    rows = _others(where, language, now)
    row = JSONObject(pk=F("article_id"), title=F(f"article__title_{language}"), slug=F(f"article__slug_{language}"))
    return ArraySubquery(rows.order_by(f"{turned}position", f"{turned}pk").annotate(row=row).values("row")[:1])


def _neighbour(found: list[dict[str, Any]]) -> Neighbour | None:
    return Neighbour(**found[0]) if found else None
