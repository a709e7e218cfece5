"""The page of corrections: everything the paper said it got wrong in a language, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import feeds
from articles.models import Article, Correction
from articles.views import frame
from newsroom.identity import LANGUAGES


@dataclass(frozen=True)
class Sheet:
    """One page of the list; the whole is never counted."""

    corrections: list[Correction]
    number: int
    newer: str
    older: str


@require_safe
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """Show the corrections of the stories that readers of this language may open."""
    number = frame.page_number(request)
    path = reverse("articles:corrections", kwargs={"language": language})
    sheet = _turn_to(language, number, path)
    paths = {code: reverse("articles:corrections", kwargs={"language": code}) for code in LANGUAGES}
    place = frame.Place(
        language,
        frame.turned(_("Corrections"), language, number=number),
        _("What we got wrong, and how we put it right."),
        paths if number == 1 else {language: frame.paged(path, number)},
        feeds=feeds.links(language),
    )
    # A story that is withdrawn takes its corrections along, and brings them back: "feeds" is purged with each.
    keys = [f"corrections-{language}", "feeds"]
    until = _next_publication(language)
    return frame.show(
        request, "articles/corrections.html", place=place, context={"sheet": sheet}, keys=keys, until=until
    )


def _turn_to(language: str, number: int, path: str) -> Sheet:
    """Load one page of the list in one query; raise Http404 past the end."""
    start = (number - 1) * frame.PER_PAGE
    found = list(Correction.objects.for_readers(language)[start : start + frame.PER_PAGE + 1])
    if not found and number > 1:
        raise Http404
    return Sheet(
        found[: frame.PER_PAGE],
        number,
        newer=frame.paged(path, number - 1) if number > 1 else "",
        older=frame.paged(path, number + 1) if len(found) > frame.PER_PAGE else "",
    )


def _next_publication(language: str) -> datetime | None:
    """Say when a story with corrections will next appear by itself, or None."""
    return Article.objects.filter(corrections__language=language).next_publication(language)
