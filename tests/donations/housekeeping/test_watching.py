"""Looking for what is wrong: each alarm is raised at its edge and settled when it is over."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from donations.housekeeping import steps, watching
from donations.models import Alarm, Donation, OutboxEmail, Pledge, Refund, WebhookEvent
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def ago(**back):
    return time_machine.travel(timezone.now() - timedelta(**back))


def look():
    watching.look(timezone.now())
    return [alarm.kind for alarm in Alarm.objects.open()]


def tell(status="processed", provider="sandbox"):
    number = str(WebhookEvent.objects.count())
    return WebhookEvent.objects.create(provider=provider, event_id=number, type="t", payload={}, status=status)


def test_nothing_wrong_raises_nothing():
    gifts.make_gift()

    assert look() == []


def test_provider_that_tells_nothing_while_gifts_wait_is_an_alarm_until_it_speaks():
    with ago(hours=13):
        tell()
        gifts.make_gift(status="pending")
        gifts.make_gift(session_id="cs_1")
        gifts.make_gift()  # nobody went on to the payment

    silent = look()
    sentence = Alarm.objects.get().sentence()
    tell()

    assert silent == ["webhooks_silent"]
    assert sentence.startswith(
        "Gifts that wait for \u2068Sandbox\u2069: 2. Hours since it last told us anything: 13."
    )
    assert look() == []


@pytest.mark.parametrize("values", [{"status": "paid"}, {"provider": "banktransfer", "status": "pending"}])
def test_silence_with_nothing_to_tell_is_no_alarm(values):
    with ago(hours=13):
        if values.get("status") == "paid":
            values |= {"paid_at": timezone.now(), "received_minor": 500, "payment_id": "1"}
        gifts.make_gift(**values)

    assert look() == []


def test_gifts_and_pledges_that_nobody_decides_are_stuck():
    with ago(days=15):
        gifts.make_gift(status="pending")
    tell()
    for days in (5, 3):
        due = timezone.now() - timedelta(days=days)
        Pledge.objects.filter(pk=gifts.make_pledge().pk).update(status="active", next_charge_at=due)

    kinds = look()
    counts = Alarm.objects.get().counts
    Donation.objects.filter(status="pending").update(status="expired")
    look()

    assert (kinds, counts["rows"]) == (["rows_stuck"], 2)
    assert Alarm.objects.open().get().counts["rows"] == 1


@pytest.mark.parametrize(
    ("status", "hours", "is_wrong"),
    [
        ("flagged", 0, True),
        ("given_up", 0, True),
        ("failed", 23, False),
        ("failed", 25, True),
        ("received", 25, True),
        ("processed", 25, False),
    ],
)
def test_messages_that_wait_for_somebody_are_an_alarm(status, hours, is_wrong):
    with ago(hours=hours):
        tell(status)

    assert look() == ["failed_messages"] * is_wrong


@pytest.mark.parametrize(
    ("status", "is_wrong"), [("asked", True), ("sent", True), ("done", False), ("refused", False)]
)
def test_refunds_that_are_not_done_after_a_week_are_an_alarm(status, is_wrong):
    gift = gifts.make_gift()
    with ago(days=8):
        Refund.objects.create(donation=gift, amount_minor=5, currency="USD", provider="sandbox", status=status)

    assert look() == ["unfinished_refunds"] * is_wrong


def test_mails_that_are_not_sent_are_an_alarm_unless_nobody_is_left_to_read_them():
    with ago(hours=7):
        gift, erased = gifts.make_gift(), gifts.make_gift(donor=gifts.make_donor(email=None))
        OutboxEmail.objects.create(dedupe_key="1", kind="receipt", donation=erased)
    without_reader = look()
    with ago(hours=7):
        OutboxEmail.objects.create(dedupe_key="2", kind="receipt", donation=gift)

    assert (without_reader, look()) == ([], ["unsent_mails"])


def test_step_that_breaks_stops_no_other_and_is_told(monkeypatch, capsys):
    def breaks(now):
        raise OSError("disk full")

    monkeypatch.setitem(steps.STEPS, "mails emptied", breaks)
    with ago(days=3):
        gifts.make_gift()

    with pytest.raises(CommandError, match=r"mails emptied \(OSError\)"):
        call_command("donations_housekeeping")

    said = capsys.readouterr().out
    assert "attempts expired: 1" in said
    assert "alarms open: 0" in said
    assert "mails emptied" not in said
