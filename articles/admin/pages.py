"""The desk's page for flat pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import pages, richtext
from articles.admin.bilingual import BilingualFields, pair
from articles.admin.body_editor import BodyEditor
from articles.admin.searching import WithoutNul
from articles.cleaning import slug_from
from articles.models import Page
from articles.models.addresses import words
from newsroom.identity import DIRECTION, LANGUAGES


class PageForm(forms.ModelForm):
    """A title, an address and a text in each language, and whether it is public."""

    class Meta:
        model = Page
        fields = [*pair("title"), *pair("slug"), *pair("body"), *pair("is_public"), "in_footer", "position"]
        widgets = {f"body_{language}": BodyEditor(language, with_photos=False) for language in LANGUAGES}

    def clean(self) -> dict[str, Any]:
        """Ask for a title, make the missing addresses, and keep what is incomplete from readers."""
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"title_{language}") for language in LANGUAGES):
            self.add_error(None, _("Give the page a title in at least one language."))
        for language in LANGUAGES:
            title, slug = cleaned.get(f"title_{language}"), f"slug_{language}"
            if title and not cleaned.get(slug) and slug not in self.errors:
                cleaned[slug] = slug_from(title)
            body = richtext.clean(cleaned.get(f"body_{language}") or "")
            if cleaned.get(f"is_public_{language}") and not (title and body):
                self.add_error(f"is_public_{language}", _("A public page needs a title and a text."))
            self._refuse_taken(slug, cleaned.get(slug))
        return cleaned

    def validate_constraints(self) -> None:
        """Leave these to `clean`, which names the language."""

    def _refuse_taken(self, field: str, slug: str | None) -> None:
        other = Page.objects.exclude(pk=self.instance.pk).filter(**{field: slug}).first() if slug else None
        if other is not None:
            told = _("“%(other)s” has this address already. Choose another.")
            self.add_error(field, ValidationError(told, params={"other": str(other)}))


@admin.register(Page)
class PageAdmin(WithoutNul, BilingualFields, admin.ModelAdmin):
    """Flat pages, in the order in which the foot of every page links to them."""

    form = PageForm
    change_form_template = "admin/articles/place_form.html"
    list_display = ["__str__", "arabic", "english", "in_footer", "position"]
    list_filter = ["is_public_ar", "is_public_en", "in_footer"]
    prepopulated_fields = {"slug_ar": ("title_ar",), "slug_en": ("title_en",)}
    search_fields = [*pair("title")]
    list_per_page = 100
    fieldsets = [
        (
            None,
            {"classes": ["bilingual"], "fields": [pair("title"), pair("slug"), pair("body"), pair("is_public")]},
        ),
        (gettext_lazy("At the foot of every page"), {"fields": [("in_footer", "position")]}),
    ]

    @admin.display(description=gettext_lazy("Arabic"))
    def arabic(self, page: Page) -> SafeString | str:
        """Lead to the Arabic page where readers find it."""
        return _version(page, "ar")

    @admin.display(description=gettext_lazy("English"))
    def english(self, page: Page) -> SafeString | str:
        """Lead to the English page where readers find it."""
        return _version(page, "en")

    def save_model(self, request: HttpRequest, obj: Page, form: PageForm, change: bool) -> None:
        """Write the page and renew what shows it."""
        pages.save(obj)

    def delete_model(self, request: HttpRequest, obj: Page) -> None:
        """Remove the page."""
        pages.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Remove the chosen pages, all or none."""
        with transaction.atomic():
            for page in queryset:
                pages.delete(page)


def _version(page: Page, language: str) -> SafeString | str:
    title = words(page, "title", language)
    if not title:
        return "–"
    if not page.is_public(language):
        return format_html(
            '<span lang="{}" dir="{}">{}</span> ({})', language, DIRECTION[language], title, _("not public")
        )
    address = page.address(language)
    return format_html('<a href="{}" lang="{}" dir="{}">{}</a>', address, language, DIRECTION[language], title)
