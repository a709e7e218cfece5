"""The front page: what stands where, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.front import LATEST, PER_SECTION
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


def make_paper(sections: int, stories: int) -> None:
    """Sections with stories and pictures, the newest first in the first section."""
    for section in [factories.make_section(position=n) for n in range(sections)]:
        for n in range(stories):
            factories.make_article(
                section=section,
                lead_photo=factories.make_photo(),
                published_at_en=timezone.now() - timedelta(hours=section.position * stories + n + 1),
            )


def test_home_leads_with_the_newest_and_never_repeats_a_story(client):
    make_paper(sections=3, stories=8)

    page = read(client, "/en/")
    headlines = page.texts("main h2 a")[:1] + page.texts("main h3 a")

    assert page.texts(".lead h2") == headlines[:1]
    assert len(page.texts(".latest li")) == LATEST - 1
    assert len(headlines) == len(set(headlines)) == LATEST + 2 * PER_SECTION
    assert page.headers["Content-Language"] == "en"


def test_home_shows_only_what_is_live_in_its_language(client):
    factories.make_article(live="ar", title_en="Arabic only")
    factories.make_article(title_en="Later", published_at_en=timezone.now() + timedelta(hours=1))
    factories.make_article(title_en="Live")

    assert read(client, "/en/").texts("article h2") == ["Live"]


def test_home_of_an_empty_paper_says_so(client):
    assert read(client, "/en/").texts(".empty") == ["Nothing has been published here yet."]


def test_home_is_kept_no_longer_than_until_the_next_story(client):
    factories.make_article(published_at_en=timezone.now() + timedelta(seconds=50))

    kept = read(client, "/en/").headers["Cache-Control"]

    assert 45 <= int(re.search(r"s-maxage=(\d+)", kept)[1]) <= 50
    assert "stale-if-error=86400" in kept


def test_home_names_the_keys_of_its_stories_and_photos(client):
    photo = factories.make_photo()
    story = factories.make_article(lead_photo=photo)

    keys = read(client, "/en/").headers["Surrogate-Key"].split()

    assert keys == ["home-en", f"article-{story.pk}", f"photo-{photo.pk}", "most-read-en", "menu-en"]


@pytest.mark.parametrize("many", [1, 3])
def test_home_takes_five_queries_whatever_it_holds(client, many, django_assert_num_queries):
    make_paper(sections=many, stories=many * 4)
    client.get("/en/")

    with django_assert_num_queries(5):
        client.get("/en/")
