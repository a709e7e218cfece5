"""What belongs to a gift, a pledge or a donor, shown on its page."""

from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.admin.tables import Show, Table, address, amount, isolated, linked, moment_of, table
from donations.models import Dispute, Donation, Donor, LedgerEntry, OutboxEmail, Pledge, Refund, WebhookEvent
from donations.providers import name_of
from newsroom.identity import language

# Messages are looked for around the moments at which something happened: all of them are too many to read.
BEFORE, AFTER = timedelta(hours=1), timedelta(days=1)
MOST_MOMENTS = 12

RESEND = "donations.resend_outboxemail"


def movements(request: HttpRequest, gift: Donation) -> Table | None:
    """List the rows of the ledger of a gift."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("happened on"), lambda row: linked(row, row.occurred_at)),
        (_("kind"), lambda row: row.get_kind_display()),
        (_("amount"), amount),
        (_("transaction number"), lambda row: isolated(row.transaction_id)),
        (_("entered by"), lambda row: isolated(row.entered_by)),
    ]
    rows = LedgerEntry.objects.filter(donation=gift).select_related("entered_by")
    return table(request, _("Movements of money"), rows, columns)


def refunds(request: HttpRequest, gift: Donation) -> Table | None:
    """List what went back, or is to."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("asked for"), lambda row: linked(row, row.asked_at)),
        (_("amount"), amount),
        (_("status"), lambda row: row.get_status_display()),
        (_("why"), lambda row: isolated(row.reason)),
        (_("asked by"), lambda row: isolated(row.asked_by)),
    ]
    return table(request, _("Refunds"), Refund.objects.filter(donation=gift).select_related("asked_by"), columns)


def disputes(request: HttpRequest, gift: Donation) -> Table | None:
    """List what the donor's bank took back."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("opened"), lambda row: linked(row, row.opened_at)),
        (_("amount"), amount),
        (_("status"), lambda row: row.get_status_display()),
        (_("answer by"), lambda row: moment_of(row.answer_by)),
    ]
    return table(request, _("Disputes"), Dispute.objects.filter(donation=gift), columns)


def mails(request: HttpRequest, *, about: Q) -> Table | None:
    """List mails owed and sent; who may, sends one again from here."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("mail"), lambda row: linked(row, row.get_kind_display())),
        (_("owed since"), lambda row: moment_of(row.created_at)),
        (_("sent"), lambda row: moment_of(row.sent_at)),
    ]
    if request.user.has_perm(RESEND):
        columns.append(("", _send_again))
    return table(request, _("Mails"), OutboxEmail.objects.filter(about), columns)


def messages(request: HttpRequest, gift: Donation) -> Table | None:
    """List what the provider told of a gift."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("received"), lambda row: linked(row, row.received_at)),
        (_("type"), lambda row: isolated(row.type)),
        (_("status"), lambda row: row.get_status_display()),
        (_("why it is not booked"), lambda row: row.problem() or "–"),
    ]
    return table(request, _("Messages of the provider"), told_of(gift), columns)


def told_of(gift: Donation) -> QuerySet[WebhookEvent]:
    """Find the messages that name a gift, near the moments at which something happened to it."""
    recorded = gift.entries.order_by("-recorded_at").values_list("recorded_at", flat=True)
    moments = [gift.created_at, *recorded[:MOST_MOMENTS]]
    near, named = Q(pk__in=[]), Q(pk__in=[])
    for moment in moments:
        near |= Q(received_at__range=(moment - BEFORE, moment + AFTER))
    for key in (gift.uuid, gift.payment_id, gift.session_id, gift.invoice_id):
        if key:
            named |= Q(told__contains=str(key))
    return (
        WebhookEvent.objects.filter(near, provider=gift.provider)
        .alias(told=Cast("payload", TextField()))
        .filter(named)
    )


def gifts(request: HttpRequest, *, of: Donor | Pledge) -> Table | None:
    """List gifts, newest first, as they stand."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("started"), lambda row: linked(row, row.created_at)),
        (_("amount"), amount),
        (_("interval"), lambda row: row.get_interval_display()),
        (_("status"), lambda row: str(row.standing().label)),
        (_("payment method"), lambda row: name_of(row.provider)),
    ]
    rows = of.donations.with_returns()
    return table(request, _("Gifts"), rows, columns, of=of)


def pledges(request: HttpRequest, donor: Donor) -> Table | None:
    """List what a donor promised to give regularly."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("started"), lambda row: linked(row, row.created_at)),
        (_("amount"), amount),
        (_("interval"), lambda row: row.get_interval_display()),
        (_("status"), lambda row: row.get_status_display()),
        (_("next payment"), lambda row: moment_of(row.next_charge_at)),
    ]
    return table(request, _("Pledges"), donor.pledges.all(), columns, of=donor)


def notes(request: HttpRequest, donor: Donor) -> Table | None:
    """List what finance wants to remember of a donor."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("written"), lambda row: moment_of(row.at)),
        (_("by"), lambda row: isolated(row.by)),
        (_("note"), lambda row: format_html('<span class="note" dir="auto">{}</span>', row.text)),
    ]
    rows = donor.notes.select_related("by")
    return table(request, _("Notes"), rows, columns, most=None)


def sums(request: HttpRequest, donor: Donor) -> Table | None:
    """Add up what a donor gave, less what went back, in each currency apart."""
    if not request.user.has_perm("donations.view_ledgerentry"):
        return None
    moved = LedgerEntry.objects.filter(donation__donor=donor).given().real().order_by()
    found = moved.values_list("currency").annotate(Count("donation", distinct=True), Sum("amount_minor"))
    headings: list[Promise | str] = [_("currency"), _("gifts"), _("less what went back")]
    rows: list[list[tuple[Promise | str, str]]] = [
        list(zip(headings, (isolated(currency), str(count), money.as_html(minor, currency, language())), strict=True))
        for currency, count, minor in sorted(found)
    ]
    return Table(_("Given so far"), headings, rows, len(rows)) if rows else None


def _send_again(mail: OutboxEmail) -> SafeString:
    return format_html('<a href="{}">{}</a>', address(OutboxEmail, "resend", mail.pk), _("Send again"))
