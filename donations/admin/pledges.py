"""Pledges on the desk, for finance: what donors promised to give regularly, and what can be done about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.searching import WithoutNul
from donations import providers
from donations.admin import around, ending, pledge_acts, received
from donations.admin.filters import ByCurrency
from donations.admin.looks import ShowsDonors
from donations.admin.receivable import ORIGIN, Receivable
from donations.admin.tables import ShowsAround
from donations.admin.ways import ByWay, ShowsWay
from donations.models import Pledge
from donations.providers import sandbox
from newsroom import audit
from newsroom.staff import acting


@admin.register(Pledge)
class PledgeAdmin(ShowsDonors, WithoutNul, ShowsWay, ShowsAround, Receivable, admin.ModelAdmin):
    """Monthly promises."""

    change_form_template = "admin/donations/receivable.html"
    list_display = ["created_at", "__str__", "amount", "status", "way", "story_title"]
    list_filter = ["status", ("provider", ByWay), ("currency", ByCurrency), "language", "campaign", "created_at"]
    search_fields = ["uuid", "donor__email", "story_title", "donations__reference_code"]
    fieldsets = [
        (None, {"fields": ["uuid", "amount", "interval", "status", "way", "subscription_id"]}),
        (_("Donor"), {"fields": ["donor"]}),
        (
            _("Dates"),
            {"fields": ["created_at", "standing_since", "next_charge_at", "paused_at", "resumes_at", "canceled_at"]},
        ),
        (_("Its end"), {"fields": ["cancel_reason", "cancel_words", "canceled_by"]}),
        ORIGIN,
    ]
    readonly_fields = ["amount", "way", "story_address"]
    actions = ["charge_next_month"]

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that end, pause, resume and change a pledge."""
        doors = [
            path(f"<int:pk>/{name}/", self._page(name), name=f"donations_pledge_{name}") for name in pledge_acts.ACTS
        ]
        page = self.admin_site.admin_view(self.end)
        return [path("<int:pk>/end/", page, name="donations_pledge_end"), *doors, *super().get_urls()]

    def _page(self, name: str) -> Callable[..., HttpResponse]:
        return self.admin_site.admin_view(lambda request, pk: pledge_acts.ask(request, self, pk, name))

    def around(self, request: HttpRequest, row: Pledge) -> list[around.Table | None]:
        """Show the gifts of a pledge and the mails about it."""
        return [around.gifts(request, of=row), around.mails(request, about=Q(pledge=row))]

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why a pledge ends, and end it."""
        return ending.end(request, self, pk)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Offer what can be done to it."""
        pledge = context.get("original")
        context["acts"] = pledge_acts.offered(request, pledge) if pledge is not None else []
        if pledge is not None and ending.is_possible(request, pledge):
            context["acts"].append((reverse("admin:donations_pledge_end", args=[pledge.pk]), _("End it")))
        return super().render_change_form(request, context, *args, **kwargs)

    def has_charge_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff may play the pretend bank."""
        is_on = providers.get(sandbox.Sandbox.name) is not None
        return is_on and request.user.has_perm(received.PERMISSION)

    @admin.action(description=_("Sandbox: charge the next month"), permissions=["charge"])
    def charge_next_month(self, request: HttpRequest, pledges: QuerySet[Pledge]) -> None:
        """Let the pretend bank take the next month of the sandbox pledges."""
        charged = list(pledges.filter(provider=sandbox.Sandbox.name, status__in=["active", "past_due"]))
        for pledge in charged:
            with transaction.atomic():
                audit.record("charge", by=acting(request), on=pledge)
                sandbox.charge_next_month(pledge)
        text = ngettext(
            "The pretend bank takes the next month of %(count)s pledge.",
            "The pretend bank takes the next month of %(count)s pledges.",
            len(charged),
        )
        messages.info(request, text % {"count": len(charged)})
