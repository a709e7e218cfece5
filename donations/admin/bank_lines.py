"""The lines of bank statements on the desk, for finance: review what is new, and look up what was."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.searching import WithoutNul
from donations import money
from donations.admin import bank_review
from donations.admin.bank_statements import PERMISSION, must_import
from donations.admin.filters import ByCurrency
from donations.admin.looks import ShowsDonors
from donations.bank import booking
from donations.models import BankTransaction
from newsroom.identity import language
from newsroom.read_only import ReadOnly
from newsroom.staff import acting


@admin.register(BankTransaction)
class BankTransactionAdmin(ShowsDonors, WithoutNul, ReadOnly, admin.ModelAdmin):
    """Every movement that statements showed, once."""

    change_list_template = "admin/donations/statement_list.html"
    list_display = ["booked_on", "amount", "payer", "text", "state", "donation", "settled_by"]
    list_filter = ["state", ("currency", ByCurrency), "is_reversal", "booked_on"]
    list_select_related = ["donation", "settled_by"]
    search_fields = ["text", "payer", "bank_reference", "donation__reference_code"]
    fields = [
        "booked_on",
        "amount",
        "payer",
        "text",
        "bank_reference",
        "is_reversal",
        "account",
        "statement",
        "state",
        "donation",
        "settled_by",
        "settled_at",
    ]
    readonly_fields = ["amount"]
    actions = ["take_up"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which lines are booked."""
        page = self.admin_site.admin_view(self.review)
        return [path("review/", page, name="donations_banktransaction_review"), *super().get_urls()]

    @admin.display(description=gettext_lazy("amount"), ordering="amount_minor")
    def amount(self, line: BankTransaction) -> SafeString:
        """Show the signed amount."""
        return money.as_html(line.amount_minor, line.currency, language())

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff handles statements."""
        return request.user.has_perm(PERMISSION)

    @admin.action(description=gettext_lazy("Take up again"), permissions=["import"])
    def take_up(self, request: HttpRequest, lines: QuerySet[BankTransaction]) -> None:
        """Put lines that were set aside back among the new ones."""
        count = sum(booking.take_up(line.pk, by=acting(request)) for line in lines)
        text = ngettext("%(count)s line is new again.", "%(count)s lines are new again.", count)
        messages.success(request, text % {"count": count})

    def review(self, request: HttpRequest) -> HttpResponse:
        """Show the new lines with what we propose for each, or book what was chosen."""
        must_import(request)
        if request.method == "POST":
            bank_review.tell(request, bank_review.settle(request.POST, by=acting(request)))
            return HttpResponseRedirect(request.get_full_path())
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "list_address": reverse("admin:donations_banktransaction_changelist"),
            "title": _("Review the lines of the bank"),
            **bank_review.page(request.GET),
        }
        return render(request, "admin/donations/bank_review.html", context)
