"""Rows below a form that an editor puts in order: by dragging, or with the buttons "up" and "down"."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from articles.admin.bilingual import BilingualFields
from newsroom.choosing import SearchedFields


class OrderedRow(forms.ModelForm):
    """A row whose place in the order is kept by a script, in a hidden field."""

    def has_changed(self) -> bool:
        """Take a new row that has nothing but a place for an empty one."""
        if self.instance.pk is None:
            return bool(set(self.changed_data) - {"position"})
        return super().has_changed()


class OrderedInline(SearchedFields, BilingualFields, admin.StackedInline):
    """Rows in the order of print."""

    form = OrderedRow
    extra = 0
    template = "admin/articles/ordered_inline.html"

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Hide the place in the order: it is what the order on the screen says."""
        if db_field.name == "position":
            kwargs["widget"] = forms.HiddenInput(attrs={"data-position": ""})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
