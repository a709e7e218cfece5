"""What the desk's pages for sections, topics and contributors share."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import places
from articles.admin.bilingual import BilingualFields, pair
from articles.admin.searching import WithoutNul
from articles.cleaning import slug_from
from articles.models.addresses import words
from newsroom.identity import DIRECTION, LANGUAGES


class PlaceForm(forms.ModelForm):
    """A name and an address in each language."""

    def clean(self) -> dict[str, Any]:
        """Ask for a name, make the missing addresses, and tell in which language one is taken."""
        cleaned = super().clean() or self.cleaned_data
        names = {language: cleaned.get(f"name_{language}") for language in LANGUAGES}
        if not any(names.values()) and not {f"name_{language}" for language in LANGUAGES} & set(self.errors):
            self.add_error(None, _("Give it a name in at least one language."))
        for language, name in names.items():
            field = f"slug_{language}"
            if name and not cleaned.get(field) and field not in self.errors:
                cleaned[field] = slug_from(name)
            if cleaned.get(field):
                self._check_taken(field, cleaned[field])
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        for language in LANGUAGES:
            if places.needs_name(self.instance, language):
                self.add_error(f"name_{language}", places.NEEDS_NAME)

    def validate_constraints(self) -> None:
        """Leave double addresses to `clean`, which names the language."""

    def _check_taken(self, field: str, slug: str) -> None:
        rows = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        other = rows.filter(**{field: slug}).first()
        if other is not None:
            told = _("“%(other)s” has this address already. Choose another.")
            self.add_error(field, ValidationError(told, params={"other": str(other)}))


class PlaceAdmin(WithoutNul, BilingualFields, admin.ModelAdmin):
    """Rows that stories are listed under, written in both languages side by side."""

    form = PlaceForm
    change_form_template = "admin/articles/place_form.html"
    prepopulated_fields = {"slug_ar": ("name_ar",), "slug_en": ("name_en",)}
    search_fields = pair("name")
    list_per_page = 100

    @admin.display(description=gettext_lazy("Arabic"), ordering="name_ar")
    def arabic(self, place: places.Place) -> str:
        """Show the Arabic name."""
        return _name(place, "ar")

    @admin.display(description=gettext_lazy("English"), ordering="name_en")
    def english(self, place: places.Place) -> str:
        """Show the English name."""
        return _name(place, "en")

    def save_model(self, request: HttpRequest, obj: places.Place, form: PlaceForm, change: bool) -> None:
        """Write the row and renew the pages that name it."""
        places.save(obj)

    def delete_model(self, request: HttpRequest, obj: places.Place) -> None:
        """Remove the row and renew the pages that named it."""
        places.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Remove the chosen rows, all or none."""
        with transaction.atomic():
            for place in queryset:
                places.delete(place)


def _name(place: places.Place, language: str) -> str:
    name = words(place, "name", language)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, DIRECTION[language], name) if name else "—"
