"""A story's form as each role sees it: what is a field, what is only read, and what a made-up request changes."""

import pytest
from django.urls import reverse

from articles import publishing, revisions, translating
from articles.models import Article, SectionLimit
from articles.snapshots import Credit, Snapshot
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db


def make_story(**values):
    words = {
        "title_ar": "عنوان <b>القصة</b>",
        "standfirst_ar": "مقدمة",
        "body_ar": "<p>نص <strong>قصير</strong>.</p>",
        "title_en": "Title",
        "body_en": "<p>Text.</p>",
    }
    person, topic = factories.make_contributor(name_en="Hala"), factories.make_topic(name_en="River")
    around = {"bylines": (Credit(person.pk, "author"),), "topics": (topic.pk,)}
    return publishing.begin(Snapshot(words=words, section=factories.make_section().pk, **around), by=values.get("by"))


def address(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def working(story):
    return revisions.working_copy(revisions.stored(story.pk))


@pytest.fixture
def translating_it(client):
    """A story, and a client signed in as its translator."""
    story, translator = make_story(), factories.make_staff("translator")
    translating.assign(story, translator, by=factories.make_editor())
    client.force_login(translator)
    return story, client


def test_translator_reads_the_source_beside_the_fields(translating_it):
    story, client = translating_it

    page = client.get(address(story)).content.decode()

    assert '<div class="read read-body" lang="ar" dir="rtl"><p>نص <strong>قصير</strong>.</p></div>' in page
    assert "عنوان &lt;b&gt;القصة&lt;/b&gt;" in page
    assert "Hala" in page
    assert "River" in page


def test_translator_is_given_no_field_of_the_source_or_of_what_is_shared(translating_it):
    story, client = translating_it

    fields = opened(client, address(story))

    assert fields["title_en"] == "Title"
    closed = {"title_ar", "body_ar", "slug_ar", "section", "topics", "lead_photo", "original_language"}
    assert not closed & set(fields)
    assert not [name for name in fields if name.startswith(("bylines", "byline_set", "related", "links"))]


def test_translator_saves_the_translation(translating_it):
    story, client = translating_it

    response = client.post(address(story), opened(client, address(story)) | {"title_en": "A better title"})

    assert response.status_code == 302
    assert working(story).text("title", "en") == "A better title"
    assert [credit.role for credit in working(story).bylines] == ["author"]


def test_request_made_by_hand_changes_nothing_but_the_translation(translating_it):
    story, client = translating_it
    before, elsewhere = working(story), factories.make_section()
    forged = {"title_ar": "مزور", "section": elsewhere.pk, "topics": [], "original_language": "en"}

    client.post(address(story), opened(client, address(story)) | forged)

    assert working(story) == before


def test_reporter_writes_the_whole_of_their_own_story_and_publishes_nothing(client):
    reporter = factories.make_staff("reporter")
    story = make_story(by=reporter)
    client.force_login(reporter)

    page = client.get(address(story)).content.decode()
    fields = opened(client, address(story))

    assert {"title_ar", "title_en", "section"} <= set(fields)
    assert 'name="_move_ar" value="in_review"' in page
    assert 'name="_publish_ar"' not in page
    assert "id_translator" not in page


def test_story_stays_within_an_editors_sections(client):
    editor, story, elsewhere = factories.make_staff("editor"), make_story(), factories.make_section()
    SectionLimit.objects.create(user=editor, section_id=story.section_id)
    client.force_login(editor)

    page = client.get(address(story))
    refused = client.post(address(story), opened(client, address(story)) | {"section": elsewhere.pk})

    offered = page.context["adminform"].form.fields["section"].queryset
    assert [section.pk for section in offered] == [story.section_id]
    assert "section" in refused.context["adminform"].form.errors
    assert Article.objects.get(pk=story.pk).section_id == story.section_id


def test_new_story_begins_within_an_editors_sections(client):
    editor, inside, outside = factories.make_staff("editor"), factories.make_section(), factories.make_section()
    SectionLimit.objects.create(user=editor, section=inside)
    client.force_login(editor)
    add = reverse("admin:articles_article_add")

    client.post(add, opened(client, add) | {"title_ar": "عنوان", "section": outside.pk})

    assert not Article.objects.exists()


def test_minor_and_note_are_asked_for_beside_the_save_buttons(chief):
    story = make_story()

    page = chief.get(address(story)).content.decode()
    chief.post(address(story), opened(chief, address(story)) | {"title_en": "New", "note": "Typo", "is_minor": "on"})

    latest = story.revisions.first()
    assert page.index('name="is_minor"') > page.index('id="publication-heading"')
    assert page.index('name="is_minor"') < page.index('name="_save"')
    assert (latest.note, latest.is_minor) == ("Typo", True)


def test_new_story_is_not_asked_whether_it_is_minor(chief):
    assert 'name="is_minor"' not in chief.get(reverse("admin:articles_article_add")).content.decode()
