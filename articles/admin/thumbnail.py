"""A photo, small, in a list of the desk."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles.models import Photo
from articles.pictures import thumbnail_url


def thumbnail(photo: Photo | None) -> str:
    """Show a photo in a list's row, or an empty frame of the same size."""
    if photo is None:
        return mark_safe('<span class="no-photo"></span>')  # fixed words
    return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', thumbnail_url(photo))
