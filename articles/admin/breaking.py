"""The desk's page for the breaking strip: one line above the home page and the section pages."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import curating, plaintext
from articles.admin.bilingual import without_side_doors
from articles.admin.lives import newsroom_clock
from articles.admin.searching import WithoutNul
from articles.admin.story_list import when
from articles.models import BreakingNews
from newsroom import identity
from newsroom.choosing import SearchedFields
from newsroom.identity import DIRECTION
from newsroom.staff import acting


class BreakingForm(forms.ModelForm):
    """One line, where it leads, and between which moments it shows."""

    class Meta:
        model = BreakingNews
        fields = ("language", "text", "story", "path", "starts_at", "ends_at")
        widgets = {
            "language": forms.RadioSelect,
            "text": forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "spellcheck": "true"}),
            "path": forms.TextInput(attrs={"class": "vTextField", "dir": "ltr"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            if name in self.fields:
                self.fields[name].help_text = _("On the newsroom’s clock: %(clock)s") % {"clock": newsroom_clock()}
        language_field = self.fields.get("language")
        if isinstance(language_field, forms.ChoiceField):
            language_field.choices = settings.LANGUAGES  # without Django's own empty choice
        if "text" in self.fields and self.instance.pk:
            language = self.instance.language
            self.fields["text"].widget.attrs |= {"lang": language, "dir": DIRECTION[language]}

    def clean_text(self) -> str:
        """Take invisible characters out and keep it on one line."""
        return plaintext.one_line(self.cleaned_data["text"])


@admin.register(BreakingNews)
class BreakingAdmin(SearchedFields, WithoutNul, admin.ModelAdmin):
    """Breaking strips, the newest first."""

    form = BreakingForm
    autocomplete_fields = ["story"]
    list_display = ["line", "language", "standing", "begins", "ends"]
    list_display_links = None
    list_filter = ["language"]
    search_fields = ["text"]
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [
        (None, {"fields": ["language", "text", ("starts_at", "ends_at")]}),
        (_("Where it leads, if anywhere"), {"fields": ["story", "path"]}),
    ]

    class Media:
        css = {"all": ["css/front-desk.css"]}

    @admin.display(description=_("Text"), ordering="text")
    def line(self, strip: BreakingNews) -> SafeString:
        """Show the line in its own language, leading to its form."""
        return format_html(
            '<a href="{}/change/"><span class="headline" lang="{}" dir="{}">{}</span></a>',
            strip.pk,
            strip.language,
            DIRECTION[strip.language],
            strip.text,
        )

    @admin.display(description=_("State"))
    def standing(self, strip: BreakingNews) -> SafeString:
        """Say whether readers see it now."""
        now = timezone.now()
        mark, word = "live", _("Live")
        if strip.ends_at <= now:
            mark, word = "none", _("Over")
        elif strip.starts_at > now:
            mark, word = "scheduled", _("Scheduled")
        return format_html('<span class="state state-{}">{}</span>', mark, word)

    @admin.display(description=_("From"), ordering="starts_at")
    def begins(self, strip: BreakingNews) -> SafeString:
        """Show the start on the newsroom's clock."""
        return when(strip.starts_at)

    @admin.display(description=_("Until"), ordering="ends_at")
    def ends(self, strip: BreakingNews) -> SafeString:
        """Show the end on the newsroom's clock."""
        return when(strip.ends_at)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Ask for moments with the browser's own picker; leave out the doors to other forms."""
        if isinstance(db_field, models.DateTimeField):
            picker = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 60}, format="%Y-%m-%dT%H:%M")
            return db_field.formfield(widget=picker, form_class=forms.DateTimeField)
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin in the language of the desk, unless the address names one."""
        return {"language": identity.language()} | super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: BreakingNews, form: BreakingForm, change: bool) -> None:
        """Write the strip and renew the pages under it."""
        curating.announce(obj, by=acting(request))

    def delete_model(self, request: HttpRequest, obj: BreakingNews) -> None:
        """Remove the strip and renew the pages under it."""
        curating.take_down(obj, by=acting(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Remove the chosen strips, all or none."""
        with transaction.atomic():
            for strip in queryset:
                curating.take_down(strip, by=acting(request))
