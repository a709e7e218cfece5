"""What the door says to strangers: little, the same to all, and not too often."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_ox.models import OxTask

from newsroom.entry import letters
from newsroom.models import AuditEntry
from tests import door, factories

pytestmark = pytest.mark.django_db

LOGIN, FORGOT = "/admin/account/login/", "/admin/account/forgot/"


class Counted(MD5PasswordHasher):
    """Counts the passwords that are hashed, which is what takes the time."""

    hashed = 0

    def encode(self, password, salt):
        """Count one."""
        Counted.hashed += 1
        return super().encode(password, salt)


@pytest.fixture
def mira():
    """An editor with an address."""
    return factories.make_editor(username="mira", email="mira@example.org")


def attempt(client, login, password="wrong", **headers):
    return client.post(LOGIN, {"login": login, "password": password}, headers=headers or None)


def errors(response):
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_answer_is_the_same_for_every_failure(client, mira):
    factories.make_editor(username="closed", is_active=False)

    answers = {
        name: errors(attempt(client, name, password))
        for name, password in {
            "mira": "wrong",
            "mira@example.org": "wrong",
            "nobody": "wrong",
            "nobody@example.org": "wrong",
            "closed": door.PASSWORD,
        }.items()
    }

    assert set(map(tuple, answers.values())) == {("The username and/or password you specified are not correct.",)}


@pytest.mark.parametrize(
    "login", ["mira", "mira@example.org", "nobody", "nobody@example.org", "twice@example.org", "closed"]
)
def test_every_failure_hashes_one_password(client, mira, settings, login):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    for name in ("one", "two"):
        factories.make_editor(username=name, email="twice@example.org")
    factories.make_editor(username="closed", is_active=False)
    Counted.hashed = 0

    attempt(client, login)

    assert Counted.hashed == 1


def test_one_account_takes_five_failures(client, mira):
    for number in range(5):
        attempt(client, "mira", REMOTE_ADDR=f"192.0.2.{number}")

    refused = client.post(LOGIN, {"login": "mira", "password": door.PASSWORD}, REMOTE_ADDR="192.0.2.99")

    assert "Too many failed login attempts" in errors(refused)[0]
    assert AuditEntry.objects.filter(act="login_limit", on_id=str(mira.pk)).count() == 1


def test_one_address_takes_ten_failures_whatever_the_names(client, mira):
    for number in range(10):
        attempt(client, f"nobody{number}")

    refused = client.post(LOGIN, {"login": "mira", "password": door.PASSWORD})
    elsewhere = client.post(LOGIN, {"login": "mira", "password": door.PASSWORD}, REMOTE_ADDR="192.0.2.1")

    assert "Too many failed login attempts" in errors(refused)[0]
    assert elsewhere.status_code == 302


def test_one_address_may_not_even_ask_all_day(client):
    statuses = [attempt(client, f"nobody{number}").status_code for number in range(31)]

    assert statuses[-1] == 429
    assert statuses[:30] == [200] * 30


def test_codes_are_limited_as_well(client, mira):
    door.add_app(mira)
    client.post(LOGIN, {"login": "mira", "password": door.PASSWORD})
    for _ in range(5):
        client.post("/admin/account/login/second/", {"code": "000000"})

    client.post("/admin/account/login/second/", {"code": door.code()})

    assert client.get("/admin/").status_code == 302


def test_header_that_anybody_can_send_is_not_believed(client):
    for number in range(10):
        client.post(
            LOGIN,
            {"login": f"nobody{number}", "password": "x"},
            headers={"x-forwarded-for": f"198.51.100.{number}", "x-real-ip": f"198.51.100.{number}"},
        )

    assert "Too many" in errors(attempt(client, "somebody"))[0]


def test_header_of_our_proxy_is_believed(client, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    for number in range(10):
        client.post(LOGIN, {"login": f"nobody{number}", "password": "x"}, headers={"x-real-ip": "198.51.100.1"})

    stopped = client.post(LOGIN, {"login": "x", "password": "x"}, headers={"x-real-ip": "198.51.100.1"})
    other = client.post(LOGIN, {"login": "x", "password": "x"}, headers={"x-real-ip": "198.51.100.2"})

    assert "Too many" in errors(stopped)[0]
    assert "Too many" not in errors(other)[0]


def test_what_a_stranger_typed_is_not_written_down(client, mira):
    attempt(client, "my-secret-passphrase")
    attempt(client, "mira")

    refused = AuditEntry.objects.filter(act="login_refused").values_list("on_text", flat=True)

    assert sorted(refused) == ["", "mira"]


def test_forgotten_password_does_the_same_for_every_address(client, mira):
    answers, costs = [], []
    for email in ("mira@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            answers.append(client.post(FORGOT, {"email": email}).headers["Location"])
        costs.append([query["sql"].split()[0] for query in queries.captured_queries])

    assert answers == ["/admin/account/forgot/sent/"] * 2
    assert costs[0] == costs[1]
    assert OxTask.objects.filter(queue_name="mail").count() == 2
    assert "forgot" not in str(list(OxTask.objects.values("args", "kwargs")))


def test_link_to_a_new_password_works_once_and_still_wants_the_second_factor(client, mira, settings):
    settings.SITE_URL = "https://news.example.org"
    door.add_app(mira)
    letters.send_reset.func(email="MIRA@example.org")
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("https://"))
    address = client.get(link.removeprefix("https://news.example.org")).headers["Location"]

    done = client.post(address, {"password1": "a long new passphrase", "password2": "a long new passphrase"})
    again = client.get(link.removeprefix("https://news.example.org"))
    signed_in = client.post(LOGIN, {"login": "mira", "password": "a long new passphrase"})

    assert done.headers["Location"] == "/admin/account/forgot/done/"
    assert again.context["token_fail"] is True
    assert signed_in.headers["Location"] == "/admin/account/login/second/"
    assert AuditEntry.objects.filter(act="password", by_id=mira.pk).count() == 1


def test_no_letter_goes_to_a_closed_or_unknown_account(mira):
    factories.make_editor(username="closed", email="closed@example.org", is_active=False)

    for email in ("closed@example.org", "nobody@example.org"):
        letters.send_reset.func(email=email)

    assert mail.outbox == []


@pytest.mark.parametrize("password", ["short-one", "123456789012345", "1qaz2wsx3edc", "mira@example.org"])
def test_weak_password_is_refused(client, mira, password):
    client.force_login(mira)

    client.post(
        "/admin/account/password/", {"oldpassword": door.PASSWORD, "password1": password, "password2": password}
    )

    mira.refresh_from_db()
    assert mira.check_password(door.PASSWORD)
