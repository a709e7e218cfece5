"""The pretend provider: its page, its messages through the real door, its absence in production."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_ox.testing import run_tasks

from donations import ledger
from donations.models import Donation, LedgerEntry, WebhookEvent
from donations.providers import sandbox
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def door(live_server, settings):
    """The site over real HTTP, where the sandbox posts its messages."""
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["*"]
    return live_server


def press(client, gift, act, **headers):
    return client.post(f"/en/support/sandbox/{gift.uuid}/", {"act": act}, headers=headers)


def test_page_says_that_it_is_pretend(client):
    page = client.get(f"/en/support/sandbox/{gifts.make_gift().uuid}/").content.decode()

    assert "Pretend payment." in page
    assert "No money moves" in page
    assert "<bdi>$5.00</bdi>" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("act", "status"), [("pay", "paid"), ("decline", "failed"), ("close", "expired")])
def test_button_tells_the_site_by_a_signed_message(client, door, act, status):
    gift = gifts.make_gift()

    response = press(client, gift, act)
    before = Donation.objects.get().status
    run_tasks(queues=["default"], raise_failures=True)

    assert response["Location"] == f"/en/support/thanks/{gift.uuid}/"
    assert (before, Donation.objects.get().status) == ("created", status)
    assert WebhookEvent.objects.get().status == "processed"


@pytest.mark.django_db(transaction=True)
def test_late_payment_is_pending_first(client, door):
    gift = gifts.make_gift()

    press(client, gift, "late")
    run_tasks(queues=["default"], raise_failures=True)
    first = Donation.objects.get().status
    with time_machine.travel(timezone.now() + timedelta(seconds=sandbox.PAY_LATE_SECONDS + 1)):
        run_tasks(queues=["default"], raise_failures=True)

    assert (first, Donation.objects.get().status) == ("pending", "paid")


@pytest.mark.django_db(transaction=True)
def test_pressed_three_times_it_pays_once(client, door):
    gift = gifts.make_gift()

    for _press in range(3):
        press(client, gift, "pay")
    run_tasks(queues=["default"], raise_failures=True)

    entries = LedgerEntry.objects.values_list("kind", "amount_minor")
    assert sorted(entries) == [("charge", 500), ("fee", -10)]
    assert WebhookEvent.objects.filter(status="processed").count() == 3


@pytest.mark.django_db(transaction=True)
def test_next_month_is_charged_once_however_often_it_is_asked(door):
    pledge = gifts.make_pledge()
    ledger.apply(gifts.paid(pledge.donations.get(), occurred_at=timezone.now() - timedelta(days=31)))

    sandbox.charge_next_month(pledge)
    sandbox.charge_next_month(pledge)
    run_tasks(queues=["default"], raise_failures=True)

    assert list(pledge.donations.values_list("status", "amount_minor")) == [("paid", 300)] * 2


def test_door_that_is_down_is_tried_again(settings):
    settings.SITE_URL = "http://127.0.0.1:9"
    sandbox.pay(gifts.make_gift())

    [result] = run_tasks(queues=["default"])

    assert result.status == "READY"
    assert Donation.objects.get().status == "created"


def test_paid_gift_has_no_payment_page_any_more(client):
    gift = gifts.make_gift()
    ledger.apply(gifts.paid(gift))

    response = press(client, gift, "decline")

    assert response["Location"] == f"/en/support/thanks/{gift.uuid}/"
    assert run_tasks(queues=["default"]) == []


def test_unknown_act_and_foreign_page_do_nothing(client):
    gift = gifts.make_gift()

    answers = [
        press(client, gift, "steal").status_code,
        press(client, gift, "pay", Origin="https://evil.example").status_code,
    ]

    assert answers == [400, 403]
    assert run_tasks(queues=["default"]) == []


def test_sandbox_switched_off_is_not_there(client, settings):
    gift = gifts.make_gift()
    settings.DONATION_PROVIDERS = ["banktransfer"]

    answers = [
        client.get(f"/en/support/sandbox/{gift.uuid}/").status_code,
        press(client, gift, "pay").status_code,
        gifts.send(client, gifts.message("payment.paid", gift)).status_code,
    ]

    assert answers == [404, 404, 404]


def test_gift_of_another_provider_has_no_pretend_page(client):
    gift = gifts.make_gift(provider="banktransfer")

    assert client.get(f"/en/support/sandbox/{gift.uuid}/").status_code == 404
