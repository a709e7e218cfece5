"""Days, times and months as the newsroom writes them, in both languages.

Arabic readers quarrel over يناير and كانون الثاني, so the house chooses: NEWSROOM_MONTHS is "levantine",
"international" or "both" (كانون الثاني/يناير). What readers get is always absolute: a page is kept by caches, on
paper and in pictures of screens, where "3 hours ago" soon is a lie. `ago` is for the desk, beside the date.
"""

from datetime import datetime
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_timedelta, get_timezone_location
from django.conf import settings
from django.utils import timezone

from newsroom.arabic.numerals import digits

MONTH_STYLES = ("levantine", "international", "both")


def date(moment: datetime, *, language: str) -> str:
    """Write a day in the newsroom's own time zone: "9 January 2026", "9 كانون الثاني 2026"."""
    day = timezone.localtime(moment)
    return digits(f"{day.day} {month(day.month, language=language)} {day.year}", language=language)


def clock(moment: datetime, *, language: str) -> str:
    """Write the time of day in the newsroom's own time zone: "07:05"."""
    return digits(f"{timezone.localtime(moment):%H:%M}", language=language)


def zone(*, language: str) -> str:
    """Name the newsroom's clock as it follows a time of day: "Damascus time", "بتوقيت دمشق"."""
    if own := settings.NEWSROOM_ZONE_LABEL[language]:
        return own
    city = get_timezone_location(timezone.get_default_timezone(), locale=language, return_city=True)
    return f"بتوقيت {city}" if language == "ar" else f"{city} time"


def ago(moment: datetime, *, language: str) -> str:
    """Say how long ago a moment was, or how far off it is, in whole minutes, hours or days: "قبل ساعتين"."""
    away = moment - timezone.now()
    granularity: Literal["minute", "hour"] = "minute" if abs(away.total_seconds()) < 3600 else "hour"
    told = format_timedelta(away, granularity=granularity, threshold=1, add_direction=True, locale=language)
    return digits(told, language=language)


def month(number: int, *, language: str) -> str:
    """Name a month (1 to 12) in the house style."""
    if language != "ar":
        return _months("en")[number]
    style = settings.NEWSROOM_MONTHS
    if style == "both":
        return f"{_months('ar_SY')[number]}/{_months('ar')[number]}"
    return _months("ar" if style == "international" else "ar_SY")[number]


@cache
def _months(locale: str) -> dict[int, str]:
    return dict(Locale.parse(locale).months["format"]["wide"])
