"""A newsroom's day: a story written in Arabic goes from its reporter past an editor to its readers."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Move
from tests import factories
from tests.browser import newsroom_day as day
from tests.browser.conftest import ARABIC_FIRST, watched

pytestmark = pytest.mark.django_db(transaction=True)

TITLE, STANDFIRST = "جسر النهر يفتح من جديد", "عاد المشاة إلى الجسر بعد عامين من الترميم."


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_story_goes_from_its_reporter_past_an_editor_to_its_readers(open_desk, shoot, language):
    section = factories.make_section(name_ar="المدينة", slug_ar="المدينة")
    reporter = open_desk(day.hire("reporter", "laila", language))
    editor = open_desk(day.hire("editor", "mira", language))

    reporter.goto(day.ADD)
    day.write(reporter, "ar", title=TITLE)
    for said in ("فتح الجسر القديم ", "صباح اليوم."):
        reporter.context.set_offline(True)
        day.write(reporter, "ar", body=said)
        day.expect_kept(reporter, "away")
        reporter.context.set_offline(False)
        day.expect_kept(reporter, "kept")
    reporter.close()  # the computer went down, too
    reporter = watched(reporter.context.new_page())
    reporter.goto(day.ADD)
    reporter.click(".offer .main")
    expect(day.body(reporter, "ar")).to_have_text("فتح الجسر القديم صباح اليوم.")
    day.write(reporter, "ar", standfirst=STANDFIRST)
    reporter.select_option("#id_section", str(section.pk))
    day.save(reporter)
    assert reporter.locator("[name=_publish_ar]").count() == 0
    day.send(reporter, "ar", to="in_review")

    day.open_from_queue(editor, "review")
    day.send(editor, "ar", to="draft", comment="كم شخصًا عبر في الساعة الأولى؟")

    day.open_from_queue(reporter, "drafts")
    reporter.click("#publication-ar .timeline summary")
    expect(reporter.locator("#publication-ar .timeline q").first).to_have_text("كم شخصًا عبر في الساعة الأولى؟")
    day.write(reporter, "ar", body=" وعبره نحو ألف شخص في ساعة.")
    day.send(reporter, "ar", to="in_review")

    day.open_from_queue(editor, "review")
    expect(day.body(editor, "ar")).to_contain_text("ألف شخص")
    day.publish(editor, "ar")
    expect(editor.locator("#publication-ar .asks li")).to_have_count(2)  # no byline, no photo
    shoot(editor, f"day-asked-{language}")
    editor.click("[name=_publish_ar][value=anyway]")
    expect(editor.locator(".messagelist .success")).to_be_visible()

    story = Article.objects.get()
    editor.goto(story.address("ar"))
    expect(editor.locator("h1")).to_have_text(TITLE)
    expect(editor.locator("article")).to_contain_text("وعبره نحو ألف شخص في ساعة.")
    states = Move.objects.filter(language="ar").order_by("pk").values_list("to_state", flat=True)
    assert list(states) == ["in_review", "draft", "in_review", "published"]
    assert reporter.complaints == editor.complaints == []
