"""Names for the wall: finance looks at each before anybody else does."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.searching import WithoutNul
from donations import wall
from donations.admin.looks import ShowsDonors
from donations.admin.row_acts import ActsOnRow
from donations.models import WallName
from newsroom.read_only import ReadOnly
from newsroom.staff import acting


@admin.register(WallName)
class WallNameAdmin(ShowsDonors, WithoutNul, ActsOnRow, ReadOnly, admin.ModelAdmin):
    """Names that donors want to be thanked by; those that wait come first."""

    list_display = ["name", "state", "campaign", "donation", "wished_at", "decided_by", "decided_at"]
    fields = ["name", "state", "campaign", "donation", "wished_at", "decided_by", "decided_at"]
    readonly_fields = ["campaign"]
    list_filter = ["state", "donation__campaign", "wished_at"]
    list_select_related = ["donation__campaign", "decided_by"]
    search_fields = ["name", "donation__uuid"]
    ordering = ["-state", "-wished_at"]  # waiting, shown, hidden
    actions = ["put_up", "keep_hidden"]

    @admin.display(description=_("campaign"), ordering="donation__campaign")
    def campaign(self, row: WallName) -> str:
        """Name the campaign on whose wall it would stand."""
        return str(row.donation.campaign)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff decides about names."""
        return request.user.has_perm("donations.moderate_wallname")

    @admin.action(description=_("Show on the wall"), permissions=["moderate"])
    def put_up(self, request: HttpRequest, rows: QuerySet[WallName]) -> None:
        """Show the names."""
        self._decide(request, rows, WallName.State.SHOWN)

    @admin.action(description=_("Keep off the wall"), permissions=["moderate"])
    def keep_hidden(self, request: HttpRequest, rows: QuerySet[WallName]) -> None:
        """Keep the names hidden."""
        self._decide(request, rows, WallName.State.HIDDEN)

    def _decide(self, request: HttpRequest, rows: QuerySet[WallName], state: Any) -> None:
        count = sum(wall.decide(row, state, by=acting(request)) for row in list(rows.select_related("donation")))
        text = ngettext("Decided about %(count)s name.", "Decided about %(count)s names.", count)
        messages.success(request, text % {"count": count})
