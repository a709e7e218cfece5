"""The webhook door: what is believed, what is kept, what happens once."""

import json
import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_ox.testing import run_tasks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from donations import retries, webhooks
from donations.models import Alarm, Donation, LedgerEntry, OutboxEmail, WebhookEvent
from donations.providers import signature
from tests.donations import gifts
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db

INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))  # marks around what a sentence names


def test_signed_message_pays_the_gift(client):
    gift = gifts.make_gift()

    response = gifts.send(client, gifts.message("payment.paid", gift))

    gift.refresh_from_db()
    event = WebhookEvent.objects.get()
    assert response.status_code == 200
    assert (gift.status, event.status, event.attempts) == ("paid", "processed", 1)
    assert LedgerEntry.objects.get().amount_minor == 500


@pytest.mark.parametrize(
    "forgery",
    [
        {"secret": "another secret"},
        {"at": int(time.time()) - 301},
        {"at": int(time.time()) + 4000},
        {"header": ""},
        {"header": "t=1,v1=abc"},
        {"header": "t=١٢٣,v1=é"},
        {"header": "v1=abc"},
        {"header": "nonsense"},
    ],
)
def test_forged_or_stale_message_changes_nothing(client, forgery):
    gift = gifts.make_gift()

    response = gifts.send(client, gifts.message("payment.paid", gift), **forgery)

    gift.refresh_from_db()
    assert response.status_code == 400
    assert (gift.status, WebhookEvent.objects.count(), LedgerEntry.objects.count()) == ("created", 0, 0)


def test_message_is_refused_while_no_secret_is_set(client, settings):
    settings.SANDBOX_SECRET = ""
    gift = gifts.make_gift()

    response = gifts.send(client, gifts.message("payment.paid", gift), secret="")

    assert response.status_code == 400
    assert WebhookEvent.objects.count() == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_breaks_the_signature(data):
    body = b'{"id": "event-1", "type": "payment.paid", "amount_minor": 500}'
    header = signature.sign(body, secret="s")
    place = data.draw(st.integers(0, len(body) - 1))
    changed = bytearray(body)
    changed[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(webhooks.BadMessage):
        signature.verify(bytes(changed), header=header, secret="s")


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"not json", b"[]", b"{}", b'{"id": "1"}', b"\xff\xfe", b"null"),
        b'{"id": null, "type": "payment.paid"}',
        b'{"id": "", "type": "payment.paid"}',
        b'{"id": "1", "type": ["payment.paid"]}',
        b'{"id": "' + b"1" * 121 + b'", "type": "payment.paid"}',
        b'{"id": "1", "type": "payment.paid", "amount_minor": NaN}',
        b'{"id": "1", "type": "payment.paid", "amount_minor": ' + b"9" * 5000 + b"}",
        b'{"id": "a\\u0000", "type": "payment.paid"}',
        b'{"id": "\\ud800", "type": "payment.paid"}',
        b'{"id": "1", "type": "x", "deep": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    ],
)
def test_signed_nonsense_is_refused(client, body):
    response = gifts.send(client, body)

    assert response.status_code == 400
    assert WebhookEvent.objects.count() == 0


def test_large_message_is_refused(client):
    response = gifts.send(client, b'{"id": "1", "type": "' + b"x" * webhooks.LARGEST_MESSAGE + b'"}')

    assert response.status_code == 413
    assert WebhookEvent.objects.count() == 0


@pytest.mark.parametrize("length", ["x", "-1", "9" * 5000])
def test_length_that_makes_no_sense_is_refused(client, length):
    response = client.post("/webhooks/sandbox/", b"{}", content_type="application/json", CONTENT_LENGTH=length)

    assert response.status_code == 413


@pytest.mark.parametrize("provider", ["banktransfer", "nobody"])
def test_only_providers_that_speak_have_a_door(client, provider):
    assert client.post(f"/webhooks/{provider}/").status_code == 404


def test_door_takes_posts_only(client):
    assert client.get("/webhooks/sandbox/").status_code == 405


def test_message_is_kept_without_what_it_says_of_a_person(client):
    gift = gifts.make_gift()
    told = {"email": "salma@example.org", "more": [{"billing_details": {"name": "Salma"}}]}

    gifts.send(client, gifts.message("payment.paid", gift, **told))

    kept = WebhookEvent.objects.get().payload
    assert (kept["email"], kept["more"], kept["gift"]) == (None, [{"billing_details": None}], str(gift.uuid))


def test_same_message_five_times_is_one_charge_and_one_mail(client):
    told = gifts.message("payment.paid", gifts.make_gift())

    answers = [gifts.send(client, told).status_code for _time in range(5)]

    assert answers == [200] * 5
    assert WebhookEvent.objects.get().attempts == 1
    assert (LedgerEntry.objects.count(), OutboxEmail.objects.count()) == (1, 1)


def test_two_messages_about_one_payment_are_one_charge(client):
    gift = gifts.make_gift()

    gifts.send(client, gifts.message("payment.paid", gift))
    gifts.send(client, gifts.message("payment.paid", gift))

    assert list(WebhookEvent.objects.values_list("status", flat=True)) == ["processed", "processed"]
    assert (LedgerEntry.objects.count(), OutboxEmail.objects.count()) == (1, 1)


def test_unknown_type_and_unknown_gift_are_kept_as_not_for_us(client):
    gift = gifts.make_gift()

    gifts.send(client, gifts.message("card.updated", gift))
    gifts.send(client, gifts.message("payment.paid", gift, gift="00000000-0000-4000-8000-000000000000"))
    gifts.send(client, gifts.message("payment.paid", gift, gift="no uuid"))

    assert list(WebhookEvent.objects.values_list("status", flat=True)) == ["ignored"] * 3
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"amount_minor": 50_000}, {"currency": "JPY"}, {"amount_minor": 1}])
def test_money_that_differs_is_flagged_not_booked(client, wrong):
    gift = gifts.make_gift()

    response = gifts.send(client, gifts.message("payment.paid", gift, **wrong))

    gift.refresh_from_db()
    assert response.status_code == 200
    assert (WebhookEvent.objects.get().status, gift.status, LedgerEntry.objects.count()) == ("flagged", "created", 0)


def test_failed_message_is_kept_and_tried_again_by_the_queue(client):
    gift = gifts.make_gift()
    refund = gifts.message("payment.refunded", gift, transaction_id="back-1", amount_minor=100)

    response = gifts.send(client, refund)
    kept = WebhookEvent.objects.get()
    gifts.send(client, gifts.message("payment.paid", gift))
    run_tasks(queues=["default"])

    retried = WebhookEvent.objects.get(pk=kept.pk)
    assert response.status_code == 200
    assert (kept.status, kept.attempts) == ("failed", 1)
    assert (kept.reason, kept.details) == ("no_payment_yet", {"payment": f"payment-{gift.uuid}"})
    assert (retried.status, retried.attempts, retried.reason) == ("processed", 2, "")
    assert sorted(LedgerEntry.objects.values_list("amount_minor", flat=True)) == [-100, 500]


def test_failed_message_delivered_again_is_not_taken_for_a_repetition(client):
    gift = gifts.make_gift()
    refund = gifts.message("payment.refunded", gift, transaction_id="back-1", amount_minor=100)
    gifts.send(client, refund)
    gifts.send(client, gifts.message("payment.paid", gift))

    gifts.send(client, refund)

    assert WebhookEvent.objects.get(event_id=refund["id"]).status == "processed"
    assert LedgerEntry.objects.refunds().get().amount_minor == -100


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"amount_minor": 5.0}, "unusable_amount"),
        ({"amount_minor": 499.99}, "unusable_amount"),
        ({"amount_minor": "500"}, "unusable_amount"),
        ({"amount_minor": None}, "unusable_amount"),
        ({"amount_minor": True}, "unusable_amount"),
        ({"amount_minor": 0}, "unusable_amount"),
        ({"amount_minor": -500}, "unusable_amount"),
        ({"amount_minor": 10**13}, "unusable_amount"),
        ({"amount_minor": 10**400}, "unusable_amount"),
        ({"amount_minor": [500]}, "unusable_amount"),
        ({"currency": "XXX"}, "unusable_currency"),
        ({"currency": "usd"}, "unusable_currency"),
        ({"currency": ["USD"]}, "unusable_currency"),
        ({"currency": None}, "unusable_currency"),
        ({"occurred_at": "2026-03-01T12:00:00"}, "unusable_date"),
        ({"occurred_at": "2026-03-01"}, "unusable_date"),
        ({"occurred_at": "2026-13-41T12:00:00Z"}, "unusable_date"),
        ({"occurred_at": "yesterday"}, "unusable_date"),
        ({"occurred_at": ""}, "unusable_date"),
        ({"occurred_at": None}, "unusable_date"),
        ({"occurred_at": 1772366400}, "unusable_date"),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "unusable_date"),
        ({"occurred_at": "9999-12-31T23:59:59-14:00"}, "unusable_date"),
        ({"payment_id": ""}, "unusable_number"),
        ({"payment_id": None}, "unusable_number"),
        ({"payment_id": 7}, "unusable_number"),
        ({"payment_id": "7" * 121}, "unusable_number"),
    ],
    ids=lambda case: str(case)[:40],
)
def test_message_that_nobody_can_use_is_flagged_and_not_tried_again(client, wrong, reason):
    gift = gifts.make_gift()

    response = gifts.send(client, gifts.message("payment.paid", gift, **wrong))

    gift.refresh_from_db()
    event = WebhookEvent.objects.get()
    assert response.status_code == 200
    assert (event.status, event.reason, event.attempts) == ("flagged", reason, 1)
    assert (gift.status, LedgerEntry.objects.count()) == ("created", 0)
    assert run_tasks(queues=["default"]) == []


@pytest.mark.parametrize("kind", ["payment.failed", "payment.expired", "payment.pending"])
def test_bad_news_without_a_usable_date_moves_nothing(client, kind):
    gift = gifts.make_gift()

    gifts.send(client, gifts.message(kind, gift, occurred_at="2026-03-01 12:00"))

    gift.refresh_from_db()
    assert (gift.status, WebhookEvent.objects.get().reason) == ("created", "unusable_date")


def test_number_past_all_bounds_is_kept_as_it_was_written(client):
    told = gifts.message("payment.paid", gifts.make_gift(), amount_minor=123456)
    body = json.dumps(told).replace("123456", "1e400").encode()

    gifts.send(client, body)

    event = WebhookEvent.objects.get()
    assert (event.status, event.payload["amount_minor"]) == ("flagged", "1e400")
    assert event.problem() == "“\u20681e400\u2069” is no usable amount: whole minor units are expected."


def test_refund_without_a_number_of_its_own_is_flagged(client):
    gift = gifts.make_gift()
    gifts.send(client, gifts.message("payment.paid", gift))

    gifts.send(client, gifts.message("payment.refunded", gift, amount_minor=100))

    assert WebhookEvent.objects.get(type="payment.refunded").reason == "unusable_number"
    assert LedgerEntry.objects.count() == 1


def test_contradiction_is_told_with_both_amounts_as_people_write_them(client):
    gifts.send(client, gifts.message("payment.paid", gifts.make_gift(), amount_minor=50_000))

    event = WebhookEvent.objects.get()

    assert event.reason == "money_differs"
    assert event.problem().translate(INVISIBLE) == "5.00 USD was expected, 500.00 USD came."


def test_flagged_message_that_is_right_the_second_time_loses_its_reason(client):
    gift = gifts.make_gift(amount_minor=700)
    told = gifts.message("payment.paid", gift, amount_minor=500)
    gifts.send(client, told)
    Donation.objects.update(amount_minor=500)

    gifts.send(client, told)

    event = WebhookEvent.objects.get()
    assert (event.status, event.reason, event.details, event.attempts) == ("processed", "", {}, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_same_event", [True, False])
def test_messages_at_the_same_moment_are_one_charge_and_one_mail(is_same_event):
    pledge = gifts.make_pledge()
    gift = pledge.donations.get()
    told = [gifts.message("payment.paid", gift) for _time in range(4)]
    if is_same_event:
        told = [told[0]] * 4

    at_once(*[lambda message=message: gifts.send(Client(), message) for message in told])

    gift.refresh_from_db()
    pledge.refresh_from_db()
    assert (gift.status, pledge.status) == ("paid", "active")
    assert (LedgerEntry.objects.count(), OutboxEmail.objects.count()) == (1, 1)
    assert WebhookEvent.objects.filter(status="processed").count() == (1 if is_same_event else 4)


@pytest.mark.django_db(transaction=True)
def test_two_payments_of_a_one_time_gift_at_the_same_moment_are_one_charge_and_one_contradiction():
    """No pledge is locked here: only the lock of the gift itself lets the second message see the first."""
    gift = gifts.make_gift()
    told = [gifts.message("payment.paid", gift, payment_id=f"payment-{number}") for number in range(4)]

    at_once(*[lambda message=message: gifts.send(Client(), message) for message in told])

    gift.refresh_from_db()
    charge = LedgerEntry.objects.get()
    assert (gift.status, gift.payment_id) == ("paid", charge.transaction_id)
    assert OutboxEmail.objects.count() == 1
    assert sorted(WebhookEvent.objects.values_list("status", "attempts")) == [("flagged", 1)] * 3 + [("processed", 1)]


@pytest.mark.django_db(transaction=True)
def test_one_renewal_told_at_the_same_moment_is_one_gift():
    pledge = gifts.make_pledge()
    gift = pledge.donations.get()
    about = {"pledge": str(pledge.uuid), "gift": None, "payment_id": "month-2"}

    at_once(
        *[lambda: gifts.send(Client(), gifts.message("pledge.renewed", gift, **about)) for _time in range(3)],
        lambda: gifts.send(Client(), gifts.message("payment.paid", gift)),
    )

    assert sorted(Donation.objects.values_list("status", flat=True)) == ["paid", "paid"]
    assert LedgerEntry.objects.count() == 2
    assert WebhookEvent.objects.filter(status="processed").count() == 4


# --- Failures: tried again, seen, given up at last --------------------------------------------------------


def make_failing(client):
    """A message that rests on a payment which has not come."""
    refund = gifts.message("payment.refunded", gifts.make_gift(), transaction_id="back-1", amount_minor=100)
    gifts.send(client, refund)
    return refund


def test_requirement_05_failing_message_is_tried_with_growing_pauses_for_three_days(client, settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    make_failing(client)
    began = timezone.now()
    tries = []

    for hour in range(24 * 5):
        with time_machine.travel(began + timedelta(hours=hour)):
            tries += [hour] * len(run_tasks(queues=["default"]))

    event = WebhookEvent.objects.get()
    assert (event.status, event.attempts, len(tries)) == ("given_up", 1 + retries.TRIES, retries.TRIES)
    assert 72 <= tries[-1] <= 110
    assert Alarm.objects.open().get().sentence().startswith("Messages of payment services that wait for somebody: 1.")
    assert OutboxEmail.objects.filter(dedupe_key__startswith="staff:alarm:failed_messages:").count() == 1
    assert list(WebhookEvent.objects.for_somebody()) == [event]


def test_message_that_was_given_up_is_booked_when_it_is_processed_again(client):
    refund = make_failing(client)
    gift = Donation.objects.get()
    WebhookEvent.objects.update(status="given_up")
    gifts.send(client, gifts.message("payment.paid", gift))

    webhooks.try_again.enqueue(WebhookEvent.objects.get(event_id=refund["id"]).pk)
    run_tasks(queues=["default"])

    assert LedgerEntry.objects.refunds().get().amount_minor == -100
    assert (WebhookEvent.objects.unfinished().count(), WebhookEvent.objects.unfinished().oldest_at()) == (0, None)


def test_failing_message_told_again_is_still_tried_by_one_task_only(client):
    refund = make_failing(client)

    for _time in range(3):
        gifts.send(client, refund)

    assert len(run_tasks(queues=["default"])) == 1


def test_message_whose_worker_died_is_found_and_booked(client):
    message = gifts.message("payment.paid", gifts.make_gift())
    WebhookEvent.objects.create(
        provider="sandbox", event_id=message["id"], type=message["type"], payload=message, livemode=False
    )
    webhooks.take_up_left.call()
    too_soon = run_tasks(queues=["default"])

    with time_machine.travel(timezone.now() + retries.LEFT_ALONE + timedelta(seconds=1)):
        for _time in range(2):
            webhooks.take_up_left.call()
        taken_up = run_tasks(queues=["default"])

    assert (len(too_soon), len(taken_up)) == (0, 1)
    assert (Donation.objects.get().status, WebhookEvent.objects.get().status) == ("paid", "processed")
