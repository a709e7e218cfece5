"""Money: whole minor units and an ISO 4217 currency, read from what people type and shown as they write it.

Promise: no binary fraction ever touches an amount. The exponent of each currency (how many decimals it has) comes
from the one table below; nothing here or elsewhere assumes two.
"""

import re
from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, get_currency_symbol
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.arabic import figure, latin_digits

# ISO 4217, "Minor unit" column.
EXPONENTS = {
    "USD": 2,
    "EUR": 2,
    "GBP": 2,
    "SEK": 2,
    "TRY": 2,
    "SAR": 2,
    "AED": 2,
    "JPY": 0,
    "JOD": 3,
    "KWD": 3,
}
CURRENCY_NAMES = {
    "USD": gettext_lazy("US dollar"),
    "EUR": gettext_lazy("euro"),
    "GBP": gettext_lazy("pound sterling"),
    "SEK": gettext_lazy("Swedish krona"),
    "TRY": gettext_lazy("Turkish lira"),
    "SAR": gettext_lazy("Saudi riyal"),
    "AED": gettext_lazy("UAE dirham"),
    "JPY": gettext_lazy("Japanese yen"),
    "JOD": gettext_lazy("Jordanian dinar"),
    "KWD": gettext_lazy("Kuwaiti dinar"),
}
LARGEST_GIFT = Decimal(100_000)  # whole units; larger gifts are agreed with a person, not typed into a form
LARGEST_GOAL = Decimal(1_000_000_000)

_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u00a0\u202f"))
_AMOUNT = re.compile(r"([0-9]+)(?:([.,٫])([0-9]+))?")


def to_minor(amount: Decimal, currency: str) -> int:
    """Count an exact amount in minor units; raise ValueError where the currency has no such fraction."""
    shifted = amount.scaleb(EXPONENTS[currency])
    if shifted != shifted.to_integral_value():
        raise ValueError(f"{currency} has {EXPONENTS[currency]} decimals")
    return int(shifted)


def to_decimal(minor: int, currency: str) -> Decimal:
    """Write minor units as an exact amount with all the decimals of its currency."""
    return Decimal(minor).scaleb(-EXPONENTS[currency])


def largest_minor(currency: str) -> int:
    """Give the largest gift that the form takes, in minor units."""
    return to_minor(LARGEST_GIFT, currency)


def parse(typed: str, currency: str, *, largest: Decimal = LARGEST_GIFT) -> int:
    """Read an amount as people type it ("5", "5.00", "5,50", "٥٫٥٠") into minor units.

    Raises ValidationError with a message in the active language. A comma is refused where a currency has three
    decimals: "1,500" dinars could mean two very different gifts.
    """
    text = latin_digits(typed.translate(_INVISIBLE)).strip()
    if not text:
        raise ValidationError(_("Enter an amount."), code="required")
    match = _AMOUNT.fullmatch(text)
    exponent = EXPONENTS[currency]
    if match is None or (match[2] == "," and exponent == 3):
        raise ValidationError(
            _("Enter the amount in digits, for example %(example)s."),
            code="unreadable",
            params={"example": to_decimal(to_minor(Decimal(5), currency), currency)},
        )
    whole, fraction = match[1], match[3] or ""
    if len(fraction) > exponent:
        raise ValidationError(_too_precise(exponent), code="too_precise", params={"currency": currency})
    if len(whole.lstrip("0")) > len(str(largest)):  # before counting: digits without end are not worth reading
        raise too_large(currency, largest)
    minor = to_minor(Decimal(f"{whole}.{fraction or 0}"), currency)
    if minor > to_minor(largest, currency):
        raise too_large(currency, largest)
    return minor


def too_large(currency: str, largest: Decimal = LARGEST_GIFT) -> ValidationError:
    """Say that an amount is more than a form takes."""
    if largest != LARGEST_GIFT:
        most = isolated(to_minor(largest, currency), currency)
        return ValidationError(_("Enter %(largest)s at most."), code="too_large", params={"largest": most})
    return ValidationError(
        _("The form takes gifts up to %(largest)s. Please write to us about a larger one."),
        code="too_large",
        params={"largest": isolated(largest_minor(currency), currency)},
    )


def too_small(least: int, currency: str) -> ValidationError:
    """Say that an amount is below the least gift."""
    return ValidationError(
        _("The smallest gift is %(least)s."), code="too_small", params={"least": isolated(least, currency)}
    )


def shown(minor: int, currency: str, language: str, *, short: bool = False) -> str:
    """Write an amount as readers of a language do; `short` leaves out decimals that are all zero."""
    amount = to_decimal(minor, currency)
    locale = Locale.parse(language)
    if short and amount == amount.to_integral_value():
        pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0")
        text = format_currency(amount, currency, pattern, locale, currency_digits=False)
    else:
        text = format_currency(amount, currency, locale=locale)
    if language == "ar":
        text = text.replace("-", "\u200e-")  # as CLDR has it; else a fee of 0.14 reads "0.14-"
    text = figure(text, language=language)
    symbol = get_currency_symbol(currency, locale)
    # Without isolation "US$" at the end of an Arabic line turns into "$US".
    return text.replace(symbol, f"\u2066{symbol}\u2069") if language == "ar" and symbol.endswith("$") else text


def in_words(minor: int, currency: str, language: str) -> str:
    """Write an amount with its currency by name, for somebody who is to be sure of it: "1,250.00 US dollars"."""
    amount = to_decimal(minor, currency)
    return figure(format_currency(amount, currency, locale=language, format_type="name"), language=language)


def isolated(minor: int, currency: str) -> str:
    """Write an amount with its ISO code for a sentence of either direction: "1,250.00 USD", isolated."""
    return f"\u2066{to_decimal(minor, currency):,} {currency}\u2069"


def as_html(minor: int, currency: str, language: str, *, short: bool = False) -> SafeString:
    """Write an amount for a page, isolated from the direction of the text around it."""
    return format_html("<bdi>{}</bdi>", shown(minor, currency, language, short=short))


def _too_precise(exponent: int) -> str:
    if exponent == 0:
        return _("%(currency)s has no decimals: enter a whole amount.")
    if exponent == 2:
        return _("%(currency)s has two decimals at most.")
    return _("%(currency)s has three decimals at most.")
