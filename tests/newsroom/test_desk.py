"""The desk's own frame: its language, its policy, and what it leaves off reader pages."""

import pytest
from django.test import Client

from newsroom.models import User
from tests import door, factories

pytestmark = pytest.mark.django_db


def test_the_switch_is_remembered_with_the_account(client):
    editor = factories.make_editor()
    client.force_login(editor)

    response = client.post("/admin/language/", {"language": "ar", "next": "/admin/articles/article/"})

    assert response.headers["Location"] == "/admin/articles/article/"
    assert User.objects.get(pk=editor.pk).interface_language == "ar"
    assert '<html lang="ar" dir="rtl">' in client.get("/admin/").content.decode()


def test_the_switch_works_before_anybody_is_signed_in(client):
    client.post("/admin/language/", {"language": "ar", "next": "/admin/login/"})

    page = client.get("/admin/account/login/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize("aim", ["https://evil.example/", "//evil.example/", ""])
def test_the_switch_never_leads_away_from_us(client, aim):
    response = client.post("/admin/language/", {"language": "ar", "next": aim})

    assert response.headers["Location"] == "/admin/"


def test_the_switch_takes_no_other_language(client):
    editor = factories.make_editor()
    client.force_login(editor)

    client.post("/admin/language/", {"language": "xx"})

    assert User.objects.get(pk=editor.pk).interface_language == "en"


def test_the_switch_wants_a_post(client):
    assert client.get("/admin/language/").status_code == 405


def test_cookies_of_the_desk_stay_at_the_desk(client):
    editor = factories.make_editor(username="mira")
    door.add_app(editor)

    client.post("/admin/language/", {"language": "en"})
    client.get("/admin/account/login/")
    door.sign_in(client, editor)
    # Ends in a message to the editor, which waits for the next page.
    client.post("/admin/articles/article/", {"action": "delete_selected", "index": "0"})

    paths = {name: cookie["path"] for name, cookie in client.cookies.items()}
    cookies = ["sessionid", "csrftoken", "django_language", "desk_browser"]
    assert paths == dict.fromkeys(cookies, "/admin/")


def test_form_without_its_token_is_answered_in_the_desks_language():
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "ar"

    response = client.post("/admin/language/", {"language": "en"}, headers={"accept-language": "en"})

    assert response.status_code == 403
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
    assert '<a href="/admin/">' in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_login_page_has_the_desks_policy(client):
    policy = client.get("/admin/account/login/").headers["Content-Security-Policy"]

    assert "script-src 'self' 'nonce-" in policy
    assert "default-src 'none'" in policy


def test_login_with_nul_is_answered(client):
    assert client.post("/admin/account/login/", {"login": "\x00", "password": "x"}).status_code == 200
