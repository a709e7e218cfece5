"""Arabic beside English: fields that know their language and direction, and the rows that pair them."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest

from articles.admin.photo_choice import PhotoChoice
from articles.models import Photo
from newsroom.identity import DIRECTION, LANGUAGES

# How many lines a field of several lines shows before it is pulled larger.
LINES = {"standfirst": 3, "body": 20, "description": 3, "bio": 4}
FEW_LINES = 2


def without_side_doors(field: forms.Field | None, *, keep_add: bool = False) -> forms.Field | None:
    """Take the icons away that lead from a choice to other forms; adding may stay."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_add_related = field.widget.can_add_related and keep_add
        field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
    return field


def pair(field: str) -> tuple[str, ...]:
    """Name both languages of a field as one row of a form, Arabic first."""
    return tuple(f"{field}_{language}" for language in LANGUAGES)


class BilingualFields:
    """For an admin class: each translated field is typed, read out and spell-checked in its own language.

    A photo is chosen in the photo library's own window.
    """

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Say the language and direction of a field on its widget."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and db_field.related_model is Photo and not db_field.many_to_many:
            field.widget = PhotoChoice()
        language = getattr(db_field, "language", None)
        if field is not None and language:
            field.widget.attrs |= {"lang": language, "dir": DIRECTION[language], "spellcheck": "true"}
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = LINES.get(db_field.name.removesuffix(f"_{language}"), FEW_LINES)
        return field
