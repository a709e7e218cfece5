"""Bank transfers on the donor's side: the right account, and a code that a banking app can read."""

import re

import pytest
import segno.helpers
from django.core import mail
from django_ox.testing import run_tasks

from donations import transfers
from donations.models import Donation
from donations.providers.banktransfer import BankTransfer
from tests.donations import gifts

pytestmark = pytest.mark.django_db

EURO = {"holder": "Newsroom", "iban": "DE02 1203 0000 0000 2020 51", "bic": "BYLADEM1001", "bank": "Example"}
DOLLAR = EURO | {"iban": "GB82 WEST 1234 5698 7654 32"}


@pytest.fixture(autouse=True)
def two_accounts(settings):
    settings.BANK_ACCOUNTS = {"EUR": EURO, "USD": DOLLAR}


def awaited(**values):
    gift = gifts.make_gift(provider="banktransfer", **values)
    BankTransfer().start(gift)
    return gift


def page_of(client, gift, language="en"):
    return client.get(gift.thanks_path(language)).content.decode()


def test_payment_code_carries_account_amount_and_reference(monkeypatch):
    told = {}
    real = segno.helpers.make_epc_qr
    monkeypatch.setattr(segno.helpers, "make_epc_qr", lambda *a, **k: told.update(a=a, k=k) or real(*a, **k))
    gift = awaited(currency="EUR", amount_minor=1050)

    drawn = transfers.payment_code(gift, transfers.account("EUR"))

    name, number, amount = told["a"]
    assert (name, number, str(amount)) == ("Newsroom", "DE02120300000000202051", "10.50")
    assert told["k"] == {"text": gift.reference_code, "bic": "BYLADEM1001"}
    assert drawn.startswith("<svg")
    assert 'fill="#fff"' in drawn


def test_page_shows_the_account_of_the_currency_and_a_code_for_euros_only(client):
    euros, dollars = page_of(client, awaited(currency="EUR")), page_of(client, awaited(currency="USD"))

    assert ("<span>DE02</span>" in euros, "<span>GB82</span>" in euros) == (True, False)
    assert ("<span>DE02</span>" in dollars, "<span>GB82</span>" in dollars) == (False, True)
    assert 'role="img" aria-label="A square code' in euros
    assert "<figure" not in dollars


@pytest.mark.parametrize("wrong", [{"iban": "DE03 1203 0000 0000 2020 51"}, {"holder": "N" * 71}])
def test_details_that_no_code_can_carry_leave_the_page_without_one(client, settings, wrong):
    settings.BANK_ACCOUNTS = {"EUR": EURO | wrong}

    page = page_of(client, awaited(currency="EUR"))

    assert "<figure" not in page
    assert 'data-standing="transfer"' in page


def test_currency_without_an_account_is_refused_for_transfers(client, settings):
    settings.BANK_ACCOUNTS = {"EUR": EURO}
    gifts.make_campaign()

    response = client.post("/en/support/", gifts.form_of(provider="banktransfer"))

    assert response.status_code == 400
    assert "This way takes no gifts in this currency." in response.content.decode()
    assert Donation.objects.count() == 0


@pytest.mark.parametrize(("interval", "says"), [("month", "For a monthly gift"), ("year", "once a year")])
def test_repeating_gift_is_told_of_the_standing_order_in_page_and_mail(client, interval, says):
    gift = gifts.make_pledge(provider="banktransfer", currency="EUR").donations.get()
    Donation.objects.filter(pk=gift.pk).update(interval=interval)
    BankTransfer().start(gift)
    run_tasks(queues=["mail"])

    page, letter = page_of(client, gift), mail.outbox[0]

    assert says in page
    assert says in letter.body
    assert says in letter.alternatives[0].content
    assert "DE02 1203 0000 0000 2020 51" in letter.body


def test_page_of_a_transfer_stays_light(client):
    page = client.get(awaited(currency="EUR").thanks_path("ar"), headers={"Accept-Encoding": "gzip"})

    assert re.search(rb"\x1f\x8b", page.content[:2])
    assert len(page.content) <= 14 * 1024
