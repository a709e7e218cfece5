"""The receipt of a gift: its number, its taker and what went back; opened by its key alone, and naming nobody."""

import pytest
import time_machine
from django.utils import timezone

from donations import erasure, ledger, sealed
from donations.facts import FactKind
from donations.models import LegalEntity
from donations.views.receipt import LIVES
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift():
    gift = gifts.make_gift(donor_name="Hidden Name", amount_minor=700, fee_cover_minor=200)
    ledger.apply(gifts.paid(gift))
    gift.refresh_from_db()
    return gift


def read(client, gift, language="en"):
    return client.get(sealed.path(gift, "receipt", language))


def test_receipt_has_its_number_and_the_body_that_takes_the_money(client, gift):
    LegalEntity.objects.create(
        name_ar="جمعية النهر", name_en="River Association", registration="VR 100", is_default=True
    )

    english, arabic = read(client, gift), read(client, gift, "ar")

    page = english.content.decode()
    assert f"<bdi>{gift.receipt_number}</bdi>" in page
    assert "River Association" in page
    assert "VR 100" in page
    assert "$7.00" in page
    assert "$2.00" in page
    assert "This receipt is no tax receipt." in page
    assert "جمعية النهر" in arabic.content.decode()


def test_entity_that_may_issue_tax_receipts_says_so_in_its_own_words(client, gift):
    words = {"name_en": "River", "name_ar": "النهر", "tax_words_en": "Deductible by § 10."}
    LegalEntity.objects.create(**words, is_default=True, issues_tax_receipts=True)

    page = read(client, gift).content.decode()

    assert "Deductible by § 10." in page
    assert "no tax receipt" not in page


def test_receipt_says_what_went_back(client, gift):
    back = {"transaction_id": "back", "amount_minor": 300}
    ledger.apply(gifts.paid(gift, kind=FactKind.REFUNDED, **back))

    page = read(client, gift).content.decode()

    assert "Went back since" in page
    assert "$3.00" in page
    assert "$4.00" in page


def test_receipt_names_nobody_and_is_kept_by_nobody(client, gift):
    answer = read(client, gift)

    assert "Hidden Name" not in answer.content.decode()
    assert gift.donor.email not in answer.content.decode()
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_nothing_else_opens_a_receipt(client, gift):
    key = sealed.key(gift, "receipt")
    unpaid = gifts.make_gift()
    foreign = [sealed.key(gift, "confirm"), sealed.key(unpaid, "receipt")]
    keys = [key[:-1], key.swapcase(), gift.uuid, *foreign, "x" * 500]

    answers = {client.get(f"/en/support/receipt/{each}/").status_code for each in keys}

    assert answers == {404}


def test_key_grows_old(client, gift):
    path = sealed.path(gift, "receipt", "en")

    with time_machine.travel(timezone.now() + LIVES * 1.01):
        answer = client.get(path)

    assert answer.status_code == 404


def test_erased_donors_receipt_is_gone(client, gift):
    erasure.erase(gift.donor, by=None)

    assert read(client, gift).status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_paid_gift_keeps_the_appeal_away_and_an_unpaid_one_does_not(client, gift, language):
    paid = client.get(gift.thanks_path(language)).content.decode()
    waiting = client.get(gifts.make_gift().thanks_path(language)).content.decode()

    assert "data-ask-again-from=" in paid
    assert "asking.js" in paid
    assert "asking.js" not in waiting
