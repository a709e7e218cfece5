"""Turning the pages of a long list: every story once, both ways, and no page under an address we never wrote."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.views.frame import PER_PAGE
from tests import factories
from tests.pages import Page, read

pytestmark = pytest.mark.django_db

PATH = "/en/section/water/"


def make_stories(many: int, *, at_once: bool = False) -> list[str]:
    """Stories of one section, and their headlines, the newest first; `at_once` gives all of them one moment."""
    section, now = factories.make_section(slug_en="water"), timezone.now()
    for n in reversed(range(many)):
        moment = now - timedelta(hours=1 if at_once else n + 1)
        factories.make_article(section=section, title_en=f"Story {n}", published_at_en=moment)
    return [f"Story {n}" for n in range(many)]


def turned(client, page: Page, way: str) -> list[Page]:
    """The pages from this one on, as far as they go."""
    pages = [page]
    while links := pages[-1].all(f'nav a[rel="{way}"]'):
        pages.append(read(client, links[0].attributes["href"]))
    return pages


def titles(page: Page) -> list[str]:
    return page.texts("article h2")


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("many", [1, PER_PAGE, PER_PAGE + 1, 2 * PER_PAGE, 3 * PER_PAGE + 7])
def test_pages_hold_every_story_once_in_order(client, many, at_once):
    wanted = make_stories(many, at_once=at_once)

    pages = turned(client, read(client, PATH), "next")

    assert [title for page in pages for title in titles(page)] == wanted
    assert len(pages) == -(-many // PER_PAGE)


def test_pages_lead_back_over_every_story_to_the_first(client):
    wanted = make_stories(3 * PER_PAGE + 7)
    last = turned(client, read(client, PATH), "next")[-1]

    back = turned(client, last, "prev")

    assert set(wanted) == {title for page in back for title in titles(page)}
    assert titles(back[1]) == wanted[2 * PER_PAGE : 3 * PER_PAGE]
    assert titles(back[-1]) == wanted[:PER_PAGE]
    assert back[-1].one('link[rel="canonical"]').attributes["href"].endswith(PATH)


def test_page_keeps_its_stories_while_new_ones_appear_and_others_are_withdrawn(client):
    wanted = make_stories(2 * PER_PAGE + 1)
    first = read(client, PATH)
    older = first.one('nav a[rel="next"]').attributes["href"]
    section = factories.Section.objects.get(slug_en="water")
    factories.make_article(section=section, title_en="New")
    last_of_first = factories.Article.objects.filter(title_en=wanted[PER_PAGE - 1])
    last_of_first.update(state_en="withdrawn")

    assert titles(read(client, older)) == wanted[PER_PAGE : 2 * PER_PAGE]


def test_newer_page_that_holds_less_than_the_first_leads_to_the_first(client):
    make_stories(PER_PAGE + 5)
    second = turned(client, read(client, PATH), "next")[-1]
    before = second.one('link[rel="canonical"]').attributes["href"].partition("?before=")[2]

    led = client.get(PATH, {"after": before, "from": "mail"})

    assert (led.status_code, led["Location"]) == (302, f"{PATH}?from=mail")


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize(
    "odd",
    [
        *("", "-", "1", "1-", "-1", "1-1-1", "1-01", "01-1", "A-1", "1-١", "zzzzzzzzzzzz-1", "1-zzzzzzzzzzzzz"),
        *("1-1 ", "1-1\n", "\0", "\u202e", "'; DROP TABLE", "9" * 5000, "1-1&1"),
    ],
)
def test_bookmark_that_we_never_wrote_is_not_found(client, side, odd):
    make_stories(1)

    assert client.get(PATH, {side: odd}).status_code == 404


def test_bookmark_before_everything_or_beside_another_is_not_found(client):
    make_stories(PER_PAGE + 1)
    before = read(client, PATH).one('nav a[rel="next"]').attributes["href"].partition("=")[2]

    assert client.get(PATH, {"before": "1-1"}).status_code == 404
    assert client.get(PATH, {"before": before}).status_code == 200
    assert client.get(PATH, {"before": before, "after": before}).status_code == 404
    assert client.get(PATH, {"before": before, "page": "2"}).status_code == 404


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=20), st.from_regex(r"[0-9a-z]{1,14}-[0-9a-z]{1,14}", fullmatch=True)))
def test_no_bookmark_breaks_the_page(client, text):
    factories.Section.objects.filter(slug_en="water").exists() or make_stories(1)

    for side in ("before", "after"):
        assert client.get(PATH, {side: text.encode("utf-8", "replace")}).status_code in {200, 302, 404}


def test_later_page_costs_no_query_more_than_the_first_and_skips_nothing(client):
    make_stories(2 * PER_PAGE + 1)
    older = read(client, PATH).one('nav a[rel="next"]').attributes["href"]
    client.get(older)

    with CaptureQueriesContext(connection) as seen:
        client.get(older)

    assert len(seen) == 4
    assert not [query["sql"] for query in seen if "OFFSET" in query["sql"] or "COUNT(" in query["sql"]]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_topics_and_contributors_turn_their_pages_too(client, language):
    topic, person = factories.make_topic(), factories.make_contributor()
    for _ in range(PER_PAGE + 1):
        story = factories.make_article()
        story.topics.add(topic)
        for role in ("author", "photographer"):
            factories.make_byline(story, contributor=person, role=role)

    for place in (topic, person):
        pages = turned(client, read(client, place.address(language)), "next")
        assert [len(titles(page)) for page in pages] == [PER_PAGE, 1]
        assert len({title for page in pages for title in titles(page)}) == PER_PAGE + 1
