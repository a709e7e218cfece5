"""Autosave, restoring, two editors and an ended session, in a real browser over a line that drops."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from articles import revisions
from articles.models import Draft
from tests import factories
from tests.browser.conftest import ARABIC_FIRST, DESKTOP, PHONE, watched

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def enter(open_context, live_server):
    """Open the desk as somebody: `enter("mira")`; the same name again is the same browser profile and person."""

    def sign_in(context, user):
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": f"{live_server.url}/admin/"}])

    def open_desk(name, language="en", **options):
        user = factories.make_editor(username=name, first_name=name.title(), interface_language=language)
        context = open_context(**options)
        sign_in(context, user)
        page = watched(context.new_page())
        page.sign_in_again = lambda: sign_in(context, user)
        return page

    return open_desk


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def line(page):
    return page.locator("#desk-line")


def write(page, language, text):
    area = page.locator(f".fieldBox.field-body_{language} .ProseMirror")
    area.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def name_second_writer(page, person):
    page.locator("#bylines-group .add-row a").click()
    page.evaluate(
        """pk => { const row = document.getElementById("id_bylines-1-contributor");
        row.add(new Option("Writer", pk, true, true)); }""",
        person.pk,
    )


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_words_typed_over_a_line_that_drops_twice_come_back(enter, shoot, language):
    story = factories.make_article(live="")
    person = factories.make_contributor()
    factories.make_byline(story)
    page = enter("mira", language)
    page.goto(change(story))
    page.locator(".fieldBox.field-body_ar .ProseMirror").wait_for()

    page.context.set_offline(True)
    page.fill("#id_title_ar", "النهر يعود")
    page.locator("#id_title_en").focus()
    expect(line(page)).to_have_attribute("data-mark", "away")
    shoot(page, f"draft-away-{language}")
    page.context.set_offline(False)
    write(page, "en", " More words.")
    page.locator("#id_slug_en").focus()
    expect(line(page)).to_have_attribute("data-mark", "kept")
    page.context.set_offline(True)
    write(page, "ar", " كلمات.")
    name_second_writer(page, person)
    page.locator("#id_title_en").focus()
    expect(line(page)).to_have_attribute("data-mark", "away")
    chosen = f'"contributor":"{person.pk}"'
    page.wait_for_function("part => Object.values(localStorage).some(text => text.includes(part))", arg=chosen)
    page.close()
    page = page.context.new_page()
    page.context.set_offline(False)
    page.goto(change(story))
    expect(page.locator(".offer dt")).to_have_count(4)
    page.locator(".offer summary").click()
    shoot(page, f"draft-offer-{language}")
    page.click(".offer .main")

    expect(page.locator("#id_title_ar")).to_have_value("النهر يعود")
    expect(page.locator(".fieldBox.field-body_en .ProseMirror")).to_contain_text("Text. More words.")
    expect(page.locator(".fieldBox.field-body_ar .ProseMirror")).to_contain_text("نص. كلمات.")
    expect(page.locator("#id_bylines-1-contributor")).to_have_value(str(person.pk))
    shoot(page, f"draft-restored-{language}")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/articles/article/")
    saved = revisions.desk_copy(story.pk).working
    assert saved.text("title", "ar") == "النهر يعود"
    assert saved.text("body", "en") == "<p>Text. More words.</p>"
    assert [credit.contributor for credit in saved.bylines][1:] == [person.pk]
    assert Draft.objects.count() == 0
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('desk-typed'))") == []


def test_new_story_is_offered_again_after_a_crash(enter):
    page = enter("mira")
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title_en", "Half a story")
    page.locator("#id_title_ar").focus()
    expect(line(page)).to_have_attribute("data-mark", "kept")
    page.close()
    page = page.context.new_page()

    page.goto("/admin/articles/article/add/")
    page.click(".offer .main")

    expect(page.locator("#id_title_en")).to_have_value("Half a story")


def test_last_words_of_a_page_that_closes_over_a_bad_line_are_offered_whatever_its_clock_says(enter):
    story = factories.make_article(live="")
    page = enter("mira")
    page.clock.install(time=timezone.now() - timedelta(hours=1))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(change(story))
    page.route("**/draft/", lambda route: route.fetch() and None)  # it arrives, and its answer is lost
    page.fill("#id_title_en", "First")
    page.locator("#id_title_ar").focus()
    page.fill("#id_title_en", "First and last words")
    page.goto("/admin/")
    page.unroute("**/draft/")
    page.route("**/draft/", lambda route: route.fulfill(status=403), times=1)  # as a token of before a new sign-in is

    page.goto(change(story))
    expect(page.locator(".offer ins")).to_have_text("First and last words")
    page.click(".offer .main")

    expect(page.locator("#id_title_en")).to_have_value("First and last words")
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('desk-typed'))") == []


def test_sending_that_was_stopped_can_be_tried_again(enter):
    story = factories.make_article(live="")
    page = enter("mira")
    page.clock.install()
    page.goto(change(story))
    page.fill("#id_title_en", "Typed")
    page.route("**/change/", lambda route: route.abort("aborted"), times=1)  # as the browser's own button does
    page.locator(".submit-row [name=_save]").click()
    expect(page.locator("#article_form")).to_have_attribute("inert", "")

    page.clock.fast_forward(20_000)
    page.fill("#id_title_en", "Typed after the stop")
    page.locator(".submit-row [name=_save]").click()

    page.wait_for_url("**/admin/articles/article/")
    assert revisions.desk_copy(story.pk).working.text("title", "en") == "Typed after the stop"


@pytest.mark.parametrize(("language", "look"), [pytest.param("en", "light", marks=pytest.mark.soak), ("ar", "dark")])
def test_second_editor_is_told_and_takes_over_and_both_texts_survive(enter, shoot, language, look):
    story = factories.make_article(live="")
    options = {"viewport": PHONE if look == "dark" else DESKTOP, "color_scheme": look}
    first, second = enter("mira", language, **options), enter("salma", language, **options)
    first.goto(change(story))
    with first.expect_response(lambda answer: '"typing":["en"]' in (answer.request.post_data or "")):
        first.fill("#id_title_en", "The words of Mira")
        first.locator("#id_standfirst_en").focus()
    expect(line(first)).to_have_attribute("data-mark", "kept")
    expect(first.locator("#story-people")).to_have_attribute("data-held", "")
    place = first.locator("#id_standfirst_en").bounding_box()

    second.goto(change(story))
    expect(second.locator("#story-people .who")).to_have_text("Mira")
    first.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")  # it asks at once
    expect(first.locator("#story-people .who")).to_have_text("Salma")
    assert first.locator("#id_standfirst_en").bounding_box()["y"] == pytest.approx(place["y"], abs=1)
    shoot(first, f"presence-told-{language}-{look}")
    expect(second.locator("#id_title_en")).not_to_be_editable()
    expect(second.locator("#id_title_ar")).to_be_editable()
    shoot(second, f"presence-{language}-{look}")
    second.locator("[data-take=en]").click()
    expect(second.locator("#id_title_en")).to_be_editable()
    second.fill("#id_title_en", "The words of Salma")
    second.locator("[name=_continue]:visible").press("Enter")
    expect(second.locator(".messagelist .success")).to_be_visible()
    first.locator("[name=_continue]:visible").press("Enter")

    expect(first.locator(".collision .text").first).to_contain_text("Mira")
    expect(first.locator(".collision .text").nth(1)).to_contain_text("Salma")
    shoot(first, f"collision-{language}-{look}")
    first.check("[name=collision-title_en][value=theirs]")
    first.locator("[name=_continue]:visible").press("Enter")
    expect(first.locator("#id_title_en")).to_have_value("The words of Salma")


def test_session_that_ended_loses_nothing(enter, shoot):
    story = factories.make_article(live="")
    page = enter("mira")
    page.goto(change(story))
    page.fill("#id_title_en", "Typed before the session ended")
    Session.objects.all().delete()
    page.click("[name=_save]")
    expect(line(page)).to_have_attribute("data-mark", "out")
    shoot(page, "signed-out")

    page.sign_in_again()
    page.click("[name=_save]")

    page.wait_for_url("**/admin/articles/article/")
    assert revisions.desk_copy(story.pk).working.text("title", "en") == "Typed before the session ended"


def test_leaving_warns_only_who_typed(enter):
    story = factories.make_article(live="")
    page = enter("mira")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto(change(story))
    page.locator(".fieldBox.field-body_ar .ProseMirror").click()
    page.goto("/admin/")
    before = list(asked)
    page.goto(change(story))
    page.locator("#id_title_en").press_sequentially("x")
    page.goto("/admin/")

    assert (before, asked) == ([], ["beforeunload"])
