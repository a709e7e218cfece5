"""The pages of the paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.models import Article


def home(request: HttpRequest, language: str) -> HttpResponse:
    """Show the front page."""
    return HttpResponse(language)


def section(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one section."""
    return HttpResponse(slug)


def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one topic."""
    return HttpResponse(slug)


def contributor(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one contributor."""
    return HttpResponse(slug)


def article(request: HttpRequest, language: str, pk: int, slug: str) -> HttpResponse:
    """Show one story."""
    piece = get_object_or_404(Article.objects.live(language), pk=pk)
    return HttpResponse(piece.words("title", language))


def short_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a short link on to the story."""
    piece = get_object_or_404(Article, pk=pk)
    return redirect(piece.address("ar"))
