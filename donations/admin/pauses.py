"""Paused ways of giving on the desk: which, since when and why; finance opens them again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from donations import pauses
from donations.admin.ways import ShowsWay
from donations.models import Pause
from newsroom.read_only import ReadOnly
from newsroom.staff import acting


@admin.register(Pause)
class PauseAdmin(ShowsWay, ReadOnly, admin.ModelAdmin):
    """Ways that take nothing new now. Nobody in "by" means that the alarm did it."""

    list_display = ["way", "since", "by", "reason"]
    fields = ["way", "since", "by", "reason"]
    readonly_fields = ["way"]
    list_select_related = ["by"]
    actions = ["open_again"]

    def has_open_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff pauses and opens ways of giving."""
        return request.user.has_perm("donations.pause_way")

    @admin.action(description=_("Open again"), permissions=["open"])
    def open_again(self, request: HttpRequest, rows: QuerySet[Pause]) -> None:
        """Let the ways take gifts again."""
        names = [row.provider for row in rows]
        for name in names:
            pauses.open(name, by=acting(request))
        text = ngettext(
            "%(count)s way of giving is open again.", "%(count)s ways of giving are open again.", len(names)
        )
        messages.success(request, text % {"count": len(names)})
