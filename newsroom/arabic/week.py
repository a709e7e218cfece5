"""The week as the newsroom lives it: NEWSROOM_FIRST_DAY is "sunday", "saturday" or "monday"."""

from calendar import Calendar

from babel.dates import get_day_names
from django.conf import settings

FIRST_DAYS = {"monday": 0, "saturday": 5, "sunday": 6}


def weeks() -> Calendar:
    """Give the calendar whose weeks begin on the newsroom's first day."""
    return Calendar(FIRST_DAYS[settings.NEWSROOM_FIRST_DAY])


def weekday(number: int, *, language: str) -> str:
    """Name a day of the week, counted from Monday as 0."""
    return get_day_names("wide", locale=language)[number]


def first_day_for_django() -> int:
    """Count the first day of the week from Sunday as 0, as Django's calendars do."""
    return (FIRST_DAYS[settings.NEWSROOM_FIRST_DAY] + 1) % 7
