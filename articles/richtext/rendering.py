"""The text as readers get it: figures with picture and credit, links to films and posts as cards.

Credits come from the photo's row, frames from the provider's id; neither can be written by a stored text. No DOM is
built: the canonical spelling lets a text be split by pattern. A text in any other spelling is cleaned first.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape

from django.utils import translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import pictures
from articles.models import Photo
from articles.models.addresses import words
from articles.richtext.cleaning import clean
from articles.richtext.elements import is_canonical
from articles.richtext.embeds import Embed, embed_for
from articles.richtext.reading import EMBED, PHOTO
from newsroom import arabic
from newsroom.identity import DIRECTION, absolute

_TYPED = r"(?:<figcaption>((?:[^<]|<(?!/figcaption))*)</figcaption>)?"
_FIGURE = re.compile(f"<figure>{PHOTO.pattern}{_TYPED}</figure>")
_OWN_LINK = re.compile(r'<a href="(/[^"]*)">')

DrawPhoto = Callable[[Photo, SafeString], SafeString]
DrawEmbed = Callable[[Embed, str], SafeString]


def render(html: str, *, language: str, photos: Mapping[int, Photo], use: pictures.Use = "body") -> SafeString:
    """Make the page's HTML; `photos` holds those named by `photo_ids`. A photo that is gone leaves nothing behind."""

    def figure(photo: Photo, caption: SafeString) -> SafeString:
        picture = pictures.picture(photo, use=use, alt=words(photo, "alt", language))
        return format_html('<figure class="photo">{}{}</figure>', picture, _caption(photo, caption))

    return mark_safe(_drawn(html, language, photos, figure, _card))  # noqa: S308 - canonical, parts escaped


def render_for_feed(html: str, *, language: str, photos: Mapping[int, Photo]) -> str:
    """Make HTML that stands on its own in a feed reader: absolute addresses, its direction written into it."""

    def figure(photo: Photo, caption: SafeString) -> SafeString:
        image = format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">',
            absolute(pictures.plain_url(photo)),
            photo.width,
            photo.height,
            words(photo, "alt", language),
        )
        return format_html("<figure>{}{}</figure>", image, _caption(photo, caption))

    text = _drawn(html, language, photos, figure, _line)
    text = _OWN_LINK.sub(lambda match: f'<a href="{absolute(match[1])}">', text)
    return f'<div dir="{DIRECTION[language]}" lang="{language}">{text}</div>'


def _drawn(
    html: str, language: str, photos: Mapping[int, Photo], draw_photo: DrawPhoto, draw_embed: DrawEmbed
) -> str:
    """Put figures and cards in the places of their references, and keep the other script in its order."""
    if not is_canonical(html):
        html = clean(html)

    def photo(match: re.Match[str]) -> str:
        placed = photos.get(int(match[1]))
        if placed is None:
            return ""
        typed = mark_safe(match[2] or "")  # noqa: S308 - canonical markup
        return draw_photo(placed, typed or conditional_escape(words(placed, "caption", language)))

    def embed(match: re.Match[str]) -> str:
        address, title = unescape(match[1]), unescape(match[2])
        found = embed_for(address)
        return draw_embed(found, "" if title.startswith("http") else title) if found else match[0]

    with translation.override(language):
        drawn = EMBED.sub(embed, _FIGURE.sub(photo, html))
    whole = PHOTO.sub("", drawn)  # what still names a photo stood in no whole figure
    return arabic.isolated_runs(whole, language=language)


def _caption(photo: Photo, caption: SafeString) -> SafeString:
    """Write the caption and the credit; the credit stands alone where there is no caption."""
    credit = format_html('<span class="credit">(<bdi>{}</bdi>)</span>', photo.credit)
    parts = [(caption,), (credit,)] if caption else [(credit,)]
    return format_html("<figcaption>{}</figcaption>", format_html_join(" ", "{}", parts))


def _card(embed: Embed, title: str) -> SafeString:
    """Draw a card: a plain link, and an offer to open the frame here, which the page's script uncovers."""
    offer = _("Show it here") if embed.shape == "post" else _("Play it here")
    notice = _("This loads content from %(provider)s, which then learns of your visit.") % {
        "provider": embed.provider
    }
    return format_html(
        '<div class="embed" data-frame="{frame}" data-shape="{shape}" data-title="{title}">'
        '<p><a href="{address}" rel="noopener"><span class="embed-provider"><bdi>{provider}</bdi></span>'
        ' <span class="embed-title">{title}</span></a></p>'
        '<p class="embed-offer" hidden><button type="button">{offer}</button> <small>{notice}</small></p></div>',
        frame=embed.frame,
        shape=embed.shape,
        title=title or _named(embed),
        address=embed.address,
        provider=embed.provider,
        offer=offer,
        notice=notice,
    )


def _line(embed: Embed, title: str) -> SafeString:
    """Draw the link alone, for readers that show no cards."""
    return format_html('<p><a href="{}">{}: {}</a></p>', embed.address, embed.provider, title or _named(embed))


def _named(embed: Embed) -> str:
    """Name a film or post that was given no title."""
    what = _("Video on %(provider)s") if embed.shape == "film" else _("Post on %(provider)s")
    return what % {"provider": embed.provider}
