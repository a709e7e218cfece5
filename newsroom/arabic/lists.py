"""Lists in a sentence: "A, B, and C"; in Arabic "و" joins each next name and stands close to it."""

from collections.abc import Iterable

from babel.lists import format_list
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom.arabic.isolation import isolated


def joined(names: Iterable[object], *, language: str) -> str:
    """Join names in text without markup, each kept in its own order."""
    return format_list([isolated(str(name)) for name in names], locale=language)


def joined_html(names: Iterable[object], *, language: str) -> SafeString:
    """Join names in a page, each kept in its own order; what is markup already isolates itself."""
    parts = [name if isinstance(name, SafeString) else format_html("<bdi>{}</bdi>", name) for name in names]
    # Each part is escaped, and what stands between them is Babel's "and" or "و".
    return mark_safe(format_list(parts, locale=language))  # noqa: S308
