"""A statement on paper: both languages in their own direction, whole letters, every sum."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from donations import ledger, statements
from donations.models import LedgerEntry, LegalEntity
from tests.donations import gifts
from tests.donations.statements.pdf import Paper

pytestmark = pytest.mark.django_db

ENTITY = {
    "name_ar": "جمعية النهر",
    "name_en": "River Society",
    "address_ar": "شارع الورد",
    "address_en": "Rose Street 1\n10115 Berlin",
    "registration": "VR 12345 B",
    "tax_words_en": "Exempt under notice 27/123.",
}


@pytest.fixture
def donor():
    return gifts.make_donor(name="Salma", email="salma@example.org")


def give(donor, count=1, **values):
    for day in range(count):
        gift = gifts.make_gift(donor=donor, **values)
        ledger.apply(gifts.paid(gift, occurred_at=gifts.NOON + timedelta(days=day)))
    return gift


def drawn(donor, language):
    with time_machine.travel(datetime(2027, 1, 5, 12, tzinfo=UTC), tick=False):
        return Paper(statements.draw(statements.of(donor, 2026), language))


def test_statement_says_who_took_what_from_whom(donor):
    LegalEntity.objects.create(is_default=True, issues_tax_receipts=True, **ENTITY)
    gift = give(donor, amount_minor=123456)
    LedgerEntry.objects.create(
        donation=gift,
        kind="refund",
        amount_minor=-23456,
        currency="USD",
        provider="sandbox",
        transaction_id="back",
        occurred_at=gifts.NOON + timedelta(days=1),
    )

    (page,) = drawn(donor, "en").pages

    assert page == [
        "River Society",
        "Rose Street 1",
        "10115 Berlin",
        "VR 12345 B",
        "Statement of gifts in 2026",
        "Salma",
        "salma@example.org",
        "Money counts on the day on which it moved. What was paid back is subtracted; currencies stay apart.",
        "US dollar (USD)",
        "DayReceiptWhatAmount",
        "1 March 20262026-000001One time1,234.56",
        "2 March 20262026-000001Refund-234.56",
        "Given in all1,000.00 USD",
        "Exempt under notice 27/123.",
        "Made on 5 January 2027 · 1",
    ]


def test_arabic_statement_is_mirrored_and_its_letters_join(donor, settings):
    settings.NEWSROOM_DIGITS = "arabic"
    LegalEntity.objects.create(is_default=True, **ENTITY)
    give(donor, amount_minor=123456)

    paper = drawn(donor, "ar")

    (page,) = paper.pages
    assert page[0] == "جمعية النهر"[::-1]  # read from the right
    assert page[2] == "VR 12345 B"
    (row,) = [line for line in page if "2026-000001" in line]
    assert row.startswith("١٬٢٣٤٫٥٦")  # the amount stands at the left end, the day at the right
    assert row.endswith("٢٠٢٦ " + "آذار"[::-1] + " ١")
    assert paper.shapes("ر") > 1  # alone and joined to the letter before it
    assert paper.boxes() == []


def test_words_about_taxes_stand_in_the_other_language_rather_than_nowhere(donor):
    LegalEntity.objects.create(is_default=True, issues_tax_receipts=True, **ENTITY)
    give(donor)

    (page,) = drawn(donor, "ar").pages

    assert "Exempt under notice 27/123." in page


def test_who_may_issue_no_tax_receipts_says_so(donor):
    give(donor)

    (page,) = drawn(donor, "en").pages

    assert page[0] == "The River Post"
    assert page[-2] == "This statement is no tax receipt."


@pytest.mark.parametrize("name", ["Иван Петров", "张伟", "🎉 Salma", "Salma ₪"])
def test_name_that_the_typeface_lacks_is_left_to_the_address(donor, name):
    donor.name = name
    give(donor)

    paper = drawn(donor, "en")

    assert paper.boxes() == []
    assert paper.pages[0][2] == "salma@example.org"


def test_latin_words_are_shaped_forwards_in_an_arabic_line(donor):
    donor.name = "Swift gifts"
    give(donor)

    paper = drawn(donor, "ar")

    assert "Swift gifts" in paper.pages[0]
    assert paper.shapes("if") == 0  # shaped backwards, these would join as "fi"


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "500"), ("JOD", "0.500"), ("USD", "5.00")])
def test_each_currency_has_its_own_decimals(donor, currency, shown):
    gifts.make_campaign()
    give(donor, currency=currency)

    (page,) = drawn(donor, "en").pages

    assert f"Given in all{shown} {currency}" in page


def test_a_long_year_goes_on_with_its_columns_on_the_next_page(donor):
    give(donor, count=40)

    pages = drawn(donor, "en").pages

    assert [page[0] for page in pages] == ["The River Post", "DayReceiptWhatAmount"]
    assert [page[-1][-1] for page in pages] == ["1", "2"]
    assert sum("One time" in line for page in pages for line in page) == 40
    assert "Given in all200.00 USD" in pages[1]


def test_each_legal_entity_begins_a_page(donor):
    give(donor)
    fund = LegalEntity.objects.create(name_en="Fund")
    give(donor, campaign=gifts.make_campaign(slug="fund", is_default=False, entity=fund))

    pages = drawn(donor, "en").pages

    assert sorted(page[0] for page in pages) == ["Fund", "The River Post"]
