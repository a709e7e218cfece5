"""Gifts and pledges on the desk, for finance; a bank transfer is recorded here when the statement shows it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.searching import WithoutNul
from donations import exports, money, providers
from donations.admin import around, by_hand, ending, paying_back, pledge_acts, received
from donations.admin.around import ShowsAround
from donations.admin.exporting import Exportable
from donations.admin.looks import ShowsDonors
from donations.admin.ways import ByWay, ShowsWay
from donations.models import Donation, Pledge
from donations.providers import sandbox
from donations.states import GiftStatus
from newsroom import audit
from newsroom.identity import language
from newsroom.read_only import ReadOnly
from newsroom.staff import acting

ORIGIN: Any = (
    _("Where it came from"),
    {"fields": ["campaign", "language", "slot", "article", "story_title", "story_path"]},
)

# The desk's colours for the lives of stories serve gifts too.
COLOURS: dict[str, str] = {
    GiftStatus.CREATED: "draft",
    GiftStatus.PENDING: "in_review",
    GiftStatus.PAID: "live",
    GiftStatus.FAILED: "withdrawn",
    GiftStatus.EXPIRED: "none",
}


class Receivable(ReadOnly):
    """Rows that can be waiting for a bank transfer."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that records a transfer."""
        name = f"donations_{self.model._meta.model_name}_receive"  # type: ignore[attr-defined]
        page = self.admin_site.admin_view(self.receive)  # type: ignore[attr-defined]
        return [path("<int:pk>/receive/", page, name=name), *super().get_urls()]  # type: ignore[misc]

    def receive(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what came and when, and record it."""
        return received.receive(request, self, pk)  # type: ignore[arg-type]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Offer the page where a transfer is awaited."""
        row = context.get("original")
        if row is not None and received.is_awaited(row) and request.user.has_perm(received.PERMISSION):
            name = f"admin:donations_{row._meta.model_name}_receive"
            context["receive_url"] = reverse(name, args=[row.pk])
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    @admin.display(description=_("amount"), ordering="amount_minor")
    def amount(self, row: Donation | Pledge) -> SafeString:
        """Show the amount that the donor chose."""
        return money.as_html(row.amount_minor, row.currency, language())


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
        "currency",
        "language",
        "slot",
        "campaign",
        "created_at",
    ]
    list_select_related = ["donor", "pledge"]
    search_fields = ["reference_code", "uuid", "payment_id", "donor__email", "donor_name", "story_title"]
    date_hierarchy = "created_at"
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
    readonly_fields = ["amount", "received", "donor_email", "way"]

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


@admin.register(Pledge)
class PledgeAdmin(ShowsDonors, WithoutNul, ShowsWay, ShowsAround, Receivable, admin.ModelAdmin):
    """Monthly promises."""

    change_form_template = "admin/donations/receivable.html"
    list_display = ["created_at", "__str__", "amount", "status", "way", "story_title"]
    list_filter = ["status", ("provider", ByWay), "currency", "language", "campaign", "created_at"]
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
    readonly_fields = ["amount", "way"]
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
