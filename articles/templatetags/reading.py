"""Words and links that reader pages are put together from."""

from datetime import datetime
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import cards, lost, pages, pictures, richtext
from articles.credits import Credit
from articles.models import Article, Contributor, Role, Section, Series, Topic
from articles.models.addresses import path_of
from articles.series_part import Neighbour, SeriesPart
from articles.story_page import RelatedItem, StoryPage
from newsroom import arabic
from newsroom.identity import DIRECTION, OTHER, absolute

register = template.Library()

# The seed's own words, each in the language that the link leads to.
_OTHER_VERSION = {"ar": "النسخة العربية من المقال", "en": "English version of the article"}
_EDITION = {"ar": "العربية", "en": "English"}


@register.simple_tag
def section_menu(language: str) -> list[Section]:
    """Load the sections for a page whose view has not."""
    return cards.menu(language)


@register.simple_tag
def footer_pages(language: str) -> list[pages.FooterLink]:
    """List the flat pages that the foot of every page links to."""
    return pages.footer(language)


@register.simple_tag
def looked_for(path: str, language: str) -> lost.Lost:
    """Guess what a reader looked for under an address that is not there."""
    return lost.looked_for(path, language)


@register.filter
def address(row: Article | Section | Topic | Series | Contributor, language: str) -> str:
    """Give the path of a page in a language."""
    return row.address(language)


@register.filter
def published(story: Article, language: str) -> datetime | None:
    """Say when a language of the story went public."""
    return story.published_at(language)


@register.filter
def other_version(language: str) -> str:
    """Name the version in this language, in this language."""
    return _OTHER_VERSION[language]


@register.filter
def edition(language: str) -> str:
    """Name a language in itself."""
    return _EDITION[language]


@register.filter
def direction_of(language: str) -> str:
    """Say in which direction a language runs."""
    return DIRECTION[language]


@register.simple_tag
def body_of(page: StoryPage) -> SafeString:
    """Render the story's text with its pictures."""
    use: pictures.Use = "wide" if page.is_photo_story else "body"
    body = page.story.words("body", page.language)
    return richtext.render(body, language=page.language, photos=page.photos, use=use)


@register.simple_tag
def credit_lines(page: StoryPage) -> list[tuple[str, SafeString]]:
    """Write one sentence per role, each with its class: "By A and B", "Translated from Arabic by C".

    Machines take everybody in a byline for an author, so the others have a line of another kind.
    """
    sentences = {
        Role.AUTHOR: _("By %(names)s"),
        Role.TRANSLATOR: _translated_from(page),
        Role.PHOTOGRAPHER: _("Photos by %(names)s"),
        Role.EDITOR: _("Edited by %(names)s"),
    }
    lines = []
    for role, sentence in sentences.items():
        people = [credit for credit in page.credits if credit.role == role]
        if people:
            names = arabic.joined_html([_name(credit, page.language) for credit in people], language=page.language)
            sentence %= {"names": names, **_link_to_original(page)}
            kind = "byline" if role == Role.AUTHOR else "credits"
            lines.append((kind, mark_safe(sentence)))  # noqa: S308 - names are escaped in _name, the link in its own function
    return lines


@register.filter
def series_address(part: SeriesPart, language: str) -> str:
    """Give the path of the series that a story stands in."""
    return path_of("series", language, part.slug)


@register.filter
def related_address(item: RelatedItem | Neighbour, language: str) -> str:
    """Give where one line of the related list, or of the parts of a series, leads."""
    if isinstance(item, RelatedItem) and item.pk is None:
        return item.url
    return path_of("article", language, item.slug, pk=item.pk)


@register.simple_tag
def share_address(page: StoryPage) -> str:
    """Give the address to pass on: short, since messengers spell out every Arabic letter of a slug."""
    return absolute(reverse("articles:story_by_number", kwargs={"language": page.language, "pk": page.story.pk}))


@register.simple_tag
def share_links(page: StoryPage) -> list[tuple[str, str]]:
    """List where a reader may pass the story on: plain links, told nothing about the reader."""
    url = share_address(page)
    title = page.story.words("title", page.language)
    where, what, both = quote(url, safe=""), quote(title, safe=""), quote(f"{title}\n{url}", safe="")
    return [
        ("WhatsApp", f"https://wa.me/?text={both}"),
        ("Telegram", f"https://t.me/share/url?url={where}&text={what}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={where}"),
        ("X", f"https://x.com/intent/post?url={where}&text={what}"),
        (_("E-mail"), f"mailto:?subject={what}&body={both}"),
    ]


def _translated_from(page: StoryPage) -> str:
    """Give the sentence for who translated; what stands between the two marks leads to the original."""
    if page.language == "en":
        return _("Translated from %(link)sArabic%(end)s by %(names)s")
    return _("Translated from %(link)sEnglish%(end)s by %(names)s")


def _link_to_original(page: StoryPage) -> dict[str, str]:
    if not page.other_language:
        return {"link": "", "end": ""}
    original = OTHER[page.language]
    link = format_html('<a href="{}" hreflang="{}" rel="alternate">', page.story.address(original), original)
    return {"link": link, "end": "</a>"}


def _name(credit: Credit, language: str) -> SafeString:
    foreign = credit.language != language
    name = (
        format_html('<bdi lang="{}">{}</bdi>', credit.language, credit.name)
        if foreign
        else format_html("<bdi>{}</bdi>", credit.name)
    )
    if not credit.slug:
        return name
    path = path_of("contributor", language, credit.slug)
    # Machines take everybody who is marked so for an author; a translator or photographer is none.
    mark = mark_safe(' rel="author"') if credit.role == Role.AUTHOR else ""
    return format_html('<a href="{}"{}>{}</a>', path, mark, name)
