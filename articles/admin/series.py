"""The desk's page for a series: its words in both languages, and its stories in the order of reading."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import series
from articles.admin.around import EachOnce
from articles.admin.bilingual import pair, without_side_doors
from articles.admin.ordered import OrderedInline, OrderedRow
from articles.admin.place_admin import PlaceAdmin
from articles.models import Article, Series, SeriesEntry


class EntryForm(OrderedRow):
    """One story of the series."""

    class Meta:
        model = SeriesEntry
        fields = "__all__"

    def clean_article(self) -> Article:
        """Refuse a story of another series, and name that series."""
        story: Article = self.cleaned_data["article"]
        elsewhere = SeriesEntry.objects.filter(article=story).exclude(series=self.instance.series_id)
        found = elsewhere.select_related("series").first()
        if found is not None:
            told = _("This story stands in the series “%(series)s” already. Take it out there first.")
            raise ValidationError(told, params={"series": str(found.series)})
        return story

    def validate_unique(self) -> None:
        """Leave doubles to the list and to `clean_article`, which say which."""


class EachPartOnce(EachOnce):
    """The stories of the series."""

    def named_by(self, form: forms.ModelForm) -> Any:
        """Give the story."""
        return form.cleaned_data.get("article")

    def told_twice(self) -> str:
        """Say so."""
        return _("This story is in the series twice.")


class Entries(OrderedInline):
    """The stories of a series, from the first part to the last."""

    model = SeriesEntry
    form = EntryForm
    formset = EachPartOnce
    autocomplete_fields = ["article"]
    fields = ["article", "position"]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Choose among the stories there are."""
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))


@admin.register(Series)
class SeriesAdmin(PlaceAdmin):
    """Series."""

    change_form_template = "admin/articles/series_form.html"
    inlines = [Entries]
    list_display = ["__str__", "arabic", "english", "parts"]
    fieldsets = [(None, {"classes": ["bilingual"], "fields": [pair("name"), pair("slug"), pair("description")]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count the parts along."""
        return super().get_queryset(request).annotate(parts=Count("entries"))

    @admin.display(description=gettext_lazy("Stories"), ordering="parts")
    def parts(self, row: Series) -> int:
        """Say how many stories the series has."""
        return vars(row)["parts"]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Decide and write a sent form while nobody else arranges a series."""
        with transaction.atomic():
            if request.method == "POST":
                series.hold()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        """Write the parts and their order as one act."""
        with series.arranging(form.instance):
            super().save_related(request, form, formsets, change)
