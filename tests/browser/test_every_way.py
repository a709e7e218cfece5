"""Every way of giving, once and monthly, in both languages: the pages, and books that balance after each gift."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.test import Client
from django_ox.testing import run_tasks
from playwright.sync_api import Page

from donations import ledger
from donations.models import Donation, LedgerEntry
from tests.browser.conftest import ARABIC_FIRST, PHONE, watched
from tests.browser.test_cards import lead_to_stripe
from tests.donations import gifts
from tests.donations.bank import files
from tests.donations.fake_stripe.at_work import at_work, balances_agree

GIVEN = {"once": 500, "month": 300}


@pytest.fixture
def world(settings, live_server):
    """A paper that takes gifts in every way, and a pretend Stripe."""
    cache.clear()
    settings.SITE_URL = live_server.url
    settings.BANK_ACCOUNTS = {"USD": {"holder": "Paper", "iban": files.IBAN, "bic": "", "bank": ""}}
    gifts.make_campaign()
    with at_work(settings) as running:
        settings.DONATION_PROVIDERS = ["sandbox", "stripe", "banktransfer"]
        yield running
    cache.clear()


def pay(page: Page, way: str, language: str) -> None:
    """Do what the way asks of its donor, up to the page that waits for the money."""
    if way == "sandbox":
        page.locator("button[value=pay]").click()
    elif way == "stripe" and language == "ar":
        page.fill("#pretend-card", "4242424242424241")
        page.locator(".card button").click()
    elif way == "stripe":
        page.locator("button[value=pay]").click()
    page.wait_for_selector("[data-standing=transfer]" if way == "banktransfer" else "[data-standing=waiting]")


def tell(world, way: str, gift: Donation) -> None:
    """Let the news come that the money is there."""
    if way == "stripe":
        world.deliver(Client())
    elif way == "banktransfer":
        ledger.apply(gifts.paid(gift))
    run_tasks(raise_failures=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_every_way_once_and_monthly_balances_after_each_gift(open_context, world, language):
    page = watched(open_context(viewport=PHONE, locale=language).new_page())
    lead_to_stripe(page, world)
    booked = Counter()

    for way in ("sandbox", "stripe", "banktransfer"):
        for interval, amount in GIVEN.items():
            page.goto(f"/{language}/support/?interval={interval}&currency=USD")
            page.fill("#id_email", f"{way}-{interval}@example.org")
            page.locator(f"#{interval}-1-{amount}").check()
            page.locator(f"#way-{way}").check()
            page.wait_for_timeout(3_000 if way == "stripe" else 0)  # a person takes that long, says the guard
            page.locator(".send button").click()
            pay(page, way, language)
            gift = Donation.objects.latest("pk")
            tell(world, way, gift)
            page.reload()
            page.wait_for_selector("[data-standing=paid]")
            booked[way] += amount
            gift.refresh_from_db()
            assert (gift.provider, gift.interval, gift.language, gift.status) == (way, interval, language, "paid")
            assert sums() == booked
            assert balances_agree(world)

    assert page.complaints == []


def sums():
    """What was given in each way, fees left out."""
    return Counter(
        {
            way: sum(LedgerEntry.objects.charges().filter(provider=way).values_list("amount_minor", flat=True))
            for way in LedgerEntry.objects.order_by().values_list("provider", flat=True).distinct()
        }
    )
