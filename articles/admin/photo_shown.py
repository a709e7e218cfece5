"""What the desk shows of a photo: its tile in the library, and the read-only parts of its form."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from articles import photos
from articles.admin.photo_badges import badges_of, caption_of
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

    @admin.display(description=gettext_lazy("size in pixels"))
    def measures(self, photo: Photo) -> SafeString:
        """Say width and height."""
        return format_html('<bdi dir="ltr">{} × {}</bdi>', photo.width, photo.height)
