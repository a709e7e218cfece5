"""Digits in the house style, and read back."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from newsroom import arabic

house_writes_arabic_digits = override_settings(NEWSROOM_DIGITS="arabic")


@given(st.text(alphabet="0123456789 .:-,أبab"))
def test_digits_survive_the_round_trip(text):
    with house_writes_arabic_digits:
        written = arabic.digits(text, language="ar")

    assert arabic.latin_digits(written) == text
    assert not set(written) & set("0123456789")


@given(st.integers(min_value=0))
def test_every_number_survives_the_round_trip(number):
    with house_writes_arabic_digits:
        assert int(arabic.digits(str(number), language="ar")) == number


@given(st.text())
def test_english_and_latin_digits_stay_as_they_are(text):
    assert arabic.digits(text, language="ar") == text

    with house_writes_arabic_digits:
        assert arabic.digits(text, language="en") == text
        assert arabic.figure(text, language="en") == text


@pytest.mark.parametrize(
    ("number", "expected"),
    [("1,234.50", "١٬٢٣٤٫٥٠"), ("5.", "٥."), ("v1", "v١"), ("", "")],
)
def test_a_figure_has_the_separators_of_its_digits(number, expected):
    with house_writes_arabic_digits:
        assert arabic.figure(number, language="ar") == expected


def test_persian_digits_are_read_too():
    assert arabic.latin_digits("۱۴۰۴ و ٢٠٢٦") == "1404 و 2026"
