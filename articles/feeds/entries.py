"""One story as feeds tell it: its headline, who made it, its picture with credit, and its whole text.

Promise: the story's direction is written into its HTML (feed readers know nothing of the page around it), every
picture has its credit, what was corrected is said before the story begins, and each story keeps one identity for
good, its short link.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import amendments, pictures, richtext, story_page, story_questions
from articles.credits import Credit
from articles.models import Article, Photo, Role
from articles.models.addresses import path_of, words
from newsroom import arabic
from newsroom.identity import DIRECTION, absolute

_LEADS_WITHIN = re.compile('(?<=<a href=")#')


@dataclass(frozen=True)
class Author:
    """Somebody whom a feed names, with the address of their page where they have one."""

    name: str
    url: str


@dataclass(frozen=True)
class FeedPicture:
    """The lead picture of a story."""

    url: str
    width: int
    height: int
    credit: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Entry:
    """One story in a feed of one language."""

    story: Article
    language: str
    photos: dict[int, Photo]

    @property
    def title(self) -> str:
        """Give the headline as plain text, kept in one piece inside a reader of the other direction."""
        title = arabic.titled(self.story.words("title", self.language), self.language)
        return _("Opinion: %(title)s") % {"title": title} if self.story.kind == Article.Kind.OPINION else title

    @property
    def standfirst(self) -> str:
        """Give the standfirst as plain text."""
        return self.story.words("standfirst", self.language)

    @property
    def link(self) -> str:
        """Give the story's own address."""
        return absolute(self.story.address(self.language))

    @property
    def identity(self) -> str:
        """Give the short link: it outlives every change of headline."""
        return absolute(reverse("articles:short_link", kwargs={"pk": self.story.pk}))

    @property
    def published(self) -> datetime | None:
        """Say when the story went public in this language."""
        return self.story.published_at(self.language)

    @property
    def updated(self) -> datetime | None:
        """Say when its words last changed."""
        return self.story.updated_at(self.language) or self.published

    def categories(self) -> list[str]:
        """Name the section and the topics, and say first of an opinion that it is one."""
        places = [self.story.section, *story_page.topics_of(self.story, self.language)]
        opinion = [str(Article.Kind.OPINION.label)] if self.story.kind == Article.Kind.OPINION else []
        return [*opinion, *(words(place, "name", self.language) for place in places)]

    def authors(self) -> list[Author]:
        """Name the authors, then the translator with the role beside the name."""
        credited = story_page.credits_of(self.story, self.language)
        authors = [_author(credit, credit.name) for credit in credited if credit.role == Role.AUTHOR]
        translator = _("%(name)s (translator)")
        translators = [credit for credit in credited if credit.role == Role.TRANSLATOR]
        return [*authors, *(_author(credit, translator % {"name": credit.name}) for credit in translators)]

    def picture(self) -> FeedPicture | None:
        """Describe the lead picture, or None."""
        photo = self.story.lead_photo
        if photo is None:
            return None
        image = pictures.share_image(photo)
        caption = story_page.caption_of(self.story, self.language)
        alt = words(photo, "alt", self.language)
        return FeedPicture(absolute(image.url), image.width, image.height, photo.credit, caption, alt)

    def summary(self) -> str:
        """Give the standfirst, after what must be said before it."""
        return self._wrapped(self._notices() + format_html("<p>{}</p>", self._mixed(self.standfirst)))

    def content(self) -> str:
        """Give the lead picture, the standfirst and the body as one piece of HTML."""
        standfirst = (
            format_html("<p><strong>{}</strong></p>", self._mixed(self.standfirst)) if self.standfirst else ""
        )
        body = self.story.words("body", self.language)
        text = richtext.render_for_feed(body, language=self.language, photos=self.photos)
        said = story_page.amendments_of(self.story)
        after = render_to_string("articles/_corrections.html", self._said(said)) if said else ""
        return self._wrapped(f"{self._notices()}{self._figure()}{standfirst}{text}{after}")

    def _notices(self) -> str:
        notices = amendments.at_the_top(story_page.amendments_of(self.story))
        return render_to_string("articles/_notices.html", self._said(notices)) if notices else ""

    def _said(self, said: list[amendments.Amendment]) -> dict[str, Any]:
        return {"amendments": said, "language": self.language}

    def _figure(self) -> str:
        picture = self.picture()
        if picture is None:
            return ""
        return format_html(
            '<figure><img src="{url}" width="{width}" height="{height}" alt="{alt}">'
            "<figcaption>{caption} <bdi>({credit})</bdi></figcaption></figure>",
            **vars(picture) | {"caption": self._mixed(picture.caption)},
        )

    def _mixed(self, text: str) -> SafeString:
        return arabic.mixed(text, language=self.language)

    def _wrapped(self, html: str) -> str:
        """Put the language and its direction around a piece of HTML, and lead what leads within it to our page."""
        html = _LEADS_WITHIN.sub(f"{self.link}#", html)
        return f'<div lang="{self.language}" dir="{DIRECTION[self.language]}">{html}</div>'


def load(pks: list[int], language: str) -> list[Entry]:
    """Load these stories with their whole text, in the order given, in two queries."""
    if not pks:
        return []
    wanted = Article.objects.filter(pk__in=pks)
    full = story_questions.stories_in_full(wanted, language, now=timezone.now())
    found = {story.pk: story_page.completed(story) for story in full}
    photos = story_page.photos_in(*(story.words("body", language) for story in found.values()))
    return [Entry(found[pk], language, photos) for pk in pks if pk in found]


def _author(credit: Credit, shown: str) -> Author:
    return Author(shown, absolute(path_of("contributor", credit.language, credit.slug)) if credit.slug else "")
