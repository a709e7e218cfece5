"""The desk's pages for corrections: published, reworded or taken out by a chief, answered for the other version."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access, corrections
from articles.admin.bilingual import without_side_doors
from articles.admin.correction_answer import answer, may_answer, may_correct
from articles.admin.correction_form import CorrectionForm
from articles.admin.live_stories import URL_NAME, LiveStories, LiveStory, live_stories
from articles.admin.lives import OWN_NAME
from articles.admin.searching import WithoutNul
from articles.admin.story_list import titles, when
from articles.models import Correction
from articles.querysets import LONG_WORDS
from newsroom.identity import DIRECTION
from newsroom.staff import acting


class AnswerFilter(admin.SimpleListFilter):
    """Narrow the list to what the other version still owes."""

    title, parameter_name = gettext_lazy("answer of the other version"), "answer"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer the open and the answered ones."""
        return [("open", _("Unanswered")), ("given", _("Answered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        """Ask in the newsroom's verbs."""
        if self.value() == "open":
            return queryset.filter(pk__in=Correction.objects.unanswered())
        return queryset.exclude(answer="") if self.value() == "given" else None


@admin.register(Correction)
class CorrectionAdmin(WithoutNul, admin.ModelAdmin):
    """Corrections and updates."""

    form = CorrectionForm
    change_form_template = "admin/articles/correction_form.html"
    list_display = ["story", "version", "kind", "said", "date", "other_version"]
    list_display_links = ["kind"]
    list_filter = ["language", "kind", AnswerFilter]
    search_fields = ["text", "article__title_ar", "article__title_en"]
    search_help_text = gettext_lazy("Searches what was said and the headlines in both languages.")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fieldsets = [(None, {"fields": ["article", "language", "kind", "text", "corrected_at"]})]

    # --- The list -----------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Story"))
    def story(self, correction: Correction) -> str:
        """Show both headlines."""
        return titles(correction.article)

    @admin.display(description=gettext_lazy("Language"), ordering="language")
    def version(self, correction: Correction) -> str:
        """Name the language by its own name."""
        return format_html('<span lang="{}">{}</span>', correction.language, OWN_NAME[correction.language])

    @admin.display(description=gettext_lazy("Text"))
    def said(self, correction: Correction) -> str:
        """Show how it begins, in its own direction."""
        return format_html(
            '<span class="said" lang="{}" dir="{}">{}</span>',
            correction.language,
            DIRECTION[correction.language],
            Truncator(correction.text).chars(120),
        )

    @admin.display(description=gettext_lazy("Date"), ordering="corrected_at")
    def date(self, correction: Correction) -> str:
        """Show the date on the newsroom's clock."""
        return when(correction.corrected_at)

    @admin.display(description=gettext_lazy("Other version"))
    def other_version(self, correction: Correction) -> str:
        """Say what the other version answered, or lead to the page where it can."""
        if correction.answer:
            return correction.get_answer_display()
        if correction.asks_on_return:
            return _("Is asked once it comes back")
        if not correction.needs_answer:
            return "–"
        where = reverse("admin:articles_correction_answer", args=[correction.pk])
        language = OWN_NAME[correction.other_language()]
        return format_html(
            '<a class="owes" href="{}">{}</a> <bdi class="asked-version">{}</bdi>',
            where,
            _("Waits for an answer"),
            language,
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Keep the corrections of the stories that somebody may see, with the story but not its long texts."""
        mine = super().get_queryset(request).filter(article__in=access.visible_to(acting(request)))
        bodies = [f"article__{name}" for name in LONG_WORDS]
        return mine.select_related("article__section", "article__translation").defer(*bodies)

    # --- Who may ------------------------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        """Show a correction to those who see its story."""
        may = super().has_view_permission(request, obj)
        return may and (obj is None or access.may(acting(request), "see", obj.article))

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        """Let a chief reword."""
        return super().has_change_permission(request, obj) and (obj is None or self._may_correct(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        """Let a chief take it out."""
        return super().has_delete_permission(request, obj) and (obj is None or self._may_correct(request, obj))

    def _may_correct(self, request: HttpRequest, correction: Correction) -> bool:
        return may_correct(acting(request), correction.article)

    # --- The form -----------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        """Add the search of live stories and the page for the other version's answer."""
        stories = self.admin_site.admin_view(LiveStories.as_view(admin_site=self.admin_site))
        answering = self.admin_site.admin_view(partial(answer, model_admin=self))
        return [
            path("stories/", stories, name=URL_NAME),
            path("<int:pk>/answer/", answering, name="articles_correction_answer"),
            *super().get_urls(),
        ]

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Offer the live stories alone; the text runs in the direction of its own words."""
        if db_field.name == "article":
            kwargs |= {"widget": LiveStory(db_field, self.admin_site), "queryset": live_stories(acting(request))}
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 6, "dir": "auto", "class": "vLargeTextField"})
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_readonly_fields(self, request: HttpRequest, obj: Correction | None = None) -> list[str]:
        """Keep what a published correction is about as it is."""
        return ["article", "language", "corrected_at"] if obj else []

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer the answer where it is open and may be given."""
        correction = context.get("original")
        context["may_answer"] = correction and correction.is_unanswered() and may_answer(acting(request), correction)
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Acts ---------------------------------------------------------------------------------------------

    def get_form(
        self, request: HttpRequest, obj: Correction | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """Tell the form who corrects."""
        form = super().get_form(request, obj, change, **kwargs)
        form.by = acting(request)  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Correction, form: CorrectionForm, change: bool) -> None:
        """Publish the correction, or say it in other words."""
        if change:
            corrections.reword(obj, kind=obj.kind, text=obj.text, by=acting(request))
            return
        said = corrections.publish_correction(
            obj.article,
            language=obj.language,
            kind=obj.kind,
            text=obj.text,
            at=form.cleaned_data["corrected_at"],
            by=acting(request),
        )
        obj.pk = said.pk
        obj.refresh_from_db()
        if said.needs_answer:
            owes = _("Readers see it now. %(language)s owes an answer: it stays on the list until it is given.")
            messages.warning(request, owes % {"language": OWN_NAME[said.other_language()]})

    def delete_model(self, request: HttpRequest, obj: Correction) -> None:
        """Take one correction out."""
        corrections.remove(obj, by=acting(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Take the chosen corrections out, all or none."""
        with transaction.atomic():
            for correction in queryset:
                corrections.remove(correction, by=acting(request))
