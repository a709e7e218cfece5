"""What kind a story is, at the desk: chosen on the form, kept in revisions, waiting like every shared part."""

import pytest
from django.urls import reverse

from articles import publishing, revisions
from articles.models import Article, Revision, Topic
from articles.snapshots import Snapshot
from tests import factories
from tests.articles.admin.form_data import opened
from tests.pages import read

pytestmark = pytest.mark.django_db


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def stored_kind(story):
    return Article.objects.values_list("kind", flat=True).get(pk=story.pk)


def test_new_story_is_news_until_the_form_says_otherwise(chief):
    story = factories.make_article(live="")

    first = opened(chief, change(story))["kind"]
    chief.post(change(story), opened(chief, change(story)) | {"kind": "photo_story"})

    assert first == ["news"]
    assert stored_kind(story) == "photo_story"
    assert revisions.working_copy(Article.objects.get()).kind == "photo_story"


def test_kind_that_there_is_not_is_refused(chief):
    story = factories.make_article(live="")

    answer = chief.post(change(story), opened(chief, change(story)) | {"kind": "gossip"})

    assert list(answer.context["adminform"].form.errors) == ["kind"]
    assert stored_kind(story) == "news"


def test_kind_of_a_live_story_waits_until_the_change_is_published(chief):
    story = factories.make_article()

    chief.post(change(story), opened(chief, change(story)) | {"kind": "opinion"})
    waiting = stored_kind(story), Article.objects.get().pending_en
    publishing.publish(Article.objects.get(), language="en", by=None)

    assert waiting == ("news", True)
    assert stored_kind(story) == "opinion"


def test_revision_older_than_kinds_reads_as_news_and_can_be_restored():
    story = factories.make_article(live="", kind="opinion")
    publishing.save(story, revisions.working_copy(story).with_words(title_en="New"), by=None)
    old = Revision.objects.get(number=1)
    del old.story["kind"]
    old.save()

    publishing.restore(story, Revision.objects.get(number=1), by=None)

    assert Snapshot.from_json(old.story).kind == "news"
    assert stored_kind(story) == "news"


def test_comparison_names_both_kinds(chief):
    story = factories.make_article(live="")
    for kind in ("news", "opinion"):
        chief.post(change(story), opened(chief, change(story)) | {"kind": kind, "title_en": f"As {kind}"})

    page = read(chief, reverse("admin:articles_article_compare", args=[story.pk]) + "?from=1&to=3")

    assert (page.texts(".shared del bdi"), page.texts(".shared ins bdi")) == (["News"], ["Opinion"])


def test_second_editor_is_asked_when_both_chose_a_kind(chief):
    story = factories.make_article(live="")
    mine = opened(chief, change(story))
    chief.post(change(story), opened(chief, change(story)) | {"kind": "opinion"})

    answer = chief.post(change(story), mine | {"kind": "photo_story"})

    assert [screen.part for screen in answer.context["collisions"]] == ["kind"]
    assert "Opinion" in answer.content.decode()
    assert stored_kind(story) == "opinion"


def test_topic_becomes_a_place_and_its_old_address_leads_there(chief, client):
    topic = factories.make_topic(name_en="The quay", slug_en="quay")
    form = reverse("admin:articles_topic_change", args=[topic.pk])

    chief.post(form, opened(chief, form) | {"kind": "place"})
    listed = read(chief, reverse("admin:articles_topic_changelist") + "?kind__exact=place")

    assert Topic.objects.get().kind == "place"
    assert client.get("/en/topic/quay/").headers["Location"] == "/en/place/quay/"
    assert client.get("/en/place/quay/").status_code == 200
    assert listed.texts("td.field-kind") == ["Place"]
