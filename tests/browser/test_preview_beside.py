"""The preview beside a story's form, which follows what is typed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import ARABIC_FIRST

pytestmark = pytest.mark.django_db(transaction=True)

WIDE = {"width": 1680, "height": 1000}


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_preview_beside_the_form_follows_what_is_typed(open_desk, shoot, language):
    story = factories.make_article(title_en="Harbour", body_en="<p>Rain.</p>" * 60)
    page = open_desk(factories.make_editor(interface_language=language), viewport=WIDE)
    page.goto(reverse("admin:articles_article_change", args=[story.pk]))
    page.click("#beside-open")
    page.click("#story-beside [data-language=en]")
    shown = page.frame_locator("#story-beside iframe:not(.coming)")
    expect(shown.locator("h1")).to_have_text("Harbour")
    shown.locator("html").evaluate("document => document.ownerDocument.defaultView.scrollTo(0, 700)")

    page.fill("#id_title_en", "Harbour reopens before dawn")
    page.press("#id_title_en", "Tab")

    expect(shown.locator("h1")).to_have_text("Harbour reopens before dawn")
    assert shown.locator("html").evaluate("document => document.ownerDocument.defaultView.scrollY") == 700
    shoot(page, f"beside-phone-{language}", part="#story-beside")
    page.click("#story-beside [data-width=desktop]")
    page.click("#story-beside [data-language=ar]")
    expect(shown.locator("html[lang=ar]")).to_have_count(1)
    box = page.locator("#story-beside iframe:not(.coming)").bounding_box()
    stage = page.locator(".beside-stage").bounding_box()
    assert box["width"] == pytest.approx(stage["width"], abs=2)
    shoot(page, f"beside-desktop-{language}", part="#story-beside")
    page.set_viewport_size({"width": 1280, "height": 900})
    shoot(page, f"beside-1280-{language}", part="#story-beside")
    page.click("#beside-close")
    expect(page.locator("#story-beside")).to_be_hidden()
    assert not [told for told in page.complaints if "sandbox" not in told]
