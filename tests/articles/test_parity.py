"""Parity: what a translation owes to its source."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import parity, publishing, revisions
from articles.models import Parity, Translation
from articles.snapshots import Snapshot
from newsroom.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def make_story(**words):
    """An Arabic story of eight words, not translated yet."""
    own = {"title_ar": "عنوان القصة", "standfirst_ar": "مقدمة من ثلاث", "body_ar": "<p>نص قصير جدا.</p>"}
    return publishing.begin(Snapshot(words=own | words, section=factories.make_section().pk), by=None)


def rewrite(story, *, is_minor=False, **words):
    publishing.save(story, revisions.working_copy(story).with_words(**words), by=None, is_minor=is_minor)


def state(story):
    translation = Translation.objects.get(article=story)
    return translation.state, translation.words_behind


def translated():
    """An Arabic story whose English follows it."""
    story = make_story(title_en="Title", standfirst_en="Short.", body_en="<p>Text.</p>")
    parity.follow(story)
    return story


def test_a_new_story_lacks_its_translation():
    assert state(make_story()) == (Parity.MISSING, 0)


def test_words_in_the_other_language_are_a_translation_begun():
    story = make_story()

    rewrite(story, title_en="Title")

    assert state(story) == (Parity.IN_TRANSLATION, 0)


def test_a_translation_that_somebody_took_is_begun():
    story = make_story()

    parity.assign(story, revisions.working_copy(story), User.objects.create_user("translator"), by=None)

    assert state(story) == (Parity.IN_TRANSLATION, 0)


def test_follow_pins_the_latest_revision():
    story = make_story()
    rewrite(story, title_en="Title")

    parity.follow(story)

    translation = Translation.objects.get()
    assert (translation.state, translation.rests_on.number) == (Parity.UP_TO_DATE, 2)


def test_first_publication_of_a_translation_says_that_it_follows():
    story = make_story(title_en="Title", standfirst_en="Short.", body_en="<p>Text.</p>")

    publishing.publish(story, language="en", by=None)

    assert state(story) == (Parity.UP_TO_DATE, 0)


def test_a_changed_source_is_counted_in_words_from_the_pinned_revision():
    story = translated()

    rewrite(story, title_ar="عنوان آخر")
    rewrite(story, body_ar="<p>نص <strong>قصير</strong> جدا. كلمتان هنا</p>")

    translation = Translation.objects.get()
    assert state(story) == (Parity.SOURCE_CHANGED, 3)
    assert translation.behind_since is not None
    assert translation.owed_since == translation.behind_since


def test_a_minor_save_does_not_disturb_the_translation():
    story = translated()

    rewrite(story, title_ar="عنوان القضة", is_minor=True)

    assert state(story) == (Parity.MINOR_CHANGES, 1)
    assert Translation.objects.get().owed_since is None


def test_a_minor_save_does_not_hide_a_debt():
    story = translated()
    rewrite(story, title_ar="عنوان آخر")

    rewrite(story, standfirst_ar="مقدمة من أربع", is_minor=True)

    assert state(story) == (Parity.SOURCE_CHANGED, 2)


def test_a_source_that_goes_back_owes_nothing():
    story = translated()
    rewrite(story, title_ar="عنوان آخر")

    rewrite(story, title_ar="عنوان القصة")

    assert state(story) == (Parity.UP_TO_DATE, 0)
    assert Translation.objects.get().owed_since is None


def test_a_change_of_the_translation_owes_nothing():
    story = translated()

    rewrite(story, title_en="Another title")

    assert state(story) == (Parity.UP_TO_DATE, 0)


def test_a_version_that_only_one_side_has_is_owed_since_its_publication():
    story, hour_ago = make_story(), timezone.now() - timedelta(hours=1)

    publishing.publish(story, language="ar", by=None, at=hour_ago)

    assert Translation.objects.get().owed_since == hour_ago


def test_a_story_older_than_its_history_gets_a_translation_at_its_first_save():
    story = factories.make_article(live="")

    rewrite(story, title_ar="عنوان آخر")

    assert state(story) == (Parity.IN_TRANSLATION, 0)
