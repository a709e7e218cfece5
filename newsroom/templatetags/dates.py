"""Dates in the house style, for people and for machines."""

from datetime import UTC, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom import arabic

register = template.Library()

_COMMA = {"ar": "،", "en": ","}


@register.filter
def day(moment: datetime, language: str) -> SafeString:
    """Write a day: `{{ moment|day:"en" }}`."""
    return format_html('<time datetime="{}">{}</time>', machine(moment), arabic.date(moment, language=language))


@register.filter
def day_and_time(moment: datetime, language: str) -> SafeString:
    """Write a day with the time of day, whose numbers keep their order in Arabic."""
    return _time(moment, language)


@register.filter
def day_and_time_of_zone(moment: datetime, language: str) -> SafeString:
    """Write a day with the time of day and whose clock it is: once on a page, where the reader first meets a time."""
    return _time(moment, language, zone=f" {arabic.zone(language=language)}")


@register.filter
def plain_moment(moment: datetime, language: str) -> str:
    """Write the same for a mail, where no markup is possible."""
    return f"{plain_day_and_time(moment, language)} {arabic.zone(language=language)}"


def plain_day_and_time(moment: datetime, language: str) -> str:
    """Write a day with the time of day for a sentence that will be escaped, such as a message of the desk."""
    day, clock = arabic.date(moment, language=language), arabic.clock(moment, language=language)
    return f"{day}{_COMMA[language]} {arabic.isolated(clock)}"


@register.filter
def plain_day(moment: datetime, language: str) -> str:
    """Write a day for a mail."""
    return arabic.date(moment, language=language)


@register.filter
def ago(moment: datetime, language: str) -> str:
    """Say how long ago it was: for the desk only, beside the date, since nothing that is kept may say it."""
    return arabic.ago(moment, language=language)


@register.filter
def time_of_day(moment: datetime, language: str) -> str:
    """Write the time of day alone."""
    return arabic.clock(moment, language=language)


@register.filter
def machine(moment: datetime) -> str:
    """Write a moment for machines, in UTC to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def house_digits(number: int, language: str) -> str:
    """Write a number in the digits of the house, without thousands."""
    return arabic.digits(str(number), language=language)


def _time(moment: datetime, language: str, *, zone: str = "") -> SafeString:
    return format_html(
        '<time datetime="{}">{}{} <bdi>{}</bdi>{}</time>',
        machine(moment),
        arabic.date(moment, language=language),
        _COMMA[language],
        arabic.clock(moment, language=language),
        zone,
    )
