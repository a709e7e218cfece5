"""Dates and amounts of many countries, and those that could mean two things."""

from datetime import date

import pytest

from donations.bank.figures import read_amount, read_date, read_direction
from donations.bank.flaws import BadCell


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("05.03.2026", "dmy"),
        ("5/3/26", "dmy"),
        ("03/05/2026", "mdy"),
        ("2026-03-05T10:00:00+01:00", "dmy"),
        ("2026/3/5 14:22", "mdy"),
        ("20260305", "dmy"),
        ("٥/٣/٢٠٢٦", "dmy"),
        ("\u200f05-03-2026\u200f", "dmy"),
        ("5 آذار 2026", "dmy"),
        ("5 مارس 2026", "mdy"),
        ("Mar 5, 2026", "mdy"),
        ("05-MAR-2026", "dmy"),
        ("5. März 2026", "dmy"),
    ],
)
def test_date_is_read(cell, order):
    assert read_date(cell, order) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell", ["", "x", "31.02.2026", "05.03.", "13/13/2026", "1.1.1999", "5 Foo 2026", "=TODAY()"]
)
def test_what_is_no_date_is_told(cell):
    with pytest.raises(BadCell):
        read_date(cell, "dmy")


@pytest.mark.parametrize(
    ("cell", "sign", "minor"),
    [
        ("1.234,56", ",", 123456),
        ("1,234.56", ".", 123456),
        ("1 234,56", ",", 123456),
        ("1\u202f234\u00a0567,8", ",", 123456780),
        ("1'234.56", ".", 123456),
        ("1.234", ",", 123400),
        ("-5,00", ",", -500),
        ("5,00-", ",", -500),
        ("\u22125.00", ".", -500),
        ("(5.00)", ".", -500),
        ("+5", ".", 500),
        (".50", ".", 50),
        ("٥٫٠٠", ".", 500),
        ("١٬٢٣٤٫٥٦", ",", 123456),
        ("€5.00", ".", 500),
        ("5.00 EUR", ".", 500),
        ("5,00 S", ",", -500),
        ("5,00 H", ",", 500),
        ("5.00DR", ".", -500),
        ("-5.00 DR", ".", -500),
        ("5.000", ",", 500000),
        ("5.100", ".", 510),
    ],
)
def test_amount_is_read(cell, sign, minor):
    assert read_amount(cell, "EUR", sign) == minor


@pytest.mark.parametrize(
    ("cell", "sign"),
    [
        ("1.5", ","),
        ("1,5", "."),
        ("5.001", "."),
        ("1.23.456", ","),
        ("1.234 567", ","),
        ("5 00", "."),
        ("5..0", "."),
        ("", "."),
        (".", "."),
        ("five", "."),
        ("-5.00 CR", "."),
        ("=1+1", "."),
        ("9" * 40, "."),
        ("1e3", "."),
        ("NaN", "."),
    ],
)
def test_amount_that_could_mean_two_sums_is_told(cell, sign):
    with pytest.raises(BadCell):
        read_amount(cell, "EUR", sign)


def test_amount_has_the_decimals_of_its_currency():
    assert (read_amount("5.001", "JOD", "."), read_amount("500", "JPY", ".")) == (5001, 500)
    with pytest.raises(BadCell):
        read_amount("500.5", "JPY", ".")


@pytest.mark.parametrize(
    ("word", "sign"), [("CRDT", 1), ("Haben", 1), ("دائن", 1), ("+", 1), ("DR", -1), ("مدين", -1)]
)
def test_direction_is_read(word, sign):
    assert read_direction(word) == sign
    with pytest.raises(BadCell):
        read_direction("sideways")
