"""Cards in a real browser: on Stripe's page in English, in Stripe's fields on ours in Arabic. Stripe is a double."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, Route, expect

from donations import acts
from donations.models import Donation, Pledge
from tests import factories
from tests.browser.conftest import PHONE, watched
from tests.donations import gifts
from tests.donations.fake_stripe import World, pages
from tests.donations.fake_stripe.at_work import at_work, balances_agree


@pytest.fixture
def world(settings, live_server) -> Iterator[World]:
    """A pretend Stripe, and a paper that asks for gifts."""
    cache.clear()
    settings.SITE_URL = live_server.url
    gifts.make_campaign()
    factories.make_article()
    with at_work(settings) as running:
        yield running
    cache.clear()


def fill_in(page: Page, language: str, interval: str = "once") -> None:
    """Fill in the form for the second amount, by card, slowly enough for a person."""
    page.goto(f"/{language}/support/")
    page.locator(f"#interval-{interval}").check()
    page.fill("#id_email", "salma@example.org")
    page.locator("#way-stripe").check()
    page.wait_for_timeout(3_000)  # the guard takes nobody for a person who fills in a form in less


def lead_to_stripe(page: Page, world: World) -> None:
    """Answer Stripe's two hosts, and no other, as the pretend Stripe."""

    def script(route: Route) -> None:
        route.fulfill(body=pages.SCRIPT, content_type="text/javascript")

    def confirmed(route: Route) -> None:
        answer = pages.confirm(world, route.request.post_data or "")
        route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"})

    page.context.route("https://js.stripe.com/**", script)
    page.context.route("https://api.stripe.com/**", confirmed)


@pytest.mark.django_db(transaction=True)
def test_english_donor_is_declined_proves_to_the_bank_and_gives_once(open_context, world, shoot):
    page = watched(open_context(locale="en").new_page())
    fill_in(page, "en")
    page.locator(".send button").click()

    page.locator("button[value=decline]").click()
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    page.locator("button[value=secure]").click()
    page.locator("button[value=secure-yes]").click()
    page.wait_for_selector("[data-standing=waiting]")
    world.deliver(Client())
    page.wait_for_selector("[data-standing=paid]")
    shoot(page, "card-thanks-en")

    gift = Donation.objects.get()
    assert (gift.status, gift.interval, gift.livemode) == ("paid", "once", False)
    assert balances_agree(world)
    assert page.complaints == []


@pytest.mark.django_db(transaction=True)
def test_arabic_donor_gives_monthly_in_fields_on_our_page_and_changes_card(open_context, world, shoot):
    page = watched(open_context(viewport=PHONE, locale="ar").new_page())
    lead_to_stripe(page, world)
    fill_in(page, "ar", "month")
    page.locator(".send button").click()

    page.wait_for_selector("#pretend-card")
    shoot(page, "card-fields-ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#card-fields")).to_have_attribute("lang", "ar")
    page.fill("#pretend-card", "4000000000000002")
    page.locator(".card button").click()
    expect(page.locator("[data-problem]")).to_have_text("تم رفض بطاقتك.")
    shoot(page, "card-declined-ar")
    page.fill("#pretend-card", "4242424242424241")
    page.locator(".card button").click()
    page.wait_for_selector("[data-standing=waiting]")
    world.deliver(Client())
    page.wait_for_selector("[data-standing=paid]")

    pledge = Pledge.objects.get()
    back = f"{page.url}"
    page.goto(acts.card_link(pledge, back=back))
    page.get_by_role("button", name="Save the card").click()
    page.wait_for_url(back)
    assert (pledge.status, pledge.language) == ("active", "ar")
    assert balances_agree(world)
    assert page.complaints == []


@pytest.mark.django_db(transaction=True)
def test_late_success_refund_dispute_and_end_balance_each_time(open_context, world):
    page = watched(open_context(locale="en").new_page())
    fill_in(page, "en", "month")
    page.locator(".send button").click()
    page.locator("button[value=late]").click()
    page.wait_for_selector("[data-standing=waiting]")
    gift, balanced = Donation.objects.get(), []

    def told() -> None:
        world.deliver(Client())
        balanced.append(balances_agree(world))

    told()
    world.arrive(gift.session_id)
    told()
    page.wait_for_selector("[data-standing=paid]")
    gift.refresh_from_db()
    acts.refund(gift, amount_minor=100, by=gifts.make_treasurer(), reason="Half was a mistake")
    told()
    world.renew(Pledge.objects.get().subscription_id)
    told()
    later = Donation.objects.exclude(pk=gift.pk).get()
    world.decide(world.dispute(later.payment_id), for_us=False)
    told()
    acts.cancel(Pledge.objects.get(), reason="money")
    told()

    assert balanced == [True] * 6
    assert Pledge.objects.get().status == "canceled"
