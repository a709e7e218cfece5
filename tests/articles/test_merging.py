"""Two rows for one person or one topic become one."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from articles import merging, places, publishing, revisions
from articles.models import Article, Byline, Contributor, Merged, Redirect, Role, Topic
from articles.snapshots import Credit, Snapshot
from newsroom.models import AuditEntry
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.make_editor()


def test_bylines_move_and_nobody_is_credited_twice(editor):
    kept, gone = factories.make_contributor(), factories.make_contributor()
    shared, own = factories.make_article(), factories.make_article()
    factories.make_byline(shared, contributor=kept, role=Role.AUTHOR, position=0)
    factories.make_byline(shared, contributor=gone, role=Role.AUTHOR, position=1)
    factories.make_byline(shared, contributor=gone, role=Role.PHOTOGRAPHER, position=2)
    factories.make_byline(own, contributor=gone, role=Role.TRANSLATOR, position=3)

    merging.merge(Contributor, keep=kept.pk, others=[gone.pk], by=editor)

    lines = Byline.objects.order_by("article", "position").values_list("article", "contributor", "role", "position")
    assert list(lines) == [
        (shared.pk, kept.pk, "author", 0),
        (shared.pk, kept.pk, "photographer", 2),
        (own.pk, kept.pk, "translator", 3),
    ]
    assert list(Contributor.objects.all()) == [kept]


def test_several_with_the_same_part_in_one_story_leave_one_line(editor):
    kept, *others = (factories.make_contributor() for _ in range(3))
    story = factories.make_article()
    for gone in others:
        factories.make_byline(story, contributor=gone)

    merging.merge(Contributor, keep=kept.pk, others=[gone.pk for gone in others], by=editor)

    assert Byline.objects.values_list("article", "contributor").get() == (story.pk, kept.pk)


def test_topics_move_and_no_story_has_one_twice(editor):
    kept, gone = factories.make_topic(), factories.make_topic()
    shared, own, other = (factories.make_article() for _ in range(3))
    shared.topics.set([kept, gone])
    own.topics.set([gone])

    merging.merge(Topic, keep=kept.pk, others=[gone.pk], by=editor)

    assert list(Article.objects.about(kept).order_by("pk")) == [shared, own]
    assert other.topics.count() == 0


def test_missing_words_are_filled_and_own_words_stay(editor):
    photo = factories.make_photo()
    kept = factories.make_contributor(name_ar="سلمى", name_en=None, slug_en=None, bio_ar="تكتب.", bio_en=None)
    gone = factories.make_contributor(
        name_ar="سلمى الوادي", name_en="Salma", slug_en="salma", bio_ar="غيره.", bio_en="Writes.", portrait=photo
    )

    merging.merge(Contributor, keep=kept.pk, others=[gone.pk], by=editor)

    row = Contributor.objects.get()
    assert (row.name_ar, row.bio_ar) == ("سلمى", "تكتب.")
    assert (row.name_en, row.slug_en, row.bio_en, row.portrait) == ("Salma", "salma", "Writes.", photo)


def test_old_addresses_lead_to_the_kept_one(client, editor):
    kept = factories.make_topic(slug_ar="نهر", slug_en="river")
    gone = factories.make_topic(slug_ar="الأنهار", slug_en="rivers")
    gone.slug_en = "streams"
    places.save(gone)

    merging.merge(Topic, keep=kept.pk, others=[gone.pk], by=editor)

    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
        "/ar/topic/الأنهار/": "/ar/topic/نهر/",
        "/en/topic/rivers/": "/en/topic/river/",
        "/en/topic/streams/": "/en/topic/river/",
    }
    assert client.get("/en/topic/streams/").headers["Location"] == "/en/topic/river/"


def test_address_that_the_kept_one_took_over_is_its_page(client, editor):
    kept = factories.make_topic(name_en=None, slug_en=None)
    gone = factories.make_topic(name_en="River", slug_en="river")
    factories.make_article(title_en="On rivers").topics.add(gone)

    merging.merge(Topic, keep=kept.pk, others=[gone.pk], by=editor)

    assert read(client, "/en/topic/river/").texts("article h2") == ["On rivers"]
    assert not Redirect.objects.filter(old_path="/en/topic/river/").exists()


def test_pages_of_both_are_renewed(editor, purged):
    kept, gone = factories.make_contributor(), factories.make_contributor()

    merging.merge(Contributor, keep=kept.pk, others=[gone.pk], by=editor)

    assert {f"person-{kept.pk}-ar", f"person-{gone.pk}-en", "feeds", "not-found"} <= purged()


def test_merge_is_written_down(editor):
    kept, gone = factories.make_topic(name_en="River"), factories.make_topic(name_en="Rivers")
    number = gone.pk

    merging.merge(Topic, keep=kept.pk, others=[number], by=editor)

    entry = AuditEntry.objects.get()
    assert (entry.act, entry.by_id, entry.on_text) == ("merge", editor.pk, "River")
    assert entry.details == {"merged": f"Rivers (#{number})"}


def test_old_numbers_stand_for_the_kept_one_without_a_chain(editor):
    first, second, third = (factories.make_topic() for _ in range(3))

    merging.merge(Topic, keep=second.pk, others=[first.pk], by=editor)
    merging.merge(Topic, keep=third.pk, others=[second.pk], by=editor)

    assert set(Merged.objects.values_list("kind", "old_pk", "new_pk")) == {
        ("topic", first.pk, third.pk),
        ("topic", second.pk, third.pk),
    }


def test_merging_a_row_with_itself_or_with_none_is_refused(editor):
    row = factories.make_topic()

    for others in ([], [row.pk]):
        with pytest.raises(ValidationError, match="at least two"):
            merging.merge(Topic, keep=row.pk, others=others, by=editor)
    assert Topic.objects.get() == row


def test_merging_with_a_row_that_is_gone_changes_nothing(editor):
    kept, other, gone = (factories.make_topic() for _ in range(3))
    number = gone.pk
    gone.delete()

    with pytest.raises(ValidationError, match="meanwhile"):
        merging.merge(Topic, keep=kept.pk, others=[other.pk, number], by=editor)

    assert Topic.objects.count() == 2


def test_everything_that_points_at_a_mergeable_row_is_known_here():
    """A new relation to a topic or a contributor must be moved by a merge: add it there, then here."""
    for model, known in {Contributor: {"byline", "article"}, Topic: {"article"}}.items():
        pointing = {relation.related_model._meta.model_name for relation in model._meta.related_objects}

        assert pointing == known


@pytest.mark.parametrize("stories", [1, 30])
def test_merge_asks_as_many_questions_for_any_number_of_stories(editor, stories, django_assert_max_num_queries):
    kept, gone = factories.make_contributor(), factories.make_contributor()
    section = factories.make_section()
    for _ in range(stories):
        factories.make_byline(factories.make_article(section=section), contributor=gone)

    with django_assert_max_num_queries(50):
        merging.merge(Contributor, keep=kept.pk, others=[gone.pk], by=editor)

    assert kept.bylines.count() == stories


@pytest.mark.django_db(transaction=True)
def test_two_merges_of_the_same_rows_leave_one_and_refuse_the_other():
    editor = factories.make_editor()
    rows = [factories.make_contributor() for _ in range(2)]
    story = factories.make_article()
    factories.make_byline(story, contributor=rows[0])
    refused = []

    def attempt(keep, other):
        try:
            merging.merge(Contributor, keep=keep.pk, others=[other.pk], by=editor)
        except ValidationError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=pair) for pair in (rows, rows[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert Byline.objects.values_list("contributor", flat=True).get() == Contributor.objects.get().pk


# --- Revisions --------------------------------------------------------------------------------------------


@pytest.fixture
def told(editor):
    """A live story with a history, by two people who turn out to be one, about two topics that are one."""
    section, (kept, gone) = factories.make_section(), (factories.make_contributor() for _ in range(2))
    topics = [factories.make_topic() for _ in range(2)]
    story = Snapshot(
        words={"title_en": "Rain", "standfirst_en": "Much.", "body_en": "<p>It rains.</p>"},
        section=section.pk,
        original_language="en",
        topics=tuple(topic.pk for topic in topics),
        bylines=(Credit(gone.pk, "author"), Credit(kept.pk, "author"), Credit(gone.pk, "editor")),
    )
    article = publishing.begin(story, by=editor)
    publishing.publish(article, language="en", by=editor)
    merging.merge(Contributor, keep=kept.pk, others=[gone.pk], by=editor)
    merging.merge(Topic, keep=topics[1].pk, others=[topics[0].pk], by=editor)
    return article, kept, topics[1]


def test_working_copy_names_the_kept_ones_each_once(told):
    article, kept, topic = told

    story = revisions.working_copy(article)

    assert story.bylines == (Credit(kept.pk, "author"), Credit(kept.pk, "editor"))
    assert story.topics == (topic.pk,)


def test_story_of_merged_people_can_be_saved_and_published_again(told, editor):
    article, kept, _topic = told

    publishing.save(article, revisions.working_copy(article).with_words(title_en="More rain"), by=editor)
    publishing.publish(article, language="en", by=editor)

    assert Article.objects.get().title_en == "More rain"
    assert list(article.bylines.values_list("contributor", "role")) == [(kept.pk, "author"), (kept.pk, "editor")]


def test_old_revision_is_restored_with_the_kept_ones_and_misses_nobody(told, editor):
    article, kept, _topic = told
    first = article.revisions.order_by("number")[0]
    publishing.save(article, revisions.working_copy(article).with_words(title_en="More"), by=editor)

    _revision, lost = publishing.restore(article, first, by=editor)

    assert lost == []
    assert revisions.working_copy(article).bylines == (Credit(kept.pk, "author"), Credit(kept.pk, "editor"))
