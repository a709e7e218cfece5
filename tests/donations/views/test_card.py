"""Our own page with Stripe's fields, and what donors see when Stripe cannot be used."""

from collections.abc import Iterator

import pytest

from donations.models import Donation
from tests.donations import gifts
from tests.donations.fake_stripe import World
from tests.donations.fake_stripe.at_work import at_work, begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, db) -> Iterator[World]:
    with at_work(settings) as running:
        yield running


def policy_of(response):
    parts = response["Content-Security-Policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


def test_arabic_donor_sees_stripes_fields_and_nobody_elses(world, client):
    gift = begun(language="ar", amount_minor=1500)

    page = client.get(f"/ar/support/card/{gift.uuid}/")

    text = page.content.decode()
    assert page.status_code == 200
    assert 'src="https://js.stripe.com/endive/stripe.js"' in text
    assert f'data-secret="{gift.session_id}_secret"' in text
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_only_this_page_lets_stripe_in(world, client):
    gift = begun(language="ar")

    card, form = client.get(f"/ar/support/card/{gift.uuid}/"), client.get("/ar/support/")

    assert "https://js.stripe.com" in policy_of(card)["script-src"]
    assert "https://api.stripe.com" in policy_of(card)["connect-src"]
    assert "stripe.com" not in str({**policy_of(form), "form-action": []})


def test_page_is_over_with_its_session(world, client):
    gift = begun(language="ar")
    world.expire(gift.session_id)

    page = client.get(f"/ar/support/card/{gift.uuid}/")

    assert (page.status_code, page["Location"]) == (302, gift.thanks_path("ar"))


def test_gift_of_another_way_has_no_card_page(world, client):
    gift = gifts.make_gift(provider="banktransfer", language="ar")

    assert client.get(f"/ar/support/card/{gift.uuid}/").status_code == 404


def test_form_leads_to_stripe_and_the_gift_knows_its_session(world, client):
    gifts.make_campaign()

    answer = client.post("/en/support/", gifts.form_of(provider="stripe"))

    gift = Donation.objects.get()
    if gift.is_held():  # the guard asks who has no JavaScript to confirm by mail
        gift.released_at = gift.held_at
        gift.save(update_fields=["released_at"])
        answer = client.get(f"/en/support/pay/{gift.uuid}/")
        gift.refresh_from_db()
    assert answer["Location"] == f"{world.address}/pay/{gift.session_id}"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_donor_is_told_when_stripe_does_not_answer_and_nothing_is_lost(world, client, language):
    gift = gifts.make_gift(provider="stripe", language=language)
    world.trouble.extend(["down"] * 5)

    page = client.get(f"/{language}/support/pay/{gift.uuid}/")

    gift.refresh_from_db()
    assert (page.status_code, page["Retry-After"], gift.status) == (503, "60", "created")
    assert f'action="/{language}/support/pay/{gift.uuid}/"' in page.content.decode()


def test_donor_comes_back_to_the_payment_once_stripe_answers(world, client):
    gift = gifts.make_gift(provider="stripe")
    world.trouble.extend(["down"] * 3)  # the SDK itself tries three times
    client.get(f"/en/support/pay/{gift.uuid}/")

    answer = client.post(f"/en/support/pay/{gift.uuid}/", headers={"Sec-Fetch-Site": "same-origin"})

    gift.refresh_from_db()
    assert answer["Location"] == f"{world.address}/pay/{gift.session_id}"


def test_amount_that_cards_cannot_take_leads_to_other_ways(world, client):
    gift = gifts.make_gift(provider="stripe", amount_minor=1005, currency="JOD")

    page = client.get(f"/en/support/pay/{gift.uuid}/")

    text = page.content.decode()
    assert page.status_code == 503
    assert "Bank transfer" in text
    assert "Try again" not in text


def test_paid_gift_leads_to_its_own_page(world, client):
    gift = begun()
    world.pay(gift.session_id)
    world.deliver(client)

    assert client.get(f"/en/support/pay/{gift.uuid}/")["Location"] == gift.thanks_path("en")


def test_requirement_12_one_gift_asks_stripe_no_more_than_a_few_times_an_hour(world, client, settings):
    settings.GUARD_LIMITS = settings.GUARD_LIMITS | {"again": "3/h"}
    gift, other = begun(language="ar"), begun(language="en")
    world.asked.clear()

    pages = [f"/ar/support/card/{gift.uuid}/", f"/ar/support/pay/{gift.uuid}/"] * 3
    answers = [client.get(page).status_code for page in pages]
    stopped = client.get(f"/en/support/card/{gift.uuid}/")

    assert answers == [200, 302, 200, 429, 429, 429]
    assert len(world.asked) == 3
    assert (stopped.status_code, stopped["Retry-After"]) == (429, "3600")
    assert "This payment was opened too often." in stopped.content.decode()
    assert client.get(f"/en/support/pay/{other.uuid}/").status_code == 302


def test_gift_that_is_settled_leads_to_its_page_however_often_it_is_asked_for(client, settings):
    settings.GUARD_LIMITS = settings.GUARD_LIMITS | {"again": "1/h"}
    gift = gifts.make_gift(status="failed")

    answers = [client.get(f"/en/support/pay/{gift.uuid}/") for _ in range(3)]

    assert {answer["Location"] for answer in answers} == {gift.thanks_path("en")}


def test_payment_can_be_opened_again_while_nothing_can_be_counted(world, client, settings):
    settings.CACHES = {"default": {"BACKEND": "tests.donations.guard.lost.LostCache"}}
    gift = begun(language="ar")

    assert client.get(f"/ar/support/card/{gift.uuid}/").status_code == 200
