"""Days, times and months as the newsroom writes them, in both languages.

Arabic readers quarrel over يناير and كانون الثاني, so the house chooses: NEWSROOM_MONTHS is "levantine",
"international" or "both" (كانون الثاني/يناير).
"""

from datetime import datetime
from functools import cache

from babel import Locale
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
