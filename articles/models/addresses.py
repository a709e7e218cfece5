"""What every model with words in two languages needs: the words of one language, and addresses that are unique."""

from django.db import models

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


def slug_per_language(table: str) -> list[models.BaseConstraint]:
    """Keep the slugs of one table unique within each language; a missing slug is NULL and may repeat."""
    return [
        models.UniqueConstraint(fields=[f"slug_{code}"], name=f"{table}_slug_{code}_unique") for code in LANGUAGES
    ]
