"""Corrections as acts: published, answered, reworded, taken out."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import corrections, publishing
from articles.models import Answer, Article, Correction, State, Translation
from newsroom import edge
from newsroom.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def purged(monkeypatch):
    """The keys that the edge was told to drop."""
    keys: set[str] = set()
    monkeypatch.setattr(edge, "purge", lambda wanted: keys.update(wanted))
    return keys


def publish(story: Article, **values) -> Correction:
    """Publish a correction of the English."""
    return corrections.publish_correction(
        story, **{"language": "en", "kind": "correction", "text": "Nine, not six.", "by": None} | values
    )


def test_correction_is_dated_moves_the_update_and_purges_story_page_and_feeds(purged):
    story = factories.make_article()
    chief = factories.make_editor()

    correction = publish(story, text="  Nine,\r\nnot\u202e six.\x00 ", by=chief)

    assert correction.text == "Nine,\nnot six."
    assert Article.objects.get(pk=story.pk).updated_at_en == correction.corrected_at
    assert Article.objects.get(pk=story.pk).updated_at_ar is None
    assert {f"article-{story.pk}", "corrections-en", "feeds"} <= purged
    assert "corrections-ar" not in purged
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.by_id, entry.details["change"]) == ("correct", chief.pk, "published")


def test_correction_never_dates_an_update_back():
    later = timezone.now()
    story = factories.make_article(updated_at_en=later)

    publish(story, at=later - timedelta(minutes=5))

    assert Article.objects.get(pk=story.pk).updated_at_en == later


@pytest.mark.parametrize(
    "life",
    [
        {"state_en": State.DRAFT},
        {"state_en": State.WITHDRAWN},
        {"published_at_en": timezone.now() + timedelta(days=1)},
    ],
)
def test_correction_of_what_readers_do_not_have_is_refused(life):
    story = factories.make_article(**life)

    with pytest.raises(ValidationError, match="readers can see"):
        publish(story)

    assert Correction.objects.count() == 0


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e\x00"])
def test_correction_must_say_something(text):
    with pytest.raises(ValidationError):
        publish(factories.make_article(), text=text)


def test_correction_of_an_unknown_kind_is_refused():
    with pytest.raises(ValidationError):
        publish(factories.make_article(), kind="excuse")


@pytest.mark.parametrize("shift", [timedelta(minutes=5), timedelta(days=-30)])
def test_correction_cannot_be_dated_to_come_or_before_publication(shift):
    with pytest.raises(ValidationError):
        publish(factories.make_article(), at=timezone.now() + shift)


@pytest.mark.parametrize(
    ("other", "owes"),
    [
        ({}, True),
        ({"published_at_ar": timezone.now() + timedelta(days=1)}, True),
        ({"state_ar": State.DRAFT}, True),
        ({"state_ar": State.DRAFT, "title_ar": "", "body_ar": "<p>نص.</p>"}, True),
        ({"state_ar": State.DRAFT, "title_ar": None, "body_ar": None}, False),
        ({"state_ar": State.WITHDRAWN}, False),
    ],
    ids=["live", "scheduled", "draft", "draft without headline", "not begun", "withdrawn"],
)
def test_correction_asks_the_other_version_that_has_words(other, owes):
    story = factories.make_article(**other)

    assert publish(story).is_unanswered() is owes


def came_back(story: Article, way: str) -> None:
    """Let a withdrawn Arabic version come back to readers, or to the desk."""
    if way == "published":
        publishing.publish(story, language="ar", by=None)
    else:
        publishing.move(story, language="ar", to=State.DRAFT, by=None)


@pytest.mark.parametrize("way", ["published", "reworked"])
def test_correction_asks_a_withdrawn_version_once_it_comes_back(way):
    story = factories.make_article(published_at_ar=timezone.now() - timedelta(days=9))
    publishing.withdraw(story, language="ar", by=None, reason="خطأ")
    said = publish(story)
    before = (said.is_unanswered(), Translation.objects.get(article=story).owed_since)

    came_back(story, way)

    said.refresh_from_db()
    assert before == (False, None)
    assert (said.is_unanswered(), said.asks_on_return) == (True, False)
    assert Translation.objects.get(article=story).owed_since == said.corrected_at


def test_return_of_a_version_asks_nothing_that_was_answered_or_that_it_said_itself():
    story = factories.make_article()
    answered = publish(story)
    corrections.answer(answered, answer=Answer.CORRECTED, text="تسعة لا ستة.", by=None)
    own = corrections.publish_correction(story, language="ar", kind="update", text="عاد.", by=None)
    corrections.answer(own, answer=Answer.DOES_NOT_APPLY, reason="Arabic only.", by=None)
    publishing.withdraw(story, language="ar", by=None, reason="خطأ")

    came_back(story, "published")

    assert Correction.objects.filter(article=story).unanswered().count() == 0


def test_return_of_the_version_that_was_corrected_asks_nothing_of_the_other():
    story = factories.make_article()
    publishing.withdraw(story, language="ar", by=None, reason="خطأ")
    said = publish(story)
    publishing.withdraw(story, language="en", by=None, reason="Wrong")

    publishing.publish(story, language="en", by=None)

    said.refresh_from_db()
    assert (said.is_unanswered(), said.asks_on_return) == (False, True)


def test_answer_corrected_too_publishes_the_correction_of_the_other_version(purged):
    story = factories.make_article()
    correction = publish(story, kind="retraction")
    translator = factories.make_editor()

    said = corrections.answer(correction, answer=Answer.CORRECTED, text="تسعة لا ستة.", by=translator)

    correction.refresh_from_db()
    assert (correction.answer, correction.answered_by, correction.is_unanswered()) == ("corrected", translator, False)
    assert (said.language, said.kind, said.text, said.needs_answer) == ("ar", "retraction", "تسعة لا ستة.", False)
    assert Article.objects.get(pk=story.pk).updated_at_ar == said.corrected_at
    assert {"corrections-ar", f"article-{story.pk}"} <= purged


def test_answer_corrected_too_needs_words_where_readers_have_the_version():
    correction = publish(factories.make_article())

    with pytest.raises(ValidationError):
        corrections.answer(correction, answer=Answer.CORRECTED, text=" ", by=None)

    correction.refresh_from_db()
    assert correction.is_unanswered()


def test_answer_corrected_too_needs_no_words_where_the_version_has_said_so_before():
    story = factories.make_article()
    correction = publish(story)
    back = publish(story, language="ar", text="تسعة.")

    for each in (correction, back):
        assert corrections.answer(each, answer=Answer.CORRECTED, by=None) is None

    assert Correction.objects.count() == 2
    assert not Correction.objects.unanswered().exists()


def test_answer_for_a_draft_publishes_nothing():
    correction = publish(factories.make_article(state_ar=State.DRAFT))

    said = corrections.answer(correction, answer=Answer.CORRECTED, text="تسعة.", by=None)

    correction.refresh_from_db()
    assert said is None
    assert not correction.is_unanswered()
    assert Correction.objects.count() == 1


def test_answer_does_not_apply_needs_a_reason():
    correction = publish(factories.make_article())

    with pytest.raises(ValidationError):
        corrections.answer(correction, answer=Answer.DOES_NOT_APPLY, reason=" \n", by=None)
    corrections.answer(correction, answer=Answer.DOES_NOT_APPLY, reason="The Arabic said nine.", by=None)

    correction.refresh_from_db()
    assert (correction.answer_reason, Correction.objects.count()) == ("The Arabic said nine.", 1)


def test_answer_is_given_once():
    correction = publish(factories.make_article())
    corrections.answer(correction, answer=Answer.DOES_NOT_APPLY, reason="No.", by=None)

    with pytest.raises(ValidationError, match="answered before"):
        corrections.answer(correction, answer=Answer.CORRECTED, text="تسعة.", by=None)

    assert Correction.objects.count() == 1


def test_reword_keeps_the_date_and_what_was_said_in_the_list_of_acts(purged):
    correction = publish(factories.make_article())
    said_at = correction.corrected_at
    purged.clear()

    corrections.reword(correction, kind="clarification", text="Nine boats.", by=None)

    correction.refresh_from_db()
    assert (correction.kind, correction.text, correction.corrected_at) == ("clarification", "Nine boats.", said_at)
    assert "corrections-en" in purged
    entry = AuditEntry.objects.first()
    assert (entry.details["change"], entry.details["text"]) == ("reworded", "Nine, not six.")


def test_remove_takes_it_from_readers_and_ends_what_it_asked(purged):
    correction = publish(factories.make_article())
    purged.clear()

    corrections.remove(correction, by=None)

    assert Correction.objects.count() == 0
    assert {"corrections-en", "feeds"} <= purged
    assert AuditEntry.objects.first().details["text"] == "Nine, not six."


def test_remove_works_after_the_version_was_withdrawn():
    story = factories.make_article()
    correction = publish(story)
    Article.objects.filter(pk=story.pk).update(state_en=State.WITHDRAWN)

    corrections.remove(correction, by=None)

    assert Correction.objects.count() == 0


def test_unanswered_correction_is_a_debt_of_the_story_until_it_is_answered():
    story = factories.make_article()

    correction = publish(story)
    owed = Translation.objects.get(article=story).owed_since
    corrections.answer(correction, answer=Answer.DOES_NOT_APPLY, reason="It said nine.", by=None)

    assert owed == correction.corrected_at
    assert Translation.objects.get(article=story).owed_since is None
