"""What providers sent to our bank account, on the desk, and what each transfer was made of."""

from django.contrib import admin
from django.db.models import Count, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.searching import WithoutNul
from donations import money
from donations.admin.filters import ByCurrency
from donations.admin.tables import MOST, Heading, Show, ShowsAround, Table, amount, isolated, linked
from donations.admin.ways import ByWay, ShowsAmount, ShowsWay
from donations.models import LedgerEntry, Payout
from newsroom.identity import language
from newsroom.read_only import ReadOnly


@admin.register(Payout)
class PayoutAdmin(WithoutNul, ShowsWay, ShowsAmount, ShowsAround, ReadOnly, admin.ModelAdmin):
    """Transfers of providers to our bank."""

    change_form_template = "admin/donations/payout.html"
    list_display = ["arrives_on", "amount", "status", "way", "payout_id"]
    list_filter = ["status", ("provider", ByWay), ("currency", ByCurrency), "arrives_on"]
    search_fields = ["payout_id"]
    fields = ["arrives_on", "amount", "status", "way", "payout_id", "agreement"]
    readonly_fields = ["amount", "way", "agreement"]

    @admin.display(description=gettext_lazy("made of"))
    def agreement(self, payout: Payout) -> str:
        """Say whether what it carried comes to its amount."""
        carried = payout.lines.aggregate(sum=Sum("net_minor"))["sum"]
        if carried is None:
            return _("Not known. A service tells it of transfers that it makes by itself, once they have arrived.")
        if carried == payout.amount_minor:
            return _("The rows below come to this amount.")
        both = {"sum": money.isolated(carried, payout.currency)}
        return _("The rows below come to %(sum)s. Look at it with the payment service.") % both

    def around(self, request: HttpRequest, payout: Payout) -> list[Table | None]:
        """Show the kinds of rows that it carried, and the newest movements among them."""
        return [_kinds(payout), _movements(request, payout)]


def _kinds(payout: Payout) -> Table | None:
    """Add up what it carried, kind by kind."""
    headings: list[Heading] = [gettext_lazy("kind"), gettext_lazy("rows"), gettext_lazy("after fees")]
    found = payout.lines.order_by("entry__kind").values_list("entry__kind")
    names = dict(LedgerEntry.Kind.choices)
    rows = []
    for kind, count, net in found.annotate(Count("pk"), Sum("net_minor")):
        name = names.get(kind, gettext_lazy("Other things on the account"))
        cells = (str(name), str(count), str(money.as_html(net, payout.currency, language())))
        rows.append(list(zip(headings, cells, strict=True)))
    return Table(gettext_lazy("What this payout was made of"), headings, rows, len(rows)) if rows else None


def _movements(request: HttpRequest, payout: Payout) -> Table | None:
    """List the newest movements of ours that it carried; all of them are in the ledger's own list."""
    if not request.user.has_perm("donations.view_ledgerentry"):
        return None
    columns: list[tuple[Heading, Show]] = [
        (gettext_lazy("happened on"), lambda entry: linked(entry, entry.occurred_at)),
        (gettext_lazy("kind"), lambda entry: entry.get_kind_display()),
        (gettext_lazy("amount"), amount),
        (gettext_lazy("gift"), lambda entry: linked(entry.donation, isolated(entry.donation))),
        (gettext_lazy("transaction number"), lambda entry: isolated(entry.transaction_id)),
    ]
    entries = LedgerEntry.objects.filter(payout_lines__payout=payout).select_related("donation")
    cells = [[(heading, show(entry)) for heading, show in columns] for entry in entries[:MOST]]
    count = entries.count()
    more = f"{reverse('admin:donations_ledgerentry_changelist')}?payout={payout.pk}" if count > MOST else ""
    headings = [heading for heading, _show in columns]
    return Table(gettext_lazy("Movements of money"), headings, cells, count, more) if cells else None
