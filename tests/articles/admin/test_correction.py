"""The desk's pages for corrections: who may, what is refused, what is asked of the other version."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Correction, SectionLimit, State, Translation
from newsroom.models import User
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/correction/"
ADD = f"{LIST}add/"
STORIES = f"{LIST}stories/"
QUERIES = 4


def answer_page(correction: Correction) -> str:
    return reverse("admin:articles_correction_answer", args=[correction.pk])


def change_page(correction: Correction) -> str:
    return reverse("admin:articles_correction_change", args=[correction.pk])


def words_for(story: Article, **values: str) -> dict[str, object]:
    return {"article": story.pk, "language": "en", "kind": "correction", "text": "Nine."} | values


def staff_of(client: Client) -> User:
    """The member of staff who is signed in."""
    return User.objects.get(pk=client.session["_auth_user_id"])


# --- Publishing -------------------------------------------------------------------------------------------


def test_add_publishes_at_once_and_tells_that_the_other_version_owes_an_answer(chief):
    story = factories.make_article()

    page = chief.post(ADD, opened(chief, ADD) | words_for(story), follow=True).content.decode()

    correction = Correction.objects.get()
    assert (correction.language, correction.kind, correction.text) == ("en", "correction", "Nine.")
    assert correction.by == staff_of(chief)
    assert correction.is_unanswered()
    assert "owes an answer" in page
    assert "Nine." in chief.get(story.address("en")).content.decode()


def test_add_from_a_storys_page_names_the_story_and_its_version(chief):
    story = factories.make_article(title_en="Boats")

    sent = opened(chief, f"{ADD}?article={story.pk}&language=en")

    assert (sent["article"], sent["language"]) == ([str(story.pk)], ["en"])


def test_storys_page_leads_to_correcting_each_live_version(chief):
    story = factories.make_article(live="en")

    page = chief.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()

    assert f"{ADD}?article={story.pk}&amp;language=en" in page
    assert f"{ADD}?article={story.pk}&amp;language=ar" not in page


@pytest.mark.parametrize(
    ("life", "told"),
    [
        ({"live": "ar"}, "Only a version that readers can see can be corrected."),
        ({"live": ""}, "Select a valid choice"),
        ({"state_en": State.WITHDRAWN}, "Only a version that readers can see can be corrected."),
    ],
)
def test_add_refuses_a_version_that_readers_do_not_have(chief, life, told):
    story = factories.make_article(**life)

    response = chief.post(ADD, opened(chief, ADD) | words_for(story))

    assert told in response.content.decode()
    assert Correction.objects.count() == 0


@pytest.mark.parametrize("text", ["", "   ", "\u202e"])
def test_add_refuses_words_that_cannot_be_seen(chief, text):
    chief.post(ADD, opened(chief, ADD) | words_for(factories.make_article(), text=text))

    assert Correction.objects.count() == 0


def test_add_keeps_a_date_of_the_past_and_refuses_one_to_come(chief):
    story = factories.make_article(published_at_en=timezone.now() - timedelta(days=3))
    sent = opened(chief, ADD) | words_for(story)
    yesterday = timezone.localtime() - timedelta(days=1)
    tomorrow = yesterday + timedelta(days=2)

    for moment in (tomorrow, yesterday):
        split = {"corrected_at_0": f"{moment:%Y-%m-%d}", "corrected_at_1": f"{moment:%H:%M:%S}"}
        chief.post(ADD, sent | split)

    (correction,) = Correction.objects.all()
    assert timezone.localtime(correction.corrected_at).date() == yesterday.date()


def test_stories_to_choose_from_are_live_seen_and_named_in_both_languages(chief):
    live = factories.make_article(title_en="Boats at dawn", title_ar="قوارب الفجر")
    factories.make_article(live="", title_en="Boats in a drawer")
    factories.make_article(title_en="Bread")

    found = chief.get(STORIES, {"term": "Boats"}).json()["results"]

    assert [row["id"] for row in found] == [str(live.pk)]
    assert "Boats at dawn" in found[0]["text"]
    assert "قوارب الفجر" in found[0]["text"]
    assert chief.get(STORIES, {"term": "\0"}).json()["results"] == []


# --- The list ---------------------------------------------------------------------------------------------


def test_list_is_narrowed_and_searched(chief):
    arabic = factories.make_correction(factories.make_article(), language="ar", needs_answer=True, text="قوارب")
    answered = factories.make_correction(
        factories.make_article(title_en="Boats"), needs_answer=True, answer="corrected"
    )
    plain = factories.make_correction(factories.make_article(), kind="update", text="Bread")

    def shown(query: str) -> set[int]:
        return {row.pk for row in chief.get(f"{LIST}?{query}").context["cl"].result_list}

    assert shown("") == {arabic.pk, answered.pk, plain.pk}
    assert shown("answer=open") == {arabic.pk}
    assert shown("answer=given") == {answered.pk}
    assert shown("language__exact=ar") == {arabic.pk}
    assert shown("kind__exact=update") == {plain.pk}
    assert shown("q=Boats") == {answered.pk}
    assert shown("q=Bread") == {plain.pk}


def test_list_shows_hostile_words_as_words(chief):
    factories.make_correction(factories.make_article(), text="<script>alert(1)</script>")

    assert "<script>alert(1)" not in chief.get(LIST).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_is_flat(chief, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.make_correction(factories.make_article(), needs_answer=True)
    chief.get(LIST)

    with django_assert_num_queries(QUERIES):
        chief.get(LIST)


# --- Rewording and taking out -----------------------------------------------------------------------------


def test_chief_rewords_but_cannot_move_it_to_another_version_or_day(chief):
    correction = factories.make_correction(factories.make_article())

    chief.post(
        change_page(correction), {"kind": "retraction", "text": "All wrong.", "language": "ar", "article": "9"}
    )

    changed = Correction.objects.get()
    assert (changed.kind, changed.text, changed.language) == ("retraction", "All wrong.", "en")
    assert (changed.article_id, changed.corrected_at) == (correction.article_id, correction.corrected_at)


def test_chief_takes_one_or_many_out(chief):
    one, two = (factories.make_correction(factories.make_article()) for _ in range(2))

    chief.post(reverse("admin:articles_correction_delete", args=[one.pk]), {"post": "yes"})
    chief.post(LIST, {"action": "delete_selected", "_selected_action": [two.pk], "post": "yes"})

    assert Correction.objects.count() == 0


# --- Who may ----------------------------------------------------------------------------------------------


def test_editor_publishes_but_neither_rewords_nor_takes_out(signed_in_as):
    editor = signed_in_as("editor")
    story = factories.make_article()

    editor.post(ADD, opened(editor, ADD) | words_for(story))
    correction = Correction.objects.get()

    assert editor.get(change_page(correction)).status_code == 200
    assert editor.post(change_page(correction), {"kind": "update", "text": "x"}).status_code == 403
    assert editor.post(reverse("admin:articles_correction_delete", args=[correction.pk])).status_code == 403


@pytest.mark.parametrize("group", ["reporter", "translator", "photo_editor", "finance"])
def test_others_publish_no_correction_and_search_no_stories(signed_in_as, group):
    other = signed_in_as(group)

    assert other.get(ADD).status_code == 403
    assert other.get(STORIES).status_code == 403


def test_editor_of_one_section_sees_and_corrects_nothing_of_another(signed_in_as):
    editor = signed_in_as("editor")
    ours, theirs = factories.make_article(), factories.make_article()
    SectionLimit.objects.create(user=staff_of(editor), section=ours.section)
    correction = factories.make_correction(theirs, needs_answer=True)

    editor.post(ADD, opened(editor, ADD) | words_for(theirs, text="From outside"))

    assert Correction.objects.count() == 1
    assert [row["id"] for row in editor.get(STORIES).json()["results"]] == [str(ours.pk)]
    assert editor.get(LIST).context["cl"].result_count == 0
    assert editor.get(answer_page(correction)).status_code == 403
    assert editor.get(change_page(correction)).status_code == 302


# --- Answering --------------------------------------------------------------------------------------------


def test_answer_page_shows_what_was_said_and_where_the_other_version_stands(chief):
    story = factories.make_article(title_en="Boats")
    correction = factories.make_correction(story, needs_answer=True, text="Nine.\n\n<b>Not</b> six.")

    page = chief.get(answer_page(correction)).content.decode()

    assert '<div class="told" lang="en" dir="ltr"><p>Nine.</p>' in page
    assert "<b>Not</b>" not in page
    assert 'lang="ar" dir="rtl"' in page
    assert '<span class="state state-live">Live</span>' in page


def test_answer_corrected_too_publishes_in_the_other_version(chief):
    story = factories.make_article()
    correction = factories.make_correction(story, needs_answer=True)

    chief.post(answer_page(correction), {"answer": "corrected", "text": "تسعة."})

    correction.refresh_from_db()
    assert (correction.answer, correction.answered_by) == ("corrected", staff_of(chief))
    assert "تسعة." in chief.get(story.address("ar")).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "This field is required."),
        ({"answer": "corrected"}, "Write what was wrong and what is right."),
        ({"answer": "does_not_apply"}, "Say why the correction does not apply to this version."),
        ({"answer": "perhaps"}, "Select a valid choice"),
    ],
)
def test_answer_that_does_not_hold_is_told_and_keeps_what_was_typed(chief, sent, told):
    correction = factories.make_correction(factories.make_article(), needs_answer=True)

    page = chief.post(answer_page(correction), sent | {"reason": " ", "text": ""}).content.decode()

    assert told in page
    correction.refresh_from_db()
    assert correction.is_unanswered()


def test_answer_for_a_draft_asks_for_no_text_to_publish(chief):
    correction = factories.make_correction(factories.make_article(state_ar=State.DRAFT), needs_answer=True)

    page = chief.get(answer_page(correction)).content.decode()
    chief.post(answer_page(correction), {"answer": "corrected"})

    assert 'name="text"' not in page
    assert Correction.objects.get().answer == "corrected"


def test_answer_given_meanwhile_is_told(chief):
    correction = factories.make_correction(factories.make_article(), needs_answer=True, answer="corrected")

    response = chief.post(answer_page(correction), {"answer": "does_not_apply", "reason": "x"}, follow=True)

    assert "this correction has its answer" in response.content.decode()
    correction.refresh_from_db()
    assert correction.answer == "corrected"


def test_translator_answers_for_the_version_they_translate_and_for_no_other(signed_in_as):
    translator = signed_in_as("translator")
    theirs, others = factories.make_article(), factories.make_article()
    Translation.objects.create(article=theirs, language="en", translator=staff_of(translator))
    asked = factories.make_correction(theirs, language="ar", needs_answer=True)
    of_the_source = factories.make_correction(theirs, language="en", needs_answer=True)
    elsewhere = factories.make_correction(others, language="ar", needs_answer=True)

    translator.post(answer_page(asked), {"answer": "does_not_apply", "reason": "The English said nine."})

    asked.refresh_from_db()
    assert asked.answered_by == staff_of(translator)
    assert translator.get(answer_page(of_the_source)).status_code == 403
    assert translator.get(answer_page(elsewhere)).status_code == 403


def test_translator_tells_readers_nothing_without_an_editor(signed_in_as):
    translator = signed_in_as("translator")
    story = factories.make_article()
    Translation.objects.create(article=story, language="en", translator=staff_of(translator))
    asked = factories.make_correction(story, language="ar", needs_answer=True)

    page = translator.post(answer_page(asked), {"answer": "corrected", "text": "Unchecked."}).content.decode()

    assert "ask an editor" in page
    assert list(Correction.objects.values_list("text", "answer")) == [(asked.text, "")]


def test_answer_is_kept_from_those_who_may_only_look(signed_in_as):
    reporter = signed_in_as("reporter")
    story = factories.make_article(owner=staff_of(reporter))
    correction = factories.make_correction(story, needs_answer=True)
    staff_of(reporter).user_permissions.add(Permission.objects.get(codename="add_correction"))

    assert reporter.get(answer_page(correction)).status_code == 403
    assert Client().get(answer_page(correction)).status_code == 302
