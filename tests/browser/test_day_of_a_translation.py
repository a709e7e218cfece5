"""A newsroom's day: a translation is taken, told what changed meanwhile, published, and asked after a correction."""

import pytest
from playwright.sync_api import Page, expect

from articles import publishing, revisions
from articles.models import Article, Parity, Translation
from tests import factories
from tests.browser import newsroom_day as day
from tests.browser.conftest import ARABIC_FIRST

pytestmark = pytest.mark.django_db(transaction=True)

PARITY = "/admin/articles/translation/"


@pytest.fixture
def story():
    """A story whose Arabic is live and whose English is begun."""
    article = factories.make_article(
        live="", title_ar="جسر النهر يفتح من جديد", body_ar="<p>عبر الجسر ستة قوارب.</p>", title_en=""
    )
    Article.objects.filter(pk=article.pk).update(
        **{f"{name}_en": "" for name in ("slug", "standfirst", "body")}, original_language="ar"
    )
    factories.make_byline(article)
    publishing.publish(revisions.desk_copy(article.pk), language="ar", by=None)
    return article


def follow(page: Page) -> None:
    """Say that the version now follows its source."""
    with page.expect_navigation():
        page.click("form[action$='/translation/follow/'] button")


def take(translator: Page) -> None:
    """Take the story from the list of debts; only the words of the version may then be changed."""
    translator.goto(PARITY)
    with translator.expect_navigation():
        translator.click("button.take")
    expect(translator.locator("#id_title_en")).to_be_editable()
    expect(translator.locator("#id_title_ar")).to_have_count(0)


def correct(editor: Page, story: Article) -> None:
    """Publish a correction of the Arabic version."""
    editor.goto(f"/admin/articles/correction/add/?article={story.pk}&language=ar")
    editor.select_option("#id_kind", "correction")
    editor.fill("#id_text", "كانت القوارب تسعة لا ستة.")
    with editor.expect_navigation():
        editor.click("[name=_save]")


def answer(editor: Page, story: Article) -> None:
    """Correct the English version too: readers have it, so its answer is for who may publish."""
    editor.goto(day.change(story))
    editor.click("#translation .asks a")
    editor.check("[name=answer][value=corrected]")
    editor.fill("[name=text]", "Nine boats crossed, not six.")
    with editor.expect_navigation():
        editor.click("#answer_form [type=submit]")


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_translation_is_taken_told_what_changed_published_and_asked_after_a_correction(
    open_desk, open_context, story, shoot, language
):
    translator = open_desk(day.hire("translator", "salma", language))
    editor = open_desk(day.hire("editor", "mira", language))

    take(translator)
    words = {"title": "The river bridge opens again", "standfirst": "At last.", "body": "Six boats crossed."}
    day.write(translator, "en", **words)
    day.save(translator)

    editor.goto(day.change(story))
    follow(editor)
    day.write(editor, "ar", body=" ثم عبرت سفينة.")
    day.save(editor)
    day.publish(editor, "ar", anyway=True)

    translator.goto(day.change(story))
    expect(translator.locator(".source-changes .diff")).to_contain_text("ثم عبرت سفينة")
    shoot(translator, f"day-source-changed-{language}")
    day.write(translator, "en", body=" Then came a ship.")
    day.save(translator)
    follow(translator)
    day.send(translator, "en", to="in_review")
    day.open_from_queue(editor, "review")
    day.publish(editor, "en", anyway=True)
    assert Translation.objects.get().state == Parity.UP_TO_DATE

    correct(editor, story)
    translator.goto(PARITY)
    expect(translator.locator("#result_list a.owes")).to_have_text("1")
    answer(editor, story)
    translator.goto(PARITY)
    expect(translator.locator("#result_list a.owes")).to_have_count(0)

    reader = open_context().new_page()
    reader.goto(Article.objects.get(pk=story.pk).address("en"))
    expect(reader.locator("article")).to_contain_text("Six boats crossed. Then came a ship.")
    expect(reader.locator(".amendment")).to_contain_text("Nine boats crossed, not six.")
    # A draft's door answers 409 where another page of the same person was heard last; browsers write that down.
    complaints = [*translator.complaints, *editor.complaints]
    assert [each for each in complaints if "409 (Conflict)" not in each] == []
