"""What the paper's two languages need beyond gettext: dates, digits, lists, plural forms and order on the line."""

from newsroom.arabic.dates import MONTH_STYLES, ago, clock, date, month, zone
from newsroom.arabic.isolation import bare, inserted, is_mixed, isolated, titled
from newsroom.arabic.lists import joined, joined_html
from newsroom.arabic.numerals import DIGIT_STYLES, digits, figure, latin_digits
from newsroom.arabic.runs import isolated_runs, mixed

__all__ = [
    "DIGIT_STYLES",
    "MONTH_STYLES",
    "ago",
    "bare",
    "clock",
    "date",
    "digits",
    "figure",
    "inserted",
    "is_mixed",
    "isolated",
    "isolated_runs",
    "joined",
    "joined_html",
    "latin_digits",
    "mixed",
    "month",
    "titled",
    "zone",
]
