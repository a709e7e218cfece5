"""Sitemaps: live pages only, each beside its other language, with its pictures; and the news of two days."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import sitemaps
from articles.models import Page, State
from tests import factories

pytestmark = pytest.mark.django_db

ORIGIN = "https://post.example"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


@pytest.fixture(autouse=True)
def _public_origin(settings):
    settings.SITE_URL = ORIGIN


def opened(client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/xml"
    return ElementTree.fromstring(answer.content)


def index(client) -> list[str]:
    """The path of every sitemap that the index names."""
    found = [place.text for place in opened(client, "/sitemap.xml").iterfind("s:sitemap/s:loc", NAMES)]
    assert all(address.startswith(f"{ORIGIN}/") for address in found)
    return [address.removeprefix(ORIGIN) for address in found]


def path_of(row, kind: str, language: str) -> str:
    """The sitemap in which a row stands."""
    return f"/sitemap-{kind}-{language}-{row.pk // sitemaps.PER_PART}.xml"


def read_map(client, path: str) -> dict[str, dict[str, str]]:
    """Every address of a sitemap with its alternates by language."""
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in opened(client, path).findall("s:url", NAMES)
    }


def test_sitemap_names_live_stories_with_live_alternates(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_PART", 10**6)
    both, alone = factories.make_article(), factories.make_article(live="en")
    factories.make_article(published_at_en=timezone.now() + timedelta(hours=1))

    assert read_map(client, path_of(both, "stories", "en")) == {
        f"{ORIGIN}{both.address('en')}": {
            "ar": f"{ORIGIN}{both.address('ar')}",
            "en": f"{ORIGIN}{both.address('en')}",
        },
        f"{ORIGIN}{alone.address('en')}": {},
    }


@pytest.mark.parametrize("language", ["ar", "en"])
def test_index_leads_to_every_page_of_the_paper(client, language):
    story, topic = factories.make_article(), factories.make_topic(kind="place")
    story.topics.add(topic)
    person, series = factories.make_byline(story).contributor, factories.make_series(story)

    found = set().union(*(read_map(client, path) for path in index(client) if f"-{language}" in path))

    pages = [row.address(language) for row in (story, story.section, topic, person, series)]
    pages += [f"/{language}/", f"/{language}/archive/", f"/{language}/most-read/", f"/{language}/corrections/"]
    pages += [page.address(language) for page in Page.objects.named(language)]
    assert found == {f"{ORIGIN}{page}" for page in pages}


def test_sitemaps_tell_no_topic_series_or_name_before_a_story_of_theirs(client):
    soon = timezone.now() + timedelta(hours=1)
    hidden = factories.make_article(live="ar", state_en=State.PUBLISHED, published_at_en=soon)
    hidden.topics.add(factories.make_topic())
    factories.make_byline(hidden)
    factories.make_series(hidden)

    told = [path.split("-") for path in index(client) if path.count("-") == 3]

    assert sorted(kind for _map, kind, language, _part in told if language == "en") == ["sections"]
    assert sorted(kind for _map, kind, language, _part in told if language == "ar") == sorted(sitemaps.KINDS)


def test_index_names_no_part_that_holds_nothing(client):
    story = factories.make_article(live="ar", section=factories.make_section(name_en=None, slug_en=None))
    story.created_at = story.saved_at

    assert index(client) == [
        "/sitemap-news-ar.xml",
        "/sitemap-pages-ar.xml",
        path_of(story, "stories", "ar"),
        path_of(story.section, "sections", "ar"),
        "/sitemap-pages-en.xml",
    ]


def test_index_of_a_large_archive_has_a_part_for_each_thousand_numbers_with_a_live_story(client):
    for pk in (9_000_000, 9_000_999, 9_001_000, 9_003_500):
        factories.make_article(pk=pk)
    factories.make_article(pk=9_002_500, live="")

    assert sitemaps.parts("stories", "en") == [9000, 9001, 9003]
    assert len(read_map(client, "/sitemap-stories-en-9000.xml")) == 2
    assert client.get("/sitemap-stories-en-9002.xml").status_code == 404


def test_index_dates_the_parts_that_were_changed_lately(client):
    story = factories.make_article()

    dates = {
        each.findtext("s:loc", namespaces=NAMES): each.findtext("s:lastmod", namespaces=NAMES)
        for each in opened(client, "/sitemap.xml").findall("s:sitemap", NAMES)
    }

    assert dates[f"{ORIGIN}{path_of(story, 'stories', 'en')}"] == f"{story.saved_at:%Y-%m-%dT%H:%M:%SZ}"
    assert dates[f"{ORIGIN}/sitemap-pages-en.xml"] is None


def test_sitemap_names_the_pictures_of_a_story_each_once(client):
    lead, placed = factories.make_photo(), factories.make_photo()
    story = factories.make_article(lead_photo=lead)
    story.body_photos.set([placed, lead])

    (url,) = opened(client, path_of(story, "stories", "ar")).findall("s:url", NAMES)

    images = [image.text for image in url.iterfind("image:image/image:loc", NAMES)]
    assert images == [f"{ORIGIN}{lead.file.url}", f"{ORIGIN}{placed.file.url}"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_news_are_the_stories_of_two_days_with_language_and_date(client, language, settings):
    settings.NEWSROOM_NAME = {"ar": "النهر", "en": "River & Post"}
    now = timezone.now()
    new = factories.make_article(
        **{f"title_{language}": "Bread <&> \x0bخبز", f"published_at_{language}": now - timedelta(hours=47)}
    )
    factories.make_article(**{f"published_at_{language}": now - timedelta(hours=49)})
    factories.make_article(**{f"published_at_{language}": now + timedelta(hours=1)})

    (url,) = opened(client, f"/sitemap-news-{language}.xml").findall("s:url", NAMES)

    facts = {child.tag.partition("}")[2]: child.text for child in url.find("news:news", NAMES).iter()}
    assert url.findtext("s:loc", namespaces=NAMES) == f"{ORIGIN}{new.address(language)}"
    assert facts["name"] == {"ar": "النهر", "en": "River & Post"}[language]
    assert facts["language"] == language
    assert facts["publication_date"] == f"{new.published_at(language):%Y-%m-%dT%H:%M:%SZ}"
    assert facts["title"] == "Bread <&> خبز"


def test_news_are_at_most_a_thousand(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    stories = [factories.make_article(published_at_en=timezone.now() - timedelta(hours=n)) for n in (3, 1, 2)]

    assert list(read_map(client, "/sitemap-news-en.xml")) == [f"{ORIGIN}{stories[n].address('en')}" for n in (1, 2)]


def test_sitemap_of_pages_names_those_that_editors_let_out_with_their_date(client):
    page = factories.make_page(is_public_ar=False)

    (url,) = [
        url
        for url in opened(client, "/sitemap-pages-en.xml").findall("s:url", NAMES)
        if url.findtext("s:loc", namespaces=NAMES) == f"{ORIGIN}{page.address('en')}"
    ]

    assert url.findtext("s:lastmod", namespaces=NAMES) == f"{page.changed_at:%Y-%m-%dT%H:%M:%SZ}"
    assert url.findall("x:link", NAMES) == []
    assert page.address("ar") not in client.get("/sitemap-pages-ar.xml").content.decode()


def test_quiet_paper_has_no_news(client):
    factories.make_article(published_at_en=timezone.now() - timedelta(days=3))

    assert client.get("/sitemap-news-en.xml").status_code == 404
    assert "/sitemap-news-en.xml" not in index(client)


def test_robots_names_the_index(client):
    robots = client.get("/robots.txt").content.decode()

    assert robots.splitlines()[:4] == [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/admin/", "/ar/search/", "/en/search/")),
    ]
    assert robots.endswith(f"\n\nSitemap: {ORIGIN}/sitemap.xml\n")


@pytest.mark.parametrize(
    "path",
    [
        "none-en-0",
        "stories-fr-0",
        "stories-en-987654",
        "stories-en-x",
        "stories-en--1",
        f"topics-ar-{9**30}",
        "topics-en-987654",
        "stories-en",
        "pages-fr",
        "news-xx",
        "%00-en-0",
    ],
)
def test_sitemap_unknown_is_not_found(client, path):
    factories.make_article()

    assert client.get(f"/sitemap-{path}.xml").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_sitemap_query_count_is_flat(client, rows, django_assert_num_queries):
    for _ in range(rows):
        story = factories.make_article(lead_photo=factories.make_photo())
        story.body_photos.add(factories.make_photo())

    with django_assert_num_queries(4):
        client.get(path_of(story, "stories", "en"))
    with django_assert_num_queries(4):
        client.get("/sitemap-news-en.xml")
