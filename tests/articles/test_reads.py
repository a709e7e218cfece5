"""The most read: counted without knowing who reads, ranked by the day and the week, shown while it can be opened."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils import timezone

from articles import publishing, reads
from articles.models import MostRead, ReadCount
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db

READER = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
NGINX = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"


@pytest.fixture
def log(settings, tmp_path):
    settings.READS_LOG = str(tmp_path / "reads.log")
    return tmp_path / "reads.log"


def line(story, *, language="en", hours_ago=0):
    hour = timezone.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours_ago)
    return f"{hour:%Y-%m-%dT%H:00}+00:00 {language} {story.pk}\n"


def count(log, *lines):
    with log.open("a") as file:
        file.write("".join(lines))
    return reads.count.call()


def ranked(client, window="day", path="/en/most-read/"):
    return read(client, path).texts(f'section[aria-labelledby="read-{window}"] li')


def test_reads_are_counted_by_the_hour_and_ranked(client, log):
    first, second = factories.make_article(title_en="First"), factories.make_article(title_en="Second")

    counted = count(log, line(first), line(second), line(second), line(second, language="ar"))

    assert counted == 4
    assert ranked(client) == ["Second", "First"]
    assert set(ReadCount.objects.values_list("article", "language", "reads")) == {
        (first.pk, "en", 1), (second.pk, "en", 2), (second.pk, "ar", 1),
    }  # fmt: skip


def test_day_and_week_look_back_as_far_as_they_say(client, log):
    today, earlier = factories.make_article(title_en="Today"), factories.make_article(title_en="Earlier")

    count(log, line(today), *[line(earlier, hours_ago=50)] * 3, *[line(today, hours_ago=24 * 8 + 1)] * 9)

    assert ranked(client) == ["Today"]
    assert ranked(client, "week") == ["Earlier", "Today"]


def test_line_is_counted_once_and_a_half_written_one_waits(log):
    story = factories.make_article()
    whole = line(story)

    counts = [count(log, whole), count(log), count(log, whole[:12]), count(log, whole[12:])]

    assert counts == [1, 0, 0, 1]


def test_log_that_is_moved_aside_is_counted_to_its_end(log):
    story = factories.make_article()
    count(log, line(story))
    with log.open("a") as file:
        file.write(line(story))
    log.rename(log.with_name("reads.log.1"))

    assert count(log, line(story), line(story)) == 3
    assert count(log) == 0


def test_log_that_was_cut_is_counted_from_its_start(log):
    story = factories.make_article()
    count(log, line(story), line(story))
    log.write_text("")

    assert count(log, line(story)) == 1


def test_foreign_lines_and_unknown_stories_are_left_out(log):
    story = factories.make_article()
    odd = ["\n", "2026-99-99T23:00+00:00 en 1\n", "x" * 10_000 + "\n", f"2026-11-22T23:00+00:00 fr {story.pk}\n"]
    ahead = line(story, hours_ago=-3)

    count(log, *odd, ahead, line(story).replace(f" {story.pk}\n", " 999999999\n"), line(story))

    assert list(ReadCount.objects.values_list("article", "reads")) == [(story.pk, 1)]


def test_missing_log_counts_nothing(log):
    assert reads.count.call() == 0


def test_withdrawn_story_disappears_at_once_and_with_the_next_count(client, log, purged):
    story, other = factories.make_article(title_en="Gone"), factories.make_article(title_en="Here")
    count(log, line(story), line(story), line(other))
    keys = client.get("/en/most-read/")["Surrogate-Key"].split()

    publishing.withdraw(story, language="en", by=None, reason="Wrong.")

    assert f"article-{story.pk}" in purged() & set(keys)
    assert ranked(client) == ["Here"]
    count(log)
    assert list(MostRead.objects.filter(language="en").values_list("article", flat=True)) == [other.pk, other.pk]


def test_caches_are_told_only_when_a_list_has_changed(log, purged):
    story = factories.make_article()
    count(log, line(story))
    told = "most-read-en" in purged()
    count(log, line(story))

    assert told
    assert "most-read-ar" not in purged()


def test_old_counts_are_deleted(log):
    story = factories.make_article()
    ReadCount.objects.create(article=story, language="en", hour=timezone.now() - timedelta(days=9), reads=5)

    count(log)

    assert not ReadCount.objects.exists()


def test_home_shows_the_five_most_read(client, log):
    stories = [factories.make_article(title_en=f"Story {n}") for n in range(7)]

    count(log, *(line(story) for n, story in enumerate(stories) for _ in range(n + 1)))

    page = read(client, "/en/")
    assert page.texts("section.ranks li") == ["Story 6", "Story 5", "Story 4", "Story 3", "Story 2"]
    assert "most-read-en" in client.get("/en/")["Surrogate-Key"].split()


def test_pages_before_the_first_count(client):
    factories.make_article()

    assert read(client, "/en/most-read/").texts("p.empty") == ["Nothing has been counted yet. Come back in a while."]
    assert read(client, "/en/").all("section.ranks") == []


@pytest.mark.parametrize(
    ("agent", "headers", "status", "method", "is_read"),
    [
        (READER, {}, 200, "get", True),
        (READER, {}, 304, "get", True),
        (READER, {}, 404, "get", False),
        (READER, {}, 200, "head", False),
        (READER, {"Sec-Purpose": "prefetch"}, 200, "get", False),
        (READER, {"Purpose": "prefetch"}, 200, "get", False),
        ("", {}, 200, "get", False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", {}, 200, "get", False),
        ("WhatsApp/2.23", {}, 200, "get", False),
        ("curl/8.5", {}, 200, "get", False),
    ],
)
def test_only_readers_count(agent, headers, status, method, is_read):
    asked = getattr(RequestFactory(), method)("/en/article/12/slug/", headers={"User-Agent": agent} | headers)

    written = reads.line_of(asked, status)

    assert bool(written) == is_read
    assert written is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:00\+00:00 en 12\n", written)


@pytest.mark.parametrize("path", ["/en/", "/en/article/x/", "/fr/article/1/", "/admin/articles/article/1/change/"])
def test_other_pages_are_not_counted(path):
    assert reads.line_of(RequestFactory().get(path, headers={"User-Agent": READER}), 200) is None


def test_origin_writes_what_the_count_reads(client, log, settings):
    settings.READS_AT_ORIGIN = True
    story = factories.make_article()

    for _ in range(2):
        client.get(story.address("en"), headers={"User-Agent": READER})

    assert len(log.read_text().splitlines()) == 2
    assert reads.count.call() == 2


def test_page_opens_where_the_log_cannot_be_written(client, settings):
    settings.READS_AT_ORIGIN, settings.READS_LOG = True, "/nowhere/reads.log"
    story = factories.make_article()

    assert client.get(story.address("en"), headers={"User-Agent": READER}).status_code == 200


def test_nginx_leaves_out_the_same_robots_and_writes_the_same_line():
    text = NGINX.read_text()
    line_of_nginx = "2026-11-22T23:00+03:00 en 12\n"

    assert f'"~*({reads.ROBOTS})" 1;' in text
    assert 'log_format reads "$read_hour $read_language $read_story";' in text
    assert "$remote_addr" not in text.split("server {")[0]
    assert reads._LINE.fullmatch(line_of_nginx.encode())
    assert datetime.fromisoformat(line_of_nginx.split()[0]).utcoffset() == timedelta(hours=3)


@pytest.mark.parametrize("rows", [1, 3])
def test_home_takes_at_most_six_questions(client, log, rows, django_assert_max_num_queries):
    stories = [factories.make_article() for _ in range(rows)]
    count(log, *map(line, stories))
    client.get("/en/")

    with django_assert_max_num_queries(6):
        client.get("/en/")
    with django_assert_max_num_queries(4):
        client.get("/en/most-read/")
