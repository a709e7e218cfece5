"""Money: what people type, what the books keep, what pages show."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from donations import money

currencies = st.sampled_from(sorted(money.EXPONENTS))


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("5", "USD", 500),
        ("5.00", "USD", 500),
        ("5,50", "USD", 550),
        ("5.5", "USD", 550),
        ("٥٫٥٠", "USD", 550),
        ("۵٫۵", "USD", 550),
        (" 1\u00a0", "EUR", 100),
        ("\u200f١٢\u200f", "EUR", 1200),
        ("007", "USD", 700),
        ("0", "USD", 0),
        ("5", "JPY", 5),
        ("1.234", "JOD", 1234),
        ("100000", "USD", 10_000_000),
    ],
)
def test_parse_reads_what_people_type(typed, currency, minor):
    assert money.parse(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency", "code"),
    [
        ("", "USD", "required"),
        ("   ", "USD", "required"),
        ("five", "USD", "unreadable"),
        ("-5", "USD", "unreadable"),
        ("+5", "USD", "unreadable"),
        ("5.", "USD", "unreadable"),
        (".5", "USD", "unreadable"),
        ("1e3", "USD", "unreadable"),
        ("1,000.00", "USD", "unreadable"),
        ("5 5", "USD", "unreadable"),
        ("NaN", "USD", "unreadable"),
        ("²", "USD", "unreadable"),
        ("1,234", "JOD", "unreadable"),
        ("5.001", "USD", "too_precise"),
        ("1,000", "USD", "too_precise"),
        ("5.0", "JPY", "too_precise"),
        ("1.2345", "KWD", "too_precise"),
        ("100000.01", "USD", "too_large"),
        ("1000000000000", "USD", "too_large"),
        ("9" * 5000, "USD", "too_large"),
    ],
)
def test_parse_refuses_everything_else(typed, currency, code):
    with pytest.raises(ValidationError) as refused:
        money.parse(typed, currency)

    assert refused.value.code == code
    assert "%(" not in refused.value.messages[0]


@given(currencies, st.integers(0, 10**8))
def test_what_is_written_reads_back_exactly(currency, minor):
    minor = min(minor, money.largest_minor(currency))

    written = str(money.to_decimal(minor, currency))

    assert money.parse(written, currency) == minor
    assert money.to_minor(Decimal(written), currency) == minor


@given(currencies, st.text(max_size=12))
def test_parse_gives_minor_units_or_refuses(currency, typed):
    try:
        minor = money.parse(typed, currency)
    except ValidationError:
        return

    assert 0 <= minor <= money.largest_minor(currency)


@given(currencies, st.integers(1, 10**8), st.sampled_from(["ar", "en"]))
def test_shown_amount_keeps_every_digit(currency, minor, language):
    text = money.shown(minor, currency, language)

    digits = re.sub(r"[^0-9]", "", text)
    assert digits.lstrip("0") == str(minor)


@pytest.mark.parametrize(
    ("minor", "currency", "language", "text"),
    [
        (500, "USD", "en", "$5"),
        (550, "USD", "en", "$5.50"),
        (5, "JPY", "en", "¥5"),
        (100_000, "USD", "en", "$1,000"),
        (500, "USD", "ar", "\u200f5\u00a0\u2066US$\u2069"),
    ],
)
def test_short_amount_leaves_out_empty_decimals(minor, currency, language, text):
    assert money.shown(minor, currency, language, short=True) == text


def test_large_amount_in_a_sentence_is_written_in_thousands():
    assert money.isolated(10_000_000, "USD") == "\u2066100,000.00 USD\u2069"


@pytest.mark.parametrize("currency", ["USD", "EUR", "SAR"])
def test_minus_stands_before_its_number_in_arabic(currency):
    assert "\u200e-0.14" in money.shown(-14, currency, "ar")


def test_amount_on_a_page_is_isolated():
    assert money.as_html(550, "USD", "en") == "<bdi>$5.50</bdi>"


@pytest.mark.parametrize(("language", "expected"), [("ar", "١٬٢٣٤٫٥٠"), ("en", "$1,234.50")])
def test_amounts_have_the_digits_of_the_house(settings, language, expected):
    settings.NEWSROOM_DIGITS = "arabic"

    assert expected in money.shown(123450, "USD", language)
