"""The front desk in a real browser: stories are dragged, moved with keys and searched for, in both directions."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import FrontPage
from tests import factories
from tests.browser.conftest import ARABIC_FIRST, PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)

DESK = "/admin/articles/frontpage/?language=en"


@pytest.fixture
def sign_in(open_context, live_server):
    """Open the front desk as a member of staff who is signed in: `sign_in(language="ar", **browser)`."""

    def enter(language, **options):
        user = factories.make_editor(interface_language=language)
        client = Client()
        client.force_login(user)
        context = open_context(**options)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        host = urlsplit(live_server.url).hostname
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "domain": host, "path": settings.DESK}]
        )
        page = watched(context.new_page())
        page.goto(DESK)
        return page

    return enter


@pytest.fixture
def five():
    """Five live stories, "Story 0" the newest."""
    section = factories.make_section()
    return [
        factories.make_article(
            section=section, title_en=f"Story {n}", published_at_en=timezone.now() - timedelta(hours=n + 1)
        )
        for n in range(5)
    ]


def pinned(page):
    """The headlines of the rows on the screen."""
    return page.locator(".front-list .headline")


def drag(page, what, where, *, below):
    """Drag a grip onto another row, above or below its middle."""
    grip, aim = what.locator(".order-grip").bounding_box(), where.bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    height = aim["y"] + aim["height"] * (0.9 if below else 0.1)
    page.mouse.move(aim["x"] + aim["width"] / 2, height - 5, steps=8)
    page.mouse.move(aim["x"] + aim["width"] / 2, height, steps=3)
    page.mouse.up()


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_stories_are_dragged_into_the_top_and_within_it(sign_in, five, shoot, language):
    page = sign_in(language)
    offers, slots = page.locator(".front-offer"), page.locator(".front-list .front-slot")

    drag(page, offers.nth(3), page.locator(".front-slots h2"), below=True)
    drag(page, offers.nth(4), slots.nth(0), below=True)
    drag(page, offers.nth(0), slots.nth(0), below=False)
    expect(pinned(page)).to_have_text(["Story 0", "Story 3", "Story 4"])
    drag(page, slots.nth(2), slots.nth(0), below=False)

    expect(pinned(page)).to_have_text(["Story 4", "Story 0", "Story 3"])
    after = page.locator(".front-after .is-pinned .headline")
    expect(after).to_have_text(["Story 4", "Story 0", "Story 3"])
    shoot(page, f"front-desk-{language}")
    page.click("[name=_save]")
    expect(page.locator(".messagelist")).to_be_visible()
    stored = FrontPage.objects.get().slots.values_list("story__title_en", flat=True)
    assert list(stored) == ["Story 4", "Story 0", "Story 3"]
    assert page.complaints == []


def test_a_story_dropped_outside_stays_where_it_was(sign_in, five):
    page = sign_in("en")

    drag(page, page.locator(".front-offer").nth(0), page.locator(".front-readers h2"), below=False)

    expect(pinned(page)).to_have_count(0)
    expect(page.locator(".front-offer:visible")).to_have_count(5)


def test_keys_alone_pin_move_and_search_on_a_phone(sign_in, five, shoot):
    page = sign_in("ar", viewport=PHONE)

    for name in ("Story 2", "Story 1"):
        page.locator(".front-offer", has_text=name).locator(".front-add").press("Enter")
    page.locator(".front-slot [name=_up]").nth(1).press("Enter")
    page.locator(".front-slot [name=_lasts]").first.press("Enter")
    page.fill("#id_q", "story 4")
    expect(page.locator(".front-offer:visible .headline")).to_have_text(["Story 4"])
    page.press("#id_q", "Enter")

    expect(pinned(page)).to_have_text(["Story 1", "Story 2"])
    assert page.locator("[name=expires]").first.input_value() != ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not FrontPage.objects.exists()
    shoot(page, "front-desk-phone")
    assert page.complaints == []


def test_buttons_work_without_javascript(sign_in, five):
    page = sign_in("en", java_script_enabled=False)

    page.locator(".front-offer", has_text="Story 2").locator(".front-add").click()
    page.locator(".front-offer", has_text="Story 1").locator(".front-add").click()
    page.locator(".front-slot [name=_up]").nth(1).click()
    expect(pinned(page)).to_have_text(["Story 1", "Story 2"])
    page.click("[name=_save]")

    expect(page.locator(".messagelist")).to_be_visible()
    assert list(FrontPage.objects.get().slots.values_list("story__title_en", flat=True)) == ["Story 1", "Story 2"]
