"""The other script in its own order: `mixed` and `joined` in pages, `inserted` and `titled` without markup."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from newsroom import arabic

register = template.Library()


@register.filter
def mixed(text: str, language: str) -> SafeString:
    """Write a headline or a caption whose other script keeps its order: `{{ story.title|mixed:"ar" }}`."""
    return arabic.mixed(text, language=language)


@register.filter
def joined(names: Iterable[object], language: str) -> SafeString:
    """Write names as a list in a sentence: "A and B"."""
    return arabic.joined_html(names, language=language)


@register.filter
def inserted(text: object, language: str) -> str:
    """Keep a name or a number in one piece in a mail; what will be copied stands on its own line instead."""
    return arabic.inserted(str(text), language)


@register.filter
def titled(text: str, language: str) -> str:
    """Keep a headline in one piece in a window's title, a feed or a share card."""
    return arabic.titled(text, language)
