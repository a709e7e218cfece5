"""Dates and digits in the house style."""

from datetime import UTC, datetime

import pytest

from newsroom import arabic

MOMENT = datetime(2026, 1, 9, 22, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("levantine", "10 كانون الثاني 2026"),
        ("international", "10 يناير 2026"),
        ("both", "10 كانون الثاني/يناير 2026"),
    ],
)
def test_date_names_the_month_as_the_house_does(settings, style, expected):
    settings.NEWSROOM_MONTHS = style

    assert arabic.date(MOMENT, language="ar") == expected


def test_date_and_clock_follow_the_newsrooms_zone():
    assert arabic.date(MOMENT, language="en") == "10 January 2026"
    assert arabic.clock(MOMENT, language="en") == "01:05"


def test_digits_are_arabic_only_where_the_house_wants_them(settings):
    settings.NEWSROOM_DIGITS = "arabic"

    assert arabic.clock(MOMENT, language="ar") == "٠١:٠٥"
    assert arabic.clock(MOMENT, language="en") == "01:05"
