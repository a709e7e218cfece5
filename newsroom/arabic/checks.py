"""The settings of the house style, looked at before the newsroom starts: a slip of the pen is named."""

import unicodedata
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from newsroom.arabic.dates import MONTH_STYLES
from newsroom.arabic.numerals import DIGIT_STYLES
from newsroom.arabic.week import FIRST_DAYS

LONGEST_LABEL = 40


@register
def house_style_is_known(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Refuse a style that the house does not have, and a label that would break the line it stands in."""
    labels = settings.NEWSROOM_ZONE_LABEL
    found = [
        _one_of("E020", "NEWSROOM_MONTHS", MONTH_STYLES),
        _one_of("E021", "NEWSROOM_DIGITS", DIGIT_STYLES),
        _one_of("E022", "NEWSROOM_FIRST_DAY", FIRST_DAYS),
        *(_one_line("E023", f"NEWSROOM_ZONE_LABEL_{language.upper()}", labels[language]) for language in labels),
    ]
    return [message for message in found if message]


def _one_of(number: str, name: str, known: Collection[str]) -> Error | None:
    value = getattr(settings, name)
    if value in known:
        return None
    hint = f"It is one of: {', '.join(known)}."
    return Error(f"{name} is {value!r}, which is no style of the house.", hint=hint, id=f"newsroom.{number}")


def _one_line(number: str, name: str, value: str) -> Error | None:
    is_plain = not any(unicodedata.category(character).startswith("C") for character in value)
    if is_plain and value == value.strip() and len(value) <= LONGEST_LABEL:
        return None
    told = f"{name} is no short label: {value!r}."
    hint = f"Give at most {LONGEST_LABEL} letters on one line, such as “Damascus time”, or leave it empty."
    return Error(told, hint=hint, id=f"newsroom.{number}")
