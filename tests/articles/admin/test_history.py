"""The memory of a story at the desk: history, comparisons, restoring, discarding."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles import publishing, revisions
from articles.models import Article, Revision, SectionLimit, State, Topic, Translation
from articles.snapshots import Credit
from newsroom.models import AuditEntry, User
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


def saved(story, *, by=None, is_minor=False, note="", **words):
    """Save the story with other words and give its revision."""
    working = revisions.working_copy(Article.objects.get(pk=story.pk))
    return publishing.save(story, working.with_words(**words), by=by, is_minor=is_minor, note=note)


def history(story):
    return reverse("admin:articles_article_history", args=[story.pk])


def compare(story, start, end):
    return reverse("admin:articles_article_compare", args=[story.pk]) + f"?from={start}&to={end}"


def restore(story, number, language=""):
    return reverse("admin:articles_article_restore", args=[story.pk, number]) + f"?language={language}"


def discard(story, language=""):
    return reverse("admin:articles_article_discard", args=[story.pk]) + f"?language={language}"


def told(response):
    return [str(message) for message in response.context["messages"]]


def working(story):
    return revisions.working_copy(Article.objects.get(pk=story.pk))


def test_history_tells_number_who_what_and_note_of_each_save_and_the_moves_between(chief):
    story, writer = factories.make_article(live=""), factories.make_editor(username="rima")
    saved(story, title_en="Rain", by=writer, is_minor=True, note="Typo")
    publishing.move(story, language="ar", to=State.IN_REVIEW, by=writer, comment="Please read")

    page = read(chief, history(story))

    assert page.texts("li.entry .head strong") == ["from “Draft” to “In review”", "Revision 2", "Revision 1"]
    assert page.texts("li.entry .who") == ["rima", "rima", ""]
    assert page.texts("li.entry .changed")[0] == "Changed: English"
    assert page.texts("li.entry .minor") == ["minor", "minor"]
    assert page.texts("li.entry q") == ["Please read", "Typo"]


def test_history_narrows_to_a_language(chief):
    story = factories.make_article(live="")
    saved(story, title_en="Rain")
    saved(story, title_ar="مطر")

    page = read(chief, history(story), language="ar")

    assert page.texts("li.entry strong") == ["Revision 3", "Revision 1"]


def test_history_of_many_saves_comes_in_pages_with_as_many_questions(chief, django_assert_max_num_queries):
    story = factories.make_article(live="")
    row = revisions.stored(story.pk)
    snapshot = revisions.working_copy(row).as_json()
    Revision.objects.bulk_create(Revision(article=story, number=number, story=snapshot) for number in range(1, 211))

    with django_assert_max_num_queries(16):
        page = read(chief, history(story), page="2")

    assert page.texts("li.entry strong")[0] == "Revision 185"
    assert len(page.all("li.entry")) == 25
    assert page.one(".pages span").text() == "Page 2 of 9"


def test_history_costs_the_same_for_one_save_and_for_three(chief, django_assert_num_queries):
    short, long = factories.make_article(live=""), factories.make_article(live="")
    saved(short, title_en="One", by=factories.make_editor())
    for number in range(3):
        saved(long, title_en=f"Headline {number}", by=factories.make_editor())
    chief.get(history(short))
    with django_assert_num_queries(6) as first:
        chief.get(history(short))

    with django_assert_num_queries(len(first)):
        chief.get(history(long))


def test_comparison_marks_words_within_the_block_in_the_languages_direction(chief):
    story = factories.make_article(live="", body_ar="<p>وصل ستة أشخاص.</p>")
    saved(story, body_ar="<p>وصل تسعة أشخاص.</p>")

    page = read(chief, compare(story, 1, 2))

    assert page.texts(".words del") == ["Removed:−ستة(end of what was removed)"]
    assert page.texts(".words ins") == ["Added:+تسعة(end of what was added)"]
    body = page.one("div.body")
    assert (body.attributes["lang"], body.attributes["dir"]) == ("ar", "rtl")


def test_comparison_never_trusts_stored_text(chief):
    story = factories.make_article(live="")
    saved(story, title_en="<script>alert(1)</script>", body_en="<p>&lt;img src=x onerror=alert(1)&gt;</p>")

    html = chief.get(compare(story, 1, 2)).content.decode()

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html.replace("</ins>", "")


def test_comparison_names_people_topics_and_photos(chief):
    story, topic = factories.make_article(live=""), factories.make_topic(name_ar=None, name_en="Rivers", slug_ar=None)
    person = factories.make_contributor(name_ar=None, slug_ar=None, name_en="Salma")
    photo = factories.make_photo(credit="Noor")
    now = working(story)
    parts = {"topics": (topic.pk,), "bylines": (Credit(person.pk, "author"),), "lead_photo": photo.pk}
    publishing.save(story, now.with_parts(parts, type(now)(words=now.words, section=now.section, **parts)), by=None)

    page = read(chief, compare(story, 1, 2))

    assert page.texts(".shared h3") == ["Lead photo", "Topics", "Bylines"]
    assert "Rivers" in page.texts(".shared ins bdi")[1]
    assert "Salma" in page.texts(".shared ins bdi")[2]


def test_what_differs_from_the_public_text_is_one_click_from_the_history(chief):
    story = factories.make_article(live="en", title_en="Old words")
    saved(story, title_en="New words")

    link = read(chief, history(story)).one(".pending a").attributes["href"]
    page = read(chief, link)

    assert page.texts(".words del") == ["Removed:−Old(end of what was removed)"]
    assert page.texts(".sides dd") == ["The public text", "The working copy"]


@pytest.mark.parametrize("name", ["0", "99", "-1", "nothing", "9" * 30, "²"])
def test_comparison_with_a_state_that_is_not_there_is_not_found(chief, name):
    story = factories.make_article(live="")

    assert chief.get(compare(story, name, "working")).status_code == 404


def test_restore_asks_first_and_then_makes_a_new_revision(chief):
    story = factories.make_article(live="", title_en="First", title_ar="أول")
    saved(story, title_en="Second", title_ar="ثان")

    read(chief, restore(story, 1))
    asked = working(story).text("title", "en")
    answer = chief.post(restore(story, 1), {"latest": "2"}, follow=True)

    assert asked == "Second"
    assert (working(story).text("title", "en"), working(story).text("title", "ar")) == ("First", "أول")
    assert told(answer) == ["Revision 1 was restored as revision 3."]
    assert AuditEntry.objects.filter(act="restore", on_id=str(story.pk)).count() == 1


def test_restore_of_one_language_leaves_the_other(chief):
    story = factories.make_article(live="", title_en="First", title_ar="أول")
    saved(story, title_en="Second", title_ar="ثان")

    chief.post(restore(story, 1, "en"), {"latest": "2"})

    assert (working(story).text("title", "en"), working(story).text("title", "ar")) == ("First", "ثان")


def test_restore_names_what_has_been_deleted_since(chief):
    story, topic = factories.make_article(live=""), factories.make_topic(name_ar=None, slug_ar=None, name_en="Rivers")
    story.topics.add(topic)
    saved(story, title_en="With the topic")
    saved(story, title_en="Without")
    Topic.objects.filter(pk=topic.pk).delete()

    page = read(chief, restore(story, 2))
    answer = chief.post(restore(story, 2), {"latest": "3"}, follow=True)

    assert "Rivers" in page.one(".lost li").text()
    assert "Rivers" in told(answer)[1]
    assert working(story).topics == ()


@pytest.mark.parametrize("live", ["", "ar en"])
def test_restore_moves_no_story_into_a_section_that_its_editor_does_not_work_on(client, live):
    editor, then = factories.make_staff("editor"), factories.make_section(name_en="Politics")
    story = factories.make_article(live=live, section=then, title_en="Then")
    saved(story, title_en="In between")
    now = factories.make_section(name_en="Culture")
    publishing.save(story, replace(working(story), section=now.pk), by=None, let_out=["section"])
    SectionLimit.objects.create(user=editor, section=now)
    client.force_login(editor)

    asked = client.get(restore(story, 1))
    done = client.post(restore(story, 1), follow=True)

    assert "Politics" not in asked.content.decode()
    assert (working(story).section, Article.objects.get().section, working(story).text("title", "en")) == (
        now.pk,
        now,
        "Then",
    )
    assert "The story stays in its section" in " ".join(told(done))


def test_restore_over_a_newer_save_says_which(chief):
    story = factories.make_article(live="", title_en="First")
    saved(story, title_en="Second")
    chief.get(restore(story, 1))
    saved(story, title_en="Third", by=factories.make_editor(username="rima"))

    answer = chief.post(restore(story, 1), {"latest": "2"}, follow=True)

    expected = "Meanwhile revision 3 was saved by rima. It is in the history, under the restored one."
    assert told(answer)[1] == expected
    assert working(story).text("title", "en") == "First"


def test_discard_goes_back_to_the_public_text(chief):
    story = factories.make_article(live="en", title_en="Public")
    saved(story, title_en="Proposed")

    page = read(chief, discard(story))
    answer = chief.post(discard(story), {"latest": "2"}, follow=True)

    assert page.texts(".words ins") == ["Added:+Public(end of what was added)"]
    assert told(answer) == ["The story reads like the public text again, as revision 3."]
    assert working(story).text("title", "en") == "Public"
    assert not Article.objects.get(pk=story.pk).pending_en


def translated(user):
    story = factories.make_article(live="", title_en="First", title_ar="أول")
    Translation.objects.create(article=story, language="en", translator=user)
    saved(story, title_en="Second", title_ar="ثان")
    return story


def test_translator_restores_their_own_language_alone(signed_in_as):
    client = signed_in_as("translator")
    story = translated(User.objects.get(username="translator1"))

    answers = {language: client.post(restore(story, 1, language), {}).status_code for language in ("", "ar", "en")}

    assert answers == {"": 403, "ar": 403, "en": 302}
    assert (working(story).text("title", "en"), working(story).text("title", "ar")) == ("First", "ثان")
    links = " ".join(read(client, history(story)).texts("li.entry .ways a"))
    assert "Restore only English…" in links
    assert "Restore…" not in links.replace("Restore only", "")


@pytest.mark.parametrize("door", [history, lambda s: compare(s, 1, 2), lambda s: restore(s, 1), discard])
def test_doors_are_closed_to_a_translator_of_other_stories(signed_in_as, door):
    client = signed_in_as("translator")
    story = translated(None)

    response = client.get(door(story))

    assert response.status_code == 403
    assert "Second" not in response.content.decode()


def test_reading_is_not_changing(chief):
    story = factories.make_article(live="en", title_en="Public")
    saved(story, title_en="Proposed")

    for address in (restore(story, 1), discard(story), compare(story, "public", "working")):
        chief.get(address)

    assert Revision.objects.filter(article=story).count() == 2


def test_restore_needs_the_forms_own_proof(chief):
    story = translated(None)
    chief.handler.enforce_csrf_checks = True

    assert chief.post(restore(story, 1), {}).status_code == 403
