"""A flat page: about the paper, how to reach it, its ethics, its privacy."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from articles import feeds, richtext
from articles.models import Page
from articles.models.addresses import words
from articles.views import frame
from newsroom.identity import LANGUAGES


@require_safe
def page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one flat page."""
    shown = frame.by_slug(Page.objects.named(language), language, slug)
    body = words(shown, "body", language)
    place = frame.Place(
        language,
        words(shown, "title", language),
        Truncator(" ".join(richtext.plain_text(body).split())).chars(200),
        {code: shown.address(code) for code in LANGUAGES if shown.is_public(code)},
        feeds=feeds.links(language),
    )
    context = {"flat": shown, "text": richtext.render(body, language=language, photos={})}
    return frame.show(
        request, "articles/page.html", place=place, context=context, keys=[f"page-{shown.pk}-{language}"]
    )
