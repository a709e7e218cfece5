"""What somebody may read in a story's form but not change: the words of the source, and what both languages share.

These stand in the form's fieldsets where the fields would be. They are text that can be selected and copied, no
fields: a browser sends nothing for them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.admin.thumbnail import thumbnail
from articles.models import Article, Contributor, Photo, Role, Topic
from articles.revisions import name_of
from articles.snapshots import SHARED, WORDS
from newsroom.identity import DIRECTION

Shown = Callable[[Article], str]


def locked_out(fieldsets: Iterable[tuple[Any, dict]], locked: set[str]) -> list[tuple[Any, dict]]:
    """Put what is only read in the place of the locked fields."""
    return [
        (heading, options | {"fields": [_row(row, locked) for row in options["fields"]]})
        for heading, options in fieldsets
    ]


def readers_of(locked: Iterable[str]) -> list[Shown]:
    """List what stands for these fields."""
    return [SHOWN[name] for name in locked if name in SHOWN]


def _row(row: Any, locked: set[str]) -> Any:
    if isinstance(row, str):
        return SHOWN[row] if row in locked else row
    return tuple(SHOWN[name] if name in locked else name for name in row)


def _words(part: str) -> Shown:
    name, _sep, language = part.rpartition("_")

    def show(article: Article) -> SafeString:
        text = article.words(name, language)
        body = _body(text, language) if name == "body" else mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped
        return format_html(
            '<div class="read read-{}" lang="{}" dir="{}">{}</div>', name, language, DIRECTION[language], body or "–"
        )

    field = Article._meta.get_field(part)
    return _named(show, part, getattr(field, "verbose_name", part))


def _body(html: str, language: str) -> SafeString:
    numbers = richtext.photo_ids(html)
    photos = Photo.objects.in_bulk(numbers) if numbers else {}
    return richtext.render(html, language=language, photos=photos)


def _photo(article: Article) -> SafeString:
    return format_html('<div class="read">{}</div>', thumbnail(article.lead_photo))


def _section(article: Article) -> str:
    return name_of(article.section)


def _kind(article: Article) -> str:
    return article.get_kind_display()


def _original(article: Article) -> str:
    return article.get_original_language_display()


def _topics(article: Article) -> str:
    return " · ".join(name_of(topic) for topic in Topic.objects.filter(pk__in=article.working.topics)) or "–"


def bylines(article: Article) -> SafeString | str:
    """Name who made the story, in order."""
    people = Contributor.objects.in_bulk([credit.contributor for credit in article.working.bylines])
    lines = [
        (name_of(people[credit.contributor]), str(Role(credit.role).label))
        for credit in article.working.bylines
        if credit.contributor in people
    ]
    return format_html_join(mark_safe("<br>"), "<bdi>{}</bdi> · {}", lines) or "–"  # fixed words


def links(article: Article) -> SafeString | str:
    """List what was picked to be read next."""
    stories = Article.objects.in_bulk([link.story for link in article.working.links if link.story])
    lines = [
        (name_of(stories[link.story]) if link.story in stories else link.title_ar or link.title_en or link.url,)
        for link in article.working.links
    ]
    return format_html_join(mark_safe("<br>"), "<bdi>{}</bdi>", lines) or "–"  # fixed words


def _named(show: Callable[[Article], Any], part: str, label: Any) -> Shown:
    def shown(article: Article) -> str:
        return show(article)

    shown.__name__ = f"read_{part}"
    shown.short_description = label  # type: ignore[attr-defined] # as the admin reads it
    return shown


SHOWN: dict[str, Shown] = {part: _words(part) for part in WORDS}
SHOWN |= {
    "lead_photo": _named(_photo, "lead_photo", _("Lead photo")),
    "kind": _named(_kind, "kind", _("Kind")),
    "section": _named(_section, "section", _("Section")),
    "original_language": _named(_original, "original_language", _("Original language")),
    "topics": _named(_topics, "topics", _("Topics")),
    "bylines": _named(bylines, "bylines", _("Bylines")),
    "links": _named(links, "links", _("Related links")),
}


def locked_parts(languages: Iterable[str], *, with_shared: bool) -> set[str]:
    """Name the parts of a story that are closed to who may change these languages, and perhaps what both share."""
    open_languages = set(languages)
    locked = {name for name in WORDS if name.rpartition("_")[2] not in open_languages}
    return locked if with_shared else locked | set(SHARED)
