"""Finding the table in a CSV file, and telling by line what cannot be read."""

import pytest

from donations.bank import tables
from donations.bank.columns import guessed
from donations.bank.csv_statements import Layout, read_lines
from donations.bank.decoding import text_of
from donations.bank.flaws import Unreadable
from donations.bank.tables import read_table
from tests.donations.bank import files

LAYOUT = Layout(["date", "amount", "currency", "payer", "text", "reference"], "ymd", ".")


def read(raw, layout=LAYOUT):
    return read_lines(read_table(text_of(raw)), layout, account="A", currency="EUR")


def told(reading):
    return [(flaw.place, flaw.wrong.value, flaw.details.get("value", "")) for flaw in reading.flaws]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_table_is_found_under_any_separator_and_below_other_lines(separator):
    before = "Account;DE02\r\nBalance of 05.03.2026;1.234,00 EUR\r\n\r\n"

    table = read_table(text_of(files.table([files.row(text="a")], separator=separator, before=before)))

    assert (table.header, [row.place for row in table.rows]) == (list(files.HEADER), [5])


def test_header_in_arabic_is_known_and_its_columns_guessed():
    header = ("التاريخ", "البيان", "مدين", "دائن", "الرصيد")

    table = read_table(text_of(files.table([("2026-03-05", "x", "", "5", "9")], header=header, encoding="cp1256")))

    assert guessed(table.header) == ["date", "text", "debit", "credit", ""]


def test_header_of_unknown_words_is_the_row_above_the_first_money():
    raw = files.table([("05.03.2026", "5,00", "x")], header=("Quando", "Quanto", "Perché"), separator=";")

    assert read_table(text_of(raw)).header == ["Quando", "Quanto", "Perché"]


def test_table_without_a_header_begins_with_its_first_money():
    table = read_table("05.03.2026;5,00;x\n06.03.2026;6,00;y\n")

    assert (table.header, len(table.rows), table.width()) == ([], 2, 3)


def test_fingerprint_knows_a_bank_again_and_no_other():
    one, again = files.table([files.row()]), files.table([files.row(amount="9.00")] * 3, before="x\r\n")
    other = files.table([files.row()], header=(*files.HEADER[:5], "Other"))

    prints = [read_table(text_of(raw)).fingerprint() for raw in (one, again, other)]

    assert prints[0] == prints[1] != prints[2]


def test_rows_are_read_and_those_that_cannot_be_are_told_by_line():
    rows = [
        files.row(text='GIFT-AAAA-CCCC, "thanks"', number="7"),
        files.row(day="yesterday"),
        files.row(amount="5,00.1"),
        files.row(currency="XAU"),
        ("2026-03-05",),
        (),
        files.row(amount="0.00"),
        files.row(amount="-3.00", payer="=cmd|'/c calc'!A1"),
    ]

    reading = read(files.table(rows))

    assert [(line.place, line.amount_minor, line.bank_reference) for line in reading.lines] == [
        (2, 500, "7"),
        (9, -300, ""),
    ]
    assert reading.lines[1].payer == "=cmd|'/c calc'!A1"
    assert told(reading) == [
        (3, "no_date", "yesterday"),
        (4, "no_amount", "5,00.1"),
        (5, "no_currency", "XAU"),
        (6, "no_amount", ""),
    ]


@pytest.mark.parametrize(
    ("columns", "cells", "minor"),
    [
        (["date", "credit", "debit"], ("5.00", ""), 500),
        (["date", "credit", "debit"], ("", "5.00"), -500),
        (["date", "credit", "debit"], ("0.00", "-5.00"), -500),
        (["date", "amount", "direction"], ("5.00", "DR"), -500),
        (["date", "amount", "direction"], ("-5.00", "C"), 500),
    ],
)
def test_money_in_and_out_is_told_apart_in_each_bank_s_way(columns, cells, minor):
    reading = read(
        files.table([("2026-03-05", *cells)], header=("Date", "Amount", "Other")), Layout(columns, "ymd", ".")
    )

    assert [line.amount_minor for line in reading.lines] == [minor]


def test_row_with_money_in_and_out_is_told():
    raw = files.table([("2026-03-05", "5.00", "4.00")], header=("Date", "Credit", "Debit"))

    assert told(read(raw, Layout(["date", "credit", "debit"], "ymd", "."))) == [(2, "two_amounts", "5.00 / 4.00")]


def test_quotation_mark_that_is_never_closed_is_told_and_loses_nothing_before_it():
    raw = (
        files.table([files.row(), files.row(text="x")])
        + b'2026-03-05,5.00,EUR,"open,x,y\r\n'
        + b"2026-03-05,1.00,EUR,a,b,c\r\n" * 20
    )

    reading = read(raw)

    assert len(reading.lines) == 2
    assert told(reading) == [(4, "open_quote", "")]


@pytest.mark.parametrize("raw", [b"hello\n", b"a;b;c\n1;2;3\n", b"\n;;;\n" * 9, b"5.00\n6.00\n", b"<<<>>>" * 99])
def test_text_without_a_table_is_refused(raw):
    with pytest.raises(Unreadable) as refused:
        read_table(text_of(raw))

    assert refused.value.flaw.wrong == "no_table"


def test_file_of_two_hundred_thousand_lines_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(tables, "_separator", None)

    with pytest.raises(Unreadable) as refused:
        read_table("2026-03-05;5.00;x\n" * 200_000)

    assert refused.value.flaw.wrong == "too_many"


def test_one_endless_line_is_refused():
    with pytest.raises(Unreadable):
        read_table("2026-03-05;5.00;" + ";" * 100_000)
