"""What the guard's part of the form knows."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def guarded_ways() -> str:
    """Name the ways of paying that want a proof of work or a confirmation by mail."""
    return " ".join(settings.GUARD_WAYS)
