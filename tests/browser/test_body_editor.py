"""A story's body written in the desk: typed, formatted, pasted, turned around, with a photo; what is kept of it."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.conftest import ARABIC_FIRST, PHONE, press_and_leave, watched
from tests.factories import make_article, make_editor, make_photo

CLIPBOARD = Path(__file__).parent.parent / "articles" / "clipboard"
PASTE = """(editor, html) => {
    const data = new DataTransfer()
    data.setData("text/html", html)
    data.setData("text/plain", "plain")
    editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
}"""


@pytest.fixture
def open_story(open_context, live_server, transactional_db):
    """Open a story's form as an editor: `open_story(story, interface="ar", viewport=PHONE)`."""

    def open_(story: Article, *, interface: str = "en", **options):
        client = Client()
        client.force_login(make_editor(interface_language=interface))
        context = open_context(**options)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
        context.add_cookies([cookie | {"url": f"{live_server.url}/admin/"}])
        page = watched(context.new_page())
        page.goto(f"/admin/articles/article/{story.pk}/change/")
        page.locator("#id_body_en").wait_for(state="attached")
        writing(page, "en").wait_for()
        writing(page, "ar").wait_for()
        return page

    return open_


def writing(page, language):
    return page.locator(f".body-editor [lang={language}] .ProseMirror[contenteditable]")


def tool(page, language, name):
    return page.locator(f".body-editor [lang={language}] .prose-menubar button[data-name='{name}']")


def save(page, story):
    with page.expect_navigation():
        page.click(".submit-row [name=_continue]")
    writing(page, "en").wait_for()
    assert page.locator(".errornote").count() == 0
    return Article.objects.with_bodies().get(pk=story.pk)


def test_typed_and_formatted_text_is_kept_as_written(open_story, shoot):
    story = make_article(live="", body_en="", body_ar="")
    page = open_story(story)
    editor = writing(page, "en")

    editor.click()
    tool(page, "en", "heading2").click()
    page.keyboard.type("The bridge")
    page.keyboard.press("Enter")
    page.keyboard.type("Plain ")
    page.keyboard.press("Control+b")
    page.keyboard.type("bold")
    page.keyboard.press("Control+b")
    page.keyboard.type(" end")
    page.keyboard.press("Enter")
    tool(page, "en", "bulletList").click()
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    tool(page, "en", "blockquote").click()
    page.keyboard.type("Said she")
    writing(page, "ar").click()
    page.keyboard.type("نص عربي")
    shoot(page, "editor-typed")
    stored = save(page, story)

    assert stored.body_en == (
        "<h2>The bridge</h2><p>Plain <strong>bold</strong> end</p>"
        "<ul><li><p>one</p></li><li><p>two</p></li></ul><blockquote><p>Said she</p></blockquote>"
    )
    assert stored.body_ar == "<p>نص عربي</p>"
    assert page.complaints == []


def test_link_is_set_and_taken_off_by_the_dialog(open_story):
    story = make_article(live="", body_en="<p>word</p>")
    page = open_story(story)

    writing(page, "en").click()
    page.keyboard.press("Control+a")
    tool(page, "en", "link").click()
    page.fill(".prose-editor-dialog input[name=href]", "www.example.org/?utm_source=x")
    page.click(".prose-editor-dialog [type=submit]")
    linked = save(page, story).body_en
    writing(page, "en").locator("a").click()
    tool(page, "en", "unlink").click()
    unlinked = save(page, story).body_en

    assert linked == '<p><a href="https://www.example.org/" rel="noopener">word</a></p>'
    assert unlinked == "<p>word</p>"
    assert page.complaints == []


@pytest.mark.parametrize(
    ("clipboard", "kept"),
    [
        (
            "word_list.html",
            "<p>Open today:</p><ul><li><p>the <strong>market</strong></p><ul><li><p>stalls</p></li></ul></li>"
            "<li><p>the school</p></li></ul><p>In order:</p><ol><li><p>first</p></li><li><p>second</p></li></ol>"
            "<p>End.</p>",
        ),
        (
            "google_docs.html",
            "<h2>Bridge opens</h2><p>The <strong>old</strong> bridge, "
            '<a href="https://example.org/b?a=1" rel="noopener"><em>says the town</em></a></p>'
            "<ul><li><p>one</p></li></ul>",
        ),
        (
            "word.html",
            '<h2 dir="rtl">سوق</h2><p dir="rtl"><strong>فتح</strong> السوق أبوابه</p><p>Prices <em>fell</em>.</p>',
        ),
    ],
)
def test_paste_keeps_what_the_words_mean(open_story, clipboard, kept):
    story = make_article(live="", body_en="")
    page = open_story(story)

    writing(page, "en").click()
    writing(page, "en").evaluate(PASTE, (CLIPBOARD / clipboard).read_text(encoding="utf-8"))
    stored = save(page, story)

    assert stored.body_en == kept
    assert page.complaints == []


def test_block_is_turned_around_and_back(open_story):
    story = make_article(live="", body_ar="<p>نص</p><p>Quoted in English</p>")
    page = open_story(story, interface="ar")

    writing(page, "ar").get_by_text("Quoted").click()
    tool(page, "ar", "ltr").click()
    turned = save(page, story).body_ar
    computed = writing(page, "ar").get_by_text("Quoted").evaluate("p => getComputedStyle(p).direction")
    writing(page, "ar").get_by_text("Quoted").click()
    tool(page, "ar", "rtl").click()
    back = save(page, story).body_ar

    assert turned == '<p>نص</p><p dir="ltr" lang="en">Quoted in English</p>'
    assert computed == "ltr"
    assert back == "<p>نص</p><p>Quoted in English</p>"
    assert page.complaints == []


def test_photo_is_chosen_captioned_and_shown_with_its_credit(open_story, shoot):
    photo = make_photo(caption_en="Its own words", credit="Noor")
    photo.file.storage.save(photo.file.name, ContentFile(_jpeg()))
    story = make_article(live="", body_en="<p>Before</p>")
    page = open_story(story)

    writing(page, "en").get_by_text("Before").click()
    page.keyboard.press("End")
    with page.expect_popup() as opened:
        tool(page, "en", "photo").click()
    press_and_leave(opened.value.locator(f"[data-photo-id='{photo.pk}']"))
    figure = writing(page, "en").locator("figure")
    figure.wait_for()
    figure.locator("figcaption").click()
    page.keyboard.type("Typed here")
    shoot(page, "editor-figure")
    stored = save(page, story)
    page.reload()
    figure.wait_for()

    assert stored.body_en == (
        f'<p>Before</p><figure><img data-photo="{photo.pk}"><figcaption>Typed here</figcaption></figure>'
    )
    assert list(stored.body_photos.all()) == [photo]
    expect(figure.locator("small")).to_have_text("Noor")
    assert page.complaints == []


@pytest.mark.parametrize("interface", ARABIC_FIRST)
def test_toolbar_works_by_keyboard_and_tells_its_state(open_story, interface):
    story = make_article(live="", body_en="<p>word</p>")
    page = open_story(story, interface=interface, viewport=PHONE)
    forward = "ArrowLeft" if interface == "ar" else "ArrowRight"

    writing(page, "en").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+F10")
    page.keyboard.press(forward)
    page.keyboard.press(forward)
    focused = page.evaluate("document.activeElement.dataset.name")
    page.keyboard.press("Enter")
    expect(tool(page, "en", "bold")).to_have_attribute("aria-pressed", "true")
    stops = page.locator(".body-editor [lang=en] .prose-menubar button[tabindex='0']").count()

    assert focused == "bold"
    assert stops == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert save(page, story).body_en == "<p><strong>word</strong></p>"


def _jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (160, 107), "teal").save(out, "JPEG")
    return out.getvalue()
