"""Stories kept on the device: saved, read without a line, changed, taken back and wiped."""

import io
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article
from tests import factories
from tests.browser.conftest import PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "caches.keys().then(names => names.filter(name => name.startsWith('kept ')))"
SCOPES = "navigator.serviceWorker.getRegistrations().then(all => all.map(each => new URL(each.scope).pathname))"
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"


@pytest.fixture
def story(settings, tmp_path) -> Article:
    """A story with a picture in several widths."""
    settings.MEDIA_ROOT = tmp_path
    made = {"widths": [320, 640], "cards": [320], "share": [320, 168], "focal": [50, 50]}
    photo = factories.make_photo(file="photos/f.jpg", renditions=made, width=640, height=480)
    for width in (320, 640):
        for kind in ("webp", "avif"):
            out = io.BytesIO()
            Image.new("RGB", (width, width * 3 // 4), "#0b5963").save(out, format=kind)
            default_storage.save(f"photos/f-{width}.{kind}", ContentFile(out.getvalue()))
    return factories.make_article(
        lead_photo=photo, title_en="Old bridge opens", title_ar="الجسر القديم يفتح", body_en="<p>All of it.</p>"
    )


@pytest.fixture
def save(open_context) -> Callable[[Article], Page]:
    """Save a story as a reader does, and give the reader's page."""

    def press(story: Article, language: str = "en") -> Page:
        page = watched(open_context(viewport=PHONE).new_page())
        page.goto(story.address(language))
        page.locator("[data-act=keep]").click()
        expect(page.locator("[data-act=keep]")).to_have_attribute("data-state", "done")
        return page

    return press


def cut_the_line(page: Page) -> None:
    """Take the line away, and the pages that the browser may still show for a minute."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)


def test_nothing_is_installed_or_kept_before_a_reader_saves(page, story):
    page.goto(story.address("en"))
    page.goto("/en/saved/")

    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    assert page.evaluate(WORKERS) == 0
    assert page.evaluate("caches.keys()") == []
    assert page.complaints == []


def test_saved_story_opens_without_a_line_and_is_listed_with_its_size(save, shoot, story):
    page = save(story)
    assert page.complaints == []
    assert sorted(page.evaluate(SCOPES)) == ["/ar/", "/en/"]  # the desk stays outside
    cut_the_line(page)

    page.goto(story.address("en"))
    expect(page.get_by_text("All of it.")).to_be_visible()
    expect(page.get_by_text("This is the copy that is saved on this device.")).to_be_visible()
    expect(page.locator("[data-act=keep]")).to_be_hidden()
    assert page.evaluate("document.querySelector('figure img').decode().then(() => true)")
    shoot(page, "offline-story")

    page.goto("/ar/")
    expect(page.get_by_role("status")).to_be_visible()
    link = page.get_by_role("link", name="Old bridge opens")
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("en", "ltr")
    assert int(page.locator("[data-part=total]").inner_text()) > 10
    shoot(page, "offline-list")
    link.click()
    expect(page.get_by_text("All of it.")).to_be_visible()


def test_withdrawn_story_is_dropped_at_the_next_contact(save, story):
    other = factories.make_article(title_en="Another")
    page = save(story)
    page.goto(other.address("en"))
    page.locator("[data-act=keep]").click()
    expect(page.locator("[data-act=keep]")).to_have_attribute("data-state", "done")
    cut_the_line(page)
    publishing.withdraw(story, language="en", by=None, reason="It was wrong.")
    page.goto(story.address("en"))
    expect(page.get_by_text("All of it.")).to_be_visible()

    page.context.set_offline(False)
    page.goto("/en/saved/")

    expect(page.locator("ul[data-digits] a")).to_have_text(["Another"])
    cut_the_line(page)
    page.goto(story.address("en"))
    expect(page.get_by_text("is not saved here")).to_be_visible()


def test_changed_story_is_renewed_under_its_new_address(save, story):
    page = save(story)
    Article.objects.filter(pk=story.pk).update(
        title_en="Old bridge stays shut", slug_en="shut", body_en="<p>New words.</p>"
    )
    cut_the_line(page)
    page.goto(story.address("en"))
    page.context.set_offline(False)

    page.goto("/en/saved/")
    expect(page.locator("ul[data-digits] a")).to_have_text(["Old bridge stays shut"])

    cut_the_line(page)
    page.locator("ul[data-digits] a").click()
    expect(page.get_by_text("New words.")).to_be_visible()
    assert page.evaluate("location.pathname").endswith("/shut/")


def test_one_tap_wipes_all_of_it(save, shoot, story):
    page = save(story)
    page.goto("/en/saved/")
    expect(page.locator("ul[data-digits] a")).to_have_count(1)
    shoot(page, "saved")

    page.get_by_role("button", name="Remove all of it").click()

    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(WORKERS) == 0


def test_one_story_is_removed_by_its_own_button_in_the_list_and_on_its_page(save, story):
    page = save(story)
    page.reload()
    expect(page.locator("[data-act=keep]")).to_have_attribute("data-state", "done")

    page.locator("[data-act=keep]").click()

    expect(page.locator("[data-act=keep]")).to_have_attribute("data-state", "ready")
    assert page.evaluate(KEPT) == []
    page.locator("[data-act=keep]").click()
    expect(page.locator("[data-act=keep]")).to_have_attribute("data-state", "done")
    page.goto("/en/saved/")
    page.get_by_role("button", name="Remove", exact=True).press("Enter")
    expect(page.locator("[data-part=none]")).to_be_visible()
    expect(page.locator("main")).to_be_focused()  # who walks by keyboard is not sent back to the top
    assert page.evaluate(KEPT) == []


def test_story_that_is_gone_when_it_is_saved_is_not_kept(open_context, story):
    page = open_context().new_page()
    page.goto(story.address("en"))
    publishing.withdraw(story, language="en", by=None, reason="It was wrong.")

    page.locator("[data-act=keep]").click()

    expect(page.locator("[data-act=keep]")).to_have_attribute("data-state", "failed")
    assert page.evaluate(KEPT) == []


def test_saved_page_explains_itself_without_script(open_context):
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/en/saved/")

    expect(page.get_by_text("This browser cannot keep stories")).to_be_visible()
    expect(page.get_by_role("button", name="Remove all of it")).to_be_hidden()
