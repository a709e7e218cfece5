"""The way to the lite edition of the page that is being made."""

from django import template
from django.template.context import Context

from newsroom import lite

register = template.Library()


@register.simple_tag(takes_context=True)
def lite_address(context: Context) -> str:
    """Give this page's address in the lite edition."""
    return lite.address(context["request"].get_full_path())
