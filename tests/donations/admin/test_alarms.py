"""Alarms on the desk: seen by finance, closed by a person after one more question."""

import pytest

from donations import alarms
from donations.alarm_words import AlarmKind
from donations.models import Alarm
from tests.donations import gifts

pytestmark = pytest.mark.django_db

LIST = "/admin/donations/alarm/"


def make_alarm(about="stripe"):
    return alarms.raise_alarm(
        AlarmKind.RECONCILIATION,
        about,
        named=[{"what": "missing_here", "kind": "charge", "movement": "txn_1", "there": "12.00 EUR", "here": ""}],
        way=about,
        differences=1,
    )


def see_to(client, row, **more):
    data = {"action": "see_to", "_selected_action": [row.pk]} | more
    return client.post(LIST, data, follow=True).content.decode()


def test_alarm_is_listed_and_told_in_detail(client):
    client.force_login(gifts.make_treasurer())
    row = make_alarm()

    page = client.get(LIST).content.decode()
    detail = client.get(f"{LIST}{row.pk}/change/").content.decode()

    assert "The books differ from a payment service" in page
    assert "\u2068Gift\u2069 \u2068txn_1\u2069: \u206812.00 EUR\u2069 there, nothing here" in detail


def test_alarm_is_closed_only_after_one_more_question(client):
    client.force_login(gifts.make_treasurer())
    row = make_alarm()

    asked = see_to(client, row)
    is_open = Alarm.objects.open().exists()
    answered = see_to(client, row, sure="1")

    assert "Have you seen to these alarms?" in asked
    assert is_open
    assert "1 alarm was seen to." in answered
    assert not Alarm.objects.open().exists()


def test_who_may_only_look_closes_nothing(client):
    staff = gifts.make_treasurer()
    staff.user_permissions.remove(*staff.user_permissions.filter(codename="settle_alarm"))
    client.force_login(staff)
    row = make_alarm()

    see_to(client, row, sure="1")

    assert Alarm.objects.open().get() == row


def test_alarms_are_listed_with_as_many_questions_for_three_as_for_one(client, django_assert_num_queries):
    client.force_login(gifts.make_treasurer())
    make_alarm("one")
    client.get(LIST)

    with django_assert_num_queries(7):
        client.get(LIST)
    make_alarm("two")
    make_alarm("three")
    with django_assert_num_queries(7):
        client.get(LIST)


def test_open_alarms_are_kept_by_the_filter(client):
    client.force_login(gifts.make_treasurer())
    make_alarm("first")
    alarms.settle(AlarmKind.RECONCILIATION, "first")
    make_alarm("second")

    page = client.get(f"{LIST}?open=yes").content.decode()

    assert "Second" in page
    assert "First" not in page
