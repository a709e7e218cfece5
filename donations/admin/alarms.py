"""Alarms on the desk: what is wrong with giving, since when, and who has looked."""

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from donations import alarms
from donations.models import Alarm
from newsroom.read_only import ReadOnly
from newsroom.staff import acting


class StillOpen(admin.SimpleListFilter):
    """The alarms that last, and those that are over."""

    title = _("state")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Offer both."""
        return [("yes", str(_("Open"))), ("no", str(_("Over or seen to")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Alarm]) -> QuerySet[Alarm]:
        """Keep one of them."""
        wanted = {"yes": True, "no": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(settled_at__isnull=wanted)


@admin.register(Alarm)
class AlarmAdmin(ReadOnly, admin.ModelAdmin):
    """What somebody must look at, the open ones first."""

    list_display = ["what", "state", "raised_at", "last_seen_at"]
    list_display_links = None
    list_filter = [StillOpen, "kind", "raised_at"]
    list_select_related = ["settled_by"]
    ordering = [F("settled_at").desc(nulls_first=True), "-raised_at"]
    fields = ["kind", "sentence", "told", "gift", "raised_at", "last_seen_at", "settled_at", "settled_by"]
    readonly_fields = ["sentence", "told"]
    actions = ["see_to"]

    @admin.display(description=_("what is wrong"), ordering="kind")
    def what(self, alarm: Alarm) -> SafeString:
        """Say what is wrong, in a word that leads to the alarm and in a sentence."""
        page = reverse("admin:donations_alarm_change", args=[alarm.pk])
        return format_html('<a href="{}">{}</a><br>{}', page, alarm.get_kind_display(), alarm.sentence())

    @admin.display(description=_("in a sentence"))
    def sentence(self, alarm: Alarm) -> str:
        """Say what is wrong and what to do."""
        return alarm.sentence()

    @admin.display(description=_("state"), ordering="settled_at")
    def state(self, alarm: Alarm) -> SafeString:
        """Show whether it lasts, is over, or was seen to by somebody."""
        if alarm.settled_at is None:
            return format_html('<span class="state state-withdrawn">{}</span>', _("Open"))
        if alarm.settled_by is None:
            return format_html('<span class="state state-none">{}</span>', _("Over"))
        seen = _("Seen to by %(person)s") % {"person": f"\u2068{alarm.settled_by.get_username()}\u2069"}
        return format_html('<span class="state state-live">{}</span>', seen)

    @admin.display(description=_("in detail"), empty_value="–")
    def told(self, alarm: Alarm) -> SafeString | None:
        """List what exactly is wrong, where the alarm knows."""
        lines = format_html_join("", "<li><bdi>{}</bdi></li>", ((line,) for line in alarm.told_one_by_one()))
        return format_html("<ul>{}</ul>", lines) if lines else None

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff sees to alarms."""
        return request.user.has_perm("donations.settle_alarm")

    @admin.action(description=_("Seen to: I have looked"), permissions=["settle"])
    def see_to(self, request: HttpRequest, rows: QuerySet[Alarm]) -> TemplateResponse | None:
        """Close the alarms, after asking once more."""
        if "sure" not in request.POST:
            context = self.admin_site.each_context(request) | {
                "opts": self.opts,
                "title": _("Have you seen to these alarms? What lasts is raised again."),
                "rows": list(rows),
                "action_name": request.POST["action"],
            }
            return TemplateResponse(request, "admin/donations/alarms_seen.html", context)
        done = sum(alarms.see_to(alarm, by=acting(request)) for alarm in rows)
        text = ngettext("%(count)s alarm was seen to.", "%(count)s alarms were seen to.", done)
        messages.success(request, text % {"count": done})
        return None
