"""A transfer from end to end: a donor without JavaScript, a treasurer with the bank's file, and the donor again."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from django_ox.testing import run_tasks
from playwright.sync_api import expect

from donations.models import Donation, LedgerEntry
from tests.browser.conftest import PHONE, watched
from tests.donations import gifts
from tests.donations.bank import files


@pytest.fixture
def paper(settings, live_server):
    cache.clear()
    settings.SITE_URL = live_server.url
    settings.BANK_ACCOUNTS = {"EUR": {"holder": "Paper", "iban": files.IBAN, "bic": "", "bank": ""}}
    gifts.make_campaign()
    yield
    cache.clear()


def test_transfer_is_promised_found_on_the_statement_and_thanked_for(open_context, open_desk, paper, shoot):
    donor = open_context(viewport=PHONE, locale="ar", java_script_enabled=False).new_page()
    donor.goto("/ar/support/?interval=once&currency=EUR&amount=25")
    donor.fill("#id_email", "salma@example.org")
    donor.check("input[name=provider][value=banktransfer]")
    donor.click(".send button")
    code = Donation.objects.get().reference_code
    expect(donor.locator("dl.transfer")).to_contain_text(code)
    expect(donor.locator("figure svg")).to_be_visible()
    shoot(donor, "transfer-ar")

    desk = watched(open_desk(gifts.make_treasurer(), locale="en"))
    day = timezone.localdate().strftime("%d.%m.%Y")
    header = ("Buchungstag", "Auftraggeber", "Verwendungszweck", "Betrag")
    rows = [(day, "Salma", f"spende {code.lower()}", "25,00"), (day, "Landlord", "rent", "-800,00")]
    raw = files.table(rows, header=header, separator=";", encoding="cp1252")
    desk.goto("/admin/donations/statement/hand-in/")
    desk.set_input_files("#id_file", {"name": "march.csv", "mimeType": "text/csv", "buffer": raw})
    desk.click("input.default")
    desk.fill("#id_bank", "First Bank")
    shoot(desk, "columns")
    desk.click("input.default")
    shoot(desk, "review")
    desk.click("input.default")
    expect(desk.locator(".messagelist .success").last).to_contain_text("1 line was booked")
    expect(desk.locator("main")).to_contain_text("No line waits.")

    run_tasks(queues=["mail"])
    donor.reload()
    expect(donor.locator("[data-standing=paid]")).to_be_visible()
    assert LedgerEntry.objects.get().amount_minor == 2500
    assert [letter.to for letter in mail.outbox] == [["salma@example.org"]] * 2
    assert desk.complaints == []
