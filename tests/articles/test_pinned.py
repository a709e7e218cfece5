"""Pinned stories and the breaking strip as readers see them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.front import LATEST, PER_SECTION
from articles.models import BreakingNews, FrontPage, State
from articles.views.frame import PER_PAGE
from tests import factories
from tests.pages import Page, read

pytestmark = pytest.mark.django_db


def make_stories(section, count):
    """Stories of one section, "Story 0" the newest."""
    return [
        factories.make_article(
            section=section, title_en=f"Story {n}", published_at_en=timezone.now() - timedelta(hours=n + 1)
        )
        for n in range(count)
    ]


def pin(*stories, language="en", section=None, expires_at=None):
    """Pin stories to a page, in this order."""
    page, _made = FrontPage.objects.get_or_create(language=language, section=section)
    start = page.slots.count()
    for place, story in enumerate(stories, start):
        page.slots.create(story=story, position=place, expires_at=expires_at)


def announce(text="The bridge is open", *, starts=-60, ends=60, language="en", **values):
    """A strip between two moments, in seconds from now."""
    now = timezone.now()
    return BreakingNews.objects.create(
        language=language,
        text=text,
        starts_at=now + timedelta(seconds=starts),
        ends_at=now + timedelta(seconds=ends),
        **values,
    )


def headlines(page: Page) -> list[str]:
    """The home page's headlines from top to bottom."""
    return page.texts("main h2 a")[:1] + page.texts("main h3 a")


def kept_for(page: Page) -> int:
    """How many seconds shared caches may keep a page."""
    return int(re.search(r"s-maxage=(\d+)", page.headers["Cache-Control"])[1])


def test_home_leads_with_pinned_stories_and_fills_the_rest(client):
    section = factories.make_section(slug_en="water")
    stories = make_stories(section, LATEST + PER_SECTION + 5)
    pin(stories[16], stories[3])

    shown = headlines(read(client, "/en/"))

    top = ["Story 16", "Story 3", "Story 0", "Story 1", "Story 2", "Story 4", "Story 5", "Story 6", "Story 7"]
    assert shown == [*top, "Story 8", "Story 9", "Story 10", "Story 11"]


def test_home_full_of_pinned_stories_repeats_none_in_the_blocks(client):
    section = factories.make_section()
    stories = make_stories(section, LATEST + PER_SECTION + 1)
    pin(*stories[:LATEST])

    shown = headlines(read(client, "/en/"))

    assert shown == [f"Story {n}" for n in range(LATEST + PER_SECTION)]


@pytest.mark.parametrize("change", ["expired", "withdrawn", "scheduled", "draft", "other language"])
def test_home_passes_over_what_readers_may_not_see(client, change):
    section = factories.make_section()
    hidden, shown = factories.make_article(section=section, title_en="Hidden"), make_stories(section, 1)[0]
    expires_at = timezone.now() - timedelta(seconds=1) if change == "expired" else None
    pin(hidden, language="ar" if change == "other language" else "en", expires_at=expires_at)
    pin(shown)
    if change == "withdrawn":
        publishing.withdraw(hidden, language="en", by=None, reason="Wrong.")
    elif change == "scheduled":
        hidden.published_at_en = timezone.now() + timedelta(hours=1)
    elif change == "draft":
        hidden.state_en = State.DRAFT
    if change in ("scheduled", "draft"):
        hidden.save()

    top = headlines(read(client, "/en/"))

    assert top[0] == "Story 0"
    assert top.count("Hidden") == (1 if change in ("expired", "other language") else 0)


def test_pinned_story_appears_by_itself_at_its_moment(client):
    story = factories.make_article(title_en="Soon", published_at_en=timezone.now() + timedelta(seconds=40))
    make_stories(story.section, 1)
    pin(story)

    page = read(client, "/en/")

    assert headlines(page) == ["Story 0"]
    assert 35 <= kept_for(page) <= 40


@pytest.mark.parametrize("path", ["/en/", "/en/section/water/"])
def test_page_is_kept_no_longer_than_a_pinned_story(client, path):
    section = factories.make_section(slug_en="water")
    story = make_stories(section, 1)[0]
    where = {"section": section} if "section" in path else {}
    pin(story, expires_at=timezone.now() + timedelta(seconds=50), **where)

    assert 45 <= kept_for(read(client, path)) <= 50


def test_section_leads_with_its_pinned_stories_and_every_page_stays_whole(client):
    section = factories.make_section(slug_en="water")
    stories = make_stories(section, 2 * PER_PAGE + 3)
    pin(stories[41], stories[25], stories[0], section=section)

    sheets = [read(client, "/en/section/water/")]
    while older := sheets[-1].all('a[rel="next"]'):
        sheets.append(read(client, older[0].attributes["href"]))
    pages = [sheet.texts("article h2") for sheet in sheets]

    assert pages[0][:4] == ["Story 41", "Story 25", "Story 0", "Story 1"]
    assert [len(titles) for titles in pages] == [PER_PAGE, PER_PAGE, 3]
    rest = [f"Story {n}" for n in range(2 * PER_PAGE + 3) if n not in (41, 25, 0)]
    assert [title for titles in pages for title in titles] == ["Story 41", "Story 25", "Story 0", *rest]


@pytest.mark.parametrize(("count", "pages"), [(PER_PAGE, 1), (PER_PAGE + 1, 2)])
def test_section_knows_its_last_page_with_pinned_stories(client, count, pages):
    section = factories.make_section(slug_en="water")
    pin(*make_stories(section, count)[-2:], section=section)

    first = read(client, "/en/section/water/")
    past_the_end = client.get("/en/section/water/", {"page": pages + 1})

    assert len(first.all('a[rel="next"]')) == pages - 1
    assert past_the_end.status_code == 404


def test_section_forgets_a_pinned_story_that_moved_elsewhere(client):
    section = factories.make_section(slug_en="water")
    story = make_stories(section, 2)[1]
    pin(story, section=section)
    story.section = factories.make_section(slug_en="bread")
    story.save()

    assert read(client, "/en/section/water/").texts("article h2") == ["Story 0"]
    assert read(client, "/en/section/bread/").texts("article h2") == ["Story 1"]


@pytest.mark.parametrize(("path", "most"), [("/en/", 5), ("/en/section/water/", 4)])
@pytest.mark.parametrize("many", [1, 3])
def test_pinned_stories_and_a_strip_cost_no_query(client, path, most, many, django_assert_num_queries):
    section = factories.make_section(slug_en="water")
    stories = make_stories(section, many)
    for where in (None, section):
        pin(*stories, section=where, expires_at=timezone.now() + timedelta(hours=1))
    for _ in range(many):
        announce(story=stories[0])
    client.get(path)

    with django_assert_num_queries(most):
        client.get(path)


@pytest.mark.parametrize("path", ["/en/", "/en/section/water/"])
def test_strip_stands_above_the_page_as_a_named_region(client, path):
    section = factories.make_section(slug_en="water")
    announce("Bridge <open> & safe", story=make_stories(section, 1)[0])

    page = read(client, path)
    strip = page.one(".breaking")

    assert strip.attributes["role"] == "region"
    assert strip.attributes["aria-label"] == "Breaking news"
    assert strip.text() == "Breaking Bridge <open> & safe"
    assert page.one(".breaking a").attributes["href"] == read(client, "/en/").one(".lead h2 a").attributes["href"]


@pytest.mark.parametrize(
    ("starts", "ends", "language"),
    [(30, 60, "en"), (-60, -30, "en"), (-60, 60, "ar")],
    ids=["to come", "over", "other"],
)
def test_strip_shows_only_in_its_time_and_language(client, starts, ends, language):
    announce(starts=starts, ends=ends, language=language)

    assert read(client, "/en/").all(".breaking") == []


@pytest.mark.parametrize(("starts", "ends", "seconds"), [(30, 600, 30), (-60, 50, 50)])
def test_page_is_kept_no_longer_than_until_a_strip_begins_or_ends(client, starts, ends, seconds):
    announce(starts=starts, ends=ends)

    assert seconds - 5 <= kept_for(read(client, "/en/")) <= seconds


def test_newest_of_overlapping_strips_wins_and_the_older_returns(client):
    announce("Older", starts=-100, ends=500)
    newer = announce("Newer", starts=-50, ends=20)

    first = read(client, "/en/")
    newer.delete()

    assert first.one(".breaking span").text() == "Newer"
    assert 15 <= kept_for(first) <= 20
    assert read(client, "/en/").one(".breaking span").text() == "Older"


@pytest.mark.parametrize("live", ["", "ar"])
def test_strip_leads_nowhere_while_its_story_is_hidden(client, live):
    announce(story=factories.make_article(live=live))

    page = read(client, "/en/")

    assert page.all(".breaking a") == []
    assert page.one(".breaking span").text() == "The bridge is open"


def test_strip_leads_to_its_story_from_the_moment_that_appears(client):
    section = factories.make_section(slug_en="water")
    story = factories.make_article(published_at_en=timezone.now() + timedelta(seconds=30))
    announce(story=story, ends=600)

    page = read(client, section.address("en"))

    assert page.all(".breaking a") == []
    assert 25 <= kept_for(page) <= 30


def test_strip_may_lead_to_a_page_of_ours(client):
    announce(path="/en/topic/bridges/")

    assert read(client, "/en/").one(".breaking a").attributes["href"] == "/en/topic/bridges/"


@pytest.mark.parametrize("path", ["/en/", "/en/section/water/"])
def test_page_is_renewed_with_the_story_of_its_strip_wherever_that_is_filed(client, path):
    factories.make_section(slug_en="water")
    told = factories.make_article(live="")
    announce(story=told)

    assert f"article-{told.pk}" in read(client, path).headers["Surrogate-Key"].split()
