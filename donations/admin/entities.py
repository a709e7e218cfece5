"""Legal entities on the desk: what finance writes here stands on yearly statements."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.bilingual import BilingualFields, pair
from articles.admin.searching import WithoutNul
from donations.models import LegalEntity
from donations.statements.sheet import signs
from newsroom import audit
from newsroom.staff import acting


class EntityForm(forms.ModelForm):
    """An entity has a name in at least one language, in signs that the statement's typeface has."""

    class Meta:
        model = LegalEntity
        exclude: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Refuse what could not be printed."""
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("name_ar") or cleaned.get("name_en")):
            self.add_error("name_ar", _("Write the name in at least one language."))
        for field, value in list(cleaned.items()):
            missing = set(value) - signs() - {"\r"} if isinstance(value, str) else set()
            if missing:
                text = _("Statements cannot be printed with these signs: %(signs)s") % {"signs": " ".join(missing)}
                self.add_error(field, text)
        return cleaned


@admin.register(LegalEntity)
class LegalEntityAdmin(WithoutNul, BilingualFields, admin.ModelAdmin):
    """Whom the money belongs to."""

    form = EntityForm
    list_display = ["__str__", "registration", "issues_tax_receipts", "is_default"]
    search_fields = ["name_ar", "name_en", "registration"]
    fieldsets = [
        (None, {"classes": ["bilingual"], "fields": [pair("name"), pair("address")]}),
        (_("In law"), {"fields": ["registration", "is_default", "issues_tax_receipts"]}),
        (_("Taxes"), {"classes": ["bilingual"], "fields": [pair("tax_words")]}),
    ]

    def save_model(self, request: HttpRequest, obj: LegalEntity, form: Any, change: bool) -> None:
        """Keep the entity, and write down who changed what stands on official papers."""
        super().save_model(request, obj, form, change)
        fields = ", ".join(form.changed_data)
        audit.record("entity", by=acting(request), on=obj, change="changed" if change else "added", fields=fields)
