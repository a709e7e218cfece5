"""The archive by month: an index that steps over the stories, and the headlines of a month by day."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import archive, publishing
from articles.archive import Month
from articles.views.archive import PER_PAGE
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


def publish_on(year, month, day=15, hour=12, **words):
    return factories.make_article(published_at_en=datetime(year, month, day, hour, tzinfo=UTC), **words)


def test_index_lists_the_months_that_have_stories_and_no_others(client, settings):
    settings.NEWSROOM_MONTHS = "levantine"
    for moment in ((2024, 3), (2024, 3), (2025, 12), (2026, 1)):
        publish_on(*moment)

    page = read(client, "/en/archive/")

    assert page.texts(".year h2") == ["2026", "2025", "2024"]
    links = [(a.text(), a.attributes["href"]) for a in page.all(".months a")]
    assert links == [
        ("January", "/en/archive/2026/1/"),
        ("December", "/en/archive/2025/12/"),
        ("March", "/en/archive/2024/3/"),
    ]
    assert "archive-en" in client.get("/en/archive/")["Surrogate-Key"].split()


def test_month_begins_on_the_newsrooms_clock(settings):
    settings.TIME_ZONE = "Asia/Damascus"
    publish_on(2025, 6, 30, 22)  # the first of July in Damascus

    assert archive.months("en") == [Month(2025, 7)]
    assert Month(2025, 7).begins() == datetime(2025, 6, 30, 21, tzinfo=UTC)


def test_month_shows_headlines_by_day_latest_first(client):
    publish_on(2025, 7, 2, title_en="Second")
    publish_on(2025, 7, 20, title_en="Last")
    publish_on(2025, 7, 2, 15, title_en="Later on the second")
    publish_on(2025, 6, title_en="June")
    publish_on(2025, 9, title_en="September")

    page = read(client, "/en/archive/2025/7/")

    assert page.texts(".day h2") == ["20 July 2025", "2 July 2025"]
    assert page.texts(".day a") == ["Last", "Later on the second", "Second"]
    assert [a.attributes["href"] for a in page.all("nav.pages a")] == ["/en/archive/2025/9/", "/en/archive/2025/6/"]


def test_full_month_turns_pages(client):
    for n in range(PER_PAGE + 1):
        publish_on(2025, 7, 1 + n % 20)

    first, second = read(client, "/en/archive/2025/7/"), read(client, "/en/archive/2025/7/", page="2")

    assert (len(first.all(".day a")), len(second.all(".day a"))) == (PER_PAGE, 1)
    assert [page.texts("title") for page in (first, second)] == [
        ["July 2025 – The River Post"],
        ["July 2025 – Page 2 – The River Post"],
    ]
    read(client, "/en/archive/2025/7/", status=404, page="3")


def test_month_leads_to_its_other_language_if_that_has_stories_of_the_month(client):
    publish_on(2025, 7)

    alone = read(client, "/en/archive/2025/7/")
    factories.make_article(live="ar", published_at_ar=datetime(2025, 7, 3, tzinfo=UTC))
    both = read(client, "/en/archive/2025/7/")

    assert alone.all('header a[hreflang="ar"]') == []
    assert [link.attributes["href"] for link in both.all('header a[hreflang="ar"]')] == ["/ar/archive/2025/7/"]
    assert {Month(2025, 7).key("en"), Month(2025, 7).key("ar")} <= {*alone.headers["Surrogate-Key"].split()}


def test_month_is_renewed_when_a_month_beside_it_goes_or_comes(client):
    publish_on(2025, 5)
    publish_on(2025, 7)
    publish_on(2025, 9)

    july, september = (
        {*read(client, f"/en/archive/2025/{month}/").headers["Surrogate-Key"].split()} for month in (7, 9)
    )

    assert {Month(2025, 5).key("en"), Month(2025, 9).key("en")} <= july
    assert "archive-en" not in july
    assert {Month(2025, 7).key("en"), "archive-en"} <= september


def test_month_is_kept_no_longer_than_until_a_story_of_its_other_language(client):
    publish_on(2025, 7)
    factories.make_article(live="ar", published_at_ar=timezone.now() + timedelta(seconds=40))

    kept = re.search(r"s-maxage=(\d+)", client.get("/en/archive/2025/7/")["Cache-Control"])

    assert 30 <= int(kept[1]) <= 40


def test_month_hides_what_readers_may_not_open(client):
    shown = publish_on(2025, 7, title_en="Shown")
    publish_on(2025, 7, live="ar", title_en="Only in Arabic")
    publishing.withdraw(publish_on(2025, 7, title_en="Taken back"), language="en", by=None, reason="Wrong.")

    assert read(client, "/en/archive/2025/7/").texts(".day a") == [shown.title_en]


@pytest.mark.parametrize(
    "path", ["2025/13/", "2025/0/", "99999/1/", "0/1/", "2025/6/", "9999/12/", "9" * 5000 + "/1/"]
)
def test_month_without_stories_is_not_found(client, path):
    publish_on(2025, 7)

    assert client.get(f"/en/archive/{path}").status_code == 404


def test_year_leads_to_its_place_in_the_index(client):
    assert client.get("/en/archive/2025/")["Location"] == "/en/archive/#y2025"
    assert client.get("/en/archive/2025/?from=mail&lite")["Location"] == "/en/archive/?from=mail&lite#y2025"
    assert client.get("/en/archive/99999/").status_code == 404


def test_publishing_renews_the_pages_of_its_month(purged):
    story = factories.make_article(live="")

    publishing.publish(story, language="en", by=None)

    month = Month.of(timezone.now()).key("en")
    assert {"archive-en", month} <= purged()


@pytest.mark.parametrize("rows", [1, 3])
def test_archive_takes_few_questions(client, rows, django_assert_max_num_queries):
    for n in range(rows):
        publish_on(2025, 7 + n)
    client.get("/en/archive/")

    with django_assert_max_num_queries(4):
        client.get("/en/archive/")
    with django_assert_max_num_queries(7):
        client.get("/en/archive/2025/7/")


def test_index_reads_no_more_rows_than_there_are_months():
    factories.make_section()
    factories.grow_archive(3000)

    found = archive.months("en")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")
        plan = archive._QUESTION["en"]
        given = {"zone": "UTC", "now": timezone.now(), "earliest": datetime(1000, 1, 2, tzinfo=UTC)}
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {plan}", given)
        lines = [line for (line,) in cursor.fetchall()]

    assert len(found) >= 2
    assert not [line for line in lines if "Seq Scan" in line or "Sort" in line]
