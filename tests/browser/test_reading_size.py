"""The A A A buttons: text size from first paint, kept in the browser, harmless without script."""

import pytest

from tests import factories
from tests.browser.conftest import PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)


def root_size(page) -> str:
    """The size that all text scales with."""
    return page.evaluate("getComputedStyle(document.documentElement).fontSize")


def test_text_size_is_kept_and_there_from_first_paint(open_context, live_server):
    story = factories.make_article()
    page = watched(open_context(viewport=PHONE).new_page())
    page.goto(story.address("en"))

    page.get_by_role("button", name="Larger text").click()
    grown = root_size(page)
    page.goto(story.address("ar"))

    assert (grown, root_size(page)) == ("20px", "20px")
    assert page.locator('[data-size="l"]').get_attribute("aria-pressed") == "true"
    assert page.locator('[data-size="m"]').get_attribute("aria-pressed") == "false"
    assert page.complaints == []


def test_text_size_works_where_storage_is_refused(open_context, live_server):
    story = factories.make_article()
    page = watched(open_context().new_page())
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})")
    page.goto(story.address("en"))

    page.get_by_role("button", name="Smaller text").click()

    assert root_size(page) == "14px"
    assert page.complaints == []


def test_text_size_moves_nothing_when_it_is_remembered(open_context, live_server):
    story = factories.make_article()
    page = open_context(viewport=PHONE).new_page()
    page.goto(story.address("en"))
    page.evaluate("localStorage.setItem('text-size', 'l')")
    page.add_init_script(
        "new PerformanceObserver(l => l.getEntries().forEach(e => window.moved = (window.moved || 0) + e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )

    page.reload(wait_until="networkidle")

    assert page.evaluate("window.moved || 0") == 0


def test_story_reads_without_script_and_shows_no_dead_buttons(open_context, live_server):
    story = factories.make_article(body_en="<p>Words.</p>")
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()

    page.goto(story.address("en"))

    assert page.get_by_text("Words.").is_visible()
    assert page.locator(".sizes").bounding_box() is None  # hidden, and no empty band in its place
