"""What the paper's two languages need beyond gettext: dates, digits and months in the house style."""

from newsroom.arabic.dates import MONTH_STYLES, clock, date, month
from newsroom.arabic.numerals import DIGIT_STYLES, digits

__all__ = ["DIGIT_STYLES", "MONTH_STYLES", "clock", "date", "digits", "month"]
