"""Gifts on the desk, for finance: every one that was begun, what became of it, and what can be done."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.searching import WithoutNul
from donations import exports, money
from donations.admin import around, by_hand, paying_back
from donations.admin.exporting import Exportable
from donations.admin.filters import ByCurrency, YearBegun
from donations.admin.looks import ShowsDonors
from donations.admin.receivable import ORIGIN, Receivable
from donations.admin.tables import ShowsAround
from donations.admin.ways import ByWay, ShowsWay
from donations.models import Donation
from donations.states import GiftStatus
from newsroom.identity import language

# The desk's colours for the lives of stories serve gifts too.
COLOURS: dict[str, str] = {
    GiftStatus.CREATED: "draft",
    GiftStatus.PENDING: "in_review",
    GiftStatus.PAID: "live",
    GiftStatus.FAILED: "withdrawn",
    GiftStatus.EXPIRED: "none",
}


@admin.register(Donation)
class DonationAdmin(ShowsDonors, WithoutNul, ShowsWay, Exportable, ShowsAround, Receivable, admin.ModelAdmin):
    """Every gift that was begun."""

    export_name = "gifts"
    export_moment = "paid_at"

    change_form_template = "admin/donations/receivable.html"
    list_display = [
        "created_at",
        "__str__",
        "amount",
        "interval",
        "standing",
        "way",
        "story_title",
        "donor_email",
    ]
    list_filter = [
        "status",
        ("provider", ByWay),
        "interval",
        ("currency", ByCurrency),
        "language",
        "slot",
        "campaign",
        YearBegun,
        "created_at",
    ]
    list_select_related = ["donor", "pledge"]
    search_fields = ["reference_code", "uuid", "payment_id", "donor__email", "donor_name", "story_title"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["uuid", "amount", "received", "status", "created_at", "paid_at"]}),
        (_("Donor"), {"fields": ["donor", "donor_email", "donor_name", "is_anonymous", "message"]}),
        (
            _("Payment"),
            {
                "fields": [
                    *("interval", "pledge", "way", "payment_id", "invoice_id", "reference_code"),
                    *("receipt_number", "document_number", "livemode"),
                ]
            },
        ),
        ORIGIN,
    ]
    readonly_fields = ["amount", "received", "donor_email", "way", "story_address"]

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that pay a gift back, enter one by hand, and take such an entry back."""
        view, name = self.admin_site.admin_view, "donations_donation"
        return [
            path("<int:pk>/pay-back/", view(self.pay_back), name=f"{name}_pay_back"),
            path("enter/", view(self.enter), name=f"{name}_enter"),
            path("<int:pk>/take-back/", view(self.take_back), name=f"{name}_take_back"),
            *super().get_urls(),
        ]

    def export_table(self, rows: QuerySet[Donation], *, with_donors: bool) -> exports.Table:
        """Make the table of these gifts."""
        return exports.of_gifts(rows, language=language(), with_donors=with_donors)

    def around(self, request: HttpRequest, row: Donation) -> list[around.Table | None]:
        """Show what became of a gift: its money, its mails, and what the provider told."""
        return [
            around.movements(request, row),
            around.refunds(request, row),
            around.disputes(request, row),
            around.mails(request, about=Q(donation=row)),
            around.messages(request, row),
        ]

    def enter(self, request: HttpRequest) -> HttpResponse:
        """Ask what came outside of this site, and enter it."""
        return by_hand.enter(request, self)

    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why an entry was wrong, and take it back."""
        return by_hand.take_back(request, self, pk)

    def pay_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask how much goes back, and pay it back."""
        return paying_back.pay_back(request, self, pk)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Offer to pay back what can be."""
        gift = context.get("original")
        if gift is not None and paying_back.is_possible(request, gift):
            context["acts"] = [(reverse("admin:donations_donation_pay_back", args=[gift.pk]), _("Pay back"))]
        elif gift is not None and by_hand.may_take_back(request, gift):
            context["acts"] = [(reverse("admin:donations_donation_take_back", args=[gift.pk]), _("Take it back"))]
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("e-mail"), ordering="donor__email")
    def donor_email(self, gift: Donation) -> str:
        """Show the donor's address."""
        return gift.donor.email or "–"

    @admin.display(description=_("amount received"))
    def received(self, gift: Donation) -> SafeString | str:
        """Show what came."""
        return money.as_html(gift.received_minor, gift.currency, language()) if gift.received_minor else "–"

    @admin.display(description=_("status"), ordering="status")
    def standing(self, gift: Donation) -> SafeString:
        """Show the status as a coloured word; money that came after the end of its pledge stands out."""
        if gift.is_after_the_end():
            return format_html('<span class="state state-withdrawn">{}</span>', _("Paid after the end: refund it"))
        return format_html('<span class="state state-{}">{}</span>', COLOURS[gift.status], gift.get_status_display())
