"""Handing in statements on the desk: columns are named once, problems are told by line, nothing is taken twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from donations.models import BankTransaction, Statement, StatementLayout
from newsroom.models import AuditEntry
from tests.donations import gifts
from tests.donations.bank import files, rows

pytestmark = pytest.mark.django_db

HAND_IN = "admin:donations_statement_hand_in"
COLUMNS = {
    "bank": "First Bank",
    "date_order": "ymd",
    "decimal_sign": ".",
    **{f"column_{n}": what for n, what in enumerate(["date", "amount", "currency", "payer", "text", "reference"])},
}


@pytest.fixture(autouse=True)
def ours(settings, client):
    settings.BANK_ACCOUNTS = {"EUR": {"holder": "N", "iban": files.IBAN, "bic": "", "bank": ""}}
    client.force_login(gifts.make_treasurer())


def hand_in(client, raw, name="march.csv"):
    return client.post(reverse(HAND_IN), {"file": SimpleUploadedFile(name, raw), "account": "EUR"}, follow=True)


def name_columns(client, **values):
    page = reverse("admin:donations_statement_columns", args=[Statement.objects.get(raw__isnull=False).pk])
    return client.post(page, COLUMNS | values, follow=True)


def test_columns_of_a_bank_are_asked_for_once_and_guessed(client):
    raw = files.table([files.row(), files.row(amount="7.00")])

    asked = hand_in(client, raw).content.decode()
    read = name_columns(client)
    again = hand_in(client, files.table([files.row(amount="9.00")]))

    assert "This bank is new here." in asked
    assert asked.count(" selected>") == 7  # six columns and the order of dates
    assert "Lines read: 2. New: 2. Known before: 0." in read.content.decode()
    assert "Lines read: 1. New: 1. Known before: 0." in again.content.decode()
    assert again.redirect_chain[-1][0] == reverse("admin:donations_banktransaction_review")
    assert Statement.objects.filter(raw__isnull=False).count() == 0
    assert [entry.act for entry in AuditEntry.objects.exclude(act="look").order_by("pk")] == [
        "name_columns",
        "import_statement",
        "import_statement",
    ]


def test_look_shows_how_rows_read_and_takes_nothing(client):
    hand_in(client, files.table([files.row(day="02.03.2026", text="for you"), files.row(day="x")]))

    page = name_columns(client, look="1", date_order="mdy").content.decode()

    assert "3 February 2026" in page
    assert "no date that we can read" in page
    assert not StatementLayout.objects.exists()
    assert not BankTransaction.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"column_0": ""}, "which column holds the date"),
        ({"column_1": ""}, "which column holds the amount"),
        ({"column_4": "amount"}, "Only one column can be"),
        ({"bank": ""}, "This field is required."),
        ({"column_2": "gold"}, "Select a valid choice."),
    ],
)
def test_columns_that_leave_something_open_are_asked_for_again(client, wrong, says):
    hand_in(client, files.table([files.row()]))

    assert says in name_columns(client, **wrong).content.decode()
    assert not BankTransaction.objects.exists()


@pytest.mark.parametrize(
    ("days", "order"), [(("02/03/2026", "13/03/2026"), "dmy"), (("02/03/2026", "03/13/2026"), "mdy"), (("x",), "dmy")]
)
def test_order_of_dates_is_guessed_from_all_of_them(client, days, order):
    hand_in(client, files.table([files.row(day=day) for day in days]))
    page = client.get(
        reverse("admin:donations_statement_columns", args=[Statement.objects.get().pk])
    ).content.decode()

    assert f'<option value="{order}" selected>' in page


def test_overlapping_file_brings_only_what_is_new(client):
    march = [files.row(day=f"2026-03-{day:02}", text="rent") for day in (1, 2, 2, 3)]
    hand_in(client, files.table(march))
    name_columns(client)

    hand_in(client, files.table(reversed([*march[1:], files.row(day="2026-03-04", text="rent")])))

    assert BankTransaction.objects.count() == 5
    assert list(Statement.objects.order_by("pk").values_list("lines", "new_lines")) == [(4, 4), (4, 1)]


def test_camt_is_read_without_a_question(client):
    response = hand_in(client, files.camt(files.entry(inside=files.payment("hello"))), "march.xml")

    assert response.redirect_chain[-1][0] == reverse("admin:donations_banktransaction_review")
    assert BankTransaction.objects.get().account == files.IBAN


def test_problems_are_told_by_line_and_kept_with_the_statement(client):
    page = hand_in(client, files.camt(files.entry(), files.entry(amount="5.001"), files.entry(day="2999-01-01")))

    text = page.content.decode()
    assert BankTransaction.objects.count() == 1
    assert "<b>Line 2:</b> “\u20685.001\u2069” is no amount that we can read." in text
    assert "<b>Line 3:</b> \u20682999-01-01\u2069 has not come yet" in text


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04 zipped", "This is no text."),
        (b"hello", "No table was found"),
        (b"<!DOCTYPE l [<!ENTITY a 'ha'>]><l>&a;</l>", "damaged or holds what no statement needs"),
        (b"2026-03-05;5.00;x\n" * 200_000, "that are read at once. Ask the bank for a shorter time."),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than \u20685\u2069 MB"),
        (b"", "The submitted file is empty."),
    ],
)
def test_file_that_cannot_be_used_is_refused_with_a_reason(client, raw, says):
    assert says in hand_in(client, raw).content.decode()
    assert not Statement.objects.exists()


def test_names_in_a_file_stay_text(client):
    evil = "<script>alert(1)</script>"
    hand_in(
        client, files.camt(files.entry(inside=files.payment("=1+1", name="&lt;script>alert(1)&lt;/script>"))), evil
    )

    pages = [
        client.get(reverse(f"admin:donations_{name}")).content.decode()
        for name in ("banktransaction_review", "banktransaction_changelist", "statement_changelist")
    ]

    assert BankTransaction.objects.get().payer == evil
    assert [page for page in pages if evil in page] == []


def test_money_that_went_out_is_kept_only_where_it_names_a_gift(client):
    rows.awaited("GIFT-7K4M-9QQX")
    out = [files.entry(sign="DBIT", inside=files.payment(text, side="Cdtr")) for text in ("wages", "GIFT-7K4M-9QQX")]

    hand_in(client, files.camt(*out, files.entry(sign="DBIT", reversal="<RvslInd>true</RvslInd>")))

    assert sorted(BankTransaction.objects.values_list("text", "is_reversal")) == [
        ("", True),
        ("GIFT-7K4M-9QQX", False),
    ]
    assert Statement.objects.get().left_out == 1


def test_unbooked_lines_of_a_file_are_taken_back_and_booked_ones_stay(client):
    hand_in(client, files.camt(files.entry(amount="1.00"), files.entry(amount="2.00")))
    statement = Statement.objects.get()
    booked = BankTransaction.objects.get(amount_minor=200)
    booked.save_settled(state="matched", donation=rows.awaited())

    client.post(reverse("admin:donations_statement_discard", args=[statement.pk]))

    assert list(BankTransaction.objects.all()) == [booked]
    assert AuditEntry.objects.get(act="discard_statement").details == {"lines": "1"}


def test_onlooker_and_editor_hand_in_nothing(client):
    onlooker = gifts.make_treasurer()
    onlooker.user_permissions.remove(onlooker.user_permissions.get(codename="import_statement"))

    answers = []
    for user in (gifts.make_staff("editor"), onlooker):
        client.force_login(user)
        answers.append(hand_in(client, files.camt(files.entry())).status_code)
        answers.append(client.post(reverse("admin:donations_banktransaction_review")).status_code)

    assert answers == [403] * 4
