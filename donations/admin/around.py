"""What belongs to a gift, a pledge or a donor, shown on its page: small tables that lead on, and change nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from donations import money
from donations.models import Dispute, Donation, Donor, LedgerEntry, OutboxEmail, Pledge, Refund, WebhookEvent
from donations.providers import name_of
from newsroom.identity import language
from newsroom.templatetags.dates import day_and_time

MOST = 20  # rows of a table; the rest is behind a link
# Messages are looked for around the moments at which something happened: all of them are too many to read.
BEFORE, AFTER = timedelta(hours=1), timedelta(days=1)
MOST_MOMENTS = 12

Show = Callable[[Any], str]
RESEND = "donations.resend_outboxemail"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong to another one. `more` leads to all of them where these are only the newest."""

    title: Promise
    headings: list[Promise | str]
    rows: list[list[tuple[Promise | str, str]]]  # each cell with its heading, for narrow windows
    count: int
    more: str = ""


class ShowsAround:
    """For an admin class: the tables of `around` stand below the fields of a row."""

    def around(self, request: HttpRequest, row: Any) -> list[Table | None]:
        """Give the tables of a row, in their order."""
        raise NotImplementedError

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show the tables that hold something."""
        row = context.get("original")
        context["around"] = [table for table in self.around(request, row) if table] if row is not None else []
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]


def movements(request: HttpRequest, gift: Donation) -> Table | None:
    """List the rows of the ledger of a gift."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("happened on"), lambda row: _linked(row, row.occurred_at)),
        (_("kind"), lambda row: row.get_kind_display()),
        (_("amount"), _amount),
        (_("transaction number"), lambda row: _isolated(row.transaction_id)),
        (_("entered by"), lambda row: _isolated(row.entered_by)),
    ]
    rows = LedgerEntry.objects.filter(donation=gift).select_related("entered_by")
    return _table(request, _("Movements of money"), rows, columns)


def refunds(request: HttpRequest, gift: Donation) -> Table | None:
    """List what went back, or is to."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("asked for"), lambda row: _linked(row, row.asked_at)),
        (_("amount"), _amount),
        (_("status"), lambda row: row.get_status_display()),
        (_("why"), lambda row: _isolated(row.reason)),
        (_("asked by"), lambda row: _isolated(row.asked_by)),
    ]
    return _table(request, _("Refunds"), Refund.objects.filter(donation=gift).select_related("asked_by"), columns)


def disputes(request: HttpRequest, gift: Donation) -> Table | None:
    """List what the donor's bank took back."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("opened"), lambda row: _linked(row, row.opened_at)),
        (_("amount"), _amount),
        (_("status"), lambda row: row.get_status_display()),
        (_("answer by"), lambda row: _moment(row.answer_by)),
    ]
    return _table(request, _("Disputes"), Dispute.objects.filter(donation=gift), columns)


def mails(request: HttpRequest, *, about: Q) -> Table | None:
    """List mails owed and sent; who may, sends one again from here."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("mail"), lambda row: _linked(row, row.get_kind_display())),
        (_("owed since"), lambda row: _moment(row.created_at)),
        (_("sent"), lambda row: _moment(row.sent_at)),
    ]
    if request.user.has_perm(RESEND):
        columns.append(("", _send_again))
    return _table(request, _("Mails"), OutboxEmail.objects.filter(about), columns)


def messages(request: HttpRequest, gift: Donation) -> Table | None:
    """List what the provider told of a gift."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("received"), lambda row: _linked(row, row.received_at)),
        (_("type"), lambda row: _isolated(row.type)),
        (_("status"), lambda row: row.get_status_display()),
        (_("why it is not booked"), lambda row: row.problem() or "–"),
    ]
    return _table(request, _("Messages of the provider"), told_of(gift), columns)


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
        (_("started"), lambda row: _linked(row, row.created_at)),
        (_("amount"), _amount),
        (_("interval"), lambda row: row.get_interval_display()),
        (_("status"), lambda row: str(row.standing().label)),
        (_("payment method"), lambda row: name_of(row.provider)),
    ]
    rows = of.donations.with_returns()
    return _table(request, _("Gifts"), rows, columns, of=of)


def pledges(request: HttpRequest, donor: Donor) -> Table | None:
    """List what a donor promised to give regularly."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("started"), lambda row: _linked(row, row.created_at)),
        (_("amount"), _amount),
        (_("interval"), lambda row: row.get_interval_display()),
        (_("status"), lambda row: row.get_status_display()),
        (_("next payment"), lambda row: _moment(row.next_charge_at)),
    ]
    return _table(request, _("Pledges"), donor.pledges.all(), columns, of=donor)


def notes(request: HttpRequest, donor: Donor) -> Table | None:
    """List what finance wants to remember of a donor."""
    columns: list[tuple[Promise | str, Show]] = [
        (_("written"), lambda row: _moment(row.at)),
        (_("by"), lambda row: _isolated(row.by)),
        (_("note"), lambda row: format_html('<span class="note" dir="auto">{}</span>', row.text)),
    ]
    rows = donor.notes.select_related("by")
    return _table(request, _("Notes"), rows, columns, most=None)


def sums(request: HttpRequest, donor: Donor) -> Table | None:
    """Add up what a donor gave, less what went back, in each currency apart."""
    if not request.user.has_perm("donations.view_ledgerentry"):
        return None
    moved = LedgerEntry.objects.filter(donation__donor=donor).given().real().order_by()
    found = moved.values_list("currency").annotate(Count("donation", distinct=True), Sum("amount_minor"))
    headings: list[Promise | str] = [_("currency"), _("gifts"), _("less what went back")]
    rows: list[list[tuple[Promise | str, str]]] = [
        list(
            zip(headings, (_isolated(currency), str(count), money.as_html(minor, currency, language())), strict=True)
        )
        for currency, count, minor in sorted(found)
    ]
    return Table(_("Given so far"), headings, rows, len(rows)) if rows else None


def _table(
    request: HttpRequest,
    title: Promise,
    rows: QuerySet[Any],
    columns: Iterable[tuple[Promise | str, Show]],
    *,
    of: Model | None = None,
    most: int | None = MOST,
) -> Table | None:
    """Make a table of the newest rows; none where there are none, or where this person may not see them."""
    columns, model = list(columns), rows.model
    if not request.user.has_perm(f"donations.view_{model._meta.model_name}"):
        return None
    newest = list(rows[: most + 1] if most else rows)
    if not newest:
        return None
    is_all = most is None or len(newest) <= most
    more = "" if is_all or of is None else f"{_address(model, 'changelist')}?{of._meta.model_name}__id__exact={of.pk}"
    cells = [[(heading, show(row)) for heading, show in columns] for row in newest[:most]]
    count = len(newest) if is_all else rows.count()
    return Table(title, [heading for heading, _show in columns], cells, count, more)


def _address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:donations_{model._meta.model_name}_{page}", args=args)


def _linked(row: Model, label: datetime | str) -> SafeString:
    shown = _moment(label) if isinstance(label, datetime) else label
    return format_html('<a href="{}">{}</a>', _address(type(row), "change", row.pk), shown)


def _send_again(mail: OutboxEmail) -> SafeString:
    return format_html('<a href="{}">{}</a>', _address(OutboxEmail, "resend", mail.pk), _("Send again"))


def _moment(moment: datetime | None) -> str:
    return day_and_time(moment, language()) if moment else "–"


def _amount(row: Any) -> SafeString:
    return money.as_html(row.amount_minor, row.currency, language())


def _isolated(text: object) -> SafeString:
    return format_html("<bdi>{}</bdi>", text or "–")
