"""The demo newsroom in a real browser: every kind of page, both languages, phone and desktop, light and dark.

Everything that WCAG 2.2 AA lets a machine ask is asked of each page, and 44 pixels for every target. `make pictures`
keeps two of these pages for the README and all of them on a contact sheet.
"""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page as Window

from articles.models import Article, Contributor, Correction, Page, Section, Series, State, Topic
from newsroom.identity import LANGUAGES
from tests.browser import everyone
from tests.browser.conftest import DESKTOP, PHONE, watched

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


@pytest.fixture
def demo() -> None:
    call_command("load_demo", verbosity=0)
    call_command("load_demo_gifts", verbosity=0)


LOOKS = {
    "phone": {"viewport": PHONE},
    "desktop": {"viewport": DESKTOP},
    "dark": {"viewport": PHONE, "color_scheme": "dark"},
    "desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
}


def pages_of(language: str) -> dict[str, str]:
    """Name one address of each kind of page."""
    live = Article.objects.with_bodies().live("ar").live("en")
    story = max(live, key=lambda story: len(story.words("body", language)))
    rows = {
        "section": Section.objects.named("ar").named("en").first(),
        "topic": Topic.objects.filter(kind=Topic.Kind.TOPIC).named("ar").named("en").first(),
        "place": Topic.objects.filter(kind=Topic.Kind.PLACE).named("ar").named("en").first(),
        "series": Series.objects.first(),
        "contributor": Contributor.objects.named("ar").named("en").first(),
        "article": story,
        "translation": live.exclude(original_language=language).first(),
        "photo-story": live.filter(kind=Article.Kind.PHOTO_STORY).first(),
        "opinion": live.filter(kind=Article.Kind.OPINION).first(),
        "corrected": Correction.objects.filter(language="ar").first().article,
        "withdrawn": Article.objects.filter(**{f"state_{language}": State.WITHDRAWN}).first(),
    }
    return {name: row.address(language) for name, row in rows.items()} | {
        "home": f"/{language}/",
        "support": f"/{language}/support/",
        "corrections": f"/{language}/corrections/",
        "correct": f"/{language}/correct/{story.pk}/",
        "search": f"/{language}/search/?q={'bridge' if language == 'en' else 'الجسر'}",
        "nothing-found": f"/{language}/search/?q=qqzzqq",
        "archive": f"/{language}/archive/",
        "month": f"/{language}/archive/{timezone.localdate():%Y/%m}/",
        "most-read": f"/{language}/most-read/",
        "about": Page.objects.first().address(language),
        "saved": f"/{language}/saved/",
        "missing": f"/{language}/no-such-page/",
        "lite-home": f"/{language}/?lite",
        "lite-article": f"{story.address(language)}?lite",
    }


def faults(page: Window) -> list[str]:
    """Name what is broken on a page: complaints of the browser, sideways scrolling, a broken picture."""
    found = [
        complaint for complaint in page.complaints if "status of 404" not in complaint and "of 410" not in complaint
    ]
    if everyone.runs_out(page):
        found.append("the page scrolls sideways")
    return found + page.evaluate(
        "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => `broken picture ${i.src}`)"
    )


def hurdles(page: Window) -> list[str]:
    """Name what keeps a reader out: what axe finds, small targets, stops that Tab misses, text not to be doubled."""
    doubled = ["doubled text scrolls sideways"] if everyone.runs_out_when_doubled(page) else []
    return everyone.axe_faults(page) + everyone.hard_to_hit(page) + everyone.keyboard_faults(page) + doubled


EVERY_LOOK = [(language, look) for language in LANGUAGES for look in LOOKS]


@pytest.mark.parametrize(
    ("looks", "step"),
    [
        # Each kind of page once, in one of two looks that have little in common.
        pytest.param([("ar", "dark"), ("en", "desktop")], 2, id="in turn"),
        pytest.param(EVERY_LOOK, 1, id="every look", marks=pytest.mark.soak),
    ],
)
def test_every_page_of_the_demo_is_whole_and_open_to_everyone(demo, open_context, shoot, looks, step):
    found = {}

    for turn, (language, look) in enumerate(looks):
        page = watched(open_context(**LOOKS[look]).new_page())
        for name, address in list(pages_of(language).items())[turn % step :: step]:
            page.goto(address)
            shoot(page, f"{name}-{language}-{look}")
            if stumbles := faults(page) + hurdles(page):
                found[f"{name} {language} {look}"] = stumbles
            page.complaints.clear()

    assert found == {}
