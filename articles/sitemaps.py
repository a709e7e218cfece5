"""Sitemaps: what search engines may find, each page with the languages readers may open it in."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as contrib
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, Contributor, Section, Series, Topic
from articles.models.addresses import words
from articles.querysets import ArticleQuerySet
from newsroom import edge
from newsroom.identity import LANGUAGES, absolute


class _OneLanguage(Sitemap):
    """The pages of one kind in one language, with their other language beside them."""

    limit = 2000  # a page of them takes half a second

    def __init__(self, language: str) -> None:
        self.language = language

    def get_protocol(self, protocol: str | None = None) -> str:
        """Speak of the site by its public address, whatever host was asked."""
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site: Any = None) -> str:
        """Speak of the site by its public address, whatever host was asked."""
        return settings.SITE_URL.partition("://")[2]

    def location(self, item: Any) -> str:
        """Give the page's path."""
        return item.address(self.language)

    def languages_of(self, item: Any) -> list[str]:
        """List the languages in which readers may open this page."""
        raise NotImplementedError

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        urls = super()._urls(page, protocol, domain)  # type: ignore[misc]
        for url in urls:
            languages = self.languages_of(url["item"])
            if len(languages) > 1:
                url["alternates"] = [
                    {"lang_code": code, "location": absolute(url["item"].address(code))} for code in languages
                ]
        return urls


class Stories(_OneLanguage):
    """Every live story, the oldest first, so that a page of the sitemap once full stays as it is."""

    def items(self) -> ArticleQuerySet:
        """Load addresses and dates alone."""
        columns = [f"{name}_{code}" for name in ("slug", "state", "published_at") for code in LANGUAGES]
        return Article.objects.live(self.language).order_by("pk").only(*columns, f"updated_at_{self.language}")

    def languages_of(self, item: Article) -> list[str]:
        """List the languages in which the story is live."""
        return item.live_languages()

    def lastmod(self, item: Article) -> datetime | None:
        """Say when the words last changed."""
        return item.updated_at(self.language) or item.published_at(self.language)

    def get_latest_lastmod(self) -> datetime | None:
        """Say when the newest of them changed, without loading them."""
        names = [f"updated_at_{self.language}", f"published_at_{self.language}"]
        found = Article.objects.live(self.language).aggregate(*(Max(name) for name in names))
        return max((moment for moment in found.values() if moment), default=None)


class Places(_OneLanguage):
    """The front page, the sections, the topics, the series and the contributors."""

    def items(self) -> list[Any]:
        """List all that has a name in this language."""
        rows = [model.objects.named(self.language).order_by("pk") for model in (Section, Topic, Series, Contributor)]
        return [FrontPage(), *(row for found in rows for row in found)]

    def languages_of(self, item: Any) -> list[str]:
        """List the languages in which the place has a name and an address."""
        if isinstance(item, FrontPage):
            return list(LANGUAGES)
        return [code for code in LANGUAGES if words(item, "name", code) and words(item, "slug", code)]


class FrontPage:
    """The front page as one item among the places."""

    def address(self, language: str) -> str:
        """Give the path of the front page."""
        return reverse("articles:home", kwargs={"language": language})


SITEMAPS: dict[str, _OneLanguage] = {
    f"{kind}-{language}": sitemap(language)
    for language in LANGUAGES
    for kind, sitemap in (("stories", Stories), ("places", Places))
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps and their pages."""
    parts = [entry for section, sitemap in SITEMAPS.items() for entry in _pages_of(section, sitemap)]
    response = render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")
    return edge.public(response, keys=["feeds"], until=_next_publication())


@require_safe
def part(request: HttpRequest, section: str) -> HttpResponse:
    """Show one sitemap; an unknown name or page raises Http404."""
    response = contrib.sitemap(request, {**SITEMAPS}, section=section).render()
    return edge.public(response, keys=["feeds"], until=_next_publication())


def _pages_of(section: str, sitemap: _OneLanguage) -> list[dict[str, Any]]:
    address = absolute(reverse("articles:sitemap", kwargs={"section": section}))
    changed = sitemap.get_latest_lastmod()
    return [
        {"location": address if number == 1 else f"{address}?p={number}", "last_mod": changed}
        for number in sitemap.paginator.page_range
    ]


def _next_publication() -> datetime | None:
    moments = [Article.objects.next_publication(language) for language in LANGUAGES]
    return min((moment for moment in moments if moment), default=None)
