"""Every kind of page with a small and a huge archive: bytes on the wire, queries, and time, which must not grow.

One reader asks at a time, and the quickest of some answers counts: that is the page's own time, whatever else the
machine does. The first page of a list stands beside one deep inside it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from time import perf_counter

from django.urls import reverse
from django.utils import timezone

from articles import sitemaps
from articles.demo.archive import NEWEST
from articles.models import Article, Contributor, Section, Series, Topic
from articles.querysets import ArticleQuerySet
from articles.views.turning import Bookmark
from benchmarks import archive, server
from benchmarks.pages import queries_of
from newsroom.identity import LANGUAGES

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 15
DEPTH = 0.95  # of the way from the newest story of a list to its oldest


def main() -> None:
    """Print one line for each kind of page, with its figures at each size."""
    figures: dict[str, list[tuple[int, int, float]]] = {}
    for stories in SIZES:
        archive.grow(stories)
        with server.running() as (port, _master):
            for name, path in _addresses().items():
                figures.setdefault(name, []).append((_bytes(port, path), queries_of(path), _milliseconds(port, path)))
    sizes = " / ".join(f"{stories:,}" for stories in SIZES)
    print(f"\n{sizes} stories · one reader · quickest of {ROUNDS}")
    print(f"{'page':<24}{'gzip bytes':>24}{'queries':>14}{'ms':>24}")
    for name, found in figures.items():
        sizes, queries, times = zip(*found, strict=True)
        print(f"{name:<24}{_row(sizes, ','):>24}{_row(queries, ''):>14}{_row(times, '.1f'):>24}")


def _addresses() -> dict[str, str]:
    """Name a page of every kind; the languages take turns, since both ask the same."""
    english = {"language": "en"}
    section, topic, person, series = (
        model.objects.named("ar").named("en").first() for model in (Section, Topic, Contributor, Series)
    )
    found = {"home": reverse("articles:home", kwargs=english), "story": archive.longest("en").address("en")}
    lists = {
        "section": (section, Article.objects.in_section(section)),
        "topic": (topic, Article.objects.about(topic)),
        "contributor": (person, Article.objects.by(person)),
    }
    for name, (row, stories) in lists.items():
        found[name] = row.address("en")
        found[f"{name}, deep"] = f"{row.address('en')}?{_deep(stories)}"
        found[f"{name}, feed"] = f"{row.address('en')}rss.xml"
    month = f"{reverse('articles:archive', kwargs=english)}{_newest():%Y/%-m/}"
    found |= {"series": series.address("en")} if series else {}
    found |= {"archive": reverse("articles:archive", kwargs=english), "archive, a month": month}
    found |= {
        name: reverse(f"articles:{name}", kwargs=english) for name in ("most_read", "corrections", "rss", "json")
    }
    return found | dict(_sitemaps())


def _sitemaps() -> Iterator[tuple[str, str]]:
    yield "sitemap index", reverse("articles:sitemap_index")
    kwargs = {"kind": "stories", "language": LANGUAGES[0], "number": sitemaps.parts("stories", LANGUAGES[0])[-1]}
    yield "sitemap, the last part", reverse("articles:sitemap", kwargs=kwargs)


def _deep(stories: ArticleQuerySet) -> Bookmark:
    """Give a place far down in a list."""
    live = stories.live("en").order_by()
    newest = live.newest_first("en").values_list("published_at_en", flat=True).first()
    oldest = live.order_by("published_at_en").values_list("published_at_en", flat=True).first()
    return Bookmark("before", newest - (newest - oldest) * DEPTH, 1)


def _newest() -> datetime:
    """Give a moment among the newest generated stories, which are older than the demo's."""
    return timezone.now() - NEWEST - timedelta(days=2)


def _bytes(port: int, path: str) -> int:
    status, body = server.fetch(port, path, **{"Accept-Encoding": "gzip"})
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return len(body)


def _milliseconds(port: int, path: str) -> float:
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        server.fetch(port, path)
        times.append((perf_counter() - began) * 1000)
    return min(times)


def _row(values: tuple, spelling: str) -> str:
    return " / ".join(f"{value:{spelling}}" for value in values)
