"""What every reader page has around it: its place on the web, its headers, and the pages of a long list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles import cards
from articles.feeds import FeedLink
from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom import arabic, edge
from newsroom.identity import LANGUAGES, OTHER, absolute

PER_PAGE = 20
LONGEST_PAGE_NUMBER = 6  # digits
MISSING_SECONDS = 60


@dataclass(frozen=True)
class Place:
    """Where a page stands on the web: a title and description, and its path in each language readers may open."""

    language: str
    title: str
    description: str
    paths: dict[str, str]
    any_language: str = ""  # the path that sends each reader to a language of their own
    feeds: list[FeedLink] = field(default_factory=list)
    is_listed: bool = True  # search engines may show it

    @property
    def canonical(self) -> str:
        """Give the page's one true address."""
        return absolute(self.paths[self.language])

    @property
    def other(self) -> str:
        """Give the path of the same page in the other language, or nothing."""
        return self.paths.get(OTHER[self.language], "")

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """List language and address of every version, as hreflang wants them: all or none."""
        if len(self.paths) == 1:
            return []
        links = [(language, absolute(path)) for language, path in self.paths.items()]
        return [*links, ("x-default", absolute(self.any_language))] if self.any_language else links


@dataclass(frozen=True)
class Sheet:
    """One page of a long list; the whole is never counted.

    It is named by its number, or, after the first, by a place in the list: then `query` leads to it and `until` is
    the moment of the newest story on it.
    """

    stories: list[Article]
    newer: str
    older: str
    number: int = 0
    query: str = ""
    until: datetime | None = None


def show(
    request: HttpRequest,
    template: str,
    *,
    place: Place,
    context: dict[str, Any],
    keys: Iterable[str],
    until: datetime | None = None,
) -> HttpResponse:
    """Render a reader page that shared caches may keep under its keys."""
    response = render(request, template, {"place": place, **context})
    return public(response, language=place.language, keys=[*keys, f"menu-{place.language}"], until=until)


def public(
    response: HttpResponse,
    *,
    language: str,
    keys: Iterable[str],
    until: datetime | None = None,
    seconds: int = edge.SHARED_SECONDS,
) -> HttpResponse:
    """Name the page's language and let shared caches keep it."""
    response["Content-Language"] = language
    return edge.public(response, keys=keys, until=until, seconds=seconds)


def missing(
    request: HttpRequest, *, language: str, keys: Iterable[str], elsewhere: str = "", until: datetime | None = None
) -> HttpResponse:
    """Say that there is no such page; `elsewhere` is the path of its other language.

    Caches keep the answer shortly and under the keys of what may appear here, so that publishing replaces it.
    """
    place = Place(language, _("Page not found"), "", {language: request.path}, is_listed=False)
    response = render(request, "404.html", {"place": place, "elsewhere": elsewhere}, status=404)
    response["Content-Language"] = language
    # "feeds" goes with every act on a public story: the page may suggest any.
    return edge.public(response, keys=[*keys, "feeds"], until=until, seconds=MISSING_SECONDS)


def moved(request: HttpRequest, path: str, *, language: str, keys: Iterable[str]) -> HttpResponse:
    """Send the reader to the right address for good, with the query they came with."""
    query = request.META.get("QUERY_STRING", "")
    page, hash_mark, part = path.partition("#")
    response = HttpResponsePermanentRedirect(f"{page}?{query}{hash_mark}{part}" if query else path)
    return public(response, language=language, keys=keys)


def by_slug[Row: Model](rows: QuerySet[Row], language: str, slug: str) -> Row:
    """Find the row that an address names; raise Http404 where there is none."""
    if "\0" in slug:  # Postgres refuses the character
        raise Http404
    return get_object_or_404(rows, **{f"slug_{language}": slug})


def page_number(request: HttpRequest) -> int:
    """Read `?page=`; raise Http404 for anything but a plain number from 1 upward."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_PAGE_NUMBER or int(text) == 0:
        raise Http404
    return int(text)


def turn_to(stories: ArticleQuerySet, number: int, *, language: str, path: str, led: Sequence[int] = ()) -> Sheet:
    """Load one page of a list, in the order it comes in, with its cards; raise Http404 past the end.

    The stories numbered in `led` lead the list; the rest follow. The numbers are found first, in the index alone,
    so that a deep page does not fetch the rows it skips.
    """
    start, end = (number - 1) * PER_PAGE, number * PER_PAGE + 1
    rest = (stories.exclude(pk__in=led) if led else stories).values_list("pk", flat=True)
    wanted = [*led[start:end], *rest[max(0, start - len(led)) : max(0, end - len(led))]]
    if not wanted and number > 1:
        raise Http404
    found = cards.load(wanted[:PER_PAGE], language)
    return Sheet(
        [found[pk] for pk in wanted if pk in found],
        number=number,
        newer=paged(path, number - 1) if number > 1 else "",
        older=paged(path, number + 1) if len(wanted) > PER_PAGE else "",
    )


def turned(title: str, language: str, *, number: int = 1, until: datetime | None = None) -> str:
    """Say in the title which page of a list it is, so that who cannot see it hears that it was turned."""
    if until:
        which = _("Up to %(when)s") % {"when": arabic.date(until, language=language)}
    elif number > 1:
        which = _("Page %(number)s") % {"number": arabic.digits(str(number), language=language)}
    else:
        return title
    return f"{title} – {which}"


def paged(path: str, number: int) -> str:
    """Give the address of one page of a list; the first has no number."""
    return path if number == 1 else f"{path}?page={number}"


def next_publication() -> datetime | None:
    """Give the moment at which the next story appears in either language, or None."""
    return min(filter(None, map(Article.objects.next_publication, LANGUAGES)), default=None)


def story_keys(stories: Iterable[Article]) -> list[str]:
    """Name the cache keys of the stories on a list and of their photos."""
    keys = []
    for story in stories:
        keys.append(f"article-{story.pk}")
        if story.lead_photo_id:
            keys.append(f"photo-{story.lead_photo_id}")
    return keys
