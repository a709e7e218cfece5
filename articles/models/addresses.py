"""What every model with words in two languages needs: the words of one language, and addresses that are unique."""

from functools import cache
from urllib.parse import quote

from django.db import models
from django.urls import reverse

from newsroom.identity import LANGUAGES, OTHER, language


def words(row: models.Model, field: str, in_language: str) -> str:
    """Read one language of a translated field; a missing text reads as an empty one."""
    return getattr(row, f"{field}_{in_language}") or ""


def named_in(row: models.Model, field: str) -> str:
    """Name a row for a human: in the language of the interface, else in the other, else by its number."""
    here = language()
    return words(row, field, here) or words(row, field, OTHER[here]) or f"#{row.pk}"


def named_in_both(row: models.Model, field: str) -> str:
    """Name a row in both languages at once, each isolated from the other's direction."""
    names = [words(row, field, code) for code in LANGUAGES]
    return " · ".join(f"\u2068{name}\u2069" for name in names if name) or f"#{row.pk}"


def path_of(page: str, language: str, slug: str, *, pk: int | None = None) -> str:
    """Give the path of a page that a slug names; `reverse` is asked once per kind of page and language."""
    pattern = _pattern(page, language, *(["pk"] if pk is not None else []))
    return pattern.format(pk=pk, slug=quote(slug))


@cache
def _pattern(page: str, language: str, *more: str) -> str:
    path = reverse(f"articles:{page}", kwargs={"language": language, "slug": "slug", **dict.fromkeys(more, 0)})
    return path.replace("/0/slug/", "/{pk}/{slug}/").replace("/slug/", "/{slug}/")


def slug_per_language(table: str) -> list[models.BaseConstraint]:
    """Keep the slugs of one table unique within each language; a missing slug is NULL and may repeat."""
    return [
        models.UniqueConstraint(fields=[f"slug_{code}"], name=f"{table}_slug_{code}_unique") for code in LANGUAGES
    ]
