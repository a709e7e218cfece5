"""Asking for a link, opening it, leaving: what a stranger, a scanner and a thief get."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django_ox.models import OxTask
from django_ox.testing import run_tasks

from donations.models import Donor, ManageLink, OutboxEmail
from tests.donations import gifts

pytestmark = pytest.mark.django_db

ASK = "/en/support/manage/"


@pytest.fixture
def donor():
    return gifts.make_gift(donor=gifts.make_donor(email="Salma@example.org"), status="pending").donor


def ask(client, email="salma@example.org", **values):
    return client.post(ASK, {"email": email, "website": ""} | values)


def mailed_path():
    """Let the queue work and give the address that the last mail holds."""
    run_tasks(queues=["mail"], raise_failures=True)
    return re.search(r"/\w\w/support/manage/open/[\w-]+/", mail.outbox[-1].body)[0]


def test_donor_reaches_their_gifts_by_the_mailed_link(client, donor):
    asked = ask(client)
    path = mailed_path()

    page = client.get(path)
    opened = client.post(path)

    assert asked["Location"] == "/en/support/manage/sent/"
    assert mail.outbox[0].to == ["Salma@example.org"]
    assert page.status_code == 200
    assert opened["Location"] == ASK
    assert "What you gave" in client.get(ASK).content.decode()


def test_looking_at_a_link_does_not_use_it_up(client, donor):
    ask(client)
    path = mailed_path()

    for _scanner in range(3):
        response = client.get(path)

    assert response.cookies == {}
    assert ManageLink.objects.get().used_at is None
    assert client.post(path).status_code == 302


def test_link_opens_once(client, donor):
    ask(client)
    path = mailed_path()
    client.post(path)
    client.cookies.clear()

    again = client.post(path)

    assert again.status_code == 410
    assert again.cookies == {}


def test_link_grows_old(client, donor):
    ask(client)
    path = mailed_path()

    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        response = client.post(path)

    assert response.status_code == 410
    assert response.cookies == {}


def test_stranger_gets_the_same_answer_and_no_mail(client, donor, django_assert_num_queries):
    with django_assert_num_queries(2) as known:
        for_donor = ask(client)
    with django_assert_num_queries(2) as unknown:
        for_stranger = ask(client, "nobody@example.org")

    run_tasks(queues=["mail"], raise_failures=True)
    assert for_stranger.status_code == for_donor.status_code
    assert for_stranger.headers == for_donor.headers
    assert for_stranger.content == for_donor.content
    shapes = [[re.sub(r"'[^']*'", "?", query["sql"]) for query in each.captured_queries] for each in (known, unknown)]
    assert shapes[0] == shapes[1]
    assert [letter.to for letter in mail.outbox] == [["Salma@example.org"]]
    assert Donor.objects.count() == 1


def test_queue_holds_no_address(client, donor):
    ask(client)

    assert "example" not in str(list(OxTask.objects.values_list("args", "kwargs")))


def test_machine_gets_the_same_answer_and_nobody_a_mail(client, donor):
    response = ask(client, website="https://evil.example")

    assert response["Location"] == "/en/support/manage/sent/"
    assert OxTask.objects.count() == 0


@time_machine.travel("2026-03-01 12:05Z")  # tries are counted by the hour, and this one must not end meanwhile
def test_nobody_floods_a_donor_with_mails(client, donor):
    answers = {ask(client).status_code for _time in range(6)}

    run_tasks(queues=["mail"], raise_failures=True)
    assert answers == {302}
    assert len(mail.outbox) == 4


@time_machine.travel("2026-03-01 12:05Z")
def test_one_network_asks_so_often_and_no_more(client, donor):
    answers = [ask(client, f"somebody{n}@example.org").status_code for n in range(21)]

    assert answers == [302] * 20 + [429]


def test_erased_and_merged_donors_are_found_no_more(client, donor):
    other = gifts.make_donor(email="new@example.org")
    donor.merged_into = other
    donor.save()

    ask(client)
    run_tasks(queues=["mail"], raise_failures=True)

    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]
    assert OutboxEmail.objects.get().donor == other
