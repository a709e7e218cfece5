"""The list of the staff's acts, which nobody can edit."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom import audit, audit_words
from newsroom.models import AuditEntry, User
from newsroom.read_only import ReadOnly
from newsroom.row_numbers import row_number


class ByAct(admin.SimpleListFilter):
    """The acts by their kind."""

    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer every act that has words."""
        return [(code, str(words)) for code, words in audit.ACTS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one kind."""
        return queryset.filter(act=self.value()) if self.value() in audit.ACTS else queryset


class ByPerson(admin.SimpleListFilter):
    """The acts of one person who has an account."""

    title = _("person")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the staff by name."""
        staff = User.objects.filter(is_staff=True).order_by("username")
        return [(str(user.pk), user.get_full_name() or user.username) for user in staff]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one person's acts."""
        chosen = row_number(self.value())
        return queryset.filter(by_id=chosen) if chosen else queryset


@admin.register(AuditEntry)
class AuditAdmin(ReadOnly, admin.ModelAdmin):
    """Who did what and when, newest first."""

    list_display = ("at", "by_name", "done", "thing", "more")
    list_display_links = None
    list_filter = (ByAct, ByPerson, ("at", admin.DateFieldListFilter))
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-pk",)
    sortable_by = ()
    actions = None
    fields = ("at", "by_name", "by_id", "done", "on_text", "on_model", "on_id", "more")
    readonly_fields = fields

    @admin.display(description=_("act"))
    def done(self, entry: AuditEntry) -> str:
        """Name the act."""
        return audit.words_for(entry.act)

    @admin.display(description=_("on what"), empty_value="–")
    def thing(self, entry: AuditEntry) -> SafeString | None:
        """Lead to the thing, which may be gone."""
        if not entry.on_text:
            return None
        if not entry.on_id and entry.on_model:
            return format_html("<bdi>{}</bdi>", _list_of(entry))
        if not entry.on_id:
            return format_html("<bdi>{}</bdi>", entry.on_text)
        try:
            page = reverse(f"admin:{entry.on_model.replace('.', '_')}_change", args=[entry.on_id])
        except NoReverseMatch:
            return format_html("<bdi>{}</bdi>", entry.on_text)
        return format_html('<a href="{}"><bdi>{}</bdi></a>', page, entry.on_text)

    @admin.display(description=_("details"))
    def more(self, entry: AuditEntry) -> SafeString:
        """List what else was written down."""
        return format_html_join(" · ", "<bdi>{}: <bdi>{}</bdi></bdi>", audit_words.in_words(entry.details))


def _list_of(entry: AuditEntry) -> str:
    """Name the list of a whole model in the language of who reads, not of who looked."""
    try:
        return capfirst(str(apps.get_model(entry.on_model)._meta.verbose_name_plural))
    except LookupError:  # a model that there was
        return entry.on_text
