"""The sitemaps as search engines fetch them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import sitemaps
from articles.views import frame
from newsroom import edge, identity
from newsroom.identity import LANGUAGES, absolute

LAST_PART = 10**9


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List every sitemap that holds a page."""
    changes = sitemaps.changes()
    found: list[dict[str, Any]] = []
    for language in LANGUAGES:
        if sitemaps.has_news(language):
            found.append({"location": _address("news_sitemap", language=language)})
        found.append({"location": _address("pages_sitemap", language=language)})
        for kind in sitemaps.KINDS:
            for number in sitemaps.parts(kind, language):
                location = _address("sitemap", kind=kind, language=language, number=number)
                found.append({"location": location, "changed": changes.get(number) if kind == "stories" else None})
    return _public(render(request, "sitemaps/index.xml", {"sitemaps": found}, content_type="application/xml"))


@require_safe
def part(request: HttpRequest, kind: str, language: str, number: int) -> HttpResponse:
    """Show one part of a sitemap; one that holds no page raises Http404."""
    if kind not in sitemaps.KINDS or number > LAST_PART:
        raise Http404
    return _shown(request, sitemaps.part(kind, language, number))


@require_safe
def pages(request: HttpRequest, language: str) -> HttpResponse:
    """Show the pages that there is one of."""
    return _shown(request, sitemaps.pages(language))


@require_safe
def news(request: HttpRequest, language: str) -> HttpResponse:
    """Show the news of the last two days; a quiet paper has none to show, and says 404."""
    return _shown(request, sitemaps.news(language), paper={"name": identity.name(language), "language": language})


def _shown(request: HttpRequest, entries: list[sitemaps.Entry], **more: Any) -> HttpResponse:
    if not entries:
        raise Http404
    response = render(request, "sitemaps/part.xml", {"entries": entries, **more}, content_type="application/xml")
    return _public(response)


def _address(name: str, **kwargs: Any) -> str:
    return absolute(reverse(f"articles:{name}", kwargs=kwargs))


def _public(response: HttpResponse) -> HttpResponse:
    return edge.public(response, keys=["feeds"], until=frame.next_publication())
