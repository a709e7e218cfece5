"""The archive: the months that have stories, and the headlines of one month by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import archive, feeds
from articles.archive import Month
from articles.models import Article
from articles.views import frame
from newsroom import arabic
from newsroom.identity import LANGUAGES

PER_PAGE = 40


@dataclass(frozen=True)
class Link:
    """One month, in words, and its page."""

    words: str
    path: str


@require_safe
def years(request: HttpRequest, language: str) -> HttpResponse:
    """List every month that has stories, year by year."""
    found = archive.months(language)
    shown = [
        (year, [Link(arabic.month(each.number, language=language), _path(each, language)) for each in months])
        for year, months in groupby(found, key=lambda each: each.year)
    ]
    paths = {code: reverse("articles:archive", kwargs={"language": code}) for code in LANGUAGES}
    place = frame.Place(
        language,
        _("Archive"),
        _("Every story we have published, month by month."),
        paths,
        feeds=feeds.links(language),
    )
    until = Article.objects.next_publication(language)
    keys = [f"archive-{language}"]
    context = {"years": shown}
    return frame.show(request, "articles/archive.html", place=place, context=context, keys=keys, until=until)


@require_safe
def year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    """Send who cut an address short to the year's place in the list."""
    if not archive.EARLIEST_YEAR <= year <= archive.LATEST_YEAR:
        raise Http404
    path = reverse("articles:archive", kwargs={"language": language})
    return frame.moved(request, f"{path}#y{year}", language=language, keys=[f"archive-{language}"])


@require_safe
def month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    """Show the headlines of one month, the latest day first."""
    if not (archive.EARLIEST_YEAR <= year <= archive.LATEST_YEAR and 1 <= month <= 12):
        raise Http404
    shown = Month(year, month)
    number = frame.page_number(request)
    stories, has_more = _turn_to(shown, language, number)
    # Which languages have the month shows on its page, so the other's stories renew it too.
    keys = [*(shown.key(code) for code in LANGUAGES), *(f"article-{story.pk}" for story in stories)]
    until = frame.next_publication()
    if not stories:
        return frame.missing(request, language=language, keys=keys, until=until)
    title = _named(shown, language)
    path = _path(shown, language)
    place = frame.Place(
        language,
        frame.turned(title, language, number=number),
        _("What we published in %(month)s.") % {"month": title},
        _paths(shown, language, number),
        feeds=feeds.links(language),
    )
    earlier, later = archive.neighbours(shown, language)
    keys += [each.key(language) for each in (earlier, later) if each]  # gone with the last story of theirs
    keys += [] if later else [f"archive-{language}"]  # a month to come
    context = {
        "days": _by_day(stories, language),
        "title": title,
        "number": number,
        "sheet": {
            "newer": frame.paged(path, number - 1) if number > 1 else "",
            "older": frame.paged(path, number + 1) if has_more else "",
        },
        "earlier": _link(earlier, language),
        "later": _link(later, language),
    }
    return frame.show(request, "articles/archive_month.html", place=place, context=context, keys=keys, until=until)


def _paths(month: Month, language: str, number: int) -> dict[str, str]:
    """Name the page's path; a first page has its other language too, if that has stories of the month."""
    if number > 1:
        return {language: frame.paged(_path(month, language), number)}
    return {code: _path(month, code) for code in LANGUAGES if code == language or archive.has_stories(month, code)}


def _turn_to(month: Month, language: str, number: int) -> tuple[list[Article], bool]:
    """Load one page of a month's headlines, and say whether there is another."""
    moment, start = f"published_at_{language}", (number - 1) * PER_PAGE
    within = {f"{moment}__gte": month.begins(), f"{moment}__lt": month.ends()}
    stories = Article.objects.live(language).filter(**within).newest_first(language)
    found = list(stories.only("kind", moment, f"title_{language}", f"slug_{language}")[start : start + PER_PAGE + 1])
    return found[:PER_PAGE], len(found) > PER_PAGE


def _by_day(stories: Iterable[Article], language: str) -> list[tuple[str, list[Article]]]:
    """Part headlines by the day on which they went out, in the order they come in."""

    def day(story: Article) -> str:
        moment = story.published_at(language) or timezone.now()
        return arabic.date(moment, language=language)

    return [(words, list(of_the_day)) for words, of_the_day in groupby(stories, key=day)]


def _named(month: Month, language: str) -> str:
    year = arabic.digits(str(month.year), language=language)
    return f"{arabic.month(month.number, language=language)} {year}"


def _link(month: Month | None, language: str) -> Link | None:
    return Link(_named(month, language), _path(month, language)) if month else None


def _path(month: Month, language: str) -> str:
    kwargs = {"language": language, "year": month.year, "month": month.number}
    return reverse("articles:archive_month", kwargs=kwargs)
