"""A story as a part of a series: what stands before and after it for readers of one language."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

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
        before=_nearest(before, "-", language, now),
        after=_nearest(after, "", language, now),
    )
    return ArraySubquery(rows.annotate(row=row).values("row"))


def read(rows: list[dict[str, Any]]) -> SeriesPart | None:
    """Understand the answer; a series without a page in this language is not named."""
    if not rows or not rows[0]["name"] or not rows[0]["slug"]:
        return None
    row = rows[0]
    return SeriesPart(row["name"], row["slug"], before=_neighbour(row["before"]), after=_neighbour(row["after"]))


def _nearest(where: Q, turned: str, language: str, now: Moment) -> ArraySubquery:
    live = {f"article__state_{language}": State.PUBLISHED, f"article__published_at_{language}__lte": now}
    rows: QuerySet = SeriesEntry.objects.filter(where, series=OuterRef("series_id"), **live)
    row = JSONObject(pk=F("article_id"), title=F(f"article__title_{language}"), slug=F(f"article__slug_{language}"))
    return ArraySubquery(rows.order_by(f"{turned}position", f"{turned}pk").annotate(row=row).values("row")[:1])


def _neighbour(found: list[dict[str, Any]]) -> Neighbour | None:
    return Neighbour(**found[0]) if found else None
