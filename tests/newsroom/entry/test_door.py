"""Who gets into the desk and who does not: a password alone never does."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from newsroom.models import AuditEntry
from tests import door, factories

pytestmark = pytest.mark.django_db

LOGIN, SECOND, ACCOUNT = "/admin/account/login/", "/admin/account/login/second/", "/admin/account/"
# Addresses of the desk that do or show something, and are no changelist.
SIDE_DOORS = [
    "/admin/",
    "/admin/jsi18n/",
    "/admin/autocomplete/",
    "/admin/articles/article/",
    "/admin/newsroom/user/",
]


@pytest.fixture
def editor():
    """A superuser with an authenticator app."""
    user = factories.make_editor(username="mira", email="mira@example.org")
    door.add_app(user)
    return user


def test_password_alone_leads_to_the_second_step(client, editor):
    response = client.post(LOGIN, {"login": "mira", "password": door.PASSWORD})

    assert response.headers["Location"] == SECOND
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("login", ["mira", "mira@example.org", "MIRA@example.org"])
def test_password_and_code_open_the_desk(client, editor, login):
    client.post(LOGIN, {"login": login, "password": door.PASSWORD})

    response = client.post(SECOND, {"code": door.code()})

    assert response.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_wrong_code_opens_nothing(client, editor):
    client.post(LOGIN, {"login": "mira", "password": door.PASSWORD})

    response = client.post(SECOND, {"code": "000000"})

    assert response.status_code == 200
    assert client.get("/admin/").status_code == 302


def test_code_opens_the_desk_once(client, editor):
    code = door.code()
    for browser in (client, again := Client()):
        browser.post(LOGIN, {"login": "mira", "password": door.PASSWORD})
        browser.post(SECOND, {"code": code})

    assert client.get("/admin/").status_code == 200
    assert again.get("/admin/").status_code == 302


def test_recovery_code_opens_the_desk_once(client, editor):
    door.by_password(client, editor)
    from_codes = _recovery_codes(editor)

    first, second = Client(), Client()
    for browser in (first, second):
        browser.post(LOGIN, {"login": "mira", "password": door.PASSWORD})
        browser.post(SECOND, {"code": from_codes[0]})

    assert first.get("/admin/").status_code == 200
    assert second.get("/admin/").status_code == 302


@pytest.mark.parametrize("address", SIDE_DOORS)
def test_account_without_a_factor_gets_nowhere(client, address):
    door.by_password(client, factories.make_editor())

    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0] == ACCOUNT
    assert response.status_code == 200


@pytest.mark.parametrize("address", SIDE_DOORS)
def test_session_that_showed_only_the_password_gets_nowhere(client, editor, address):
    door.by_password(client, editor)

    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0].startswith("/admin/account/again/code/")


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_add_webauthn", "account_change_password", "account_sessions"]
)
def test_half_open_session_may_not_touch_an_account_that_has_a_factor(client, editor, name):
    door.by_password(client, editor)

    response = client.get(reverse(name))

    assert response.headers["Location"] == "/admin/account/again/code/"


def test_half_open_session_is_completed_by_a_code(client, editor):
    door.by_password(client, editor)

    response = client.post("/admin/account/again/code/?next=/admin/articles/article/", {"code": door.code()})

    assert response.headers["Location"] == "/admin/articles/article/"
    assert client.get("/admin/articles/article/").status_code == 200


def test_new_account_sets_an_app_up_and_is_in(client):
    user = factories.make_editor(username="rami")
    first = client.post(LOGIN, {"login": "rami", "password": door.PASSWORD}, follow=True)
    page = client.get(reverse("mfa_activate_totp"))

    done = client.post(reverse("mfa_activate_totp"), {"code": door.code(page.context["form"].secret)})
    codes = client.get(done.headers["Location"])

    assert first.redirect_chain[-1][0] == ACCOUNT
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["unused_codes"][0] in codes.content.decode()
    assert client.get("/admin/").status_code == 200
    assert AuditEntry.objects.get(act="second_factor").by_id == user.pk


def test_recovery_codes_are_shown_once(client, editor):
    codes = _recovery_codes(editor)
    client.force_login(editor)
    _prove(client)

    first = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    second = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert [code in first for code in codes] == [True] * 10
    assert [code in second for code in codes] == [False] * 10


def test_secret_is_not_in_the_database(editor):
    stored = Authenticator.objects.get(user=editor)

    assert door.SECRET not in str(stored.data)


def test_second_factor_survives_a_new_secret_key(client, editor, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"

    door.sign_in(client, editor)

    assert client.get("/admin/").status_code == 200


def test_last_factor_cannot_be_removed(client, editor):
    client.force_login(editor)
    _prove(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=editor, type="totp").count() == 1


def test_account_that_is_not_staff_is_refused(client):
    reader = get_user_model().objects.create_user("reader", password=door.PASSWORD)
    door.add_app(reader)

    response = door.sign_in(client, reader)

    assert client.get(response.headers["Location"], follow=True).status_code == 403


def test_account_that_was_closed_is_out_at_once(client, editor):
    client.force_login(editor)

    get_user_model().objects.filter(pk=editor.pk).update(is_active=False)

    assert client.get("/admin/").status_code == 302


AWAY = ["https://evil.example/", "//evil.example/", "/ar/", "javascript:alert(1)", "https:/admin/", "/adminx/"]


@pytest.mark.parametrize("aim", AWAY)
def test_nobody_is_led_away_after_the_login(client, editor, aim):
    client.post(f"{LOGIN}?next={aim}", {"login": "mira", "password": door.PASSWORD, "next": aim})

    response = client.post(f"{SECOND}?next={aim}", {"code": door.code(), "next": aim})

    assert response.headers["Location"] == "/admin/"


def test_login_leads_to_the_page_that_was_asked_for(client, editor):
    asked = client.get("/admin/articles/article/", follow=True)
    address = asked.redirect_chain[-1][0]

    client.post(address, {"login": "mira", "password": door.PASSWORD, "next": "/admin/articles/article/"})
    response = client.post(SECOND, {"code": door.code()})

    assert address == f"{LOGIN}?next=%2Fadmin%2Farticles%2Farticle%2F"
    assert response.headers["Location"] == "/admin/articles/article/"


@pytest.mark.parametrize("address", [LOGIN, "/admin/account/forgot/", "/admin/account/login/passkey/"])
def test_form_without_its_token_is_refused(address):
    response = Client(enforce_csrf_checks=True).post(address, {"login": "mira", "password": "x", "email": "a@b.org"})

    assert response.status_code == 403


def test_leaving_wants_a_post(client, editor):
    client.force_login(editor)

    assert client.get("/admin/account/logout/").status_code == 405
    assert client.get("/admin/logout/").status_code == 405
    assert client.get("/admin/").status_code == 200
    assert client.post("/admin/logout/").headers["Location"] == LOGIN
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("page", ["signup/", "email/", "confirm-email/", "2fa/", "login/code/", "social/"])
def test_rest_of_allauth_is_not_there(client, editor, page):
    client.force_login(editor)

    assert client.get(f"/admin/account/{page}").status_code == 404


def test_pages_of_the_door_are_kept_by_nobody(client):
    response = client.get(LOGIN)

    assert "no-store" in response.headers["Cache-Control"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_password_page_of_the_admin_is_the_doors(client, editor):
    client.force_login(editor)

    assert client.get("/admin/password_change/").headers["Location"] == "/admin/account/password/"


def _prove(client):
    """Make the session one that has just been proved again."""
    session = client.session
    session["account_authentication_methods"] = [
        record | {"reauthenticated": True} for record in session["account_authentication_methods"]
    ]
    session.save()


def _recovery_codes(user):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    return RecoveryCodes.activate(user).get_unused_codes()
