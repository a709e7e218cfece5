"""The books on the desk, for finance: donors, the ledger, what providers told us. All of it to look at only."""

import json

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.searching import WithoutNul
from donations import exports, webhooks
from donations.admin import around
from donations.admin.erasing import Erasable
from donations.admin.exporting import Exportable
from donations.admin.filters import ByCurrency, OfPayout, YearMoved
from donations.admin.looks import ShowsDonors
from donations.admin.merging import Mergeable
from donations.admin.notes import HasNotes
from donations.admin.resending import Resendable
from donations.admin.row_acts import ActsOnRow
from donations.admin.statements import HasStatements
from donations.admin.tables import ShowsAround
from donations.admin.ways import ByWay, ShowsAmount, ShowsWay
from donations.models import Donor, LedgerEntry, OutboxEmail, WebhookEvent
from newsroom import audit
from newsroom.identity import language
from newsroom.read_only import ReadOnly
from newsroom.staff import acting


@admin.register(Donor)
class DonorAdmin(
    ShowsDonors, WithoutNul, Mergeable, HasNotes, ShowsAround, HasStatements, Erasable, ReadOnly, admin.ModelAdmin
):
    """The people who give."""

    change_form_template = "admin/donations/donor.html"
    list_display = ["email", "name", "language", "created_at"]
    list_filter = ["language", "created_at"]
    search_fields = ["email", "name", "uuid", "donations__reference_code", "donations__receipt_number"]
    fields = [
        "uuid",
        "email",
        "name",
        "language",
        "mail_language",
        "newsletter_at",
        "newsletter_refused_at",
        "created_at",
        "merged_into",
        "erased_at",
        "statements",
    ]
    readonly_fields = ["statements"]
    actions = ["erase"]

    def around(self, request: HttpRequest, row: Donor) -> list[around.Table | None]:
        """Show what a donor gave and promised, and what finance remembers."""
        return [
            around.sums(request, row),
            around.gifts(request, of=row),
            around.pledges(request, row),
            around.notes(request, row),
        ]


@admin.register(LedgerEntry)
class LedgerAdmin(WithoutNul, ShowsWay, ShowsAmount, Exportable, ReadOnly, admin.ModelAdmin):
    """Every movement of money."""

    export_name = "ledger"
    export_moment = "occurred_at"

    list_display = ["occurred_at", "kind", "amount", "way", "transaction_id", "donation", "entered_by"]
    fields = ["occurred_at", "recorded_at", "kind", "amount", "way", "transaction_id", "donation", "entered_by"]
    readonly_fields = ["amount", "way"]
    list_filter = [
        "kind",
        ("currency", ByCurrency),
        ("provider", ByWay),
        "donation__campaign",
        YearMoved,
        "occurred_at",
        OfPayout,
    ]
    list_select_related = ["donation", "entered_by"]
    search_fields = ["transaction_id", "donation__reference_code", "donation__uuid"]
    show_full_result_count = False

    def export_table(self, rows: QuerySet[LedgerEntry], *, with_donors: bool) -> exports.Table:
        """Make the table of these movements; it never names donors."""
        return exports.of_movements(rows, language=language())


@admin.register(WebhookEvent)
class WebhookEventAdmin(WithoutNul, ShowsWay, ActsOnRow, ReadOnly, admin.ModelAdmin):
    """What providers told us; those that failed or contradict the books want a look."""

    list_display = ["received_at", "way", "type", "status", "attempts", "problem"]
    fields = ["received_at", "way", "event_id", "type", "status", "problem", "attempts", "processed_at", "told"]
    readonly_fields = ["way", "problem", "told"]
    list_filter = ["status", ("provider", ByWay), "type", "received_at"]
    search_fields = ["event_id", "error"]
    actions = ["process_again"]

    @admin.display(description=_("why it is not booked"), empty_value="–")
    def problem(self, event: WebhookEvent) -> str:
        """Say why the message was not booked."""
        return event.problem()

    @admin.display(description=_("message"))
    def told(self, event: WebhookEvent) -> SafeString:
        """Show the message as it was written, from left to right in either language."""
        return format_html('<pre dir="ltr">{}</pre>', json.dumps(event.payload, indent=2, ensure_ascii=False))

    def is_open(self, row: WebhookEvent) -> bool:
        """Say whether a message waits for somebody."""
        return not row.is_done()

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff may process a message again."""
        return request.user.has_perm("donations.retry_webhookevent")

    @admin.action(description=_("Process again"), permissions=["retry"])
    def process_again(self, request: HttpRequest, events: QuerySet[WebhookEvent]) -> None:
        """Hand the messages that are not done to the task queue."""
        waiting = [event for event in events if not event.is_done()]
        for event in waiting:
            with transaction.atomic():
                audit.record("retry", by=acting(request), on=event)
                webhooks.try_again.enqueue(event.pk)
                self.log_change(request, event, gettext("It was sent to be processed again."))
        text = ngettext(
            "%(count)s message will be processed again.", "%(count)s messages will be processed again.", len(waiting)
        )
        messages.info(request, text % {"count": len(waiting)})


@admin.register(OutboxEmail)
class OutboxEmailAdmin(ShowsDonors, WithoutNul, Resendable, ReadOnly, admin.ModelAdmin):
    """Mails owed and sent."""

    list_display = ["created_at", "kind", "donation", "sent_at"]
    fields = ["kind", "donation", "pledge", "donor", "created_at", "sent_at"]
    list_filter = ["kind", "sent_at"]
    list_select_related = ["donation"]
