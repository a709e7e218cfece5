"""Words that arrive after the session has ended: given back to who wrote them, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from articles import revisions
from articles.models import Article, Draft, Translation
from newsroom import posted
from tests import door, factories
from tests.articles.admin.form_data import fields_of, opened

pytestmark = pytest.mark.django_db

OURS = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
HOSTILE = '"><script>alert(1)</script></textarea>\r\n &amp; \u202e'


def change(story: Article) -> str:
    """Name the page of a story's form."""
    return reverse("admin:articles_article_change", args=[story.pk])


@pytest.fixture
def story() -> Article:
    """A story that an editor works on."""
    return factories.make_article(title_ar="الميناء")


@pytest.fixture
def writer():
    """The editor whose session ends."""
    return factories.make_editor()


@pytest.fixture
def browser(writer) -> Client:
    """The editor's browser, where forms must prove where they come from."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    return client


@pytest.fixture
def typed(browser, story) -> dict[str, str]:
    """What the editor typed, with the token of the page it was typed on."""
    return opened(browser, change(story)) | {"title_ar": HOSTILE, "_continue": "1"}


def headline(story: Article) -> str:
    """Read the headline of the working copy."""
    return revisions.working_copy(story).text("title", "ar")


def test_words_of_an_ended_session_come_back_and_are_saved_after_the_sign_in(browser, story, typed, writer):
    browser.cookies.pop("sessionid")

    lost = browser.post(change(story), typed, headers=OURS)
    browser.cookies.pop("csrftoken")  # a sign-in brings a new one
    browser.force_login(writer)
    browser.get(change(story))
    asked = browser.post(change(story), _sent(lost), headers=OURS)
    saved = browser.post(change(story), _sent(asked), headers=OURS)

    assert (lost.status_code, asked.status_code, saved.status_code) == (403, 403, 302)
    assert "You were signed out" in lost.content.decode()
    assert "signed in again" in asked.content.decode()
    assert headline(story) == '"><script>alert(1)</script></textarea> &amp;'


def test_words_behind_a_stale_token_come_back_too(browser, story, typed):
    answer = browser.post(change(story), typed | {"csrfmiddlewaretoken": "x" * 64}, headers=OURS)

    assert answer.status_code == 403
    assert _sent(answer)["title_ar"] == HOSTILE
    assert headline(story) == "الميناء"


def test_nothing_is_saved_and_nothing_runs(browser, story, typed):
    browser.cookies.clear()

    html = browser.post(change(story), typed, headers=OURS).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;/textarea&gt;" in html
    assert headline(story) == "الميناء"
    assert Draft.objects.count() == 0


def test_words_for_a_story_that_was_deleted_meanwhile_come_back_to_be_copied(browser, story, typed):
    Article.objects.filter(pk=story.pk).delete()

    answer = browser.post(change(story), typed, headers=OURS)

    html = answer.content.decode()
    assert answer.status_code == 403
    assert "This story was deleted while you were writing." in html
    assert _sent(answer)["title_ar"] == HOSTILE
    assert "Send again" not in html
    assert "<script>alert(1)" not in html


def test_words_for_a_story_that_was_given_away_meanwhile_come_back_to_be_copied(story):
    translator, client = factories.make_staff("translator"), Client(enforce_csrf_checks=True)
    Translation.objects.create(article=story, language="en", translator=translator)
    client.force_login(translator)
    typed = opened(client, change(story)) | {"title_en": "Typed by the first translator"}
    Translation.objects.update(translator=None)

    given_back = client.post(change(story), typed, headers=OURS)
    by_a_stranger = client.post(change(story), typed, headers={"origin": "https://evil.example"})

    assert given_back.status_code == 403
    assert "You may no longer change this story." in given_back.content.decode()
    assert _sent(given_back)["title_en"] == "Typed by the first translator"
    assert "Typed by the first translator" not in by_a_stranger.content.decode()
    assert headline(story) == "الميناء"


def test_page_is_kept_by_nobody_and_carries_the_desks_policy(browser, story, typed):
    browser.cookies.clear()

    answer = browser.post(change(story), typed, headers=OURS)

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "http://testserver", "sec-fetch-site": "same-site"},
        {"origin": "http://testserver", "sec-fetch-site": "none"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:81"},
        {"origin": "null", "referer": "http://testserver/admin/"},
        {"referer": "http://evil.example/http://testserver/"},
        {"referer": "http://[broken"},
        {},
    ],
    ids=str,
)
def test_other_origins_get_nothing(browser, story, typed, headers):
    browser.cookies.clear()

    answer = browser.post(change(story), typed, headers=headers)

    assert answer.status_code == 403
    assert "alert(1)" not in answer.content.decode()


def test_old_browser_that_names_only_the_page_is_believed(browser, story, typed):
    browser.cookies.clear()

    answer = browser.post(change(story), typed, headers={"referer": f"http://testserver{change(story)}"})

    assert _sent(answer)["title_ar"] == HOSTILE


@pytest.mark.parametrize("enter", ["complete", "half"])
def test_whoever_has_signed_in_since_sees_nothing(browser, story, typed, enter):
    other = factories.make_editor()
    browser.cookies.clear()
    (browser.force_login if enter == "complete" else lambda user: door.by_password(browser, user))(other)

    answer = browser.post(change(story), typed, headers=OURS)

    assert answer.status_code == 403
    assert "alert(1)" not in answer.content.decode()


def test_session_without_its_second_proof_keeps_the_words(story, typed, writer):
    client = Client()
    door.by_password(client, writer)

    answer = client.post(change(story), typed, headers=OURS)

    assert _sent(answer)["title_ar"] == HOSTILE


def test_form_that_takes_passwords_never_comes_back(browser):
    secret = {"username": "x", "password1": "hunter2 hunter2", "writer": "1"}
    browser.cookies.clear()

    answer = browser.post(reverse("admin:newsroom_user_add"), secret, headers=OURS)

    assert answer.status_code == 403
    assert "hunter2" not in answer.content.decode()


def test_new_story_comes_back_with_the_key_of_its_form(browser):
    address = reverse("admin:articles_article_add")
    typed = opened(browser, address)
    browser.cookies.clear()

    answer = browser.post(address, typed | {"title_en": "Harbour"}, headers=OURS)

    assert _sent(answer)["form_key"] == typed["form_key"]
    assert _sent(answer)["title_en"] == "Harbour"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"title_ar": "ا" * (posted.LARGEST + 1)}, 403),
        ({"title_ar": "x" * (9 * 1024 * 1024)}, 400),
        ({f"field-{number}": "" for number in range(1100)}, 400),
    ],
    ids=["long", "too long to be read", "too many fields"],
)
def test_endless_forms_are_refused_without_an_echo(story, sent, status):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(change(story), {"writer": "1"} | sent, headers=OURS)

    assert answer.status_code == status
    assert len(answer.content) < 20_000


def test_what_is_no_form_of_a_story_is_answered_as_before():
    client = Client()

    ended = client.post(reverse("admin:articles_article_changelist"), {"writer": "1"}, headers=OURS)

    assert (ended.status_code, ended["Location"].split("?")[0]) == (302, reverse("admin:login"))


def _sent(answer) -> dict[str, str]:
    """Give what a browser would send from the page."""
    return fields_of(answer.content.decode())
