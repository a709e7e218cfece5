"""Money that goes back, on the desk: refunds with their second person, and disputes with their terms."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.searching import WithoutNul
from donations import acts, money
from donations.admin.filters import ByCurrency
from donations.admin.ways import ByWay, ShowsAmount, ShowsWay
from donations.models import Dispute, Refund
from donations.providers.base import ProviderDown, ProviderRefuses
from donations.states import RefundStatus
from newsroom.read_only import ReadOnly
from newsroom.staff import acting

APPROVE = "donations.approve_refund"


@admin.register(Refund)
class RefundAdmin(WithoutNul, ShowsWay, ShowsAmount, ReadOnly, admin.ModelAdmin):
    """Refunds; those above the limit wait here for a second person."""

    change_form_template = "admin/donations/refund.html"
    list_display = ["asked_at", "__str__", "amount", "status", "way", "donation", "asked_by"]
    list_filter = ["status", ("provider", ByWay), ("currency", ByCurrency), "asked_at"]
    list_select_related = ["donation", "asked_by"]
    search_fields = ["refund_id", "donation__uuid", "donation__reference_code"]
    fields = [
        "donation",
        "amount",
        "status",
        "way",
        "refund_id",
        "reason",
        "problem",
        "asked_by",
        "asked_at",
        "approved_by",
        "done_at",
    ]
    readonly_fields = ["amount", "way"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page of the second person."""
        page = self.admin_site.admin_view(self.decide)
        return [path("<int:pk>/decide/", page, name="donations_refund_decide"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Lead to the decision while it is open."""
        row = context.get("original")
        if row is not None and row.status == RefundStatus.ASKED and request.user.has_perm(APPROVE):
            context["decide_url"] = reverse("admin:donations_refund_decide", args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what a colleague wants to pay back, and let it go or not."""
        if not request.user.has_perm(APPROVE):
            raise PermissionDenied
        row = get_object_or_404(Refund.objects.select_related("donation", "asked_by"), pk=pk)
        back = reverse("admin:donations_refund_change", args=[row.pk])
        if request.method == "POST" and request.POST.get("act") in ("approve", "refuse"):
            _decided(request, row)
            return HttpResponseRedirect(back)
        is_own = row.asked_by_id == acting(request).pk
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Pay a gift back") if is_own else _("A colleague wants to pay this back"),
            "row": row,
            "is_own": is_own,
            "amount": money.isolated(row.amount_minor, row.currency),
            "back": back,
        }
        return render(request, "admin/donations/decide.html", context)


def _decided(request: HttpRequest, row: Refund) -> None:
    """Approve or refuse, and tell what became of it."""
    try:
        if request.POST["act"] == "approve":
            acts.approve(row, by=acting(request))
            messages.success(request, _("Approved: the money goes back."))
        else:
            acts.refuse(row, by=acting(request), reason=request.POST.get("why", "")[:300])
            messages.success(request, _("Refused: nothing goes back."))
    except acts.NotPossible as reason:
        messages.error(request, str(reason))
    except ProviderDown:
        messages.warning(request, _("The payment service does not answer. The refund is asked for again soon."))
    except ProviderRefuses as refusal:
        messages.error(request, _("The payment service refuses: %(why)s. Nothing was paid back.") % {"why": refusal})


@admin.register(Dispute)
class DisputeAdmin(WithoutNul, ShowsWay, ShowsAmount, ReadOnly, admin.ModelAdmin):
    """Charges that donors' banks took back."""

    list_display = ["opened_at", "__str__", "amount", "status", "way", "donation", "answer_by"]
    list_filter = ["status", ("provider", ByWay), ("currency", ByCurrency), "opened_at"]
    list_select_related = ["donation"]
    search_fields = ["dispute_id", "donation__uuid"]
    fields = ["donation", "amount", "status", "way", "dispute_id", "reason", "opened_at", "answer_by", "closed_at"]
    readonly_fields = ["amount", "way"]
