"""What the desk shows of a photo: its tile in the library, and the read-only parts of its form."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from articles import photos
from articles.admin.photo_badges import badges_of, caption_of
from articles.admin.photo_places import places_shown
from articles.models import Photo
from newsroom.identity import language


class Library(ChangeList):
    """One page of the library."""

    def get_results(self, request: HttpRequest) -> None:
        """Ask once, for all photos of the page, which of them are in use."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        used = photos.used_among(self.result_list)
        for photo in self.result_list:
            photo.is_used = photo.pk in used


class PhotoShown:
    """For the photos' admin class: the tile and the read-only fields."""

    @admin.display(description=gettext_lazy("photo"))
    def tile(self, photo: Photo) -> SafeString:
        """Show the card's crop, the caption the editor can read, the credit, and what is to be known."""
        context = {
            "photo": photo,
            "language": language(),
            "caption": caption_of(photo, language()),
            "badges": badges_of(photo, is_used=vars(photo)["is_used"]),
        }
        return mark_safe(render_to_string("admin/articles/photo/_tile.html", context))  # noqa: S308 - our template

    @admin.display(description=gettext_lazy("focal point"))
    def focal_picture(self, photo: Photo) -> SafeString:
        """Show the picture to be clicked on, beside the two crops that the focal point decides."""
        return mark_safe(render_to_string("admin/articles/photo/_focal.html", {"photo": photo}))  # noqa: S308 - our template

    @admin.display(description=gettext_lazy("used in"))
    def used_in(self, photo: Photo) -> SafeString:
        """List the stories and contributors that show it."""
        context: dict[str, Any] = {"places": places_shown(photos.places_of([photo])[photo.pk])}
        return mark_safe(render_to_string("admin/articles/photo/_places.html", context))  # noqa: S308 - our template

    @admin.display(description=gettext_lazy("size in pixels"))
    def measures(self, photo: Photo) -> SafeString:
        """Say width and height."""
        return format_html('<bdi dir="ltr">{} × {}</bdi>', photo.width, photo.height)


def link_to(place: models.Model) -> SafeString:
    """Link to a story or a contributor in the desk."""
    url = reverse(f"admin:{place._meta.app_label}_{place._meta.model_name}_change", args=[place.pk])
    return format_html('{}: <a href="{}"><bdi>{}</bdi></a>', capfirst(place._meta.verbose_name), url, place)
