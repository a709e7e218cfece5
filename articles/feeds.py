"""Full-text RSS and Atom, per language and per section.

Promise: the story's direction inside its HTML (feed readers know nothing of the page around it), pictures with their
credit, and one lasting identity per story, its short link.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import feedgenerator, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import amendments, pictures, richtext, story_page
from articles.amendments import Amendment
from articles.feed_formats import Atom, Rss, printable
from articles.models import Article, Role, Section
from articles.models.addresses import words
from newsroom import edge
from newsroom.identity import DIRECTION, absolute, name, tagline

STORIES = 20

_LATIN = re.compile("[A-Za-z0-9]")


@dataclass(frozen=True)
class FeedLink:
    """A feed that a page names in its head."""

    title: str
    address: str
    kind: str


@dataclass(frozen=True)
class Channel:
    """What one feed is about: a language, and a section or the whole paper."""

    language: str
    section: Section | None

    @property
    def title(self) -> str:
        """Name the feed."""
        paper = name(self.language)
        return f"{paper} – {words(self.section, 'name', self.language)}" if self.section else paper

    def address(self, kind: str) -> str:
        """Give the path of this feed as "rss" or "atom"."""
        place = {"slug": words(self.section, "slug", self.language)} if self.section else {}
        prefix = "section_" if self.section else ""
        return reverse(f"articles:{prefix}{kind}", kwargs={"language": self.language, **place})


def links(language: str, *, section: Section | None = None) -> list[FeedLink]:
    """List the feeds that a page names: the paper's own, and its section's."""
    channels = [Channel(language, None), *([Channel(language, section)] if section else [])]
    return [
        FeedLink(channel.title, channel.address(kind), f"application/{kind}+xml")
        for channel in channels
        for kind in ("rss", "atom")
    ]


class Stories(Feed):
    """The newest stories of a language, or of one section in it."""

    kind = "rss"
    feed_type: type[feedgenerator.SyndicationFeed] = Rss
    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve the feed; shared caches may keep it until the next story is due."""
        response = super().__call__(request, *args, **kwargs)
        language = kwargs["language"]
        response["Content-Language"] = language
        return edge.public(response, keys=["feeds"], until=Article.objects.next_publication(language))

    def get_object(self, request: HttpRequest, language: str, slug: str = "") -> Channel:
        """Find what the feed is about; raise Http404 for a section that does not exist."""
        if not slug:
            return Channel(language, None)
        sections = Section.objects.for_menu(language)
        section = next((row for row in sections if words(row, "slug", language) == slug), None)
        if section is None:
            raise Http404
        return Channel(language, section)

    def title(self, channel: Channel) -> str:
        """Name the feed."""
        return printable(channel.title)

    def description(self, channel: Channel) -> str:
        """Say what the feed is about."""
        own = words(channel.section, "description", channel.language) if channel.section else ""
        return printable(own or tagline(channel.language))

    subtitle = description

    def author_name(self, channel: Channel) -> str:
        """Name the paper as the author of the whole."""
        return name(channel.language)

    def link(self, channel: Channel) -> str:
        """Give the page that this feed follows."""
        language = channel.language
        home = reverse("articles:home", kwargs={"language": language})
        return absolute(channel.section.address(language) if channel.section else home)

    def feed_url(self, channel: Channel) -> str:
        """Give the feed's own address."""
        return absolute(channel.address(self.kind))

    def items(self, channel: Channel) -> list["Entry"]:
        """Load the newest stories with their whole text, in two queries."""
        language = channel.language
        stories = Article.objects.live(language).newest_first(language)
        if channel.section:
            stories = stories.in_section(channel.section)
        full = story_page.stories_in_full(stories, language, now=timezone.now())[:STORIES]
        rows = [story_page.completed(story) for story in full]
        photos = story_page.photos_in(*(story.words("body", language) for story in rows))
        return [Entry(story, language, photos) for story in rows]

    def item_title(self, entry: "Entry") -> str:
        """Give the headline as plain text, kept in one piece inside a reader of the other direction."""
        return printable(isolated(entry.story.words("title", entry.language), entry.language))

    def item_description(self, entry: "Entry") -> str:
        """Give the standfirst."""
        return printable(entry.wrapped(format_html("<p>{}</p>", entry.story.words("standfirst", entry.language))))

    def item_link(self, entry: "Entry") -> str:
        """Give the story's own address."""
        return absolute(entry.story.address(entry.language))

    def item_guid(self, entry: "Entry") -> str:
        """Give the short link: it outlives every change of headline."""
        return absolute(reverse("articles:short_link", kwargs={"pk": entry.story.pk}))

    def item_pubdate(self, entry: "Entry") -> datetime | None:
        """Say when the story went public in this language."""
        return entry.story.published_at(entry.language)

    def item_updateddate(self, entry: "Entry") -> datetime | None:
        """Say when its words last changed."""
        return entry.story.updated_at(entry.language) or entry.story.published_at(entry.language)

    def item_categories(self, entry: "Entry") -> list[str]:
        """Name the section and the topics."""
        topics = [
            printable(words(topic, "name", entry.language))
            for topic in story_page.topics_of(entry.story, entry.language)
        ]
        return [printable(words(entry.story.section, "name", entry.language)), *topics]

    def item_extra_kwargs(self, entry: "Entry") -> dict[str, Any]:
        """Give the whole text, the authors and the lead picture."""
        return {"content": printable(entry.content()), "authors": entry.authors(), "picture": entry.picture()}


class AtomStories(Stories):
    """The same as Atom."""

    kind = "atom"
    feed_type = Atom


@dataclass(frozen=True)
class Entry:
    """One story in a feed of one language."""

    story: Article
    language: str
    photos: dict[int, Any]

    def authors(self) -> list[str]:
        """Name the authors, then the translator with the role beside the name."""
        credited = story_page.credits_of(self.story, self.language)
        authors = [credit.name for credit in credited if credit.role == Role.AUTHOR]
        translators = [
            _("%(name)s (translator)") % {"name": credit.name}
            for credit in credited
            if credit.role == Role.TRANSLATOR
        ]
        return [printable(who) for who in [*authors, *translators]]

    def picture(self) -> dict[str, Any] | None:
        """Describe the lead picture, or None."""
        photo = self.story.lead_photo
        image = pictures.share_image(photo) if photo else None
        if photo is None or image is None:
            return None
        return {
            "url": absolute(image.url),
            "width": image.width,
            "height": image.height,
            "medium": "image",
            "credit": printable(photo.credit),
            "caption": printable(story_page.caption_of(self.story, self.language)),
            "alt": printable(words(photo, "alt", self.language)),
        }

    def content(self) -> str:
        """Give the lead picture, the standfirst and the body as one piece of HTML that carries its direction."""
        figure = self.picture()
        head = (
            format_html(
                '<figure><img src="{url}" width="{width}" height="{height}" alt="{alt}">'
                "<figcaption>{caption} <bdi>({credit})</bdi></figcaption></figure>",
                **figure,
            )
            if figure
            else ""
        )
        standfirst = format_html("<p><strong>{}</strong></p>", self.story.words("standfirst", self.language))
        body = richtext.render_for_feed(
            self.story.words("body", self.language), language=self.language, photos=self.photos
        )
        said = story_page.amendments_of(self.story)
        after = render_to_string("articles/_corrections.html", self._said(said)) if said else ""
        notices = amendments.at_the_top(said)
        before = render_to_string("articles/_notices.html", self._said(notices)) if notices else ""
        return self.wrapped(f"{before}{head}{standfirst}{body}{after}")

    def _said(self, said: list[Amendment]) -> dict[str, Any]:
        return {"amendments": said, "language": self.language}

    def wrapped(self, html: str) -> str:
        """Put the language and its direction around a piece of HTML."""
        return f'<div lang="{self.language}" dir="{DIRECTION[self.language]}">{html}</div>'


def isolated(title: str, language: str) -> str:
    """Keep an Arabic headline with Latin words or numbers in its own order wherever it is quoted (U+2067, U+2069)."""
    return f"\u2067{title}\u2069" if language == "ar" and _LATIN.search(title) else title
