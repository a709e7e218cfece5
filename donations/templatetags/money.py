"""Amounts in templates."""

from django import template
from django.utils.safestring import SafeString

from donations.money import as_html
from newsroom.identity import language

register = template.Library()


@register.simple_tag
def money(minor: int, currency: str) -> SafeString:
    """Write an amount in the page's language: `{% money gift.amount_minor gift.currency %}`."""
    return as_html(minor, currency, language())
