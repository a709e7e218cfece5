"""Whom a limit counts as one: a mailbox, and the crowd behind our own door."""

import pytest
from django.test import RequestFactory

from donations.guard import limits


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [
        ("Salma@Example.org", "salma@example.org"),
        ("salma+gift@example.org", "salma@example.org"),
        ("sal.ma+gift@gmail.com", "salma@gmail.com"),
        ("sal.ma@example.org", "sal.ma@example.org"),
        ("no address", "@no address"),
    ],
)
def test_mailbox_is_what_mail_services_make_of_an_address(email, mailbox):
    assert limits.mailbox(email) == mailbox


@pytest.mark.parametrize(
    ("address", "is_crowd"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("10.20.30.40", True),
        ("192.168.1.7", True),
        ("unix:", True),
        ("198.51.100.7", False),
        ("100.64.0.7", False),
        ("2001:db8::7", False),
    ],
)
def test_address_of_our_own_door_is_a_crowd(address, is_crowd):
    assert limits.is_crowd(RequestFactory().post("/", REMOTE_ADDR=address)) is is_crowd


@pytest.mark.parametrize("proven", [True, False])
def test_crowd_behind_our_own_door_is_not_one_donor(proven):
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")

    allowed = [limits.allow_mail(request, f"{n}@example.org", is_proven=proven) for n in range(20)]

    assert all(allowed)


def test_while_very_many_ask_without_proof_each_line_has_one_mail(settings):
    settings.GUARD_LIMITS = settings.GUARD_LIMITS | {"unproven_site": "3/h"}
    first = RequestFactory().post("/", REMOTE_ADDR="198.51.100.7")
    other = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7")

    greedy = [limits.allow_mail(first, f"{n}@example.net", is_proven=False) for n in range(5)]
    newcomer = [limits.allow_mail(other, f"{n}@example.org", is_proven=False) for n in range(2)]

    assert greedy == [True, True, True, False, False]
    assert newcomer == [True, False]
