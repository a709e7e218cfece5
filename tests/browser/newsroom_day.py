"""What people do at the desk in the tests that play a newsroom's day; nothing here knows the interface's language."""

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from newsroom.models import User
from tests import factories

ADD = "/admin/articles/article/add/"
DAY = "/admin/"


def change(story: Article) -> str:
    """Give the address of a story's form."""
    return reverse("admin:articles_article_change", args=[story.pk])


def hire(role: str, name: str, language: str) -> User:
    """Take somebody on, with the rights of a role and the desk in their language."""
    return factories.make_staff(role, username=name, first_name=name.title(), interface_language=language)


def body(page: Page, language: str) -> Locator:
    """Find where the body of one language is written; it is there once its editor has started."""
    return page.locator(f".body-editor [lang={language}] .ProseMirror[contenteditable=true]")


def write(page: Page, language: str, **words: str) -> None:
    """Fill fields of one language: `write(page, "ar", title="…", body="…")`; what is written joins the body's end."""
    for name, text in words.items():
        if name == "body":
            body(page, language).click()
            page.keyboard.press("Control+End")
            page.keyboard.insert_text(text)
        else:
            page.fill(f"#id_{name}_{language}", text)


def expect_kept(page: Page, mark: str) -> None:
    """Leave the field, and wait for the desk to say where what was typed is: "kept", or "away" in this browser."""
    page.locator("#id_title_en").focus()
    expect(page.locator("#desk-line")).to_have_attribute("data-mark", mark)


def save(page: Page) -> None:
    """Save and stay in the form."""
    _press(page, ".submit-row [name=_continue]")


def send(page: Page, language: str, to: str, comment: str = "") -> None:
    """Move one language to another state of the desk, with a comment."""
    page.fill(f"#id_comment_{language}", comment)
    _press(page, f"[name=_move_{language}][value='{to}']")


def publish(page: Page, language: str, *, anyway: bool = False) -> None:
    """Publish one language; `anyway` answers what the checklist asks, as it does for a story without a photo."""
    _press(page, f"[name=_publish_{language}][value='1']")
    if anyway:
        _press(page, f"[name=_publish_{language}][value='anyway']")


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.click(button)
    expect(page.locator(".errornote")).to_have_count(0)
    body_or_read = page.locator(".body-editor, .field-body_ar").first
    body_or_read.wait_for(state="attached")


def open_from_queue(page: Page, queue: str) -> None:
    """Open the first story of a queue of the desk's first page."""
    page.goto(DAY)
    with page.expect_navigation():
        page.locator(f".queue-{queue} a.queue-title").first.click()
