"""Odd gifts wait for a person; what only shares an address does not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_ox.testing import run_tasks

from donations import erasure
from donations.guard import keeping, quarantine
from donations.models import Donation
from tests.donations import gifts
from tests.donations.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return gifts.make_campaign()


def reason(campaign, **values):
    return quarantine.reason(
        **{"email": "salma@example.org", "campaign": campaign, "amount_minor": 500, "currency": "USD"} | values
    )


def make_card(donor, **values):
    return gifts.make_gift(donor=donor, **values)


@pytest.mark.parametrize(("amount", "expected"), [(249_999, None), (250_000, "large")])
def test_gift_far_above_the_campaign_is_held(campaign, amount, expected):
    assert reason(campaign, amount_minor=amount) == expected


def test_third_currency_of_a_day_is_held(campaign):
    salma = gifts.make_donor(email="Salma@example.org")
    make_card(salma, currency="EUR")

    assert reason(campaign) is None
    make_card(salma, currency="JOD")

    assert reason(campaign) == "currencies"


def test_fifth_card_after_four_declined_ones_is_held_whatever_stands_after_the_plus(campaign):
    for number in range(4):
        assert reason(campaign) is None
        make_card(gifts.make_donor(email=f"salma+{number}@example.org"), status="failed")

    assert reason(campaign) == "declined"
    assert reason(campaign, email="salma.nour@example.org") is None
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert reason(campaign) is None


def test_least_amount_again_and_again_is_held(campaign):
    salma = gifts.make_donor(email="salma@example.org")
    for _ in range(3):
        assert reason(campaign, amount_minor=100) is None
        make_card(salma, amount_minor=100)

    assert reason(campaign, amount_minor=100) == "least"
    assert reason(campaign, amount_minor=500) is None


def test_gift_that_still_waits_counts_for_nothing(campaign):
    salma = gifts.make_donor(email="salma@example.org")
    for _ in range(4):
        make_card(salma, amount_minor=100, held_at=timezone.now(), held_reason="mail")

    assert reason(campaign, amount_minor=100) is None


def test_domain_whose_addresses_were_only_typed_is_not_held(campaign):
    for number in range(4):
        make_card(gifts.make_donor(email=f"{number}@odd.example"), status="failed")

    assert reason(campaign, email="next@odd.example") is None


def test_domain_of_which_several_confirmed_cards_were_declined_is_held(campaign):
    now = timezone.now()
    for number in range(3):
        assert reason(campaign, email="next@odd.example") is None
        donor = gifts.make_donor(email=f"{number}@odd.example")
        make_card(donor, status="failed", held_at=now, held_reason="mail", released_at=now)

    assert reason(campaign, email="next@odd.example") == "strangers"
    assert reason(campaign, email="next@odd.example.org") is None


def test_mail_service_of_many_is_no_odd_domain(campaign):
    now = timezone.now()
    for number in range(4):
        donor = gifts.make_donor(email=f"{number}@gmail.com")
        make_card(donor, status="failed", held_at=now, held_reason="mail", released_at=now)

    assert reason(campaign, email="next@gmail.com") is None


def test_large_gift_is_kept_told_and_never_sent_to_the_provider(campaign, settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    browser = Client(REMOTE_ADDR="198.51.100.7")

    form = gifts.form_of(other_amount="5000")
    answer, again = browser.post("/en/support/", form), browser.post("/en/support/", form)
    run_tasks(raise_failures=True)

    gift = Donation.objects.get()
    page = browser.get(gift.thanks_path("en")).content.decode()
    assert answer["Location"] == again["Location"] == gift.thanks_path("en")
    assert (gift.held_reason, gift.status) == ("large", "created")
    assert "Somebody will look at your gift first." in page
    assert "salma" not in mail.outbox[0].body.lower()


@pytest.mark.parametrize("page", ["pay", "sandbox"])
def test_page_of_the_payment_lets_no_held_gift_through(client, page):
    gift = gifts.make_gift(held_at=timezone.now(), held_reason="large")

    answer = client.post(f"/en/support/{page}/{gift.uuid}/", {"act": "pay"})
    run_tasks(raise_failures=True)

    gift.refresh_from_db()
    assert answer["Location"] == gift.thanks_path("en")
    assert gift.status == "created"


def test_newsroom_is_told_of_held_gifts_once_an_hour(campaign, settings):
    settings.DONATIONS_STAFF_EMAIL = ["desk@example.org"]
    browser = Client(REMOTE_ADDR="198.51.100.7")

    for amount in ("5000", "6000", "7000"):
        browser.post("/en/support/", gifts.form_of(other_amount=amount))
    run_tasks(raise_failures=True)

    assert Donation.objects.filter(held_reason="large").count() == 3
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_link_pressed_many_times_at_once_goes_on_once():
    gift = gifts.make_gift(held_at=timezone.now(), held_reason="mail")
    barrier = Barrier(4)

    def press(_):
        barrier.wait()
        try:
            keeping.confirm(gift)
        except keeping.NotHeld:
            return "used"
        else:
            return "goes on"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(press, range(4)))

    assert answers == ["goes on", "used", "used", "used"]


def test_gift_that_turns_odd_before_it_is_confirmed_is_held_then(campaign):
    gift = gifts.make_gift(
        donor=gifts.make_donor(email="salma@example.org"), held_at=timezone.now(), held_reason="mail"
    )
    for number in range(4):
        make_card(gifts.make_donor(email=f"salma+{number}@example.org"), status="failed")

    row = keeping.confirm(gift)

    assert (row.held_reason, row.is_held()) == ("declined", True)


def test_what_nobody_let_go_ends_in_time(campaign):
    now = timezone.now()
    mailed = gifts.make_gift(held_at=now - timedelta(days=4), held_reason="mail")
    fresh = gifts.make_gift(held_at=now - timedelta(days=2), held_reason="mail")
    looked_at = gifts.make_gift(held_at=now - timedelta(days=4), held_reason="large")
    forgotten = gifts.make_gift(held_at=now - timedelta(days=15), held_reason="large")

    ended = keeping.end_old.call()

    states = [Donation.objects.get(pk=gift.pk).status for gift in (mailed, fresh, looked_at, forgotten)]
    assert ended == 2
    assert states == ["expired", "created", "created", "expired"]


@pytest.mark.django_db(transaction=True)
def test_refusing_and_erasing_never_wait_for_each_other_in_a_circle():
    pledge = gifts.make_pledge()
    pledge.donations.update(held_at=timezone.now(), held_reason="large")
    gift, treasurer = pledge.donations.get(), gifts.make_treasurer()

    told = at_once(
        lambda: keeping.refuse(gift, by=treasurer),
        lambda: erasure.erase(gift.donor, by=None),
        behind=Donation.objects,
    )

    assert not any(isinstance(answer, Exception) for answer in told)
    assert pledge.donations.get().status == "expired"
