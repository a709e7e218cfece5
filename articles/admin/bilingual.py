"""Arabic beside English: fields that know their language and direction, and the rows that pair them."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest

from newsroom.identity import DIRECTION, LANGUAGES

WIDTHS = {"CharField": "vTextField", "TextField": "vLargeTextField"}


def pair(field: str) -> tuple[str, ...]:
    """Name both languages of a field as one row of a form, Arabic first."""
    return tuple(f"{field}_{language}" for language in LANGUAGES)


class BilingualFields:
    """For an admin class: each translated field is typed, read out and spell-checked in its own language."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Say the language and direction of a field on its widget."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        language = getattr(db_field, "language", None)
        if field is not None and language:
            field.widget.attrs |= {"lang": language, "dir": DIRECTION[language], "spellcheck": "true"}
        return field
