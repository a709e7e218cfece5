"""Stories that are read in order: their own page, and the parts before and after each."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing, series
from articles.models import SeriesEntry, State
from articles.views.frame import PER_PAGE
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


def parts(page) -> dict[str, str]:
    """What the series' part of a story's page leads to."""
    return {link.attributes["rel"]: link.attributes["href"] for link in page.all(".parts li a")}


def test_series_page_lists_live_stories_in_its_own_order(client):
    first = factories.make_article(title_en="One", published_at_en=timezone.now() - timedelta(hours=1))
    second = factories.make_article(title_en="Two", published_at_en=timezone.now() - timedelta(days=9))
    later = factories.make_article(title_en="Later", published_at_en=timezone.now() + timedelta(minutes=9))
    hidden = factories.make_article(title_en="Hidden", live="ar")
    row = factories.make_series(first, second, later, hidden, slug_en="river-year", description_en="All year.")

    page = read(client, "/en/series/river-year/")

    assert page.texts("article h2") == ["One", "Two"]
    assert page.texts(".heading p") == ["Series", "All year."]
    assert page.headers["Surrogate-Key"].split()[0] == f"series-{row.pk}-en"
    assert "s-maxage=3600" not in page.headers["Cache-Control"]  # not past the part that is still to come


def test_series_page_turns_and_names_its_pages_for_a_series(client):
    stories = [factories.make_article(title_en=f"Part {n}") for n in range(PER_PAGE + 2)]
    factories.make_series(*stories, slug_en="long")

    first, second = read(client, "/en/series/long/"), read(client, "/en/series/long/", page="2")

    assert first.texts("article h2") == [f"Part {n}" for n in range(PER_PAGE)]
    assert second.texts("article h2") == ["Part 20", "Part 21"]
    assert (first.texts(".pages a"), second.texts(".pages a")) == (["Later parts"], ["Earlier parts"])


def test_series_without_live_stories_says_so_and_an_unknown_one_is_not_found(client):
    factories.make_series(slug_en="empty")

    assert read(client, "/en/series/empty/").texts(".empty") == ["Nothing has been published here yet."]
    read(client, "/en/series/other/", status=404)
    read(client, "/en/series/%00/", status=404)


@pytest.mark.parametrize("rows", [1, 3])
def test_series_page_query_count_is_flat(client, rows, django_assert_num_queries):
    factories.make_series(*(factories.make_article() for _ in range(rows)), slug_en="flat")
    client.get("/en/series/flat/")

    with django_assert_num_queries(5):
        client.get("/en/series/flat/")


def test_story_names_its_series_and_its_nearest_live_neighbours(client):
    one, two, three = (factories.make_article(title_en=f"Part {n}") for n in (1, 2, 3))
    hidden = factories.make_article(live="ar", title_en="Not in English")
    later = factories.make_article(published_at_en=timezone.now() + timedelta(hours=1))
    row = factories.make_series(one, hidden, two, later, three, name_en="A year of the river")

    first, middle, last = (read(client, story.address("en")) for story in (one, two, three))

    assert parts(first) == {"next": two.address("en")}
    assert parts(middle) == {"prev": one.address("en"), "next": three.address("en")}
    assert parts(last) == {"prev": two.address("en")}
    assert [page.texts(".parts p") for page in (first, middle, last)] == [
        ["Part 1 of 3"],
        ["Part 2 of 3"],
        ["Part 3 of 3"],
    ]
    assert middle.texts(".parts h2 a") == ["A year of the river"]
    assert middle.one(".parts h2 a").attributes["href"] == row.address("en")
    assert middle.texts(".kicker a")[-1] == "A year of the river"


def test_neighbours_are_those_of_the_page_s_language(client):
    one, two = factories.make_article(live="ar"), factories.make_article()
    factories.make_series(one, two)

    assert parts(read(client, two.address("ar"))) == {"prev": one.address("ar")}
    assert parts(read(client, two.address("en"))) == {}


def test_parts_of_the_same_place_keep_a_fixed_order(client):
    one, two, three = (factories.make_article() for _ in range(3))
    factories.make_series(one, two, three).entries.update(position=0)

    assert parts(read(client, two.address("en"))) == {"prev": one.address("en"), "next": three.address("en")}


def test_series_without_a_name_in_this_language_is_not_told(client):
    one, two = factories.make_article(), factories.make_article()
    row = factories.make_series(one, two, name_en=None, slug_en=None)

    page = read(client, two.address("en"))

    assert page.all(".parts") == []
    assert f"series-{row.pk}-en" in page.headers["Surrogate-Key"].split()
    assert len(read(client, two.address("ar")).all(".parts")) == 1


def test_story_outside_any_series_says_nothing(client):
    page = read(client, factories.make_article().address("en"))

    assert page.all(".parts") == []
    assert "series-" not in page.headers["Surrogate-Key"]
    assert "isPartOf" not in page.html


def test_story_in_a_series_takes_no_query_more(client, django_assert_num_queries):
    one, two, three = (factories.make_article() for _ in range(3))
    factories.make_series(one, two, three)
    client.get(two.address("en"))

    with django_assert_num_queries(1):
        client.get(two.address("en"))


def test_machines_are_told_the_series(client, settings):
    settings.SITE_URL = "https://post.example"
    one = factories.make_article()
    row = factories.make_series(one, name_en="A <year>")

    facts = json.loads(read(client, one.address("en")).all('script[type="application/ld+json"]')[0].text())

    assert facts["isPartOf"] == {
        "@type": "CreativeWorkSeries",
        "name": "A <year>",
        "url": f"https://post.example{row.address('en')}",
    }


def test_sitemap_names_the_series(client, settings):
    settings.SITE_URL = "https://post.example"
    row = factories.make_series(factories.make_article())

    sitemap = client.get(f"/sitemap-series-en-{row.pk // 1000}.xml").content.decode()
    assert f"<loc>https://post.example{row.address('en')}</loc>" in sitemap


def test_publishing_a_part_renews_the_pages_of_the_others(purged):
    one, new = factories.make_article(), factories.make_article(live="")
    row = factories.make_series(one, new)

    publishing.publish(new, language="en", by=None)

    assert f"series-{row.pk}-en" in purged()
    assert f"series-{row.pk}-ar" not in purged()


def test_deleting_a_part_renews_the_pages_of_the_others(purged):
    one, two = factories.make_article(), factories.make_article()
    row = factories.make_series(one, two)

    publishing.delete(two, by=None)

    assert f"series-{row.pk}-en" in purged()
    assert row.entries.count() == 1


def test_arranging_renews_stories_that_came_and_left(purged):
    stays, leaves, comes = (factories.make_article() for _ in range(3))
    row = factories.make_series(stays, leaves)

    with series.arranging(row):
        SeriesEntry.objects.filter(article=leaves).delete()
        SeriesEntry.objects.create(series=row, article=comes, position=1)

    assert {f"series-{row.pk}-ar", f"article-{leaves.pk}", f"article-{comes.pk}"} <= purged()
    assert f"article-{stays.pk}" not in purged()  # it carries the key of the series


def test_arranging_nothing_purges_nothing(purged):
    row = factories.make_series(factories.make_article())

    with series.arranging(row):
        pass

    assert purged() == set()


def test_withdrawn_part_is_stepped_over(client):
    one, two, three = (factories.make_article() for _ in range(3))
    factories.make_series(one, two, three)
    two.state_en = State.WITHDRAWN
    two.save()

    assert parts(read(client, one.address("en"))) == {"next": three.address("en")}
