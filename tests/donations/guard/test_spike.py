"""Counting what the last hour saw: declines of new gifts, not of pledges that run."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone

from donations.guard import shield, spike
from donations.models import WebhookEvent
from donations.providers.stripe import messages
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def tell(kind, count=1, provider="stripe", **about):
    for _ in range(count):
        number = WebhookEvent.objects.count()
        payload = {"type": kind, "object": {"id": "pi_1", "object": "payment_intent"} | about}
        WebhookEvent.objects.create(provider=provider, event_id=f"evt_{number}", type=kind, payload=payload)


def test_declines_are_gifts_that_failed_or_messages_of_declines_whichever_are_more():
    gifts.make_gift(status="failed")
    gifts.make_gift()
    tell("payment_intent.payment_failed", gift="1", count=3)
    tell("invoice.payment_failed", reason="subscription_create")

    found = spike.now()

    assert (found.begun, found.paid, found.declined) == (2, 0, 4)


def test_declined_renewals_are_no_card_testers():
    tell("payment_intent.payment_failed", count=12)
    tell("invoice.payment_failed", reason="subscription_cycle", count=12)

    assert spike.now().declined == 0


def test_messages_of_stripe_keep_what_tells_a_new_gift_from_a_renewal():
    gift = "4b6999e7-679d-41f8-b487-20d51c05f28b"
    one_time = {"id": "pi_1", "object": "payment_intent", "metadata": {"gift": gift}}
    foreign = {"id": "pi_2", "object": "payment_intent", "metadata": {"gift": "a" * 400}}
    first = {
        "id": "in_1",
        "object": "invoice",
        "billing_reason": "subscription_create",
        "customer_email": "a@b.example",
    }

    assert messages.kept(one_time) == {"id": "pi_1", "object": "payment_intent", "gift": gift}
    assert messages.kept(foreign) == {"id": "pi_2", "object": "payment_intent"}
    assert messages.kept(first) == {"id": "in_1", "object": "invoice", "reason": "subscription_create"}


@pytest.mark.parametrize(
    ("declined", "paid", "is_high"), [(9, 0, False), (10, 0, True), (10, 10, True), (10, 11, False)]
)
def test_spike_is_many_declines_and_a_large_share(declined, paid, is_high):
    found = spike.Spike(
        begun=30, paid=paid, declined=declined, asked=0, unanswered=0, shield_since=None, shield_until=None
    )

    assert found.is_high() is is_high


def test_what_is_older_than_an_hour_is_forgotten():
    with time_machine.travel(timezone.now() - timedelta(minutes=61)):
        gifts.make_gift(status="failed")
        tell("payment.failed", provider="sandbox")

    assert spike.now().declined == 0


def test_shield_goes_down_after_six_quiet_hours_and_stays_up_under_siege():
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        shield.put_up()
        clock.shift(timedelta(hours=5))
        for _ in range(20):
            gifts.make_gift(held_at=timezone.now() - timedelta(minutes=20), held_reason="mail")
        spike.watch()
        clock.shift(timedelta(hours=5))
        besieged = shield.is_up()
        clock.shift(timedelta(hours=2))
        quiet = shield.is_up()

    assert (besieged, quiet) == (True, False)


def test_shield_that_is_kept_up_remembers_since_when():
    with time_machine.travel("2026-03-01 12:00:00+00:00", tick=False) as clock:
        was_down = shield.put_up()
        since = shield.since()
        clock.shift(timedelta(hours=1))
        again = shield.put_up()

        assert (was_down, again) == (True, False)
        assert shield.since() == since
        assert shield.until() == since + 7 * 3600


def test_confirmations_that_are_opened_are_no_siege():
    now = timezone.now()
    for _ in range(20):
        gifts.make_gift(held_at=now - timedelta(minutes=20), held_reason="mail", released_at=now)

    found = spike.now()

    assert (found.asked, found.unanswered, found.is_besieged()) == (20, 0, False)


def test_alarm_outlives_the_cache():
    for _ in range(10):
        gifts.make_gift(status="failed")
    spike.watch()
    caches["default"].clear()

    spike.watch()

    assert shield.is_up()
