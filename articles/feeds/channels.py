"""Which feeds there are: of the paper, and of each section, topic and contributor, in each language and format."""

from dataclasses import dataclass

from django.urls import reverse

from articles.models import Article, Contributor, Section, Topic
from articles.models.addresses import words
from articles.querysets import ArticleQuerySet
from newsroom import arabic
from newsroom.identity import absolute, name, tagline

Subject = Section | Topic | Contributor

# The file below a page's own address, and what it is served as.
FILES = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
KINDS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


@dataclass(frozen=True)
class FeedLink:
    """A feed that a page names in its head."""

    title: str
    address: str
    kind: str


@dataclass(frozen=True)
class Channel:
    """What one feed is about: a language, and a part of the paper or the whole of it."""

    language: str
    about: Subject | None = None

    @property
    def title(self) -> str:
        """Name the feed."""
        paper = name(self.language)
        title = f"{paper} – {words(self.about, 'name', self.language)}" if self.about else paper
        return arabic.titled(title, self.language)

    @property
    def description(self) -> str:
        """Say what the feed is about."""
        if self.about is None:
            return tagline(self.language)
        field = "bio" if isinstance(self.about, Contributor) else "description"
        return words(self.about, field, self.language) or tagline(self.language)

    @property
    def page(self) -> str:
        """Give the path of the page that the feed follows."""
        home = reverse("articles:home", kwargs={"language": self.language})
        return self.about.address(self.language) if self.about else home

    def address(self, written_as: str) -> str:
        """Give the path of the feed as "rss", "atom" or "json"."""
        return f"{self.page}{FILES[written_as]}"

    def addresses(self) -> list[str]:
        """List the feed's full addresses, one a format."""
        return [absolute(self.address(written_as)) for written_as in FILES]

    def stories(self) -> ArticleQuerySet:
        """Ask for its live stories, the newest first."""
        stories = Article.objects.live(self.language).newest_first(self.language)
        match self.about:
            case Section():
                return stories.in_section(self.about)
            case Topic():
                return stories.about(self.about)
            case Contributor():
                return stories.by(self.about)
        return stories


def links(language: str, about: Subject | None = None) -> list[FeedLink]:
    """List the feeds that a page names: the paper's own, and those of what the page is about."""
    channels = [Channel(language), *([Channel(language, about)] if about else [])]
    return [
        FeedLink(channel.title, channel.address(written_as), kind)
        for channel in channels
        for written_as, kind in KINDS.items()
    ]
