"""The desk's page for names and their spellings, which search reads as one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import names
from articles.admin.searching import WithoutNul
from articles.models import Name
from newsroom.identity import DIRECTION, LANGUAGES

SHOWN = 8  # other spellings in the list


@admin.register(Name)
class NameAdmin(WithoutNul, admin.ModelAdmin):
    """Names of people, places and groups."""

    list_display = ["arabic", "english", "kind", "others"]
    list_display_links = ["arabic", "english"]
    list_filter = ["kind"]
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 100
    search_fields = ["spelling_ar", "spelling_en", "variants"]
    search_help_text = _("Any spelling of the name, in either language.")
    fieldsets = [(None, {"fields": ["kind", ("spelling_ar", "spelling_en"), "variants"]})]

    @admin.display(description=_("Arabic"), ordering="spelling_ar")
    def arabic(self, name: Name) -> str:
        """Show the house spelling in Arabic."""
        return _spelled(name, "ar")

    @admin.display(description=_("English"), ordering="spelling_en")
    def english(self, name: Name) -> str:
        """Show the house spelling in English."""
        return _spelled(name, "en")

    @admin.display(description=_("Other spellings"))
    def others(self, name: Name) -> SafeString:
        """Show the first other spellings, each in its own direction."""
        lines = name.variants.splitlines()
        shown = format_html_join(" · ", "<bdi>{}</bdi>", ((line,) for line in lines[:SHOWN]))
        return format_html("{} …", shown) if len(lines) > SHOWN else shown

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Say the language and direction of each spelling."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for language in LANGUAGES:
            if field is not None and db_field.name == f"spelling_{language}":
                field.widget.attrs |= {"lang": language, "dir": DIRECTION[language], "autocomplete": "off"}
        if field is not None and db_field.name == "variants":
            field.widget.attrs |= {"rows": 6, "dir": "auto"}
        return field

    def save_model(self, request: HttpRequest, obj: Name, form: forms.ModelForm, change: bool) -> None:
        """Write the name and renew the pages of results."""
        names.save(obj)

    def delete_model(self, request: HttpRequest, obj: Name) -> None:
        """Remove the name and renew the pages of results."""
        names.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Remove the chosen names, all or none."""
        with transaction.atomic():
            for name in queryset:
                names.delete(name)


def _spelled(name: Name, language: str) -> str:
    text = name.spelling(language)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, DIRECTION[language], text) if text else "—"
