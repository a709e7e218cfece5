"""The week begins where the newsroom says, in its own calendar and in Django's."""

from datetime import date

import pytest
from django.utils import formats

from newsroom.arabic import week


@pytest.mark.parametrize(
    ("first_day", "first_in_june", "for_django"),
    [
        ("saturday", date(2026, 5, 30), 6),
        ("sunday", date(2026, 5, 31), 0),
        ("monday", date(2026, 6, 1), 1),
    ],
)
def test_weeks_begin_on_the_chosen_day(settings, first_day, first_in_june, for_django):
    settings.NEWSROOM_FIRST_DAY = first_day

    assert next(week.weeks().itermonthdates(2026, 6)) == first_in_june
    assert week.first_day_for_django() == for_django


def test_days_are_named_in_both_languages():
    assert [week.weekday(0, language="ar"), week.weekday(6, language="en")] == ["الاثنين", "Sunday"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_date_pickers_of_the_desk_begin_the_week_there(language):
    assert formats.get_format("FIRST_DAY_OF_WEEK", lang=language) == week.first_day_for_django()
