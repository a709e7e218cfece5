"""Passing a story on: its address copied, the device's own sheet, and neither where the browser has none."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = "navigator.share = card => { window.shared = card; return Promise.resolve(); }"
CLOSED = "navigator.share = () => Promise.reject(new DOMException('', 'AbortError'))"


def test_copy_button_gives_the_short_address_and_says_so(open_context, live_server, settings):
    story = factories.make_article()
    context = open_context(viewport=PHONE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = watched(context.new_page())
    page.goto(story.address("ar"))

    page.locator("[data-act=copy]").click()

    expect(page.locator("[data-act=copy]")).to_have_attribute("data-state", "done")
    assert page.evaluate("navigator.clipboard.readText()") == f"{settings.SITE_URL}/ar/article/{story.pk}/"
    assert page.complaints == []


@pytest.mark.parametrize(("sheet", "shared"), [(SHEET, True), (CLOSED, False)])
def test_share_button_opens_the_devices_own_sheet(open_context, settings, sheet, shared):
    story = factories.make_article(title_en="Old bridge opens")
    page = watched(open_context(viewport=PHONE).new_page())
    page.add_init_script(sheet)
    page.goto(story.address("en"))

    page.locator("[data-act=share]").click()

    expect(page.locator("[data-act=share]")).to_have_attribute("data-state", "ready")
    address = f"{settings.SITE_URL}/en/article/{story.pk}/"
    assert page.evaluate("window.shared") == ({"title": page.title(), "url": address} if shared else None)
    assert page.complaints == []


def test_buttons_that_the_browser_cannot_serve_are_not_shown(open_context):
    story = factories.make_article()
    page = open_context(java_script_enabled=False).new_page()
    page.goto(story.address("en"))

    for act in ("keep", "copy", "share"):
        expect(page.locator(f"[data-act={act}]")).to_be_hidden()
    expect(page.get_by_role("link", name="Telegram")).to_be_visible()
