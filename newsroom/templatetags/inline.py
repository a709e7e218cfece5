"""Write a stylesheet or script into the page, byte for byte as the Content-Security-Policy names it."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from newsroom import inline

register = template.Library()


@register.simple_tag
def inline_style(name: str) -> SafeString:
    """Write one bundle of CSS and the dark palette, in that order: `{% inline_style "article" %}`."""
    return mark_safe(  # noqa: S308 - our own files
        f"<style>{inline.style(name)}</style>"
        '<style media="(prefers-color-scheme: dark)" data-scheme="dark">'
        f"{inline.style('dark')}</style>"
    )


@register.simple_tag
def inline_script(name: str) -> SafeString:
    """Write one script: `{% inline_script "reading" %}`."""
    return mark_safe(f"<script>{inline.script(name)}</script>")  # noqa: S308 - our own file
