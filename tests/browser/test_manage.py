"""A donor's visit to their gifts in a real browser: in Arabic, on a phone, without a script."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django_ox.testing import run_tasks
from playwright.sync_api import expect

from donations import ledger
from donations.models import ManageLink
from tests.browser.conftest import PHONE, watched
from tests.donations import gifts


@pytest.fixture
def pledge(settings, live_server):
    """A running pledge of an Arabic donor, on a site whose sandbox posts to the live server."""
    cache.clear()
    settings.SITE_URL = live_server.url
    pledge = gifts.make_pledge(language="ar", donor=gifts.make_donor(email="salma@example.org", language="ar"))
    ledger.apply(gifts.paid(pledge.donations.get()))
    run_tasks(queues=["mail"], raise_failures=True)
    yield pledge
    cache.clear()


def test_donor_ends_a_regular_gift_in_arabic_on_a_phone(open_context, pledge, shoot):
    page = watched(open_context(viewport=PHONE, locale="ar", java_script_enabled=False).new_page())
    page.goto("/ar/support/manage/")
    page.fill("#id_email", "Salma@example.org")
    page.locator("main button").click()
    run_tasks(raise_failures=True)
    link = re.search(r"http\S+/open/\S+/", mail.outbox[-1].body)[0]

    page.goto(link)
    page.locator("main button").click()
    expect(page.locator(".pledge")).to_have_count(1)
    shoot(page, "manage-overview-ar")
    cookies = page.context.cookies()
    page.locator(f"a[href$='{pledge.uuid}/end/']").click()
    page.locator("#reason-safety").check()
    page.fill("#id_words", "شكراً لكم، وإلى لقاء قريب")
    shoot(page, "manage-end-ar")
    page.locator(".send button").click()
    expect(page.locator(".said")).to_be_visible()

    pledge.refresh_from_db()
    assert (pledge.status, pledge.cancel_reason, pledge.cancel_words[:4]) == ("canceled", "safety", "شكرا")
    assert {(each["name"], each["path"], each["sameSite"], each["httpOnly"]) for each in cookies} == {
        (f"gifts_{language}", f"/{language}/support/manage/", "Strict", True) for language in ("ar", "en")
    }
    page.locator("form[action$='/leave/'] button").click()
    page.wait_for_url("**/left/")
    assert page.context.cookies() == []
    assert ManageLink.objects.get().ended_at is not None
    assert page.complaints == []
