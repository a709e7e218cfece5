"""The desk at size: the form of a heavy story and the lists of an archive, questions counted and waits timed."""

import re
from collections.abc import Iterator
from html import unescape
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import publishing, revisions
from articles.models import Article, Contributor, Photo, Section
from articles.snapshots import Credit, Link, Snapshot
from benchmarks import archive, server
from benchmarks.staff import Desk, session_of_chief
from newsroom.models import User

STORIES = 100_000
WORDS, PHOTOS, REVISIONS = 1_500, 10, 200
ROUNDS = 7
SENTENCE = {
    "ar": "يجري النهر تحت الجسر القديم ثم يدور حول التلة. ",
    "en": "The river runs under the old bridge and round. ",
}
_FILTER = re.compile(r'<a href="(\?[^"]+)"[^>]*>')


def main() -> None:
    """Print the figures with the archive small and grown."""
    story = _heavy()
    address = reverse("admin:articles_article_change", args=[story.pk])
    session = session_of_chief()
    counting = Client()
    counting.cookies[settings.SESSION_COOKIE_NAME] = session
    print(f"\nThe desk: a story of {WORDS} words a language, {PHOTOS} photos, {REVISIONS} revisions")
    for stories in (Article.objects.count(), STORIES):
        archive.grow(stories)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"\nwith {Article.objects.count():,} stories".ljust(64) + "questions   median ms   slowest ms")
        with server.running() as (port, _master):
            desk = Desk(port, session)
            _line("open the form", counting, address, [desk.open(address)[1] for _ in range(ROUNDS)])
            _line("save it", None, "", [desk.save(address, title_en=f"Round {stories} {n}") for n in range(ROUNDS)])
            _line("its history", counting, *_timed(desk, reverse("admin:articles_article_history", args=[story.pk])))
            for name in ("article", "translation"):
                for page in _lists(desk, reverse(f"admin:articles_{name}_changelist")):
                    _line(f"{name} list {page.partition('/?')[2]}", counting, *_timed(desk, page))
    User.objects.filter(username="bench").delete()


def _timed(desk: Desk, address: str) -> tuple[str, list[float]]:
    return address, [desk.open(address)[1] for _ in range(ROUNDS)]


def _lists(desk: Desk, address: str) -> Iterator[str]:
    """Name a list and what each of its filters makes of it: one choice a filter, the last one offered."""
    yield address
    last: dict[str, str] = {}
    for found in _FILTER.findall(desk.open(address)[0].partition('id="changelist-filter"')[2]):
        query = unescape(found)
        last[query.partition("=")[0]] = query
    yield from (f"{address}{query}" for query in last.values())
    yield f"{address}?q=river"


def _line(name: str, counting: Client | None, address: str, taken: list[float]) -> None:
    questions = "-"
    if counting is not None:
        with CaptureQueriesContext(connection) as asked:
            counting.get(address)
        questions = str(len(asked))
    print(f"{name[:62]:64}{questions:>9}{median(taken):>12.1f}{max(taken):>13.1f}")


def _heavy() -> Article:
    """Write the heavy story through the desk's own acts."""
    photos = list(Photo.objects.values_list("pk", flat=True)[:PHOTOS])
    figures = "".join(f'<figure><img data-photo="{pk}"><figcaption>Figure</figcaption></figure>' for pk in photos)
    words = {}
    for language, sentence in SENTENCE.items():
        paragraph = f"<p>{(sentence * 10).strip()}</p>"
        count = len((sentence * 10).split())
        words[f"body_{language}"] = paragraph * (WORDS // count) + figures
        words[f"title_{language}"] = sentence.strip()
        words[f"standfirst_{language}"] = sentence.strip()
    people = Contributor.objects.values_list("pk", flat=True)[:3]
    others = Article.objects.values_list("pk", flat=True)[:4]
    story = Snapshot(
        words=words,
        section=Section.objects.first().pk,
        lead_photo=photos[0],
        bylines=tuple(Credit(pk, "author") for pk in people),
        links=tuple(Link(story=pk) for pk in others),
    )
    article = publishing.begin(story, by=None)
    for number in range(REVISIONS - 1):
        working = revisions.working_copy(article)
        publishing.save(article, working.with_words(standfirst_en=f"Draft {number}."), by=None)
    return article
