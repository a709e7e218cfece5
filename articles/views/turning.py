"""Turning the pages of a list without end, newest first: each page begins where the one before it stopped.

A page is named by a place in the list (`?before=` and `?after=` a story's moment and number), not by its own number.
So the last page of a million stories costs what the first one does, a page keeps its stories while new ones appear
above it, and nothing is ever counted. The numbered pages of before lead to where they stand now.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from django.db.models import BigIntegerField, F
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)
from django.http import Http404, HttpRequest
from django.utils.http import base36_to_int, int_to_base36

from articles import cards
from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.views import frame
from articles.views.frame import PER_PAGE, Sheet

Side = Literal["before", "after"]
Row = tuple[datetime, int]  # a story's moment and number

_SPELLING = re.compile("([1-9a-z][0-9a-z]{0,11})-([1-9a-z][0-9a-z]{0,12})")
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# What is shown of a list beside a place in it, and what lies on the place's other side.
_LOOKUPS: dict[Side, tuple[type, type]] = {
    "before": (TupleLessThan, TupleGreaterThanOrEqual),
    "after": (TupleLessThanOrEqual, TupleGreaterThan),
}


@dataclass(frozen=True)
class Bookmark:
    """A place in a list: just before or after a story, which need not be there any more."""

    side: Side
    at: datetime
    pk: int

    @classmethod
    def read(cls, request: HttpRequest) -> "Bookmark | None":
        """Read `?before=` or `?after=`; None without either, Http404 for anything that we did not write."""
        named: list[Side] = [side for side in _LOOKUPS if side in request.GET]
        if not named:
            return None
        spelt = _SPELLING.fullmatch(request.GET[named[0]])
        if len(named) > 1 or spelt is None or "page" in request.GET:
            raise Http404
        moment, pk = base36_to_int(spelt[1]), base36_to_int(spelt[2])
        try:
            at = _BEGINNING + moment * _MICROSECOND
        except OverflowError:
            raise Http404 from None
        if pk > BigIntegerField.MAX_BIGINT:
            raise Http404
        return cls(named[0], at, pk)

    def __str__(self) -> str:
        return f"{self.side}={int_to_base36((self.at - _BEGINNING) // _MICROSECOND)}-{int_to_base36(self.pk)}"


@dataclass(frozen=True)
class Elsewhere:
    """The address under which a page stands that was asked for under another."""

    path: str


def turn(
    request: HttpRequest, stories: ArticleQuerySet, *, language: str, path: str, led: Sequence[int] = ()
) -> Sheet | Elsewhere:
    """Load the page that was asked for, with its cards; raise Http404 past the end.

    `stories` are the live ones of a list. Those numbered in `led` lead it and stand nowhere else.
    """
    rest = stories.exclude(pk__in=led) if led else stories
    here = Bookmark.read(request)
    if here is None and frame.page_number(request) > 1:
        return Elsewhere(_at(request, path, _numbered(rest, frame.page_number(request), language, len(led))))
    if here is None:
        return _first(rest, language, path, led)
    older, newer = _around(rest, here, language)
    on_the_first = PER_PAGE - len(led)
    if here.side == "before":
        shown, is_last, is_second = older[:PER_PAGE], len(older) <= PER_PAGE, len(newer) <= on_the_first
    elif len(newer) <= on_the_first:
        return Elsewhere(_at(request, path))
    else:
        shown, is_last, is_second = newer[PER_PAGE - 1 :: -1], not older, len(newer) - PER_PAGE <= on_the_first
    if not shown:
        raise Http404
    return Sheet(
        _cards([pk for _moment, pk in shown], language),
        newer=path if is_second else f"{path}?{Bookmark('after', *shown[0])}",
        older="" if is_last else f"{path}?{Bookmark('before', *shown[-1])}",
        query=str(here),
        until=shown[0][0],
    )


def _first(rest: ArticleQuerySet, language: str, path: str, led: Sequence[int]) -> Sheet:
    rows = list(_rows(rest, language)[: PER_PAGE + 1 - len(led)])
    shown = rows[: PER_PAGE - len(led)]
    older = f"{path}?{Bookmark('before', *shown[-1])}" if len(rows) > len(shown) else ""
    return Sheet(_cards([*led, *(pk for _moment, pk in shown)], language), newer="", older=older)


def _around(rest: ArticleQuerySet, here: Bookmark, language: str) -> tuple[list[Row], list[Row]]:
    """Give the nearest stories on either side of a place, each side from the place outward, in one query."""
    moment = f"published_at_{language}"
    is_older, is_newer = (lookup(Tuple(F(moment), F("pk")), (here.at, here.pk)) for lookup in _LOOKUPS[here.side])
    older = _rows(rest.filter(is_older), language)
    newer = _rows(rest.filter(is_newer), language, oldest_first=True)
    found = list(older[: PER_PAGE + 1].union(newer[: 2 * PER_PAGE + 1], all=True).order_by())
    mark = (here.at, here.pk)
    is_above = [row > mark or (row == mark and here.side == "before") for row in found]
    above = sorted(row for row, yes in zip(found, is_above, strict=True) if yes)
    below = sorted((row for row, yes in zip(found, is_above, strict=True) if not yes), reverse=True)
    return below, above


def _rows(stories: ArticleQuerySet, language: str, *, oldest_first: bool = False) -> ArticleQuerySet:
    moment = f"published_at_{language}"
    order = (moment, "pk") if oldest_first else (f"-{moment}", "-pk")
    # modeltranslation's own values_list() would shuffle the columns.
    return stories.rewrite(False).order_by(*order).values_list(moment, "pk")  # type: ignore[attr-defined]


def _numbered(rest: ArticleQuerySet, number: int, language: str, led: int) -> Bookmark:
    """Find where a numbered page begins; raise Http404 past the end."""
    above = (number - 1) * PER_PAGE - led
    last_above_and_first_here = list(_rows(rest, language)[above - 1 : above + 1])
    if len(last_above_and_first_here) < 2:
        raise Http404
    return Bookmark("before", *last_above_and_first_here[0])


def _at(request: HttpRequest, path: str, page: Bookmark | None = None) -> str:
    """Give the address of a page, with what else was asked for."""
    asked = request.META.get("QUERY_STRING", "").split("&")
    kept = [part for part in asked if part.partition("=")[0] not in ("page", "before", "after")]
    query = "&".join(filter(None, [str(page) if page else "", *kept]))
    return f"{path}?{query}" if query else path


def _cards(pks: Sequence[int], language: str) -> list[Article]:
    found = cards.load([*pks], language)
    return [found[pk] for pk in pks if pk in found]
