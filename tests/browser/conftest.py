"""A real Chromium in front of the live server.

Debian's Chromium is used (CHROMIUM names another), if possible the one without windows, a third faster.
Where there is none the tests skip with a loud line, except under REQUIRE_BROWSER=1, where they fail. SHOTS=<folder>
keeps every screenshot that a test takes with `shoot`.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from newsroom.models import User

KNOWN = ("chromium-headless-shell", "chromium", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, KNOWN)), None)
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}

# Slow scenes are played in Arabic in every run, and in English by `make soak`.
ARABIC_FIRST = ["ar", pytest.param("en", marks=pytest.mark.soak)]

# Language, look and window of a page: two in every run, which between them show each once, and all in `make soak`.
_ALWAYS = {("ar", "dark", "phone"), ("en", "light", "desktop")}
EVERY_LOOK = [
    pytest.param(
        language,
        look,
        window,
        id=f"{language}-{look}-{name}",
        marks=[] if (language, look, name) in _ALWAYS else [pytest.mark.soak],
    )
    for language in ("ar", "en")
    for look in ("light", "dark")
    for name, window in (("phone", PHONE), ("desktop", DESKTOP))
]

# What never comes fails a test all the same; what comes late on two shared cores does not.
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)

# A bar that sticks to the window's edge would lie across a picture of the whole page.
FLAT = "document.querySelectorAll('.submit-row').forEach(bar => { bar.style.position = 'static' })"

# A picture that is still on its way, or waits to be scrolled to, would be a grey box.
SEEN = """Promise.race([
    new Promise(resolve => setTimeout(resolve, 5000)),
    Promise.allSettled([...document.images].map(image => { image.loading = 'eager'; return image.decode() })),
])"""

# Playwright keeps an event loop in this thread; Django would take that for an async context.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    if CHROMIUM is None:
        message = "NO CHROMIUM: install Debian's `chromium` or set CHROMIUM; the browser tests did not run."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(chromium: Browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh browser profile: `open_context(viewport=PHONE, color_scheme="dark", locale="ar")`."""
    opened: list[BrowserContext] = []

    def make(**options) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, **{"viewport": DESKTOP} | options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.set_offline(True)  # a closing page says no farewell
        context.close()
    _wait_for_the_server()


def _wait_for_the_server() -> None:
    """Let the server finish what it was asked; no request on its way may meet the emptying of the tables."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=PATIENCE / 1000)


@pytest.fixture
def page(open_context) -> Page:
    """One desktop page, whose complaints are kept in `page.complaints`."""
    return watched(open_context().new_page())


@pytest.fixture
def open_desk(open_context, live_server) -> Callable[..., Page]:
    """Open a page for somebody who has signed in with both proofs: `open_desk(user, viewport=PHONE)`."""

    def enter(user: User, **options) -> Page:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        where = f"{live_server.url}{settings.DESK}"
        context = open_context(**options)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": where}])
        return watched(context.new_page())

    return enter


def watched(page: Page) -> Page:
    """Collect what the browser complains of in `page.complaints`."""
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@pytest.fixture
def shoot() -> Callable[..., None]:
    """Keep a screenshot of a page, or of one part of it, under SHOTS; without SHOTS do nothing."""

    def keep(page: Page, name: str, *, part: str = "") -> None:
        if folder := os.environ.get("SHOTS"):
            page.evaluate(FLAT)
            page.evaluate(SEEN)
            path = Path(folder) / f"{name}.png"
            page.locator(part).screenshot(path=path) if part else page.screenshot(path=path, full_page=True)

    return keep


def press_and_leave(button: Locator) -> None:
    """Press what closes its own window, and see it go; it may be gone before the browser has answered the press."""
    window = button.page
    with window.expect_event("close"):
        try:
            button.click()
        except BrowserError as refusal:
            if "closed" not in refusal.message:
                raise
