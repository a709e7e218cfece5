"""Who is likely the same person, by address and by name in both scripts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from donations.donors import alike
from donations.models import Donor
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def make(email, name="", **values):
    return gifts.make_donor(email=email, name=name, **values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("salma@example.org", "salma+paper@example.org"),
        ("salma.q@gmail.com", "SalmaQ+news@googlemail.com"),
    ],
)
def test_same_mailbox_is_likely_the_same_person(one, other):
    first, second = make(one), make(other)

    assert alike.to(first) == [second]
    assert alike.groups() == [[first, second]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salma Qabbani", "  salma  QABBANI "),
        ("أحمد الأيّوبي", "احمد الايوبي"),
        ("سلمى القبّاني", "سلمي القباني"),
    ],
)
def test_same_name_in_another_spelling_is_likely_the_same_person(one, other):
    first, second = make("a@example.org", one), make("b@example.net", other)

    assert alike.to(first) == [second]
    assert alike.groups() == [[first, second]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("salma@example.org", ""), ("salma@example.net", "")),
        (("s.q@example.org", ""), ("sq@example.org", "")),
        (("a@example.org", "Sami"), ("b@example.org", "Sami")),
        (("a@example.org", ""), ("b@example.org", "")),
    ],
)
def test_different_people_are_not_taken_for_one(one, other):
    first, _second = make(*one), make(*other)

    assert alike.to(first) == []
    assert alike.groups() == []


def test_merged_and_erased_donors_are_nobodys_double():
    kept = make("salma@example.org", "Salma Qabbani")
    make("salma+a@example.org", "Salma Qabbani", merged_into=kept)
    gone = make("salma+b@example.org", "Salma Qabbani")
    Donor.objects.filter(pk=gone.pk).update(email=None, name="", erased_at="2026-03-01T00:00Z")

    assert alike.to(kept) == []
    assert alike.groups() == []


def test_group_found_by_address_and_by_name_is_listed_once():
    first = make("salma@example.org", "Salma Qabbani")
    second = make("salma+a@example.org", "Salma Qabbani")
    third = make("other@example.net", "Salma Qabbani")

    assert alike.groups() == [[first, second], [first, second, third]]


def test_questions_do_not_grow_with_the_groups():
    asked = []
    for number in (1, 2, 3):
        make(f"d{number}@example.org", f"Salma {number} Qabbani")
        make(f"d{number}+x@example.org", f"Salma {number} Qabbani")
        with CaptureQueriesContext(connection) as queries:
            assert len(alike.groups()) == number
        asked.append(len(queries))

    assert asked == [3, 3, 3]
