"""The desk's inbox: what readers report, and what became of it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from articles import access, reports
from articles.admin.correction_answer import may_correct
from articles.admin.lives import OWN_NAME
from articles.admin.searching import WithoutNul
from articles.admin.story_list import titles, when
from articles.models import ReaderReport
from articles.querysets import LONG_WORDS
from newsroom.staff import acting

_HOLDS: list[Any] = ["story", "version", "sent", "quoted", "said", "reach", "settled"]


@admin.register(ReaderReport)
class ReaderReportAdmin(WithoutNul, admin.ModelAdmin):
    """Reports of readers: read, answered or dismissed, never written or reworded here."""

    change_form_template = "admin/articles/report_form.html"
    list_display = ["excerpt", "story", "version", "state", "sent"]
    list_display_links = ["excerpt"]
    list_filter = ["status", "language"]
    search_fields = ["text", "passage", "article__title_ar", "article__title_en"]
    search_help_text = gettext_lazy("Searches what readers wrote and the headlines in both languages.")
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ["answered", "dismissed"]
    readonly_fields = _HOLDS
    fieldsets = [
        (None, {"fields": _HOLDS}),
        (gettext_lazy("What the desk did"), {"fields": ["status", "note"]}),
    ]

    # --- The list -----------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Report"))
    def excerpt(self, report: ReaderReport) -> SafeString:
        """Show how it begins, in its own direction."""
        return format_html('<span class="said" dir="auto">{}</span>', report)

    @admin.display(description=gettext_lazy("Story"))
    def story(self, report: ReaderReport) -> SafeString:
        """Show both headlines."""
        return titles(report.article)

    @admin.display(description=gettext_lazy("Language"), ordering="language")
    def version(self, report: ReaderReport) -> SafeString:
        """Name the language by its own name."""
        return format_html('<span lang="{}">{}</span>', report.language, OWN_NAME[report.language])

    @admin.display(description=gettext_lazy("Status"), ordering="status")
    def state(self, report: ReaderReport) -> str:
        """Say what became of it, and through whom."""
        if report.settled_by is None:
            return report.get_status_display()
        return format_html("{} <bdi>{}</bdi>", report.get_status_display(), report.settled_by)

    @admin.display(description=gettext_lazy("Sent"), ordering="sent_at")
    def sent(self, report: ReaderReport) -> SafeString:
        """Show when it came, on the newsroom's clock."""
        return when(report.sent_at)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Keep the reports on the stories that somebody may see, with the story but not its long texts."""
        mine = super().get_queryset(request).filter(article__in=access.visible_to(acting(request)))
        bodies = [f"article__{name}" for name in LONG_WORDS]
        return mine.select_related("article__section", "settled_by").defer(*bodies)

    @admin.action(description=gettext_lazy("Mark as answered"), permissions=["change"])
    def answered(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Settle the chosen reports as answered."""
        self._settle(request, queryset, ReaderReport.Status.ANSWERED)

    @admin.action(description=gettext_lazy("Dismiss"), permissions=["change"])
    def dismissed(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Settle the chosen reports as needing nothing."""
        self._settle(request, queryset, ReaderReport.Status.DISMISSED)

    def _settle(self, request: HttpRequest, queryset: QuerySet, status: ReaderReport.Status) -> None:
        chosen = list(queryset)
        for report in chosen:
            reports.settle(report, status=status, note=report.note, by=acting(request))
        told = ngettext("One report was settled.", "%(count)d reports were settled.", len(chosen))
        messages.success(request, told % {"count": len(chosen)})

    # --- One report ---------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("the words in question"))
    def quoted(self, report: ReaderReport) -> SafeString | str:
        """Show the passage as it was typed."""
        return _prose(report.passage)

    @admin.display(description=gettext_lazy("what is wrong"))
    def said(self, report: ReaderReport) -> SafeString | str:
        """Show the whole report, and the way to a correction."""
        return _prose(report.text)

    @admin.display(description=gettext_lazy("how to reach the sender"))
    def reach(self, report: ReaderReport) -> SafeString | str:
        """Show what the sender gave; an e-mail address can be written to."""
        try:
            validate_email(report.contact)
        except ValidationError:
            return format_html("<bdi>{}</bdi>", report.contact or "–")
        return format_html('<a href="mailto:{0}"><bdi>{0}</bdi></a>', report.contact)

    @admin.display(description=gettext_lazy("settled"))
    def settled(self, report: ReaderReport) -> SafeString | str:
        """Say by whom and when."""
        if report.settled_at is None:
            return "–"
        return format_html("<bdi>{}</bdi> {}", report.settled_by or "–", when(report.settled_at))

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Let the note run in the direction of its words."""
        if db_field.name == "note":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer the way to a correction of the story."""
        context["correction_address"] = _correction_address(context["original"], request)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: ReaderReport, form: forms.ModelForm, change: bool) -> None:
        """Settle the report, or put it back into the queue."""
        reports.settle(obj, status=obj.status, note=obj.note, by=acting(request))

    # --- Who may ------------------------------------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only readers report."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: ReaderReport | None = None) -> bool:
        """Show a report to those who see its story."""
        may = super().has_view_permission(request, obj)
        return may and (obj is None or access.may(acting(request), "see", obj.article))


def _prose(text: str) -> SafeString | str:
    return format_html('<div class="readonly prose" dir="auto">{}</div>', text) if text else "–"


def _correction_address(report: ReaderReport, request: HttpRequest) -> str:
    """Give the form for a correction of the reported version, or nothing where somebody may not correct."""
    if not may_correct(acting(request), report.article):
        return ""
    query = urlencode({"article": report.article_id, "language": report.language})
    return f"{reverse('admin:articles_correction_add')}?{query}"
