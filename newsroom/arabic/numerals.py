"""Digits as the house writes them: NEWSROOM_DIGITS is "latin" (2026) or "arabic" (٢٠٢٦)."""

from django.conf import settings

DIGIT_STYLES = ("latin", "arabic")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def digits(text: str, *, language: str) -> str:
    """Write the digits of a text as the house writes them in this language."""
    if language == "ar" and settings.NEWSROOM_DIGITS == "arabic":
        return text.translate(_ARABIC_DIGITS)
    return text
