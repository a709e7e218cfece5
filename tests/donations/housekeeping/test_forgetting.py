"""Forgetting what has served its time, and nothing else."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from donations import acts, alarms, erasure, ledger
from donations.alarm_words import AlarmKind
from donations.housekeeping import forgetting
from donations.models import (
    Alarm,
    Donation,
    Donor,
    DonorNote,
    LedgerEntry,
    OutboxEmail,
    Pledge,
    WallName,
    WebhookEvent,
)
from tests.donations import gifts
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db

WROTE = {"donor_name": "Salma", "message": "For my aunt in Homs", "wants_newsletter": True}


def long_ago(days=181):
    return time_machine.travel(timezone.now() - timedelta(days=days))


def test_words_beside_a_gift_that_never_came_are_forgotten_and_its_story_is_kept():
    with long_ago():
        old = gifts.make_gift(status="expired", utm_source="letter", **WROTE)
        WallName.objects.create(donation=old, name="Salma")
    with long_ago(179):
        gifts.make_gift(status="expired", **WROTE)

    count = forgetting.attempts(timezone.now())

    old.refresh_from_db()
    assert count == 1
    assert (old.donor_name, old.message, old.wants_newsletter, old.utm_source) == ("", "", False, "letter")
    assert WallName.objects.count() == 0
    assert Donation.objects.filter(message=WROTE["message"]).count() == 1
    assert forgetting.attempts(timezone.now()) == 0


def test_words_beside_a_gift_that_came_are_kept():
    with long_ago():
        gift = gifts.make_gift(**WROTE)
        ledger.apply(gifts.paid(gift))

    forgetting.attempts(timezone.now())

    gift.refresh_from_db()
    assert gift.message == WROTE["message"]


def test_requirement_13_somebody_whose_gifts_never_came_leaves_every_table():
    with long_ago():
        donor = gifts.make_donor(email="salma@example.org", name="Salma")
        gift = gifts.make_gift(donor=donor, status="expired", donor_name="Salma")
        payload = {"id": "1", "gift": str(gift.uuid), "note": "salma@example.org"}
        WebhookEvent.objects.create(provider="sandbox", event_id="1", type="payment.expired", payload=payload)

    counts = forgetting.attempts(timezone.now()), forgetting.strangers(timezone.now())

    donor.refresh_from_db()
    assert counts == (1, 1)
    assert (donor.email, donor.name) == (None, "")
    assert donor.erased_at is not None
    assert "salma" not in everything().lower()
    assert forgetting.strangers(timezone.now()) == 0


def test_somebody_who_gave_since_they_were_found_is_no_stranger():
    with long_ago():
        donor = gifts.make_donor(email="salma@example.org")
        gifts.make_gift(donor=donor, status="expired")
    found = [donor.pk]
    gifts.make_gift(donor=donor)

    count = erasure.forget_strangers(found, still=forgetting._strangers(timezone.now() - timedelta(days=1)))

    donor.refresh_from_db()
    assert (count, donor.email) == (0, "salma@example.org")


def everything():
    """All words of all tables of giving."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'donations_%'")
        told = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            told += [row for (row,) in cursor.fetchall()]
    return json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("reason", ["paid", "recent attempt", "waits", "note", "merged", "pledge"])
def test_somebody_who_gave_or_may_yet_give_is_kept(reason):
    with long_ago():
        donor = gifts.make_donor()
        gift = gifts.make_gift(donor=donor, status="expired")
        if reason == "paid":
            ledger.apply(gifts.paid(gift))
        if reason == "waits":
            gifts.make_gift(donor=donor, provider="banktransfer", status="pending")
        if reason == "note":
            DonorNote.objects.create(donor=donor, text="Called us.", by=gifts.make_treasurer())
        if reason == "merged":
            gifts.make_donor(merged_into=donor)
        if reason == "pledge":
            pledge = gifts.make_pledge(donor=donor)
            pledge.donations.update(status="expired")
            Pledge.objects.update(status="active")
    if reason == "recent attempt":
        gifts.make_gift(donor=donor, status="failed")

    forgetting.strangers(timezone.now())

    donor.refresh_from_db()
    assert donor.erased_at is None


def test_messages_that_are_done_are_emptied_and_known_still():
    with long_ago(91):
        for status in ("processed", "ignored", "flagged", "failed"):
            WebhookEvent.objects.create(
                provider="sandbox", event_id=status, type="t", status=status, payload={"a": 1}, error="broke"
            )
    WebhookEvent.objects.create(provider="sandbox", event_id="new", type="t", status="processed", payload={"a": 1})

    count = forgetting.messages(timezone.now())

    kept = set(WebhookEvent.objects.exclude(payload={}).values_list("event_id", flat=True))
    assert (count, kept) == (2, {"flagged", "failed", "new"})
    assert forgetting.messages(timezone.now()) == 0


def test_sent_mails_are_emptied_and_not_sent_again():
    with long_ago():
        gift = gifts.make_gift()
        mail = OutboxEmail.objects.create(
            dedupe_key="1", kind="refunded", donation=gift, context={"amount_minor": 5}, sent_at=timezone.now()
        )
        waiting = OutboxEmail.objects.create(dedupe_key="2", kind="refunded", donation=gift, context={"a": 5})

    count = forgetting.mails(timezone.now())

    mail.refresh_from_db(), waiting.refresh_from_db()
    assert (count, mail.context, waiting.context) == (1, OutboxEmail.FORGOTTEN, {"a": 5})
    with pytest.raises(acts.NotPossible):
        acts.resend(mail, by=gifts.make_treasurer())
    assert forgetting.mails(timezone.now()) == 0


def test_alarms_are_deleted_a_year_after_they_were_settled():
    with long_ago(366):
        alarms.raise_alarm(AlarmKind.FAILED_MESSAGES, "old", messages=1)
        alarms.raise_alarm(AlarmKind.FAILED_MESSAGES, "lasts", messages=1)
        alarms.settle(AlarmKind.FAILED_MESSAGES, "old")

    forgetting.alarms(timezone.now())

    assert list(Alarm.objects.values_list("about", flat=True)) == ["lasts"]


@pytest.mark.django_db(transaction=True)
def test_housekeeping_by_two_at_once_does_everything_once():
    with long_ago():
        for _ in range(6):
            gifts.make_gift(**WROTE)

    answers = at_once(*[lambda: call_command("donations_housekeeping")] * 2)

    assert answers == [None, None]
    assert set(Donation.objects.values_list("status", "message")) == {("expired", "")}
    assert Donor.objects.filter(erased_at=None).count() == 0
    assert LedgerEntry.objects.count() == 0


@pytest.mark.soak
def test_forgetting_a_hundred_thousand_rows_needs_little_memory():
    import tracemalloc

    donor, campaign = gifts.make_donor(), gifts.make_campaign()
    about = {"donor": donor, "campaign": campaign, "amount_minor": 500, "currency": "USD", "provider": "sandbox"}
    with long_ago():
        rows = (Donation(**about, status="expired", language="en", message="words") for _ in range(100_000))
        Donation.objects.bulk_create(rows, batch_size=5000)
    Donation.objects.update(created_at=timezone.now() - timedelta(days=181))
    tracemalloc.start()

    count = forgetting.attempts(timezone.now())

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 100_000
    assert peak < 20 * 2**20
