"""The guard in a real browser: the device proves its work unseen, and without JavaScript a mailed link leads on."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django_ox.testing import run_tasks
from playwright.sync_api import expect

from donations.models import Donation
from tests.browser.conftest import ARABIC_FIRST, PHONE, watched
from tests.donations import gifts


@pytest.fixture(autouse=True)
def campaign(settings, live_server):
    """The paper's campaign, and proofs that cost as much as donors' do."""
    settings.SITE_URL = live_server.url
    settings.GUARD_PROOF_COST, settings.GUARD_PROOF_TRIES = 5000, 400
    settings.GUARD_LEAST_SECONDS = 0
    return gifts.make_campaign()


def fill_in(page, language, **typed):
    page.goto(f"/{language}/support/")
    page.locator("#interval-once").check()
    page.locator("#once-1-500").check()
    page.fill("#id_email", "salma@example.org")
    for field, value in typed.items():
        page.fill(f"#id_{field}", value)


def test_device_proves_its_work_and_a_button_pressed_at_once_waits_for_it(page):
    page.route("**/support/challenge", lambda route: (page.wait_for_timeout(700), route.continue_()))
    fill_in(page, "en")

    page.locator(".send button").click(no_wait_after=True)
    expect(page.locator("[data-challenge]")).to_contain_text("your device solves a small puzzle")
    page.wait_for_selector("button[value=pay]")

    assert Donation.objects.get().held_at is None
    assert page.complaints == []


def test_device_that_cannot_prove_confirms_by_mail(page):
    page.route("**/support/challenge", lambda route: route.abort())
    fill_in(page, "en")

    page.locator(".send button").click()
    page.wait_for_selector("[data-standing=asked]")

    assert Donation.objects.get().held_reason == "mail"


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_without_javascript_the_mailed_link_leads_to_the_payment(open_context, shoot, language):
    page = watched(open_context(java_script_enabled=False, viewport=PHONE, locale=language).new_page())
    fill_in(page, language)

    page.locator(".send button").click()
    page.wait_for_selector("[data-standing=asked]")
    run_tasks(raise_failures=True)
    [letter] = mail.outbox
    link = next(line for line in letter.body.splitlines() if "/support/confirm/" in line)
    page.goto(urlsplit(link).path)
    page.locator(".acts button").click()
    page.wait_for_selector("button[value=pay]")

    assert Donation.objects.get().released_at is not None
    assert page.complaints == []
