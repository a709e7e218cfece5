"""Sitemaps: what search engines may find, each page with the languages readers may open it in and its pictures.

Each kind of page has a sitemap in each language, in parts of neighbouring numbers: a part holds the same pages
however large the archive grows, and nothing is counted or skipped over to find it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from psycopg2.sql import SQL, Identifier

from articles import pictures
from articles.feeds.formats import printable
from articles.models import Article, Contributor, Page, Photo, Section, Series, Topic
from articles.models.addresses import words
from articles.querysets import ArticleQuerySet
from newsroom.identity import LANGUAGES, absolute

PER_PART = 1000  # numbers; a part may be given up to 50,000 pages
NEWS_IS_NEW_FOR = timedelta(days=2)
MOST_NEWS = 1000
LATELY_SAVED = 2000
_PLACES: dict[str, type[Section | Topic | Series | Contributor]] = {
    "sections": Section,
    "topics": Topic,
    "series": Series,
    "contributors": Contributor,
}
_LISTED_IN = {"topics": "topics", "series": "series_entry__series", "contributors": "contributors"}
KINDS = ("stories", *_PLACES)
PAGES = ("home", "archive", "most_read", "corrections")
# Each part is asked for one live story, and the search in it stops there.
_PARTS_WITH_STORIES = SQL(
    "SELECT part FROM generate_series(0, %(last)s::bigint) part WHERE EXISTS (SELECT 1 FROM articles_article"
    " WHERE id >= part * %(many)s AND id < (part + 1) * %(many)s"
    " AND {state} = 'published' AND {published_at} <= %(now)s)"
)


@dataclass(frozen=True)
class Entry:
    """One page: its address, when it last changed, its other languages, its pictures, and its headline as news."""

    location: str
    changed: datetime | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    title: str = ""
    published: datetime | None = None


def parts(kind: str, language: str) -> list[int]:
    """List the parts of a sitemap that hold a page."""
    if kind != "stories":
        rows = _places(kind, language).order_by()
        return sorted(rows.annotate(part=F("pk") / PER_PART).values_list("part", flat=True).distinct())
    last = Article.objects.order_by().aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        given = {"last": last // PER_PART, "many": PER_PART, "now": timezone.now()}
        columns = {name: Identifier(f"{name}_{language}") for name in ("state", "published_at")}
        cursor.execute(_PARTS_WITH_STORIES.format(**columns), given)
        return [part for (part,) in cursor.fetchall()]


def changes() -> dict[int, datetime]:
    """Say of the parts with stories that were saved lately when that was; what is older needs no second visit."""
    newest = Article.objects.order_by("-saved_at", "-pk").values_list("pk", "saved_at")[:LATELY_SAVED]
    found: dict[int, datetime] = {}
    for pk, saved_at in newest:
        found.setdefault(pk // PER_PART, saved_at)
    return found


def part(kind: str, language: str, number: int) -> list[Entry]:
    """List the pages in one part."""
    within = {"pk__gte": number * PER_PART, "pk__lt": (number + 1) * PER_PART}
    if kind == "stories":
        stories = Article.objects.live(language).filter(**within).order_by("pk")
        return [*_stories(stories, language)]
    rows = _places(kind, language).filter(**within).order_by("pk")
    return [_entry(row.address, language, _named_in(row)) for row in rows]


def pages(language: str) -> list[Entry]:
    """List the pages that there is one of, and those that editors wrote about the paper."""

    def address_of(page: str) -> Callable[[str], str]:
        return lambda code: reverse(f"articles:{page}", kwargs={"language": code})

    ours = [_entry(address_of(name), language, list(LANGUAGES)) for name in PAGES]
    for page in Page.objects.named(language).order_by("pk"):
        readable = [code for code in LANGUAGES if page.is_public(code)]
        ours.append(_entry(page.address, language, readable, changed=page.changed_at))
    return ours


def news(language: str) -> list[Entry]:
    """List the stories of the last two days, as news."""
    since = timezone.now() - NEWS_IS_NEW_FOR
    stories = Article.objects.live(language).filter(**{f"published_at_{language}__gte": since})
    return [*_stories(stories.newest_first(language)[:MOST_NEWS], language)]


def has_news(language: str) -> bool:
    """Say whether anything was published in the last two days."""
    since = timezone.now() - NEWS_IS_NEW_FOR
    return Article.objects.live(language).filter(**{f"published_at_{language}__gte": since}).exists()


def _places(kind: str, language: str) -> QuerySet[Any]:
    """Keep the places of a kind under which readers find a story; a section has its place in the menu without one.

    The topic of a story that is under embargo, or the name of whoever wrote it, is told to nobody before the story.
    """
    rows = _PLACES[kind].objects.named(language)
    if kind not in _LISTED_IN:
        return rows
    stories = Article.objects.live(language).filter(**{_LISTED_IN[kind]: OuterRef("pk")})
    # One story for each place, and no more: given an EXISTS, Postgres may walk the whole archive.
    return rows.alias(story=Subquery(stories.order_by().values("pk")[:1])).filter(story__isnull=False)


def _stories(stories: ArticleQuerySet, language: str) -> Iterator[Entry]:
    columns = [f"{name}_{code}" for name in ("slug", "state", "published_at") for code in LANGUAGES]
    photo = [f"lead_photo__{name}" for name in ("file", "width", "height", "renditions")]
    rows = stories.select_related("lead_photo").only(*columns, f"title_{language}", f"updated_at_{language}", *photo)
    found = list(rows)
    placed = _photos_of([story.pk for story in found])
    for story in found:
        published = story.published_at(language)
        yield _entry(
            story.address,
            language,
            story.live_languages(),
            changed=story.updated_at(language) or published,
            images=_images(story.lead_photo, placed.get(story.pk, [])),
            title=printable(story.words("title", language)),
            published=published,
        )


def _entry(address: Callable[[str], str], language: str, languages: list[str], **more: Any) -> Entry:
    alternates = [(code, absolute(address(code))) for code in languages] if len(languages) > 1 else []
    return Entry(absolute(address(language)), alternates=alternates, **more)


def _named_in(row: Section | Topic | Series | Contributor) -> list[str]:
    return [code for code in LANGUAGES if words(row, "name", code) and words(row, "slug", code)]


def _photos_of(stories: list[int]) -> dict[int, list[Photo]]:
    """Load the pictures that stand in the stories' texts."""
    placed: QuerySet[Any] = Article.body_photos.through.objects.filter(article_id__in=stories)
    columns = (f"photo__{name}" for name in ("file", "width", "height", "renditions"))
    found: dict[int, list[Photo]] = {}
    for row in placed.select_related("photo").only("article_id", *columns).order_by("pk"):
        found.setdefault(row.article_id, []).append(row.photo)
    return found


def _images(lead: Photo | None, placed: list[Photo]) -> list[str]:
    first = [pictures.share_image(lead).url] if lead else []
    addresses = [*first, *(pictures.plain_url(photo) for photo in placed)]
    return [absolute(address) for address in dict.fromkeys(addresses)]
