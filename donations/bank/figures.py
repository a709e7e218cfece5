"""Dates and amounts as banks write them, in the digits, order and signs of many countries."""

import re
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.bank.flaws import BadCell, Wrong
from newsroom.arabic import latin_digits
from newsroom.arabic.folding import fold


class DateOrder(models.TextChoices):
    """In which order a bank writes its dates; a year of four digits in front is always read as one."""

    DAY_FIRST = "dmy", _("day, month, year")
    MONTH_FIRST = "mdy", _("month, day, year")
    YEAR_FIRST = "ymd", _("year, month, day")


class DecimalSign(models.TextChoices):
    """What stands before the cents."""

    POINT = ".", _("a point: 1,234.50")
    COMMA = ",", _("a comma: 1.234,50")


LONGEST_NUMBER = 15
_UNSEEN = re.compile("[\u200e\u200f\u061c\u2066-\u2069\ufeff]")
_MONTHS = {
    1: "jan january januar janvier ocak كانون_الثاني يناير",
    2: "feb february februar fevrier subat شباط فبراير",
    3: "mar march mär märz mars mart آذار مارس",
    4: "apr april avril nisan نيسان أبريل",
    5: "may mai maj mayis أيار مايو",
    6: "jun june juni juin haziran حزيران يونيو",
    7: "jul july juli juillet temmuz تموز يوليو",
    8: "aug august aout augusti agustos آب أغسطس",
    9: "sep sept september septembre eylul أيلول سبتمبر",
    10: "oct october okt oktober octobre ekim تشرين_الأول أكتوبر",
    11: "nov november novembre kasim تشرين_الثاني نوفمبر",
    12: "dec december dez dezember decembre aralik كانون_الأول ديسمبر",
}
_MONTH_OF = {fold(name.replace("_", " ")): number for number, names in _MONTHS.items() for name in names.split()}
_PIECES = re.compile(r"(\d{1,4})\s*[./\-،,\s]\s*(\d{1,2}|[^\W\d_]+(?: [^\W\d_]+)?)\.?\s*[./\-،,\s]\s*(\d{1,4})(?!\d)")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_ENGLISH = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)")

_IN = ["+", "c", "cr", "crdt", "credit", "h", "haben", "in", "k", "alacak", "دائن", "إيداع", "وارد"]
_OUT = ["-", "d", "dr", "dbit", "db", "debit", "s", "soll", "out", "a", "borç", "مدين", "سحب", "صادر"]
_DIRECTION = {fold(word): way for way, words in ((1, _IN), (-1, _OUT)) for word in words}
_SUFFIX = re.compile(r"\s*(?<![A-Za-z])(CR|DR|C|D|H|S)$", re.IGNORECASE)
_NUMBER = {
    sign: re.compile(
        rf"(?P<whole>\d+|\d{{1,3}}(?P<group>[{other} '’])\d{{3}}(?:(?P=group)\d{{3}})*)?(?:[{sign}](?P<part>\d+))?"
    )
    for sign, other in ((".", ","), (",", "."))
}


def read_date(cell: str, order: str) -> date:
    """Read a date, leaving a time after it alone; raise BadCell."""
    text = fold(latin_digits(_UNSEEN.sub("", cell))).strip()
    named = _ENGLISH.match(text)
    found = _EIGHT.match(text) or _PIECES.match(text)
    if named:
        first, second, third, order = named[2], named[1], named[3], DateOrder.DAY_FIRST
    elif found:
        first, second, third = found.groups()
    else:
        raise BadCell(Wrong.NO_DATE, cell)
    if len(first) == 4:
        order = DateOrder.YEAR_FIRST
    elif not second.isdigit():
        order = DateOrder.DAY_FIRST
    year, month, day = {
        DateOrder.DAY_FIRST: (third, second, first),
        DateOrder.MONTH_FIRST: (third, first, second),
        DateOrder.YEAR_FIRST: (first, second, third),
    }[DateOrder(order)]
    try:
        return date(_year(year), _month(month), int(day))
    except (ValueError, KeyError) as error:
        raise BadCell(Wrong.NO_DATE, cell) from error


def reads(cell: str, order: str) -> bool:
    """Say whether a cell is a date in this order."""
    try:
        read_date(cell, order)
    except BadCell:
        return False
    return True


def _year(text: str) -> int:
    year = 2000 + int(text) if len(text) == 2 else int(text)
    if not 2000 <= year < 2100:
        raise ValueError("no year of a statement")
    return year


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_OF[text]


def read_amount(cell: str, currency: str, sign: str) -> int:
    """Read a signed amount into minor units; raise BadCell for what could mean two sums."""
    text = latin_digits(_UNSEEN.sub("", cell)).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-")
    text = text.replace("٬", "").replace("٫", sign).strip()
    for name in (currency, money.get_currency_symbol(currency, "en"), "€", "$", "£"):
        text = text.removeprefix(name).removesuffix(name).strip()
    suffix = _SUFFIX.search(text)
    is_out = suffix is not None and _DIRECTION[suffix[1].lower()] < 0
    text = text[: suffix.start()] if suffix else text
    text, is_negative = _without_sign(text)
    if is_negative and suffix and not is_out:
        raise BadCell(Wrong.NO_AMOUNT, cell)  # a minus and a word for "in" contradict each other
    match = _NUMBER[sign].fullmatch(text)
    if match is None or not (match["whole"] or match["part"]) or len(text) > LONGEST_NUMBER:
        raise BadCell(Wrong.NO_AMOUNT, cell)
    whole = re.sub(r"\D", "", match["whole"] or "0")
    try:
        minor = money.to_minor(Decimal(f"{whole}.{match['part'] or 0}"), currency)
    except ValueError as error:
        raise BadCell(Wrong.NO_AMOUNT, cell) from error
    return -minor if is_negative or is_out else minor


def _without_sign(text: str) -> tuple[str, bool]:
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text[:1] in ("-", "+"):
        return text[1:].strip(), text[0] == "-"
    if text[-1:] in ("-", "+"):
        return text[:-1].strip(), text[-1] == "-"
    return text, False


def read_direction(cell: str) -> int:
    """Read whether money came in (1) or went out (-1); raise BadCell."""
    word = fold(cell).strip(" .")
    if word not in _DIRECTION:
        raise BadCell(Wrong.NO_DIRECTION, cell)
    return _DIRECTION[word]
