"""Sessions are listed and ended, and a new browser is told of once."""

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django_ox.models import OxTask

from newsroom.entry import letters
from newsroom.models import AuditEntry
from tests import door, factories

pytestmark = pytest.mark.django_db

SESSIONS = "/admin/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def mira():
    """An editor with an authenticator app."""
    user = factories.make_editor(username="mira", email="mira@example.org", interface_language="en")
    door.add_app(user)
    return user


def enter(user, steps=0, **headers):
    """A browser of its own that is signed in; each needs a code of its own."""
    client = Client(headers=headers or None)
    client.post("/admin/account/login/", {"login": user.username, "password": door.PASSWORD})
    client.post("/admin/account/login/second/", {"code": door.code(steps=steps)})
    assert client.get("/admin/").status_code == 200
    return client


def test_sessions_are_listed_with_browser_and_address(mira):
    here = enter(mira, user_agent=FIREFOX)

    page = here.get(SESSIONS).content.decode()

    assert "Firefox · Linux" in page
    assert "127.0.0.1" in page
    assert page.count('name="end"') == 0


def test_one_session_is_ended(mira):
    here, there = enter(mira), enter(mira, steps=1)
    number = UserSession.objects.get(session_key=there.session.session_key).pk

    here.post(SESSIONS, {"end": number})

    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302
    assert AuditEntry.objects.get(act="session_end").by_id == mira.pk


def test_all_other_sessions_are_ended(mira):
    there, also_there, here = enter(mira, steps=-1), enter(mira), enter(mira, steps=1)

    here.post(SESSIONS, {"end": "others"})

    assert [browser.get("/admin/").status_code for browser in (here, there, also_there)] == [200, 302, 302]


@pytest.mark.parametrize("which", ["", "0", "-1", "x", "9" * 30, "9" * 5000])
def test_number_that_is_no_session_of_ours_ends_nothing(mira, which):
    here = enter(mira)

    here.post(SESSIONS, {"end": which})

    assert here.get("/admin/").status_code == 200


def test_session_of_somebody_else_stays(mira):
    other = factories.make_editor(username="rami")
    door.add_app(other)
    theirs, ours = enter(other), enter(mira)
    number = UserSession.objects.get(user=other).pk

    ours.post(SESSIONS, {"end": number})

    assert theirs.get("/admin/").status_code == 200


def test_new_password_ends_the_other_sessions(mira):
    there, here = enter(mira), enter(mira, steps=1)
    new = "a long new passphrase"

    here.post("/admin/account/password/", {"oldpassword": door.PASSWORD, "password1": new, "password2": new})

    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302


def test_new_browser_is_told_of_once(client, mira):
    for steps in (-1, 0):
        client.post("/admin/account/login/", {"login": "mira", "password": door.PASSWORD})
        client.post("/admin/account/login/second/", {"code": door.code(steps=steps)})
        client.post("/admin/logout/")

    tasks = OxTask.objects.filter(task_path="newsroom.entry.letters.alert")

    assert [task.args for task in tasks] == [[mira.pk]]
    assert list(AuditEntry.objects.filter(act="login").values_list("details__new_browser", flat=True)) == [
        "no",
        "yes",
    ]


def test_browser_that_another_account_uses_is_new_to_this_one(client, mira):
    other = factories.make_editor(username="rami")
    door.add_app(other)
    for user in (other, mira):
        door.sign_in(client, user)
        client.post("/admin/logout/")

    assert OxTask.objects.filter(task_path="newsroom.entry.letters.alert").count() == 2


def test_forged_cookie_is_no_known_browser(client, mira):
    client.cookies["desk_browser"] = f'["{mira.pk}"]'

    door.sign_in(client, mira)

    assert OxTask.objects.filter(task_path="newsroom.entry.letters.alert").count() == 1


@pytest.mark.parametrize(("language", "word"), [("en", "Network address: 192.0.2.7"), ("ar", "192.0.2.7")])
def test_alert_is_written_in_the_owners_language(mira, language, word):
    mira.interface_language = language
    mira.save()

    letters.alert.func(mira.pk, browser="Firefox · Linux", address="192.0.2.7")

    assert mail.outbox[0].to == ["mira@example.org"]
    assert word in mail.outbox[0].body
    assert "Firefox · Linux" in mail.outbox[0].body


def test_owner_is_told_of_a_change_to_the_account(mira):
    letters.tell.func(mira.pk, change="mfa/email/totp_activated", browser="Firefox", address="192.0.2.7")

    assert "An authenticator app was added to your account." in mail.outbox[0].body


def test_logins_and_leaving_are_written_down(client, mira):
    door.sign_in(client, mira)
    client.post("/admin/logout/")

    acts = list(AuditEntry.objects.order_by("pk").values_list("act", "by_id"))

    assert acts == [("login", mira.pk), ("logout", mira.pk)]
    assert AuditEntry.objects.get(act="login").details["how"] == "password+mfa"
