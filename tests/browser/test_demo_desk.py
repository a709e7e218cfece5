"""The desk of the demo newsroom in a real browser: every page that docs/editors.md shows is whole, in both languages.

`make pictures` keeps what is shot here for the guide.
"""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from articles import publishing, revisions
from articles.models import Article, Correction
from newsroom.identity import LANGUAGES
from newsroom.models import User
from tests.browser import newsroom_day as day
from tests.browser.conftest import DESKTOP, watched
from tests.browser.test_demo_pages import faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo() -> Article:
    """The demo newsroom, and the story that is shown of it: live in both languages, changed twice since."""
    call_command("load_demo", verbosity=0)
    story = Article.objects.with_bodies().get(title_en__startswith="Bakery swaps its queue")
    editor = User.objects.get(username="editor")
    for words in (
        {"standfirst_ar": "قطعة خشب منقوشة تكفي لتشرب قهوتك وتعود بعد ربع ساعة، فيكون دورك محفوظًا."},
        {"standfirst_en": "Take a token, drink your coffee, come back in a quarter of an hour: your place is kept."},
    ):
        copy = revisions.desk_copy(story.pk)
        publishing.save(copy, copy.working.with_words(**words), by=editor)
    return story


def collide(page: Page, story: Article, language: str) -> None:
    """Let somebody else save the headline while it is open on this page, and save it here."""
    mine = {"ar": "كيلو البندورة يهبط إلى 900 ليرة", "en": "Tomatoes fall to 900 lira"}
    theirs = {"ar": "البندورة بتسعمئة ليرة مع ذروة القطاف", "en": "Tomatoes at 900 lira as the fields ripen"}
    page.goto(day.change(story))
    page.fill(f"#id_title_{language}", mine[language])
    copy = revisions.desk_copy(story.pk)
    words = copy.working.with_words(**{f"title_{language}": theirs[language]})
    publishing.save(copy, words, by=User.objects.get(username="editor"))
    with page.expect_navigation():
        page.click(".submit-row [name=_continue]")
    expect(page.locator("#collisions")).to_be_visible()


def pages_of(story: Article, language: str) -> dict[str, str]:
    """Name the pages that the guide shows."""
    form, correction = day.change(story), Correction.objects.unanswered().first()
    return {
        "dashboard": day.DAY,
        "story": form,
        "history": form.replace("change", "history"),
        "difference": f"{form.replace('change', 'history')}compare/?from=public&to=working",
        "parity": "/admin/articles/translation/",
        "correction": f"/admin/articles/correction/{correction.pk}/answer/",
        "front-desk": f"/admin/articles/frontpage/?language={language}",
    }


@pytest.mark.soak
def test_every_page_of_the_demo_desk_is_whole_in_both_languages(demo, open_context, open_desk, shoot):
    found = {}
    chief = User.objects.get(username="chief")
    other = Article.objects.get(title_en="Tomatoes fall to 900 lira as the harvest peaks")
    for language in LANGUAGES:
        door = watched(open_context(locale=language).new_page())
        door.goto(day.DAY)
        shoot(door, f"desk-sign-in-{language}")
        User.objects.filter(pk=chief.pk).update(interface_language=language)
        page = open_desk(chief, viewport=DESKTOP)
        for name, address in pages_of(demo, language).items():
            page.goto(address)
            if name == "story":
                day.body(page, language).wait_for()
            shoot(page, f"desk-{name}-{language}")
            if (
                name == "story"
            ):  # after the whole page: a picture of a part scrolls there, and what sticks comes along
                shoot(page, f"desk-publication-{language}", part=".publication")
            found |= {f"{name} {language}": stumbles for stumbles in [faults(page)] if stumbles}
        collide(page, other, language)
        shoot(page, f"desk-collision-{language}", part="#collisions")
        found |= {f"collision {language}": stumbles for stumbles in [faults(page)] if stumbles}

    assert found == {}
