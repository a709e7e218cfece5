"""The page of an address that is not there: what may have been meant, and a search box."""

import pytest
from django.db import connection

from articles import lost
from articles.models import Article
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/en/article/99999/old-bridge-reopens/", "/en/2019/05/old-bridge-reop", "/en/old-bridge-reopens.html"]
)
def test_mangled_address_leads_to_the_story_it_begins_like(client, path):
    story = factories.make_article(title_en="Old bridge reopens", slug_en="old-bridge-reopens")
    factories.make_article(slug_en="something-else")

    page = read(client, path, status=404)

    assert [a.attributes["href"] for a in page.all(".sorry li a")] == [story.address("en")]


def test_search_box_is_filled_with_the_words_of_the_address(client):
    page = read(client, "/en/2019/05/the-water-tower-77/", status=404)

    assert page.one('input[name="q"]').attributes["value"] == "the water tower"
    assert page.one("form.find").attributes["action"] == "/en/search/"


def test_arabic_addresses_are_read_too(client):
    story = factories.make_article(slug_ar="الجسر-القديم-يعود")

    page = read(client, "/ar/article/99999/الجسر-القديم/", status=404)

    assert [a.attributes["href"] for a in page.all(".sorry li a")] == [story.address("ar")]


def test_hidden_stories_are_not_suggested(client):
    factories.make_article(slug_en="under-the-counter", live="ar")

    assert read(client, "/en/x/under-the-counter/", status=404).all(".sorry li a") == []


@pytest.mark.parametrize(
    "path", ["/en/a%00bcdefgh/", "/en/%25%25%25%25%25%25%25/", "/en/______/", "/en/" + "x" * 9000]
)
def test_odd_addresses_suggest_nothing_and_break_nothing(client, path):
    factories.make_article(slug_en="anything-at-all")

    assert read(client, path, status=404).all(".sorry li a") == []


def test_suggestion_is_one_step_in_an_index():
    factories.make_section()
    factories.grow_archive(2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")

    plan = Article.objects.live("en").filter(slug_en__startswith="from-the-archive-19").explain()

    assert "article_slug_live_en" in plan
    assert len(lost.looked_for("/en/from-the-archive-19", "en").stories) == lost.SUGGESTED
