"""A form field for one photo: its picture, and buttons to choose another or none."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles import pictures
from articles.admin.photo_badges import rights_warning
from articles.models import Photo
from newsroom.row_numbers import row_number


class PhotoChoice(forms.Widget):
    """Stands for a select of photos. The value is a photo's number in a hidden input; the picker fills it."""

    class Media:
        css = {"all": ["css/photo-desk.css"]}
        js = ["js/photo-choice.js"]

    def __init__(self, attrs: dict[str, Any] | None = None, *, language: str = "") -> None:
        """Show the picker the captions of one language; of the desk's own when none is named."""
        super().__init__(attrs)
        self.language = language

    def id_for_label(self, id_: str) -> str:
        """Lead a click on the label to the button."""
        return f"{id_}_choose" if id_ else id_

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Draw the chosen photo; a number that is no photo draws as none, and is kept for the form to complain of."""
        photo = Photo.objects.filter(pk=row_number(value) or 0).first()
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "value": value or "",
            "photo": photo,
            "warning": rights_warning(photo) if photo else "",
            "thumbnail": pictures.thumbnail_url(photo) if photo else "",
            "picker": reverse("admin:articles_photo_picker"),
            "language": self.language,
        }
        return mark_safe(render_to_string("admin/articles/photo/choice.html", context))  # noqa: S308 - our template
