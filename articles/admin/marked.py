"""Parts of a story as texts that a person can compare: the words alone, with what was added and taken out marked."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from articles import richtext
from articles.changes import word_changes
from articles.models import Article, Role
from articles.snapshots import Credit, Link
from newsroom.identity import LANGUAGES

KINDS = {"section": "section", "lead_photo": "photo", "topics": "topic"}


class Run(NamedTuple):
    """Some words: "equal", "insert" or "delete"."""

    kind: str
    text: str


def readable(part: str, value: Any, names: Mapping[str, str] | None = None) -> str:
    """Write one part of a story as plain text, a line for each paragraph or row."""
    names = names or {}
    if part == "kind":
        return str(Article.Kind(value).label) if value in Article.Kind.values else ""
    if part in KINDS:
        numbers = value if isinstance(value, tuple) else (value,)
        return "\n".join(names.get(f"{KINDS[part]}-{number}", str(number)) for number in numbers if number)
    if isinstance(value, tuple):
        return "\n".join(_row(row, names) for row in value)
    return richtext.plain_text(value) if part.startswith("body_") else str(value or "")


def marked(before: str, after: str) -> list[Run]:
    """Mark in one text what was added to another, and what was taken out of it."""
    return list(_runs(_words(before), _words(after)))


def language_of(part: str) -> str:
    """Name the language a part is written in, or nothing for what both share."""
    return next((language for language in LANGUAGES if part.endswith(f"_{language}")), "")


def _runs(before: list[str], after: list[str]) -> Iterator[Run]:
    for change in word_changes(before, after):
        if change.kind == "equal":
            yield Run("equal", _joined(change.before))
            continue
        if change.before:
            yield Run("delete", _joined(change.before))
        if change.after:
            yield Run("insert", _joined(change.after))


def _words(text: str) -> list[str]:
    """Split a text into words; the end of a line is one of them."""
    lines = [line.split() for line in text.split("\n")]
    return [word for number, line in enumerate(lines) for word in (["\n"] if number else []) + line]


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")


def _row(row: Credit | Link, names: Mapping[str, str]) -> str:
    if isinstance(row, Credit):
        role = Role(row.role).label if row.role in Role.values else row.role
        return f"{names.get(f'contributor-{row.contributor}', row.contributor)} ({role})"
    return (
        names.get(f"story-{row.story}", str(row.story)) if row.story else f"{row.title_ar or row.title_en} {row.url}"
    )
