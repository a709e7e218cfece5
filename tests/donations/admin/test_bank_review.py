"""The review of lines: one press books what was chosen, each line once, and says what it did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from donations.models import BankTransaction, LedgerEntry
from tests.donations import gifts
from tests.donations.bank import rows

pytestmark = pytest.mark.django_db

CODE, OTHER = "GIFT-7K4M-9QQX", "GIFT-CCCC-DDDD"
REVIEW = "admin:donations_banktransaction_review"


@pytest.fixture(autouse=True)
def treasurer(client):
    treasurer = gifts.make_treasurer()
    client.force_login(treasurer)
    return treasurer


def page(client):
    return client.get(reverse(REVIEW)).content.decode()


def book(client, **values):
    return client.post(reverse(REVIEW), values, follow=True).content.decode()


def chosen(line, value, reference=""):
    return {f"line-{line.pk}": value, f"reference-{line.pk}": reference}


def test_page_groups_lines_and_chooses_the_sure_ones(client):
    gift = rows.awaited(CODE, donor_name="Salma")
    rows.awaited(OTHER, amount_minor=900, donor_name="Omar")
    sure, hint, unknown = rows.line(CODE), rows.line(amount_minor=900), rows.line(amount_minor=100, payer="Nobody")

    text = page(client)

    parts = [
        text.split(f'<section class="{name}"')[1].split("</section>")[0] for name in ("sure", "hints", "unknown")
    ]
    assert [f'name="line-{line.pk}"' in part for line, part in zip((sure, hint, unknown), parts, strict=True)] == [
        True
    ] * 3
    assert f'<option value="gift-{gift.pk}" selected>Pays \u2068{CODE}\u2069 · ' in parts[0]
    assert " selected" not in parts[1] + parts[2]
    assert "<b><bdi>€5.00</bdi></b>" in text


def test_one_press_books_sets_aside_and_leaves_open(client):
    gift = rows.awaited(CODE)
    pays, aside, left = rows.line(CODE), rows.line(amount_minor=200), rows.line(amount_minor=300)

    text = book(client, **chosen(pays, f"gift-{gift.pk}"), **chosen(aside, "ignore"), **chosen(left, ""))

    assert [BankTransaction.objects.get(pk=line.pk).state for line in (pays, aside, left)] == [
        "matched",
        "ignored",
        "new",
    ]
    assert "1 line was booked: \u20665.00 EUR\u2069." in text
    assert "1 line was set aside." in text


def test_form_sent_twice_books_once(client):
    gift, line = rows.awaited(CODE), rows.line(CODE)

    book(client, **chosen(line, f"gift-{gift.pk}"))
    again = book(client, **chosen(line, f"gift-{gift.pk}"))

    assert LedgerEntry.objects.count() == 1
    assert "1 line had been settled before" in again


def test_line_that_fails_holds_up_no_other_and_says_why(client):
    gift = rows.awaited(CODE)
    first, second = rows.line(CODE), rows.line(CODE, booked_on=rows.DAY + timedelta(days=1))
    other = rows.line(OTHER, amount_minor=700)

    text = book(
        client,
        **chosen(second, f"gift-{gift.pk}"),
        **chosen(first, f"gift-{gift.pk}"),
        **chosen(other, f"gift-{rows.awaited(OTHER).pk}"),
    )

    assert LedgerEntry.objects.count() == 2
    assert BankTransaction.objects.get(state="new") == second
    assert "2 lines were booked: \u206612.00 EUR\u2069." in text
    assert "\u20682026-03-06 5.00 EUR\u2069 was not booked." in text


@pytest.mark.parametrize("typed", [CODE, "gift 7k4m9qqx", "7K4M 9QQX"])
def test_reference_may_be_typed(client, typed):
    gift, line = rows.awaited(CODE), rows.line("no reference here")

    book(client, **chosen(line, "gift-typed", typed))

    gift.refresh_from_db()
    assert gift.status == "paid"


@pytest.mark.parametrize(
    ("value", "typed", "says"),
    [
        ("gift-typed", "GIFT-7K4M-9QQA", "No gift has the reference"),
        ("gift-typed", "", "No gift has the reference"),
        ("gift-typed", "\x00<b>", "No gift has the reference"),
        ("gift", "", "Name the gift by its reference."),
        ("gift-0", "", "This is no gift by bank transfer."),
        ("gift-9" + "9" * 40, "", "Name the gift by its reference."),
        ("burn-1", "", "This choice is not known."),
        ("refund-typed", CODE, "Money that came in pays gifts"),
    ],
)
def test_choice_that_makes_no_sense_books_nothing(client, value, typed, says):
    rows.awaited(CODE)
    line = rows.line()

    assert says in book(client, **chosen(line, value, typed))
    assert not LedgerEntry.objects.exists()


def test_press_without_a_choice_and_with_odd_names_says_so(client):
    text = book(client, **{"line-x": "gift-1", "line-": "new", "line-99999999999999999999": "new", "line-0": "new"})

    assert "No line was chosen." in text


def test_line_set_aside_is_taken_up_again_by_those_who_may(client):
    line = rows.line(state="ignored")
    wanted = {"action": "take_up", "_selected_action": [line.pk]}

    client.post(reverse("admin:donations_banktransaction_changelist"), wanted)

    line.refresh_from_db()
    assert line.state == "new"


def test_page_without_lines_says_so(client):
    assert "No line waits." in page(client)


def test_queries_do_not_grow_with_the_lines(client):
    asked = []
    page(client)  # the first look of an hour is written down
    for n in (1, 3):
        for k in range(n):
            rows.awaited(f"GIFT-{'ACD'[k] * 4}-{'EF'[n > 1] * 4}")
        for gift in gifts.Donation.objects.all():
            rows.line(gift.reference_code)
        with CaptureQueriesContext(connection) as queries:
            page(client)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 16


def test_five_hundred_lines_take_two_pages(client):
    about = {"statement": rows.statement(), "account": "A", "booked_on": rows.DAY, "currency": "EUR"}
    BankTransaction.objects.bulk_create(
        BankTransaction(checksum=f"{n}", amount_minor=n + 1, **about) for n in range(500)
    )

    text = page(client)

    assert text.count("<select") == 250
    assert "Page 1 of 2" in text
