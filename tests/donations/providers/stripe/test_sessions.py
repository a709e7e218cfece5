"""Checkout sessions: what we ask Stripe for, once for each gift."""

from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from donations.models import Donation
from donations.providers import stripe
from donations.providers.base import Embedded, Instructions, ProviderDown, ProviderRefuses, Redirect
from tests.donations import gifts
from tests.donations.fake_stripe.at_work import begun

Provider = stripe.Stripe()


def opened(world):
    """Give the fields of the requests that opened sessions."""
    return [fields for method, path, fields in world.asked if (method, path) == ("POST", "/v1/checkout/sessions")]


def test_one_time_gift_in_english_is_paid_on_stripes_page(world):
    gift = gifts.make_gift(provider="stripe", amount_minor=1234)

    step = Provider.start(gift)

    (fields,) = opened(world)
    assert step == Redirect(f"{world.address}/pay/{Donation.objects.get().session_id}")
    assert fields["line_items"] == [
        {
            "quantity": "1",
            "price_data": {
                "currency": "usd",
                "unit_amount": "1234",
                "product_data": {"name": "Support for independent journalism"},
            },
        }
    ]
    assert (fields["mode"], fields["submit_type"], fields["locale"]) == ("payment", "donate", "en")
    assert fields["client_reference_id"] == fields["metadata"]["gift"] == str(gift.uuid)
    assert fields["payment_intent_data"]["metadata"]["gift"] == str(gift.uuid)


@pytest.mark.parametrize("interval", ["month", "year"])
def test_pledge_is_a_subscription_that_knows_our_numbers(world, interval):
    gift = begun(interval=interval, fee_cover_minor=20)

    (fields,) = opened(world)
    assert (fields["mode"], fields["line_items"][0]["price_data"]["recurring"]) == (
        "subscription",
        {"interval": interval},
    )
    assert fields["subscription_data"]["metadata"] == {
        "gift": str(gift.uuid),
        "pledge": str(gift.pledge.uuid),
        "fee_cover": "20",
    }


def test_arabic_donor_pays_in_fields_on_our_own_page(world):
    gift = gifts.make_gift(provider="stripe", language="ar")

    step = Provider.start(gift)

    (fields,) = opened(world)
    assert step == Embedded(f"/ar/support/card/{gift.uuid}/")
    assert (fields["ui_mode"], fields["line_items"][0]["price_data"]["currency"]) == ("elements", "usd")


def test_nothing_that_a_donor_wrote_is_in_a_request(world):
    donor = gifts.make_donor(name="Noor Example", email="noor@example.org")
    begun(donor=donor, donor_name="Noor Example", message="For the people of my town")

    (fields,) = opened(world)
    assert fields.pop("customer_email") == "noor@example.org"
    for secret in ("Noor", "town", "noor@"):
        assert secret not in repr(fields)


def test_session_is_over_in_half_an_hour(world):
    begun()

    (fields,) = opened(world)
    assert 30 * 60 - 2 <= int(fields["expires_at"]) - world.now() <= 35 * 60


def test_gift_asked_for_again_has_the_same_session(world):
    gift = begun()

    again = Provider.start(gift)

    assert again == Redirect(f"{world.address}/pay/{gift.session_id}")
    assert len(opened(world)) == 1


def test_gift_whose_session_is_over_leads_to_its_own_page(world):
    gift = begun()
    world.expire(gift.session_id)

    assert Provider.start(gift) == Instructions()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_open_one_session(world):
    gift = gifts.make_gift(provider="stripe")
    steps = []

    def click():
        steps.append(Provider.start(Donation.objects.get(pk=gift.pk)))
        connection.close()

    with time_machine.travel(timezone.now(), tick=False):  # on one side of the key's five minutes
        clicks = [Thread(target=click) for _ in range(3)]
        for each in clicks:
            each.start()
        for each in clicks:
            each.join()

    assert len(set(steps)) == 1
    assert len(world.all("checkout.session")) == 1


def test_click_that_was_slower_than_the_key_of_another_leads_to_its_session(world):
    gift = gifts.make_gift(provider="stripe")
    slow = Donation.objects.get(pk=gift.pk)
    first = Provider.start(gift)

    with time_machine.travel(timezone.now() + timedelta(seconds=stripe.sessions.GRID_SECONDS)):
        second = Provider.start(slow)

    assert len(opened(world)) == 2
    assert first == second
    assert slow.session_id == gift.session_id == Donation.objects.get().session_id


@pytest.mark.parametrize("trouble", ["hangs up after acting"])
def test_answer_that_is_lost_opens_no_second_session(world, trouble):
    world.trouble.append(trouble)

    gift = begun()

    assert [each["id"] for each in world.all("checkout.session")] == [gift.session_id]


def test_stripe_that_is_down_is_told_as_such_and_the_row_stays(world):
    world.trouble.extend(["down"] * 5)

    with pytest.raises(ProviderDown):
        begun()

    assert (Donation.objects.get().status, Donation.objects.get().session_id) == ("created", None)


@pytest.mark.parametrize(("amount", "currency"), [(49, "USD"), (1005, "JOD"), (29, "GBP")])
def test_amount_that_cards_cannot_take_is_refused_before_anybody_is_asked(world, amount, currency):
    with pytest.raises(ProviderRefuses):
        begun(amount_minor=amount, currency=currency)

    assert world.asked == []


@pytest.mark.parametrize(("amount", "currency"), [(500, "JPY"), (1010, "JOD"), (50, "USD")])
def test_amounts_are_asked_for_in_the_minor_units_of_their_currency(world, amount, currency):
    begun(amount_minor=amount, currency=currency)

    (fields,) = opened(world)
    assert fields["line_items"][0]["price_data"]["unit_amount"] == str(amount)
