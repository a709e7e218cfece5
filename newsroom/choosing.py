"""Rows that are chosen by searching; what a browser sends in place of a number is told to be none."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import ForeignKey, ManyToManyField
from django.http import HttpRequest

from newsroom.row_numbers import row_number


class _OnlyNumbers:
    """A widget that asks the database for the names of numbers alone: Django's own asks for whatever was sent."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Show what can be a row; the form's own error names what cannot."""
        return super().optgroups(name, [each for each in value if row_number(each)], attr)  # type: ignore[misc]


class SearchedRow(_OnlyNumbers, AutocompleteSelect):
    """One row, found by its name."""


class SearchedRows(_OnlyNumbers, AutocompleteSelectMultiple):
    """Rows, found by their names."""


class SearchedFields:
    """For an admin class with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Choose one row by searching."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SearchedRow(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: ManyToManyField, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Choose several rows by searching."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", SearchedRows(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
