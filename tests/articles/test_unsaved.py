"""The preview beside the form: the working copy with one person's unsaved words, for that person alone."""

import pytest
from django.urls import reverse

from articles import drafts, revisions, unsaved
from articles.models import Article, Draft, Revision
from articles.snapshots import Credit, Link, Snapshot
from newsroom.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def beside(story: Article, language: str = "en") -> str:
    """Name the page that the form shows beside itself."""
    return reverse("admin:articles_article_preview", args=[story.pk, language]) + "?mine=1"


def typed(story: Article, by: User, **fields) -> None:
    """Let somebody type into the form of a story."""
    drafts.keep({"article_id": story.pk}, user=by, patch=fields, after=0, page="p")


@pytest.fixture
def editor(client) -> User:
    """An editor who is signed in."""
    user = factories.make_editor()
    client.force_login(user)
    return user


def test_preview_shows_what_its_editor_has_typed_and_nothing_is_saved(client, editor):
    story = factories.make_article(title_en="As it was", body_en="<p>As it was.</p>")
    person, topic = factories.make_contributor(name_en="Rana"), factories.make_topic(name_en="Harbour")
    rows = {"bylines": [{"contributor": str(person.pk), "role": "author"}], "topics": [str(topic.pk)]}
    typed(story, editor, title_en="Typed", body_en="<p>Typed <script>x</script>words.</p>", **rows)

    html = client.get(beside(story)).content.decode()

    assert "Typed" in html
    assert "As it was" not in html
    assert "Rana" in html
    assert "Harbour" in html
    assert "<script>x" not in html
    assert Revision.objects.count() == 0
    assert revisions.working_copy(story).text("title", "en") == "As it was"


def test_preview_of_a_story_that_nobody_has_touched_is_its_working_copy(client, editor):
    story = factories.make_article(title_en="Saved")

    assert "Saved" in client.get(beside(story)).content.decode()


def test_unsaved_words_show_to_nobody_else_and_only_where_they_are_asked_for(client, editor):
    story = factories.make_article(title_en="Saved")
    typed(story, factories.make_editor(), title_en="Secret of a colleague")
    typed(story, editor, title_en="My own")

    mine = client.get(beside(story)).content.decode()
    plain = client.get(beside(story).removesuffix("?mine=1")).content.decode()

    assert "My own" in mine
    assert "Secret" not in mine
    assert "My own" not in plain


def test_headline_may_be_missing_while_the_text_is_begun(client, editor):
    story = factories.make_article(live="ar", title_en=None, slug_en=None, body_en=None)
    typed(story, editor, body_en="<p>Begun.</p>")

    answer = client.get(beside(story))

    assert answer.status_code == 200
    assert "No headline yet" in answer.content.decode()
    assert "Begun." in answer.content.decode()


def test_preview_may_stand_in_a_frame_of_the_desk_and_is_kept_by_nobody(client, editor):
    answer = client.get(beside(factories.make_article()))

    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_preview_of_a_story_that_somebody_may_not_see_stays_closed(client):
    story, nobody = factories.make_article(), User.objects.create_user("nobody", is_staff=True)
    client.force_login(nobody)
    Draft.objects.create(user=nobody, article=story, typed={"title_en": "Mine"})

    assert client.get(beside(story)).status_code == 403


def test_form_may_frame_pages_of_ours_and_other_pages_of_the_desk_may_not(client, editor):
    story = factories.make_article()

    form = client.get(reverse("admin:articles_article_change", args=[story.pk]))
    new = client.get(reverse("admin:articles_article_add"))
    home = client.get("/admin/")

    assert "frame-src 'self'" in form["Content-Security-Policy"]
    assert f'data-page="{beside(story, "ar")}"' in form.content.decode()
    assert "story-beside.js" not in new.content.decode()
    assert "frame-src" not in home["Content-Security-Policy"]


def test_words_that_wait_to_be_restored_are_not_shown_as_if_they_stood_in_the_form(client, editor):
    story = factories.make_article()
    typed(story, editor, title_en="From yesterday")

    html = client.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()

    assert "?mine=1" not in html
    assert "Restore or discard the unsaved words" in html


@pytest.mark.parametrize(
    "patch",
    [
        {"section": "0", "lead_photo": "x", "topics": ["", "-1", "9" * 400], "kind": "nonsense"},
        {"bylines": [{}, {"contributor": "x"}, {"contributor": "1", "role": "king"}]},
        {"related_links": [{}, {"story": "\u0661", "url": "javascript:alert(1)", "title_en": "x"}]},
        {"title_en": ["a"], "topics": "7", "bylines": "7"},
    ],
)
def test_what_no_form_could_have_sent_breaks_nothing(client, editor, patch):
    story = factories.make_article(title_en="Saved")
    Draft.objects.create(user=editor, article=story, typed=patch)

    answer = client.get(beside(story))

    assert answer.status_code == 200
    assert "javascript:" not in answer.content.decode()


def test_typed_parts_are_laid_on_the_working_copy_and_the_rest_stays():
    story = Snapshot(words={"title_ar": "عنوان"}, section=3, topics=(1,), bylines=(Credit(1, "author"),))
    rows = [{"story": "5"}, {"url": "https://example.org/", "title_en": "Out"}]

    laid = unsaved.laid_on(story, {"section": "", "topics": ["2", "4"], "related_links": rows, "kind": "opinion"})

    assert (laid.text("title", "ar"), laid.section, laid.topics) == ("عنوان", 3, (2, 4))
    assert (laid.bylines, laid.kind) == ((Credit(1, "author"),), "opinion")
    assert laid.links == (Link(5), Link(None, "https://example.org/", "", "Out"))
