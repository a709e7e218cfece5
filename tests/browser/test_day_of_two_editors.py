"""A newsroom's day: two editors write into one field and both texts survive; a story is brought back from before."""

import pytest
from playwright.sync_api import expect

from articles import revisions
from articles.snapshots import changed_parts
from tests import factories
from tests.browser import newsroom_day as day
from tests.browser.conftest import ARABIC_FIRST

pytestmark = pytest.mark.django_db(transaction=True)

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'  # stands for a photo that has no file


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_two_editors_meet_in_one_field_and_both_texts_survive(open_desk, shoot, language):
    story = factories.make_article(live="", title_ar="قوارب الفجر", title_en="Boats")
    first = open_desk(day.hire("editor", "mira", language))
    second = open_desk(day.hire("editor", "salma", language))
    first.goto(day.change(story))
    with first.expect_response(lambda answer: '"typing":["ar"]' in (answer.request.post_data or "")):
        first.fill("#id_title_ar", "تسعة قوارب عند الفجر")  # and the desk is told who holds the Arabic
    first.locator("#id_standfirst_ar").focus()
    expect(first.locator("#desk-line")).to_have_attribute("data-mark", "kept")
    second.goto(day.change(story))
    expect(second.locator("#story-people .who")).to_have_text("Mira")
    second.click("[data-take=ar]")
    second.fill("#id_title_ar", "قوارب الصيادين تعود فجرًا")
    second.fill("#id_title_en", "The fishing boats come home")
    day.save(second)

    with first.expect_navigation():
        first.click(".submit-row [name=_continue]")
    texts = first.locator(".collision .text")
    expect(texts.nth(0)).to_contain_text("تسعة")
    expect(texts.nth(1)).to_contain_text("الصيادين")
    expect(texts.nth(2)).to_have_text("قوارب الفجر")
    shoot(first, f"day-collision-{language}")
    expect(first.locator("#id_title_ar")).to_have_value("تسعة قوارب عند الفجر")
    first.fill("#id_title_ar", "تسعة من قوارب الصيادين تعود فجرًا")
    day.save(first)

    kept = revisions.desk_copy(story.pk).working
    assert kept.text("title", "ar") == "تسعة من قوارب الصيادين تعود فجرًا"
    assert kept.text("title", "en") == "The fishing boats come home"
    saved_by = [revision.by and revision.by.username for revision in story.revisions.order_by("number")]
    assert saved_by == [None, "salma", "mira"]
    # A patch that comes too late is answered 409, which the browser tells; the page then sends what is newest.
    told = [line for line in (*first.complaints, *second.complaints) if "409" not in line]
    assert told == []


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_story_is_restored_from_before_a_bad_edit_with_its_photo_people_and_links(open_desk, shoot, language):
    story = factories.make_article(live="", lead_photo=factories.make_photo(), body_ar="<p>عبر الجسر تسعة قوارب.</p>")
    factories.make_byline(story)
    factories.make_related(story)
    before = revisions.desk_copy(story.pk).working
    editor = open_desk(day.hire("editor", "mira", language))
    editor.route("**/media/**", lambda route: route.fulfill(content_type="image/svg+xml", body=DOT))
    editor.goto(day.change(story))
    day.write(editor, "ar", title="عنوان خاطئ", body=" كلام خاطئ.")
    editor.click(".field-lead_photo [data-remove]")
    editor.click("#bylines-0 .inline-deletelink")
    editor.click("#related_links-0 .inline-deletelink")
    day.save(editor)
    spoilt = revisions.desk_copy(story.pk).working
    assert (spoilt.lead_photo, spoilt.bylines, spoilt.links) == (None, (), ())

    editor.goto(day.change(story).replace("change", "history"))
    shoot(editor, f"day-history-{language}")
    with editor.expect_navigation():
        editor.locator(".entry .ways a[href$='/1/restore/'], .entry .ways a[href$='/restore/1/']").click()
    expect(editor.locator("#version-ar ~ .field ins").first).to_be_visible()
    shoot(editor, f"day-restore-{language}")
    with editor.expect_navigation():
        editor.click(".submit-row [type=submit]")

    assert changed_parts(before, revisions.desk_copy(story.pk).working) == set()
    editor.goto(day.change(story))
    expect(editor.locator("#id_title_ar")).to_have_value(story.title_ar)
    expect(editor.locator("#id_lead_photo")).to_have_value(str(story.lead_photo_id))
    assert editor.complaints == []
