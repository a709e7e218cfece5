"""The front page and one story: what readers come for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles import feeds, front, most_read, oembed, story_page, structured_data, working_page
from articles.models import Article
from articles.models.addresses import words
from articles.story_page import StoryPage
from articles.views import frame, withdrawn
from articles.views.framing import allow_frames
from newsroom import arabic, edge, identity
from newsroom.identity import LANGUAGES, OTHER, absolute


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    """Show the front page."""
    page, read = front.front_page(language), most_read.on_home(language)
    place = frame.Place(
        language,
        identity.name(language),
        identity.tagline(language),
        {code: reverse("articles:home", kwargs={"language": code}) for code in LANGUAGES},
        any_language=reverse("front_door"),
        feeds=feeds.links(language),
    )
    keys = [f"home-{language}", *frame.story_keys(page.stories()), *most_read.keys(language, read)]
    keys += page.strip.keys() if page.strip else []
    context = {
        "front": page,
        "menu": page.menu,
        "strip": page.strip,
        "most_read": read,
        "structured_data": [structured_data.organization(language)],
    }
    return frame.show(request, "articles/home.html", place=place, context=context, keys=keys, until=page.changes_at)


@require_safe
def article(request: HttpRequest, language: str, pk: int, slug: str = "") -> HttpResponse:
    """Show one story, or send a mangled address once to the right one."""
    page = story_page.load(pk, language)
    if page is None:
        return _not_in_this_language(request, pk, language)
    path = page.story.address(language)
    if slug != page.story.words("slug", language) or not request.path.endswith("/"):
        return frame.moved(request, path, language=language, keys=[f"article-{pk}"])
    response = frame.show(
        request,
        "articles/article.html",
        place=_place_of(page, path),
        context=_story_context(page),
        keys=page.keys(),
        until=page.changes_at(),
    )
    return allow_frames(response, page.embed_hosts)


def preview(
    request: HttpRequest,
    pk: int,
    language: str,
    *,
    for_outsiders: bool = False,
    typed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Draw how the working copy of a story would look; the caller has checked who asks. Raises Http404.

    `typed` is what the one who asks has not saved yet. A page for outsiders can stand in no frame; neither leads to
    anything else that is not public.
    """
    with translation.override(language):
        page = working_page.load(pk, language, typed=typed)
        if page is None or not page.story.words("title", language):
            raise Http404
        paths = {language: request.path}
        if page.other_language:
            paths[page.other_language] = page.story.address(page.other_language)
        place = frame.Place(language, page.story.words("title", language), "", paths, is_listed=False)
        context = {"place": place, **_story_context(page), "is_preview": True, "is_unsaved": typed is not None}
        response = render(request, "articles/article.html", context)
    return allow_frames(unlisted(response, language), page.embed_hosts, within_the_desk=not for_outsiders)


def unlisted(response: HttpResponse, language: str) -> HttpResponse:
    """Keep an answer from caches and search engines, and its address from the pages that it leads to."""
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def short_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a short link on to the story, in the reader's language where the story is live in it."""
    story = Article.objects.filter(pk=pk).first()
    preferred = identity.language()
    # A version that was taken back says so at its number: its headline, which the address holds, is gone with it.
    open_now = {language: story.address(language) for language in story.live_languages()} if story else {}
    if story and not open_now:
        open_now = {language: withdrawn.address(story, language) for language in withdrawn.languages(story)}
    if story is None or not open_now:
        until = _goes_live(story) if story else None
        response = frame.missing(request, language=preferred, keys=[f"article-{pk}"], until=until)
    else:
        response = redirect(open_now.get(preferred) or next(iter(open_now.values())))
        edge.public(response, keys=[f"article-{pk}"], until=_goes_live(story))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _place_of(page: StoryPage, path: str) -> frame.Place:
    story, language = page.story, page.language
    paths = {language: path}
    if page.other_language:
        paths[page.other_language] = story.address(page.other_language)
    return frame.Place(
        language,
        story.words("search_title", language) or story.words("title", language),
        story.words("search_description", language) or story.words("standfirst", language),
        paths,
        any_language=reverse("articles:short_link", kwargs={"pk": story.pk}),
        feeds=[*feeds.links(language, story.section), *_cards_for_others(story, language)],
    )


def _story_context(page: StoryPage) -> dict[str, object]:
    story, language = page.story, page.language
    return {
        "page": page,
        "menu": page.menu,
        "article": story,
        "section": story.section,
        "caption": page.caption(),
        "photo_alt": words(story.lead_photo, "alt", language) if story.lead_photo else "",
        "published_at": story.published_at(language),
        "updated_at": page.updated_at(),
        "share": structured_data.share_card(page),
        "structured_data": [structured_data.news_article(page), _way_to(page)],
    }


def _cards_for_others(story: Article, language: str) -> list[feeds.FeedLink]:
    """Name where other sites learn how to show a link to the story."""
    title, page = arabic.titled(story.words("title", language), language), absolute(story.address(language))
    return [
        feeds.FeedLink(title, oembed.address(page, written_as), kind) for written_as, kind in oembed.KINDS.items()
    ]


def _way_to(page: StoryPage) -> SafeString:
    story, language = page.story, page.language
    section = (words(story.section, "name", language), story.section.address(language))
    return structured_data.breadcrumbs(language, section, (story.words("title", language), story.address(language)))


def _not_in_this_language(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    story = Article.objects.filter(pk=pk).first()
    other = OTHER[language]
    elsewhere = story.address(other) if story and story.is_live(other) else ""
    until = _goes_live(story) if story else None
    if story and language in withdrawn.languages(story):
        return withdrawn.gone(request, story, language=language, elsewhere=elsewhere, until=until)
    return frame.missing(request, language=language, keys=[f"article-{pk}"], elsewhere=elsewhere, until=until)


def _goes_live(story: Article) -> datetime | None:
    moments = [story.published_at(language) for language in LANGUAGES if story.is_scheduled(language)]
    return min((moment for moment in moments if moment), default=None)
