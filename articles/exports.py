"""Stories as a file: a table for a spreadsheet, or one JSON object a line for other programs.

Promise: both languages as they stand in the story's row, which for a live version is what readers see; nothing of
donors, of staff, or of contributors beyond their names in print. No cell of the table can be taken for a formula.
Rows are read and written a hundred at a time, so that an archive of any size needs no more memory than a page of it.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import batched, chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles import richtext
from articles.models import Article
from articles.models.addresses import words
from newsroom import audit, spreadsheets
from newsroom.identity import LANGUAGES, absolute
from newsroom.models import User

FORMATS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}
AT_ONCE = 100

_WORDS = ("title", "slug", "standfirst", "body")


def export(stories: QuerySet[Article], kind: str, *, by: User) -> Iterator[str]:
    """Write down who takes what, and give the file piece by piece; `kind` is one of FORMATS."""
    numbers = list(stories.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        audit.record("export", by=by, format=kind, stories=str(len(numbers)))
    rows = _rows(numbers)
    return _as_table(rows) if kind == "csv" else _as_lines(rows)


def _rows(numbers: list[int]) -> Iterator[dict[str, Any]]:
    around = ("topics", "bylines__contributor")
    for some in batched(numbers, AT_ONCE):
        found = Article.objects.with_bodies().select_related("section")
        stories = found.prefetch_related(*around).in_bulk(some)
        yield from (_row(stories[pk]) for pk in some if pk in stories)


def _row(story: Article) -> dict[str, Any]:
    """Give one story, flat; lists are lists and moments are in UTC."""
    row: dict[str, Any] = {"id": story.pk, "kind": story.kind, "original_language": story.original_language}
    for language in LANGUAGES:
        row |= {f"{name}_{language}": story.words(name, language) for name in _WORDS}
        row |= {
            f"state_{language}": story.state(language),
            f"published_at_{language}": _moment(story.published_at(language)),
            f"updated_at_{language}": _moment(story.updated_at(language)),
            f"address_{language}": absolute(story.address(language)) if story.is_live(language) else "",
            f"section_{language}": words(story.section, "name", language),
            f"topics_{language}": _names(story.topics.all(), language),
            f"bylines_{language}": [
                {"name": words(line.contributor, "name", language), "role": line.role}
                for line in story.bylines.all()
                if words(line.contributor, "name", language)
            ],
        }
    return row


def _as_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _as_table(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Write a header, then a line a story; bodies are plain text here."""
    first = next(rows, {})
    lines = ([_cell(name, value) for name, value in row.items()] for row in chain([first] if first else [], rows))
    return spreadsheets.csv_lines(list(first), lines)


def _cell(name: str, value: Any) -> str:
    if name.startswith("body_"):
        return richtext.plain_text(value)
    if isinstance(value, list):
        return " | ".join(each if isinstance(each, str) else f"{each['name']} ({each['role']})" for each in value)
    return str(value)


def _names(places: Iterable[Any], language: str) -> list[str]:
    return [name for place in places if (name := words(place, "name", language))]


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else ""
