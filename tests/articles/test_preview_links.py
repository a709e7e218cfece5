"""The preview of a working copy, for staff and for outsiders with a link."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import preview_links, publishing, revisions
from articles.models import Article, PreviewLink
from articles.snapshots import Credit, Snapshot
from newsroom.logs import redacted
from newsroom.models import AuditEntry
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db


def address_of(token, language="en"):
    return reverse("articles:shared_preview", kwargs={"language": language, "token": token})


def previews(story):
    return reverse("admin:articles_article_previews", args=[story.pk])


def proposed(story, **words):
    working = revisions.working_copy(Article.objects.get(pk=story.pk))
    return publishing.save(story, working.with_words(**words), by=None)


@pytest.fixture
def editor():
    return factories.make_editor(username="rima")


@pytest.fixture
def chief(client, editor):
    client.force_login(editor)
    return client


def test_preview_shows_the_working_copy_of_a_live_story(chief):
    story, photo = factories.make_article(live="en", title_en="Public"), factories.make_photo(credit="Hala")
    topic, person = factories.make_topic(name_en="Rivers"), factories.make_contributor(name_en="Salma")
    now = revisions.working_copy(story)
    parts = {"topics": (topic.pk,), "bylines": (Credit(person.pk, "author"),), "lead_photo": photo.pk}
    wanted = now.with_parts(parts, Snapshot(**parts)).with_words(title_en="Proposed", body_en="<p>New text.</p>")
    publishing.save(story, wanted, by=None)

    response = chief.get(reverse("admin:articles_article_preview", args=[story.pk, "en"]))

    html = response.content.decode()
    assert all(words in html for words in ("Proposed", "New text.", "Hala", "Rivers", "Salma"))
    assert "<h1>Public</h1>" not in html
    assert "<h1>Public</h1>" in chief.get(story.address("en")).content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_readers_pages_stand_in_no_frame(client):
    response = client.get(factories.make_article().address("en"))

    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_link_opens_one_language_for_anybody_and_is_kept_by_nobody(client, editor):
    story = factories.make_article(live="", title_en="Not out yet", owner=editor)
    _link, token = preview_links.share(story, language="en", days=1, by=editor)

    response = client.get(address_of(token))

    html = response.content.decode()
    assert response.status_code == 200
    assert "Not out yet" in html
    assert "rima" not in html
    assert token not in html
    assert f"/article/{story.pk}" not in html
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in html
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies
    assert client.get(address_of(token, "ar")).status_code == 404
    assert PreviewLink.objects.get().last_opened_at is not None


def test_ended_revoked_and_unknown_links_answer_alike(client, editor):
    story = factories.make_article(live="", title_en="Not out yet")
    ended, ended_token = preview_links.share(story, language="en", days=1, by=editor)
    PreviewLink.objects.filter(pk=ended.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    revoked, revoked_token = preview_links.share(story, language="en", days=1, by=editor)
    preview_links.revoke(revoked, by=editor)

    answers = [client.get(address_of(token)) for token in (ended_token, revoked_token, "nothing")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert "no-store" in answers[0]["Cache-Control"]


def test_token_is_kept_nowhere(editor):
    story = factories.make_article(live="")

    link, token = preview_links.share(story, language="en", days=7, by=editor)

    assert token not in str(PreviewLink.objects.values().get(pk=link.pk))
    assert token not in str(list(AuditEntry.objects.values()))
    assert AuditEntry.objects.filter(act="share", on_id=str(story.pk)).count() == 1
    assert redacted(f"GET {address_of(token)} failed") == "GET /en/preview/.../ failed"


def test_editor_makes_and_revokes_a_link_at_the_desk(chief, client):
    story = factories.make_article(live="", title_en="Not out yet")

    page = chief.post(previews(story), {"language": "en", "days": "3"}).content.decode()
    link = PreviewLink.objects.get()
    revoke = reverse("admin:articles_article_revoke_preview", args=[story.pk, link.pk])
    chief.post(revoke)

    assert "/en/preview/" in page
    assert (link.expires_at - link.made_at).days in (2, 3)
    assert not PreviewLink.objects.open_now().exists()
    assert read(chief, previews(story)).texts(".links button") == []
    assert chief.get(revoke).status_code == 405


@pytest.mark.parametrize("sent", [{"language": "fr", "days": "1"}, {"language": "en", "days": "365"}, {}])
def test_link_that_is_not_offered_is_not_made(chief, sent):
    assert chief.post(previews(factories.make_article(live="")), sent).status_code == 404
    assert not PreviewLink.objects.exists()


def test_who_may_not_change_the_story_gives_no_link_away(client):
    story = factories.make_article(live="", title_en="Secret")
    client.force_login(factories.make_staff("translator"))

    answers = [client.get(previews(story)), client.post(previews(story), {"language": "en", "days": "1"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not PreviewLink.objects.exists()
