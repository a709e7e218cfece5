"""The demo newsroom in a real browser: every kind of page, both languages, phone and desktop, light and dark.

`make pictures` keeps two of these pages for the README.
"""

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page

from articles.models import Article, Contributor, Section, Topic
from newsroom.identity import LANGUAGES
from tests.browser.conftest import DESKTOP, PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo() -> None:
    call_command("load_demo", verbosity=0)
    call_command("load_demo_gifts", verbosity=0)


def pages_of(language: str) -> dict[str, str]:
    """Name one address of each kind of page."""
    stories = Article.objects.with_bodies().live("ar").live("en")
    return {
        "home": f"/{language}/",
        "section": Section.objects.named("ar").named("en").first().address(language),
        "topic": Topic.objects.named("ar").named("en").first().address(language),
        "contributor": Contributor.objects.named("ar").named("en").first().address(language),
        "article": max(stories, key=lambda story: len(story.words("body", language))).address(language),
        "support": f"/{language}/support/",
    }


def faults(page: Page) -> list[str]:
    """Name what a reader would stumble over: complaints, sideways scrolling, a broken picture."""
    found = list(page.complaints)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("the page scrolls sideways")
    found += page.evaluate(
        "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => `broken picture ${i.src}`)"
    )
    return found


def walk(context: BrowserContext, language: str, look: str, shoot) -> dict[str, list[str]]:
    """Open each kind of page in one browser and give the faults of those that have any."""
    found = {}
    for name, address in pages_of(language).items():
        page = watched(context.new_page())
        page.goto(address)
        shoot(page, f"{name}-{language}-{look}")
        if stumbles := faults(page):
            found[f"{name} {language} {look}"] = stumbles
        page.close()
    return found


def test_every_page_of_the_demo_is_whole_in_every_look(demo, open_context, shoot):
    found = {}

    for language in LANGUAGES:
        for look, options in {
            "phone": {"viewport": PHONE},
            "desktop": {"viewport": DESKTOP},
            "dark": {"viewport": PHONE, "color_scheme": "dark"},
        }.items():
            found |= walk(open_context(**options), language, look, shoot)

    assert found == {}
