"""Sections, topics and contributors: lists that turn page by page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.views.frame import PER_PAGE
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    """A section that fills one page and a bit."""
    section = factories.make_section(slug_en="water", slug_ar="مياه", description_en="About water.")
    for n in range(PER_PAGE + 3):
        factories.make_article(
            section=section, title_en=f"Story {n}", published_at_en=timezone.now() - timedelta(hours=n + 1)
        )
    return section


def test_section_turns_pages_newest_first(client, section):
    first = read(client, "/en/section/water/")
    (older,) = {link.attributes["href"] for link in first.all('[rel="next"]')}
    second = read(client, older)

    assert first.texts("article h2") == [f"Story {n}" for n in range(PER_PAGE)]
    assert second.texts("article h2") == ["Story 20", "Story 21", "Story 22"]
    assert older.startswith("/en/section/water/?before=")
    assert [link.attributes["href"] for link in second.all('head link[rel="prev"]')] == ["/en/section/water/"]
    assert second.all('[rel="next"]') == []
    assert first.all(".pages p") == []
    assert second.one(".pages p").text().startswith("Up to ")
    section_name, paper = first.one("title").text().split(" – ")
    assert second.one("title").text() == f"{section_name} – {second.one('.pages p').text()} – {paper}"


def test_section_page_two_is_its_own_canonical_and_has_no_other_language(client, section, settings):
    settings.SITE_URL = "https://post.example"

    first = read(client, "/en/section/water/")
    older = first.one('a[rel="next"]').attributes["href"]
    second = read(client, f"{older}&from=mail")

    assert second.one('link[rel="canonical"]').attributes["href"] == f"https://post.example{older}"
    assert second.all("head link[hreflang]") == []
    assert len(first.all("head link[hreflang]")) == 2


def test_section_leads_its_numbered_pages_of_before_to_where_they_stand(client, section):
    older = read(client, "/en/section/water/").one('a[rel="next"]').attributes["href"]

    led = client.get("/en/section/water/?page=2&lite")

    assert (led.status_code, led["Location"]) == (302, f"{older}&lite")
    assert "public" in led["Cache-Control"]
    assert led["Surrogate-Key"].split()[0].startswith("section-")


@pytest.mark.parametrize(
    "page", ["0", "-1", "3", "999999", "9" * 5000, "two", "1.5", "", " 1", "٢", "²", "\0", "1\n"]
)
def test_section_knows_no_such_page(client, section, page):
    read(client, "/en/section/water/", status=404, page=page)


def test_section_of_another_language_or_name_is_not_found(client, section):
    read(client, "/ar/section/water/", status=404)
    read(client, "/en/section/WATER/", status=404)


def test_section_without_stories_says_so(client):
    factories.make_section(slug_en="quiet")

    assert read(client, "/en/section/quiet/").texts(".empty") == ["Nothing has been published here yet."]


def test_topic_lists_its_stories_alone(client):
    topic = factories.make_topic(slug_en="bread")
    factories.make_article(title_en="On bread").topics.add(topic)
    factories.make_article(title_en="On water")

    page = read(client, "/en/topic/bread/")

    assert page.texts("article h2") == ["On bread"]
    assert page.headers["Surrogate-Key"].split()[0] == f"topic-{topic.pk}-en"


def test_contributor_shows_portrait_bio_and_each_story_once(client):
    photo = factories.make_photo(credit="Noor")
    person = factories.make_contributor(slug_en="layla", bio_en="Writes.\n\nSince 2014.", portrait=photo)
    story = factories.make_article(title_en="Both roles")
    for role in ("author", "photographer"):
        factories.make_byline(story, contributor=person, role=role)

    page = read(client, "/en/by/layla/")

    assert page.texts(".bio p") == ["Writes.", "Since 2014."]
    assert page.texts(".portrait .credit") == ["Noor"]
    assert page.texts("article h2") == ["Both roles"]
    assert f"photo-{photo.pk}" in page.headers["Surrogate-Key"].split()


@pytest.mark.parametrize("path", ["/en/section/water/", "/en/topic/bread/", "/en/by/layla/"])
@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_is_flat(client, path, rows, django_assert_max_num_queries):
    section, topic = factories.make_section(slug_en="water"), factories.make_topic(slug_en="bread")
    person = factories.make_contributor(slug_en="layla", portrait=factories.make_photo())
    for _ in range(rows):
        story = factories.make_article(section=section, lead_photo=factories.make_photo())
        story.topics.add(topic)
        factories.make_byline(story, contributor=person)
    client.get(path)

    with django_assert_max_num_queries(4 if "section" in path else 5):
        client.get(path)
