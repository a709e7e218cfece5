"""Raising and settling alarms: one while it lasts, one mail for each raising."""

import pytest
from django.core import mail
from django.utils import translation
from django_ox.testing import run_tasks

from donations import alarm_words, alarms
from donations.alarm_words import AlarmKind
from donations.models import Alarm, OutboxEmail
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailed(settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]


def raise_silent(**counts):
    return alarms.raise_alarm(
        AlarmKind.WEBHOOKS_SILENT, "stripe", **({"way": "stripe", "gifts": 3, "hours": 7} | counts)
    )


def test_alarm_that_lasts_is_one_alarm_and_one_mail_with_the_latest_counts():
    first = raise_silent()
    again = raise_silent(gifts=9)

    alarm = Alarm.objects.get()
    assert first == again == alarm
    assert alarm.sentence().startswith("Gifts that wait for \u2068Stripe\u2069: 9.")
    assert alarm.last_seen_at > alarm.raised_at
    assert OutboxEmail.objects.count() == 1


def test_alarm_of_another_subject_is_another():
    raise_silent()
    alarms.raise_alarm(AlarmKind.WEBHOOKS_SILENT, "sandbox", way="sandbox", gifts=1, hours=7)

    assert Alarm.objects.open().count() == 2


def test_alarm_that_is_over_and_comes_back_is_mailed_again():
    raise_silent()
    alarms.settle(AlarmKind.WEBHOOKS_SILENT, "stripe")
    raise_silent()

    assert Alarm.objects.count() == 2
    assert Alarm.objects.open().count() == 1
    assert OutboxEmail.objects.count() == 2


def test_settling_leaves_alarms_of_other_kinds_and_subjects_alone():
    raise_silent()

    alarms.settle(AlarmKind.WEBHOOKS_SILENT, "sandbox")
    alarms.settle(AlarmKind.ROWS_STUCK, "stripe")

    assert Alarm.objects.open().count() == 1


def test_seeing_to_an_alarm_is_written_down_once():
    alarm, staff = raise_silent(), gifts.make_treasurer()

    answers = [alarms.see_to(alarm, by=staff), alarms.see_to(alarm, by=staff)]

    assert answers == [True, False]
    assert Alarm.objects.get().settled_by == staff
    assert AuditEntry.objects.filter(act="settle_alarm").count() == 1


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", list(AlarmKind))
def test_alarm_of_each_kind_has_its_sentence(kind, language):
    holes = "way rows gifts hours declined paid differences messages refunds mails"
    counts = dict.fromkeys(holes.split(), 2)

    with translation.override(language):
        sentences = alarm_words.told(kind, counts)

    assert all(sentence and "%(" not in sentence for sentence in sentences)


def test_mail_of_an_alarm_speaks_the_language_of_the_staff(settings):
    settings.DONATIONS_STAFF_LANGUAGE = "en"

    with translation.override("ar"):
        raise_silent()

    assert OutboxEmail.objects.get().context["lines"][0].startswith("Gifts that wait for")


def test_mail_of_an_alarm_leads_to_the_list_of_alarms():
    raise_silent()

    run_tasks(queues=["mail"], raise_failures=True)

    assert "/admin/donations/alarm/" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_alarm_raised_by_many_at_once_is_one():
    answers = at_once(*[raise_silent] * 4)

    assert {type(answer) for answer in answers} == {Alarm}
    assert Alarm.objects.count() == 1
    assert OutboxEmail.objects.count() == 1
