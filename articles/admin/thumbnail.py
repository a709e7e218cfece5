"""A photo, small, in a list of the desk."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles.models import Photo

HEIGHT = 54


def thumbnail(photo: Photo | None) -> str:
    """Show a photo at the height of a list's row; nothing where there is none."""
    if photo is None:
        return mark_safe('<span class="no-photo"></span>')  # noqa: S308 - our own words
    return format_html(
        '<img class="thumbnail" src="{}" width="{}" height="{}" alt="" loading="lazy">',
        photo.file.url,
        round(photo.width / photo.height * HEIGHT),
        HEIGHT,
    )
