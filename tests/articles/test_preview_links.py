"""The preview of a working copy, for staff and for outsiders with a link."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import preview_links, publishing, revisions
from articles.models import Article, PreviewLink
from articles.models.preview_link import hash_of
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


def test_preview_leads_to_the_other_version_where_readers_have_that(chief):
    story = factories.make_article(live="en")

    page = read(chief, reverse("admin:articles_article_preview", args=[story.pk, "ar"]))

    assert page.one(".other a").attributes["href"] == story.address("en")
    assert page.one(".tools a[hreflang]").attributes["href"] == story.address("en")
    assert page.all("head link[hreflang]") == []


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

    tokens = (ended_token, revoked_token, "x" * len(ended_token))
    answers = [client.get(address_of(token)) for token in tokens]

    assert {answer.status_code for answer in answers} == {404}
    # The address itself stands on the page.
    pages = {answer.content.decode().replace(token, "") for answer, token in zip(answers, tokens, strict=True)}
    assert len(pages) == 1
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

    made = chief.post(previews(story), {"language": "en", "days": "3"})
    page = chief.get(made.url).content.decode()
    link = PreviewLink.objects.get()
    revoke = reverse("admin:articles_article_revoke_preview", args=[story.pk, link.pk])
    revoked = chief.post(revoke, follow=True).content.decode()

    assert "/en/preview/" in page
    assert "The link is made. Copy its address below now: it is shown only once." in page
    assert "The link is revoked: nobody can open it any more." in revoked
    assert (link.expires_at - link.made_at).days in (2, 3)
    assert not PreviewLink.objects.open_now().exists()
    assert read(chief, previews(story)).texts(".links button") == []
    assert chief.get(revoke).status_code == 405


def offered(chief, story):
    """Read what the page's form would send."""
    found = re.search(r'name="offered" value="([^"]+)"', chief.get(previews(story) + "?language=en").content.decode())
    return found[1]


def test_new_address_is_told_once_on_a_page_that_may_be_loaded_again(chief):
    story = factories.make_article(live="")

    made = chief.post(previews(story), {"language": "en", "days": "1"})
    pages = [chief.get(made.url).content.decode() for _ in range(2)]

    assert (made.status_code, made.url) == (302, f"{previews(story)}?language=en#links")
    assert ["/en/preview/" in page for page in pages] == [True, False]
    assert "preview" not in " ".join(chief.session.keys())
    assert PreviewLink.objects.count() == 1


def test_form_that_is_sent_twice_makes_one_link_and_tells_the_same_address(chief):
    story = factories.make_article(live="")
    sent = {"language": "en", "days": "1", "offered": offered(chief, story)}

    told = [chief.get(chief.post(previews(story), sent).url).content.decode() for _ in range(2)]

    addresses = [re.search(r"/en/preview/[\w-]+/", page)[0] for page in told]
    assert addresses[0] == addresses[1]
    assert PreviewLink.objects.count() == 1
    assert AuditEntry.objects.filter(act="share").count() == 1
    assert chief.get(addresses[0]).status_code == 200


def test_form_that_is_sent_again_brings_no_revoked_link_back(chief, editor):
    story = factories.make_article(live="")
    sent = {"language": "en", "days": "1", "offered": offered(chief, story)}
    chief.get(chief.post(previews(story), sent).url)
    preview_links.revoke(PreviewLink.objects.get(), by=editor)

    page = chief.get(chief.post(previews(story), sent).url).content.decode()

    assert "/en/preview/" not in page
    assert "The link that this form made has ended. Ask for another one." in page
    assert not PreviewLink.objects.open_now().exists()


def test_token_of_ones_own_choice_or_of_another_form_is_not_taken(chief, editor):
    story, other = factories.make_article(live=""), factories.make_article(live="")
    foreign = preview_links.offer(other, language="en", to=editor)

    for chosen in ("guessable", foreign, offered(chief, story) + "x"):
        chief.post(previews(story), {"language": "en", "days": "1", "offered": chosen})

    hashes = set(PreviewLink.objects.values_list("token_hash", flat=True))
    assert len(hashes) == 3
    assert not hashes & {hash_of("guessable"), hash_of(foreign.split(":")[0])}


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
