"""Dates and digits in the house style."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

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


def test_zone_is_named_by_its_city(settings):
    settings.TIME_ZONE = "Asia/Damascus"

    assert arabic.zone(language="ar") == "بتوقيت دمشق"
    assert arabic.zone(language="en") == "Damascus time"


def test_zone_is_named_as_the_house_names_it(settings):
    settings.NEWSROOM_ZONE_LABEL = {"ar": "بتوقيت سوريا", "en": "Syrian time"}

    assert arabic.zone(language="ar") == "بتوقيت سوريا"
    assert arabic.zone(language="en") == "Syrian time"


@pytest.mark.parametrize(
    ("before", "arabic_words", "english_words"),
    [
        (timedelta(seconds=20), "قبل دقيقة واحدة", "1 minute ago"),
        (timedelta(minutes=2), "قبل دقيقتين", "2 minutes ago"),
        (timedelta(minutes=59), "قبل 59 دقيقة", "59 minutes ago"),
        (timedelta(hours=3), "قبل 3 ساعات", "3 hours ago"),
        (timedelta(hours=11), "قبل 11 ساعة", "11 hours ago"),
        (timedelta(days=1), "قبل يوم واحد", "1 day ago"),
        (timedelta(days=-2), "خلال يومين", "in 2 days"),
    ],
)
def test_ago_counts_in_all_plural_forms(before, arabic_words, english_words):
    with time_machine.travel(MOMENT, tick=False):
        told = [arabic.ago(MOMENT - before, language=language) for language in ("ar", "en")]

    assert told == [arabic_words, english_words]
