"""Lines of gifts: what came, what was kept of it, what went back, and who gave only where it was asked for."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from donations import exports, ledger
from donations.exports import gifts as lines
from donations.facts import Carried, Fact, FactKind
from donations.models import Donation, LedgerEntry
from newsroom import spreadsheets
from tests import factories
from tests.donations import gifts

pytestmark = pytest.mark.django_db


def read(language="en", **options):
    """The lines as a list of headings and cells by heading."""
    with translation.override(language):
        table = exports.of_gifts(Donation.objects.all(), language=language, **options)
    return [dict(zip(table.headings, row, strict=True)) for row in table.rows]


def make_paid(**values):
    gift = gifts.make_gift(**values)
    ledger.apply(gifts.paid(gift))
    return gift


def move(gift, kind, minor, name, **values):
    """Tell the ledger of a movement of a payment."""
    about = {"occurred_at": gifts.NOON + timedelta(days=1), "amount_minor": minor, "currency": gift.currency} | values
    payment = f"payment-{gift.uuid}"
    ledger.apply(Fact(kind=kind, provider=gift.provider, payment_id=payment, transaction_id=name, **about))


def test_line_says_what_came_what_was_kept_and_what_went_back():
    gift = make_paid(amount_minor=1000)
    move(gift, FactKind.FEE, -59, "fee-1")
    move(gift, FactKind.REFUNDED, 250, "back-1")

    [line] = read()

    amounts = [line[name] for name in ("received", "fee", "paid back", "taken back by the bank")]
    assert amounts == [Decimal("10.00"), Decimal("-0.59"), Decimal("-2.50"), Decimal("0.00")]
    assert (line["left after fees and returns"], line["currency"]) == (Decimal("6.91"), "USD")
    assert line["status"] == "Paid back in part"
    assert (line["gift number"], line["payment id of the provider"]) == (str(gift.uuid), f"payment-{gift.uuid}")


def test_disputed_gift_says_so_until_the_bank_has_decided():
    gift = make_paid()
    move(gift, FactKind.DISPUTED, 500, "dispute-1")

    [line] = read()

    assert (line["status"], line["taken back by the bank"]) == ("Disputed at the bank", Decimal("-5.00"))


@pytest.mark.parametrize(("currency", "minor", "shown"), [("JPY", 500, "500"), ("KWD", 500, "0.500")])
def test_amounts_have_the_decimals_of_their_currency(currency, minor, shown):
    make_paid(currency=currency, amount_minor=minor)

    [line] = read()

    assert str(line["received"]) == shown


def test_fee_in_another_currency_is_named_and_taken_off_nothing():
    gift = make_paid(currency="EUR")
    move(gift, FactKind.FEE, -30, "fee-1", currency="USD")

    [line] = read()

    assert (line["fee"], line["fee in another currency"]) == (Decimal("0.00"), "-0.30 USD")
    assert line["left after fees and returns"] is None


def test_line_says_where_the_gift_came_from():
    story = factories.make_article()
    values = {"article": story, "story_number": story.pk, "story_title": "=1", "story_path": "/ar/حلب/"}
    make_paid(**values, slot="article", utm_source="letter", utm_campaign="spring", language="ar")

    [line] = read()

    told = [
        line[name] for name in ("number of the story", "headline at the time", "address at the time", "came from")
    ]
    assert told == [str(story.pk), "=1", "/ar/حلب/", "Under a story"]
    assert (line["source named by the link"], line["campaign"], line["language of the gift"]) == (
        "letter",
        "paper",
        "ar",
    )


def test_donors_are_left_out_unless_they_are_asked_for():
    donor = gifts.make_donor(email="salma@example.org", name="Salma Q.")
    make_paid(donor=donor, donor_name="Salma")

    [plain], [named] = read(), read(with_donors=True)

    assert not [cell for cell in plain.values() if isinstance(cell, str) and "alma" in cell]
    assert [named[name] for name in ("donor number", "donor's name", "donor's e-mail")] == [
        str(donor.uuid),
        "Salma",
        "salma@example.org",
    ]


def test_gift_that_wants_no_mention_names_nobody_even_then():
    make_paid(donor=gifts.make_donor(email="salma@example.org"), donor_name="Salma", is_anonymous=True)

    [line] = read(with_donors=True)

    assert not [cell for cell in line.values() if isinstance(cell, str) and "alma" in cell]
    assert line["wants no mention"] == "yes"


def test_test_money_is_named(settings):
    gifts.make_gift(livemode=True)
    gifts.make_gift(livemode=False)

    assert [line["real or test money"] for line in read()] == ["real", "TEST"]


def test_unpaid_gift_received_nothing():
    gifts.make_gift()

    [line] = read()

    assert (line["status"], line["received"], line["left after fees and returns"]) == ("Started", None, None)


def test_questions_grow_with_portions_and_not_with_gifts(monkeypatch):
    monkeypatch.setattr(lines, "AT_ONCE", 3)
    asked = []

    for more in (1, 2, 6):
        for _gift in range(more):
            make_paid()
        with CaptureQueriesContext(connection) as queries:
            read(with_donors=True)
        asked.append(len(queries))

    assert asked == [4, 4, 8]  # campaigns and gifts once, sums and payouts of each portion of three


def test_movements_are_the_ledger_as_it_is():
    gift = make_paid(amount_minor=1000, campaign=gifts.make_campaign())
    move(gift, FactKind.REFUNDED, 250, "back-1")

    table = exports.of_movements(LedgerEntry.objects.all(), language="en")
    rows = [dict(zip(table.headings, row, strict=True)) for row in table.rows]

    assert [(row["kind"], row["amount"], row["currency"]) for row in rows] == [
        ("Gift", Decimal("10.00"), "USD"),
        ("Refund", Decimal("-2.50"), "USD"),
    ]
    assert {row["gift number"] for row in rows} == {str(gift.uuid)}


def test_files_name_the_payout_that_brought_a_payment():
    gift, later = make_paid(amount_minor=1000), make_paid()
    row = Carried("txn_1", "charge", f"payment-{gift.uuid}", 941)
    about = {"transaction_id": "po_1", "amount_minor": 941, "currency": "USD", "carried": (row,)}
    ledger.apply(Fact(kind=FactKind.PAID_OUT, provider="sandbox", occurred_at=gifts.NOON, **about))

    table = exports.of_movements(LedgerEntry.objects.all(), language="en")
    movements = [dict(zip(table.headings, each, strict=True)) for each in table.rows]

    assert {line["gift number"]: line["payout of the provider"] for line in read()} == {
        str(gift.uuid): "po_1",
        str(later.uuid): "",
    }
    assert [each["payout"] for each in movements] == ["po_1", ""]


def test_ways_are_named_as_on_the_desk_also_those_entered_by_hand():
    make_paid(provider="banktransfer")
    make_paid(provider="cash", document_number="R-17")
    make_paid(provider="forgotten")

    found = read()

    assert [line["payment method"] for line in found] == ["Bank transfer", "Cash", "forgotten"]
    assert [line["document number"] for line in found] == ["", "R-17", ""]


def test_headings_and_words_are_in_the_language_of_the_desk():
    make_paid()

    [line] = read("ar")

    assert "العملة" in line
    assert "Paid" not in line.values()


def test_download_that_is_broken_off_leaves_no_cursor_open(monkeypatch):
    monkeypatch.setattr(lines, "AT_ONCE", 1)
    for _gift in range(3):
        make_paid()
    table = exports.of_gifts(Donation.objects.all(), language="en")
    download = spreadsheets.csv_lines(table.headings, table.rows)
    del table

    [next(download), next(download)]
    before = open_cursors()
    download.close()

    assert (before, open_cursors()) == (1, 0)


def open_cursors():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django_curs%%'")
        return cursor.fetchone()[0]
