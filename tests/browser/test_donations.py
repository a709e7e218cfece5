"""The donor's road in a real browser: from the box under a story to the ledger, the mail and the report."""

import pytest
from django.core import mail
from django.core.cache import cache
from django_ox.testing import run_tasks
from playwright.sync_api import expect

from donations.models import Donation, LedgerEntry
from tests import factories
from tests.browser.conftest import ARABIC_FIRST, PHONE, watched
from tests.donations import gifts

WORDS = {
    "ar": {"title": "ثلاث قرى تتقاسم بئراً واحدة", "direction": "rtl", "amount": "US$"},
    "en": {"title": "Three villages share one well", "direction": "ltr", "amount": "$5.00"},
}


@pytest.fixture
def story(settings, live_server):
    """A story live in both languages, on a site whose sandbox posts to the live server."""
    cache.clear()
    settings.SITE_URL = live_server.url
    gifts.make_campaign()
    yield factories.make_article(title_ar=WORDS["ar"]["title"], title_en=WORDS["en"]["title"])
    cache.clear()


def open_form(page, story, language):
    page.goto(story.address(language))
    page.locator("aside.support a.button").click()
    page.locator("#interval-once").check()
    page.locator("#once-1-500").check()
    page.fill("#id_email", "salma@example.org")


def test_what_is_chosen_is_seen_where_a_reader_forces_colours(open_context, story):
    page = open_context(viewport=PHONE, forced_colors="active").new_page()
    open_form(page, story, "en")

    own = "element => getComputedStyle(element).forcedColorAdjust"  # the background that is forced is not told
    chosen, other = (page.locator(f"label[for={which}]").evaluate(own) for which in ("once-1-500", "once-1-1000"))

    assert (chosen, other) == ("none", "auto")


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_gift_from_the_box_arrives_and_is_credited_to_the_story(open_context, open_desk, story, shoot, language):
    page = watched(open_context(viewport=PHONE, locale=language).new_page())
    open_form(page, story, language)
    shoot(page, f"support-{language}")
    page.locator(".send button").click()
    shoot(page, f"sandbox-{language}")
    page.locator("button[value=pay]").click()
    page.wait_for_selector("[data-standing=waiting]")

    run_tasks(raise_failures=True)
    page.wait_for_selector("[data-standing=paid]")
    shoot(page, f"thanks-{language}")

    gift = Donation.objects.get()
    assert (gift.status, gift.article, gift.language, gift.slot) == ("paid", story, language, "article")
    assert LedgerEntry.objects.charges().get().amount_minor == 500
    expect(page.locator("main")).to_contain_text(WORDS[language]["title"])
    expect(page.locator("html")).to_have_attribute("dir", WORDS[language]["direction"])
    [letter] = mail.outbox
    assert letter.to == ["salma@example.org"]
    assert WORDS[language]["title"] in letter.body
    assert_asks_no_more_until_it_may(page, story, language)
    assert page.context.cookies() == []
    assert page.complaints == []
    assert_in_report(open_desk, story, WORDS["en"]["title"])


def assert_asks_no_more_until_it_may(page, story, language):
    """The story thanks who gave; one press on the support page, and it asks as before."""
    appeal = page.locator("aside.support a.button")
    page.goto(story.address(language))
    expect(appeal).to_be_hidden()
    page.locator("aside.support .given a").click()
    page.locator("[data-ask-again] button").click()
    page.goto(story.address(language))
    expect(appeal).to_be_visible()


def assert_in_report(open_desk, story, title):
    """An editor finds the gift's sum under the story, and nothing of the donor."""
    page = open_desk(gifts.make_staff("editor"), locale="en")
    page.goto("/admin/donations/takings/")
    row = page.locator("tr", has=page.get_by_role("rowheader", name=title))

    expect(row).to_contain_text("$5.00")
    page.wait_for_load_state()
    assert "salma" not in page.content()
    assert page.complaints == []


def test_form_needs_no_script_and_says_what_is_wrong(open_context, story):
    page = watched(open_context(java_script_enabled=False).new_page())
    open_form(page, story, "en")
    page.fill("#id_other_amount", "5.001")
    page.fill("#id_name", "Salma")

    page.locator(".send button").click()

    expect(page.locator("#errors")).to_contain_text("USD has two decimals at most.")
    expect(page.locator("#id_other_amount")).to_have_value("5.001")
    expect(page.locator("#id_name")).to_have_value("Salma")
    expect(page.locator("#interval-once")).to_be_checked()
    assert Donation.objects.count() == 0


def test_only_the_amounts_of_the_choice_are_shown(page, story):
    page.goto("/en/support/")

    page.locator("#interval-month").check()
    page.locator("#currency-2").check()

    shown = [group for group in page.locator(".amounts").all() if group.is_visible()]
    assert len(shown) == 1
    assert "€1" in shown[0].inner_text()
    assert page.complaints == []


@pytest.mark.parametrize(
    ("act", "standing"), [("decline", "failed"), pytest.param("close", "expired", marks=pytest.mark.soak)]
)
def test_gift_that_is_not_paid_is_told_truly(page, story, act, standing):
    open_form(page, story, "en")
    page.locator(".send button").click()
    page.locator(f"button[value={act}]").click()
    page.wait_for_selector("[data-standing=waiting]")

    run_tasks(raise_failures=True)
    page.wait_for_selector(f"[data-standing={standing}]")

    expect(page.locator("main")).to_contain_text("Nothing was charged.")
    assert (LedgerEntry.objects.count(), len(mail.outbox)) == (0, 0)


def test_double_click_makes_one_gift(page, story):
    open_form(page, story, "en")

    page.locator(".send button").dblclick()
    page.wait_for_selector("button[value=pay]")

    assert Donation.objects.count() == 1
