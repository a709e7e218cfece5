"""Digits as the house writes them: NEWSROOM_DIGITS is "latin" (2026) or "arabic" (٢٠٢٦)."""

import re

from django.conf import settings

DIGIT_STYLES = ("latin", "arabic")

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_BETWEEN_DIGITS = re.compile("(?<=[0-9])[.,](?=[0-9])")
_SEPARATORS = {".": "٫", ",": "٬"}


def digits(text: str, *, language: str) -> str:
    """Write the digits of a text as the house writes them in this language."""
    return text.translate(_ARABIC_DIGITS) if _are_arabic(language) else text


def figure(text: str, *, language: str) -> str:
    """Write a number with its thousands and decimals, "1,234.50", as the house does: "١٬٢٣٤٫٥٠"."""
    if not _are_arabic(language):
        return text
    return _BETWEEN_DIGITS.sub(lambda match: _SEPARATORS[match[0]], text).translate(_ARABIC_DIGITS)


def latin_digits(text: str) -> str:
    """Read Arabic and Persian digits as Latin ones: people type a number as their keyboard has it."""
    return text.translate(_LATIN_DIGITS)


def _are_arabic(language: str) -> bool:
    return language == "ar" and settings.NEWSROOM_DIGITS == "arabic"
