"""Sitemaps: live pages only, each beside its other language."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def _public_origin(settings):
    settings.SITE_URL = "https://post.example"


def read_map(client, path: str) -> dict[str, dict[str, str]]:
    """Every address of a sitemap with its alternates by language."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)
        }
        for url in ElementTree.fromstring(answer.content).findall("s:url", NAMES)
    }


def test_sitemap_names_live_stories_with_live_alternates(client):
    both, alone = factories.make_article(), factories.make_article(live="en")
    factories.make_article(published_at_en=timezone.now() + timedelta(hours=1))
    origin = "https://post.example"

    assert read_map(client, "/sitemap-stories-en.xml") == {
        f"{origin}{both.address('en')}": {
            "ar": f"{origin}{both.address('ar')}",
            "en": f"{origin}{both.address('en')}",
        },
        f"{origin}{alone.address('en')}": {},
    }


def test_sitemap_of_places_has_the_front_page_and_all_that_is_named(client):
    section, topic = factories.make_section(), factories.make_topic(name_en=None, slug_en=None)

    places = read_map(client, "/sitemap-places-en.xml")

    assert f"https://post.example{section.address('en')}" in places
    assert "https://post.example/en/" in places
    assert len(places) == 2
    assert f"https://post.example{topic.address('ar')}" in read_map(client, "/sitemap-places-ar.xml")


def test_sitemap_index_names_every_sitemap_and_robots_names_the_index(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    robots = client.get("/robots.txt").content.decode()

    assert [place.text for place in root.iterfind("s:sitemap/s:loc", NAMES)] == [
        f"https://post.example/sitemap-{kind}-{language}.xml"
        for language in ("ar", "en")
        for kind in ("stories", "places")
    ]
    assert robots == "User-agent: *\nDisallow: /admin/\n\nSitemap: https://post.example/sitemap.xml\n"


@pytest.mark.parametrize("path", ["/sitemap-none.xml", "/sitemap-stories-en.xml?p=99", "/sitemap-stories-en.xml?p=x"])
def test_sitemap_unknown_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_sitemap_query_count_is_flat(client, rows, django_assert_max_num_queries):
    for _ in range(rows):
        factories.make_article()

    with django_assert_max_num_queries(5):
        client.get("/sitemap-stories-en.xml")
