"""Publishing: what readers may see, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_ox.models import OxTask

from articles import publishing, revisions
from articles.archive import Month
from articles.checklist import reasons_against
from articles.models import Article, Merged, State
from articles.page_keys import page_keys
from articles.snapshots import Credit, Link, Snapshot
from newsroom.models import AuditEntry, User
from tests import factories

pytestmark = pytest.mark.django_db


def rewrite(story, **words):
    """Save other words as the working copy."""
    return publishing.save(story, revisions.working_copy(story).with_words(**words), by=None)


def test_publish_makes_one_language_live():
    story = factories.make_article(live="")

    publishing.publish(story, language="en", by=None)

    assert list(Article.objects.live("en")) == [story]
    assert list(Article.objects.live("ar")) == []


def test_publish_later_is_scheduled_not_live():
    story = factories.make_article(live="")

    publishing.publish(story, language="ar", by=None, at=timezone.now() + timedelta(minutes=1))

    assert list(Article.objects.live("ar")) == []
    assert list(Article.objects.scheduled("ar")) == [story]


def test_publish_names_every_reason_against():
    story = factories.make_article(live="", title_en="", slug_en="", body_en=None)

    with pytest.raises(ValidationError) as refused:
        publishing.publish(story, language="en", by=None)

    assert refused.value.messages == ["It has no headline.", "It has no address.", "It has no body."]


def test_withdraw_hides_one_language_and_keeps_the_other():
    story = factories.make_article()

    publishing.withdraw(story, language="ar", by=None, reason="Wrong.")

    assert list(Article.objects.live("ar")) == []
    assert list(Article.objects.live("en")) == [story]


def test_save_of_one_field_keeps_the_neighbours_words():
    story = factories.make_article(live="")

    rewrite(story, title_ar="عنوان الزميلة")
    rewrite(story, title_en="My headline")

    story.refresh_from_db()
    assert (story.title_ar, story.title_en) == ("عنوان الزميلة", "My headline")


def test_publishing_changes_dates_the_update_of_that_language_only():
    story = factories.make_article(live="ar en")
    rewrite(story, title_en="A better headline", share_title_ar="بطاقة")

    publishing.publish(story, language="en", by=None)
    publishing.publish(story, language="ar", by=None)

    story.refresh_from_db()
    assert story.updated_at_en is not None
    assert story.updated_at_ar is None


def test_publish_later_appears_by_itself_when_its_moment_comes(client):
    story = factories.make_article(live="", title_en="Rain tomorrow")
    publishing.publish(story, language="en", by=None, at=timezone.now() + timedelta(minutes=1))
    before = client.get(story.address("en")).status_code

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        after = client.get(story.address("en"))

    assert before == 404
    assert "Rain tomorrow" in after.content.decode()


def test_publish_again_keeps_the_first_date():
    story = factories.make_article(live="en")
    first = story.published_at_en
    publishing.withdraw(story, language="en", by=None, reason="Wrong.")

    publishing.publish(story, language="en", by=None)

    story.refresh_from_db()
    assert story.published_at_en == first


@pytest.mark.parametrize("act", ["withdraw", "delete"])
def test_page_that_was_taken_back_is_not_served_once_more(act):
    story = factories.make_article()
    pk = story.pk

    if act == "withdraw":
        publishing.withdraw(story, language="en", by=None, reason="Wrong.")
    else:
        publishing.delete(story, by=None)

    purges = [task.kwargs for task in OxTask.objects.filter(queue_name="edge")]
    assert [each["keys"] for each in purges if each["is_gone"]] == [[f"article-{pk}"]] * 2


def test_withdraw_of_a_scheduled_version_makes_it_a_draft_without_a_date():
    story = factories.make_article(live="")
    publishing.publish(story, language="en", by=None, at=timezone.now() + timedelta(days=1))

    publishing.withdraw(story, language="en", by=None)

    story.refresh_from_db()
    assert (story.state_en, story.published_at_en) == ("draft", None)


def test_withdraw_of_a_draft_is_refused():
    story = factories.make_article(live="")

    with pytest.raises(ValidationError, match=r"Only a published version can be withdrawn\."):
        publishing.withdraw(story, language="en", by=None)


def test_a_body_of_empty_paragraphs_is_no_body():
    story = factories.make_article(live="", body_en="<p> </p><p>&nbsp;</p>")

    assert reasons_against(story, "en") == ["It has no body."]


def test_save_cleans_words_and_body():
    story = factories.make_article(live="")

    rewrite(story, title_en="Rain\u202e  late", body_en="<p onclick='x()'>Text.</p><script>x()</script>")

    story = Article.objects.with_bodies().get(pk=story.pk)
    assert (story.title_en, story.body_en) == ("Rain late", "<p>Text.</p>")


def test_save_never_breaks_a_scheduled_version():
    soon = timezone.now() + timedelta(hours=1)
    story = factories.make_article(live="", state_en=State.PUBLISHED, published_at_en=soon)

    with pytest.raises(ValidationError, match=r"It has no standfirst\."):
        rewrite(story, standfirst_en="")

    assert Article.objects.get(pk=story.pk).standfirst_en == "A short standfirst."


def test_publishing_changes_never_breaks_a_live_version():
    story = factories.make_article(live="en")
    rewrite(story, standfirst_en="")

    with pytest.raises(ValidationError, match=r"It has no standfirst\."):
        publishing.publish(story, language="en", by=None)

    assert Article.objects.get(pk=story.pk).standfirst_en == "A short standfirst."


def test_save_of_a_stale_story_leaves_where_it_stands():
    story = factories.make_article(live="en")
    mine = Article.objects.with_bodies().get(pk=story.pk)
    publishing.withdraw(story, language="en", by=None, reason="Wrong.")

    rewrite(mine, title_en="Better")

    mine.refresh_from_db()
    assert (mine.title_en, mine.state_en) == ("Better", State.WITHDRAWN)


def test_save_places_the_photos_of_both_bodies_and_no_others():
    in_arabic, in_english, elsewhere = (factories.make_photo() for _ in range(3))
    figure = '<figure><img data-photo="{}"></figure>'
    story = factories.make_article(live="", body_ar=figure.format(in_arabic.pk))
    story.body_photos.add(elsewhere)

    rewrite(story, body_en=figure.format(in_english.pk))

    assert set(story.body_photos.all()) == {in_arabic, in_english}


@pytest.mark.django_db(transaction=True)
def test_save_of_a_body_keeps_the_words_when_its_photo_has_left_the_library():
    photo = factories.make_photo()
    story = factories.make_article(live="")
    body = f'<figure><img data-photo="{photo.pk}"></figure><p>An hour of work.</p>'
    photo.delete()

    rewrite(story, body_en=body)

    stored = Article.objects.with_bodies().get(pk=story.pk)
    assert "An hour of work." in stored.body_en
    assert not stored.body_photos.exists()


def test_save_of_a_live_version_waits_for_publish():
    story = factories.make_article(live="en", title_en="Before")

    rewrite(story, title_en="After", title_ar="بعد")

    story.refresh_from_db()
    assert (story.title_en, story.title_ar) == ("Before", "بعد")
    assert (story.pending_en, story.pending_ar) == (True, False)
    assert revisions.working_copy(story).text("title", "en") == "After"


def test_what_both_languages_share_waits_while_one_is_live_and_goes_out_with_either():
    story, other = factories.make_article(live="ar"), factories.make_section()
    person = factories.make_contributor()
    changed = replace(
        revisions.working_copy(story),
        section=other.pk,
        bylines=(Credit(person.pk, "author"),),
        links=(Link(url="https://example.org/", title_en="Out"),),
    )
    publishing.save(story, changed, by=None)
    story.refresh_from_db()
    before = (story.section_id == other.pk, story.bylines.count(), story.related_links.count(), story.pending_ar)

    publishing.publish(story, language="en", by=None)

    story.refresh_from_db()
    assert before == (False, 0, 0, True)
    assert (story.section_id, story.bylines.get().contributor_id, story.related_links.get().url) == (
        other.pk,
        person.pk,
        "https://example.org/",
    )
    assert not story.pending_ar


def test_withdrawing_the_last_live_version_lets_the_working_copy_into_the_row():
    story = factories.make_article(live="en", title_en="Before")
    rewrite(story, title_en="After")

    publishing.withdraw(story, language="en", by=None, reason="Wrong.")

    story.refresh_from_db()
    assert (story.title_en, story.pending_en) == ("After", False)


def test_a_save_that_changes_nothing_keeps_no_revision():
    story = factories.make_article(live="")
    rewrite(story, title_en="Once")

    again = rewrite(story, title_en="Once")

    assert again is None
    assert story.revisions.count() == 2  # the story as it was before it had a history, and the change


def test_discard_goes_back_to_what_readers_see_as_a_new_revision():
    story = factories.make_article(live="ar en", title_en="Public")
    rewrite(story, title_en="Proposed", title_ar="مقترح")

    publishing.discard(story, by=None, language="en")

    story.refresh_from_db()
    working = revisions.working_copy(story)
    assert (working.text("title", "en"), working.text("title", "ar")) == ("Public", "مقترح")
    assert (story.pending_en, story.pending_ar) == (False, True)


def test_restore_brings_rows_back_exactly_and_names_what_is_gone():
    gone, kept = factories.make_contributor(name_en="Gone", name_ar=None), factories.make_contributor()
    story = publishing.begin(
        Snapshot(
            words={"title_en": "First"},
            section=factories.make_section().pk,
            bylines=(Credit(gone.pk, "author"), Credit(kept.pk, "editor")),
        ),
        by=None,
    )
    first = story.revisions.get()
    publishing.save(story, replace(revisions.working_copy(story), bylines=()).with_words(title_en="Bad"), by=None)
    gone.delete()

    revision, lost = publishing.restore(story, first, by=None)

    story.refresh_from_db()
    assert lost == ["\u2068Gone\u2069"]
    assert story.title_en == "First"
    assert [(row.contributor_id, row.role) for row in story.bylines.all()] == [(kept.pk, "editor")]
    assert revision.number == 3


def test_embargo_stops_publication_until_it_ends():
    story = factories.make_article(live="", embargo_until=timezone.now() + timedelta(hours=2))

    with pytest.raises(ValidationError, match="under embargo"):
        publishing.publish(story, language="en", by=None)
    publishing.publish(story, language="en", by=None, at=timezone.now() + timedelta(hours=3))

    assert Article.objects.scheduled("en").get() == story


def test_an_embargo_that_has_ended_stops_nothing():
    ended = timezone.now() - timedelta(minutes=1)
    story = factories.make_article(live="en", title_en="Old", embargo_until=ended)
    rewrite(story, title_en="New")

    publishing.publish(story, language="en", by=None)

    assert Article.objects.get(pk=story.pk).title_en == "New"


def test_save_of_words_asks_at_most_four_questions_more_than_the_act_itself(django_assert_max_num_queries):
    story = factories.make_article(live="")
    rewrite(story, title_en="One")
    snapshot = revisions.working_copy(story).with_words(body_en="<p>Two.</p>")

    # Two savepoints, two locks, the story, its row, its photos, the revision, and the translation twice.
    with django_assert_max_num_queries(11):
        publishing.save(story, snapshot, by=None)


def test_page_keys_of_a_draft_are_none_for_no_page_shows_it():
    with transaction.atomic():
        assert page_keys(factories.make_article(live="")) == set()


def test_page_keys_name_every_page_that_shows_a_public_story():
    story = factories.make_article(live="en")
    topic, person = factories.make_topic(), factories.make_byline(story).contributor
    story.topics.add(topic)
    pointing = factories.make_related(factories.make_article(), story=story).article

    with transaction.atomic():
        keys = page_keys(story)

    assert keys == {
        "feeds",
        "home-en",
        "archive-en",
        Month.of(story.published_at_en).key("en"),
        f"article-{story.pk}",
        f"article-{pointing.pk}",
        f"section-{story.section_id}-en",
        f"topic-{topic.pk}-en",
        f"person-{person.pk}-en",
    }


def test_acts_of_weight_are_written_down():
    story, editor = factories.make_article(live=""), factories.make_editor()

    publishing.publish(story, language="en", by=editor)
    rewrite(story, title_en="Better")
    publishing.publish(story, language="en", by=editor)
    publishing.withdraw(story, language="en", by=editor, reason="Wrong.")
    publishing.delete(story, by=editor)

    acts = AuditEntry.objects.filter(on_model="articles.article").order_by("pk").values_list("act", "by_id")
    assert list(acts) == [(act, editor.pk) for act in ("publish", "publish_changes", "withdraw", "delete")]


def test_a_change_that_waited_goes_out_without_who_was_deleted_meanwhile():
    story, gone = factories.make_article(live="en"), factories.make_contributor()
    topic, other = factories.make_topic(), factories.make_article()
    waiting = replace(
        revisions.working_copy(story),
        bylines=(Credit(gone.pk, "author"),),
        topics=(topic.pk,),
        links=(Link(story=other.pk),),
    )
    publishing.save(story, waiting, by=None)
    for row in (gone, topic, other):
        row.delete()

    publishing.publish(story, language="en", by=None)

    assert (story.bylines.count(), story.topics.count(), story.related_links.count()) == (0, 0, 0)


def test_the_working_copy_names_who_a_merged_contributor_is_now():
    story, old, new = factories.make_article(live="en"), factories.make_contributor(), factories.make_contributor()
    publishing.save(story, replace(revisions.working_copy(story), bylines=(Credit(old.pk, "author"),)), by=None)
    Merged.objects.create(kind="contributor", old_pk=old.pk, new_pk=new.pk)
    old.delete()

    publishing.publish(story, language="en", by=None)

    assert story.bylines.get().contributor == new


def test_a_reporters_change_to_a_scheduled_version_waits_for_an_editor():
    soon = timezone.now() + timedelta(hours=1)
    story = factories.make_article(live="", state_en=State.PUBLISHED, published_at_en=soon, title_en="Approved")
    reporter = User.objects.create_user("reporter", is_staff=True)

    publishing.save(story, revisions.working_copy(story).with_words(title_en="Slipped in"), by=reporter)

    story.refresh_from_db()
    assert (story.title_en, story.pending_en) == ("Approved", True)


def test_an_editors_act_lets_no_reporters_change_into_a_scheduled_version_along_the_way():
    soon = timezone.now() + timedelta(hours=1)
    story = factories.make_article(live="", state_en=State.PUBLISHED, published_at_en=soon, title_en="Approved")
    reporter, editor = factories.make_staff("reporter"), factories.make_staff("editor")
    publishing.save(story, revisions.working_copy(story).with_words(title_en="Slipped in"), by=reporter)

    publishing.save(story, revisions.working_copy(story).with_words(title_ar="عنوان آخر"), by=editor)
    publishing.publish(story, language="ar", by=editor)

    story.refresh_from_db()
    assert (story.title_ar, story.title_en, story.pending_en) == ("عنوان آخر", "Approved", True)


def test_an_editors_change_to_a_scheduled_version_is_in_it_at_once():
    soon = timezone.now() + timedelta(hours=1)
    story = factories.make_article(live="", state_en=State.PUBLISHED, published_at_en=soon, title_en="Approved")

    working = revisions.working_copy(story).with_words(title_en="Better")
    publishing.save(story, working, by=factories.make_staff("editor"))

    story.refresh_from_db()
    assert (story.title_en, story.pending_en) == ("Better", False)


def test_a_live_version_is_not_scheduled_away_from_its_readers():
    story = factories.make_article(live="en")

    with pytest.raises(ValidationError):
        publishing.publish(story, language="en", by=None, at=timezone.now() + timedelta(hours=1))

    assert Article.objects.get(pk=story.pk).is_live("en")


@pytest.mark.parametrize("reason", ["", " \u200b\n"])
def test_withdraw_without_a_word_to_readers_is_refused(reason):
    story = factories.make_article()

    with pytest.raises(ValidationError, match=r"Tell readers why, or lead them to another page of ours\."):
        publishing.withdraw(story, language="en", by=None, reason=reason)
    publishing.withdraw(story, language="en", by=None, leads_to="/en/")

    assert Article.objects.get().live_languages() == ["ar"]


def test_withdraw_leads_nobody_off_the_site():
    story = factories.make_article(live="en")

    with pytest.raises(ValidationError, match="Give a path of this site"):
        publishing.withdraw(story, language="en", by=None, leads_to="//elsewhere.example/")

    assert Article.objects.get().is_live("en")
