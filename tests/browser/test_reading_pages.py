"""Every reader page in a real browser: both directions, phone and desktop, light and dark, print and keyboard."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import DESKTOP, EVERY_LOOK, PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    """A story with long words in it, a topic and a byline."""
    story = factories.make_article(
        title_en="Town council votes to reopen the old bridge to walkers",
        title_ar="المجلس البلدي يقرر إعادة فتح الجسر القديم أمام المشاة",
        body_en=f"<p>{'Donaudampfschifffahrtsgesellschaft' * 3}</p><h2>Later</h2><p>Words.</p>",
    )
    story.topics.add(factories.make_topic(slug_en="bread", slug_ar="خبز"))
    factories.make_byline(story)
    factories.make_related(story)
    return story


@pytest.mark.parametrize(("language", "scheme", "viewport"), EVERY_LOOK)
def test_pages_fit_their_window_and_break_no_policy(open_context, shoot, story, viewport, language, scheme):
    page = watched(open_context(viewport=viewport, color_scheme=scheme).new_page())
    paths = {
        "home": f"/{language}/",
        "article": story.address(language),
        "section": story.section.address(language),
        "topic": story.topics.get().address(language),
        "contributor": story.bylines.get().contributor.address(language),
    }

    for kind, path in paths.items():
        page.goto(path)
        shoot(page, f"{kind}-{language}-{viewport['width']}-{scheme}")

        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], kind
    assert page.complaints == []


def test_keyboard_reaches_the_content_first(page, story):
    page.goto(story.address("en"))

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")

    assert first == "skip"
    expect(page.locator("#content")).to_be_focused()


def test_print_drops_the_controls_and_adds_the_address(page, story):
    page.goto(story.address("en"))

    page.emulate_media(media="print")

    assert not page.locator(".menu").is_visible()
    assert not page.locator(".sizes").is_visible()
    assert page.locator(".printed").inner_text().endswith(f"/en/article/{story.pk}/")
    assert page.locator(".date").first.is_visible()


def test_kind_of_a_story_stands_on_each_card_as_a_label(open_context):
    section = factories.make_section()
    for number in range(13):  # more than lead and latest take, so that the section has a row of its own
        factories.make_article(kind="opinion", section=section, title_en=f"In praise of waiting, part {number}")

    for viewport in (PHONE, DESKTOP):
        page = open_context(viewport=viewport).new_page()
        page.goto("/en/")
        labels = page.locator(".card .kind")

        assert labels.count() == page.locator(".card").count() > 1
        for label in labels.all():
            assert label.is_visible()
            assert label.bounding_box()["width"] < 100


@pytest.mark.parametrize("language", ["ar", "en"])
def test_menu_of_a_phone_opens_at_the_section_of_the_page(open_context, language):
    sections = [factories.make_section() for _ in range(8)]
    for section in sections:
        factories.make_article(section=section)
    page = open_context(viewport=PHONE).new_page()

    page.goto(sections[-1].address(language))
    place = page.locator(".menu [aria-current]").bounding_box()

    assert 0 <= place["x"] <= place["x"] + place["width"] <= PHONE["width"]
