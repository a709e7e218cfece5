"""The lists of the most read, as readers see them: in one question, and only what they can open now."""

from functools import partial
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.utils import timezone

from articles.models import MostRead, State, Window
from articles.models.addresses import path_of
from articles.prepared import Prepared, moment
from newsroom.identity import LANGUAGES

SHOWN = 10
ON_HOME = 5


class Line(NamedTuple):
    """One story on a list."""

    pk: int
    title: str
    path: str
    kind: str


def lists(language: str) -> dict[Window, list[Line]]:
    """Give both lists of a language, the most read first."""
    found: dict[Window, list[Line]] = {window: [] for window in Window}
    for row in _LISTS[language].rows(now=timezone.now()):
        path = path_of("article", language, row["slug"], pk=row["story"])
        found[Window(row["window"])].append(Line(row["story"], row["title"], path, row["how"]))
    return {window: lines[:SHOWN] for window, lines in found.items()}


def on_home(language: str) -> list[Line]:
    """Give the short list of the home page: of the day, or of the week while the day has too few."""
    found = lists(language)
    chosen = found[Window.DAY] if len(found[Window.DAY]) >= ON_HOME else found[Window.WEEK]
    return chosen[:ON_HOME]


def keys(language: str, lines: list[Line]) -> list[str]:
    """Name the cache keys of a page that shows these lines."""
    return [f"most-read-{language}", *(f"article-{line.pk}" for line in lines)]


def _lists(language: str) -> QuerySet:
    live = {f"article__state_{language}": State.PUBLISHED, f"article__published_at_{language}__lte": moment("now")}
    rows = MostRead.objects.filter(language=language, **live).order_by("window", "position")
    told = {name: F(f"article__{name}_{language}") for name in ("title", "slug")}
    return rows.annotate(story=F("article_id"), how=F("article__kind"), **told).values(
        "window", "story", "how", "title", "slug"
    )


_LISTS = {language: Prepared(partial(_lists, language)) for language in LANGUAGES}
