"""What search finds follows, act by act, what readers may see."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import merging, photos, places, publishing, revisions
from articles.models import Article, Contributor, SearchEntry, State, Topic
from articles.search import finding, meaning, question
from articles.snapshots import Credit
from tests import factories

pytestmark = pytest.mark.django_db


def found(typed: str, language: str = "en", **bounds: int) -> list[int]:
    asked = meaning.look_up(question.read(typed))
    answer = finding.find(asked, language=language, bounds=finding.Bounds(**bounds), now=timezone.now())
    return answer.stories


@pytest.fixture
def editor():
    return factories.make_editor()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "A heron"),
        ("standfirst", "With a heron."),
        ("body", "<p>One <strong>her</strong>on.</p>"),
        ("lead_caption", "The heron, on Monday"),
    ],
)
def test_every_word_of_a_live_story_is_found(field, text):
    story = factories.make_article(**{f"{field}_en": text})

    assert found("heron") == [story.pk]
    assert found("heron", "ar") == []


def test_markup_is_not_found():
    factories.make_article(body_en='<p>One <a href="https://heron.example/" rel="noopener">link</a> &amp; two.</p>')

    assert found("heron") == []
    assert found("amp") == []
    assert found("noopener") == []


def test_drafts_and_withdrawn_versions_are_never_found(editor):
    draft = factories.make_article(live="ar", title_en="A heron")
    story = factories.make_article(title_en="The heron")

    assert found("heron") == [story.pk]

    publishing.withdraw(story, language="en", by=editor, reason="wrong")

    assert found("heron") == []
    assert not SearchEntry.objects.filter(article=story, language="en").exists()
    assert not SearchEntry.objects.filter(article=draft, language="en").exists()


def test_a_scheduled_version_is_found_when_its_moment_has_come():
    moment = timezone.now() + timedelta(hours=2)
    story = factories.make_article(title_en="A heron", published_at_en=moment)

    assert found("heron") == []

    with time_machine.travel(moment + timedelta(seconds=1)):
        assert found("heron") == [story.pk]


def test_unpublished_changes_are_not_found_until_they_are_published(editor):
    story = factories.make_article(title_en="A heron")
    with publishing.editing(story, by=editor):
        before = revisions.working_copy(revisions.stored(story.pk))
        publishing.save(story, before.with_parts(["title_en"], _titled(before, "An egret")), by=editor)

    assert (found("heron"), found("egret")) == ([story.pk], [])

    publishing.publish(story, language="en", by=editor)

    assert (found("heron"), found("egret")) == ([], [story.pk])


def _titled(snapshot, title):
    words = {**snapshot.words, "title_en": title}
    return type(snapshot)(**{**vars(snapshot), "words": words})


def test_a_deleted_story_is_gone(editor):
    story = factories.make_article(title_en="A heron")

    publishing.delete(story, by=editor)

    assert found("heron") == []
    assert SearchEntry.objects.count() == 0


def test_a_caption_of_the_photo_is_found_where_it_shows(editor):
    photo = factories.make_photo(caption_en="A heron")
    leading = factories.make_article(lead_photo=photo)
    own_caption = factories.make_article(lead_photo=photo, lead_caption_en="Another")
    placing = factories.make_article(body_en=f'<figure><img data-photo="{photo.pk}"></figure>')
    placing.body_photos.add(photo)

    assert set(found("heron")) == {leading.pk, placing.pk}
    assert found("another") == [own_caption.pk]

    photo.caption_en = "An egret"
    photos.change(photo, by=editor)

    assert found("heron") == []
    assert set(found("egret")) == {leading.pk, placing.pk}


def test_a_photo_of_unpublished_changes_is_not_found():
    photo = factories.make_photo(caption_en="A heron")
    story = factories.make_article()
    story.body_photos.add(photo)  # as the working copy places it

    assert found("heron") == []


def test_a_contributor_is_found_by_either_name_and_by_a_new_one():
    person = factories.make_contributor(name_en="Salma Wadi", name_ar="سلمى الوادي")
    story = factories.make_article()
    factories.make_byline(story, contributor=person)

    assert found("salma wadi") == [story.pk]
    assert found("سلمى") == [story.pk]
    assert found("Salma", "ar") == [story.pk]

    person.name_en = "Selma Wadi"
    places.save(person)

    assert found("salma") == []
    assert found("selma wadi") == [story.pk]


def test_a_merged_contributor_takes_the_stories_along(editor):
    kept, gone = factories.make_contributor(name_en="Salma Wadi"), factories.make_contributor(name_en="S. Wadi")
    story = factories.make_article()
    factories.make_byline(story, contributor=gone)

    merging.merge(Contributor, keep=kept.pk, others=[gone.pk], by=editor)

    assert found("salma") == [story.pk]
    assert found("story", contributor=gone.pk) == []


def test_bylines_that_change_are_followed(editor):
    one, other = factories.make_contributor(name_en="Karim"), factories.make_contributor(name_en="Hala")
    story = factories.make_article()
    factories.make_byline(story, contributor=one)
    before = revisions.working_copy(revisions.stored(story.pk))
    changed = type(before)(**{**vars(before), "bylines": (Credit(other.pk, "author"),)})

    publishing.save(story, changed, by=editor)
    publishing.publish(story, language="en", by=editor)

    assert (found("karim"), found("hala")) == ([], [story.pk])


def test_section_and_topic_are_followed(editor):
    topic, other = factories.make_topic(), factories.make_topic()
    section = factories.make_section()
    story = factories.make_article(title_en="A heron")
    story.topics.add(topic)

    assert found("heron", topic=topic.pk) == [story.pk]
    assert found("heron", section=section.pk) == []

    merging.merge(Topic, keep=other.pk, others=[topic.pk], by=editor)
    Article.objects.filter(pk=story.pk).update(section=section)

    assert found("heron", topic=topic.pk) == []
    assert found("heron", topic=other.pk, section=section.pk) == [story.pk]


def test_a_row_that_changes_in_no_word_is_not_written_again():
    story = factories.make_article(title_en="A heron")
    SearchEntry.objects.filter(article=story).update(vector=None or "")

    Article.objects.filter(pk=story.pk).update(pending_en=True, saved_at=timezone.now())

    assert found("heron") == []


def test_many_rows_written_at_once_are_all_found():
    section = factories.make_section()
    moment = timezone.now() - timedelta(days=1)
    rows = [
        Article(
            section=section,
            title_en=f"Heron {n}",
            slug_en=f"heron-{n}",
            state_en=State.PUBLISHED,
            published_at_en=moment,
        )
        for n in range(3)
    ]
    Article.objects.bulk_create(rows)

    assert sorted(found("heron")) == sorted(row.pk for row in rows)
