"""What the desk shows of a photo: its place in the grid, and the read-only parts of its form."""

from django.contrib import admin
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photos, pictures
from articles.models import Photo
from newsroom.identity import DIRECTION, LANGUAGES


class PhotoShown:
    """For the photos' admin class: columns and read-only fields."""

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, photo: Photo) -> SafeString:
        """Show the card's crop."""
        return format_html(
            '<img class="photo-thumbnail" src="{}" width="240" height="160" alt="" loading="lazy">',
            pictures.thumbnail_url(photo),
        )

    @admin.display(description=gettext_lazy("caption and credit"))
    def described(self, photo: Photo) -> SafeString:
        """Show the words in both languages, and name the languages without a description."""
        names = {"ar": _("Arabic"), "en": _("English")}
        lacking = [names[code] for code in LANGUAGES if not photo.words("alt", code)]
        captions = format_html_join(
            "",
            '<span class="photo-caption" lang="{}" dir="{}">{}</span>',
            ((code, DIRECTION[code], text) for code in LANGUAGES if (text := photo.words("caption", code))),
        )
        missing = format_html_join(
            " ", '<span class="photo-lacks">{}</span>', ((_("No description: %s") % name,) for name in lacking)
        )
        return format_html('{}<span class="photo-credit"><bdi>{}</bdi></span>{}', captions, photo.credit, missing)

    @admin.display(description=gettext_lazy("focal point"))
    def focal_picture(self, photo: Photo) -> SafeString:
        """Show the picture to be clicked on, beside the two crops that the focal point decides."""
        return mark_safe(render_to_string("admin/articles/photo/_focal.html", {"photo": photo}))  # noqa: S308 - our template

    @admin.display(description=gettext_lazy("used by"))
    def used_by(self, photo: Photo) -> SafeString | str:
        """Link to the stories and contributors that show it."""
        places = photos.uses(photo)
        if not places:
            return _("Nothing yet.")
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((link_to(place),) for place in places))
        )

    @admin.display(description=gettext_lazy("size in pixels"))
    def measures(self, photo: Photo) -> SafeString:
        """Say width and height."""
        return format_html('<bdi dir="ltr">{} × {}</bdi>', photo.width, photo.height)


def link_to(place: models.Model) -> SafeString:
    """Link to a story or a contributor in the desk."""
    url = reverse(f"admin:{place._meta.app_label}_{place._meta.model_name}_change", args=[place.pk])
    return format_html('{}: <a href="{}"><bdi>{}</bdi></a>', capfirst(place._meta.verbose_name), url, place)
