"""Bank statements on the desk, for finance: hand in a file, name the columns of a bank once, see what was wrong."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles.admin.searching import WithoutNul
from donations.admin.bank_forms import ColumnsForm, HandInForm
from donations.admin.looks import ShowsDonors
from donations.bank import flaws, handing_in
from donations.bank.flaws import Unreadable
from donations.models import Statement, StatementLayout
from newsroom.read_only import ReadOnly
from newsroom.staff import acting

PERMISSION = "donations.import_statement"


def must_import(request: HttpRequest) -> None:
    """Raise PermissionDenied for those who may not handle statements."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


@admin.register(Statement)
class StatementAdmin(ShowsDonors, WithoutNul, ReadOnly, admin.ModelAdmin):
    """The files that were handed in, each with what came of it."""

    change_list_template = "admin/donations/statement_list.html"
    change_form_template = "admin/donations/statement.html"
    list_display = ["handed_in_at", "file_name", "layout", "handed_in_by", "lines", "new_lines", "problems"]
    list_select_related = ["layout", "handed_in_by"]
    search_fields = ["file_name"]
    fields = [
        "file_name",
        "handed_in_at",
        "handed_in_by",
        "read_at",
        "layout",
        "lines",
        "new_lines",
        "left_out",
        "told",
    ]
    readonly_fields = ["told"]

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that take a file in, name its columns, and take back what it brought."""
        view, name = self.admin_site.admin_view, "donations_statement"
        return [
            path("hand-in/", view(self.hand_in), name=f"{name}_hand_in"),
            path("<int:pk>/columns/", view(self.columns), name=f"{name}_columns"),
            path("<int:pk>/discard/", view(require_POST(self.discard)), name=f"{name}_discard"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("problems"))
    def problems(self, statement: Statement) -> str:
        """Count what could not be read."""
        if statement.read_at is None:
            return _("waits for its columns to be named")
        return str(len(statement.flaws)) if statement.flaws else "–"

    @admin.display(description=gettext_lazy("what could not be read"), empty_value="–")
    def told(self, statement: Statement) -> SafeString | None:
        """Tell each problem with its line."""
        rows = [(_("Line %(number)s:") % {"number": each["place"]}, _told(each)) for each in statement.flaws]
        return format_html_join("", "<p><b>{}</b> {}</p>", rows) if rows else None

    def hand_in(self, request: HttpRequest) -> HttpResponse:
        """Take a file, and lead on to its columns or to its lines."""
        must_import(request)
        form = HandInForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                statement = handing_in.hand_in(
                    file.read(), file_name=file.name, currency=form.cleaned_data["account"], by=acting(request)
                )
            except Unreadable as unreadable:
                form.add_error("file", flaws.told(unreadable.flaw.wrong, unreadable.flaw.details))
            else:
                return self._go_on(request, statement)
        context = self._page(request, _("Hand in a bank statement"), form)
        return render(request, "admin/donations/statement_hand_in.html", context)

    def columns(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once what the columns of a bank hold, show how the first rows read by that, then read the file."""
        must_import(request)
        statement = get_object_or_404(Statement, pk=pk)
        if statement.raw is None:
            return HttpResponseRedirect(reverse("admin:donations_statement_change", args=[pk]))
        table = handing_in.table_of(statement)
        form = ColumnsForm(request.POST or None, table=table, statement=statement)
        if request.method == "POST" and form.is_valid() and "look" not in request.POST:
            layout = form.save_layout(by=acting(request))
            return self._go_on(request, handing_in.take_table(statement, table, layout, by=acting(request)))
        context = self._page(request, _("What do the columns hold?"), form) | {"original": statement}
        return render(request, "admin/donations/statement_columns.html", context)

    def discard(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back the lines of a file that nobody has booked."""
        must_import(request)
        statement = get_object_or_404(Statement, pk=pk)
        count = handing_in.discard(statement, by=acting(request))
        text = ngettext("%(count)s line was taken back.", "%(count)s lines were taken back.", count)
        messages.success(request, text % {"count": count})
        return HttpResponseRedirect(reverse("admin:donations_statement_changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Offer what may be done with the file to those who may."""
        offers = {"may_import": request.user.has_perm(PERMISSION)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | offers)

    def _go_on(self, request: HttpRequest, statement: Statement) -> HttpResponse:
        if statement.read_at is None:
            return HttpResponseRedirect(reverse("admin:donations_statement_columns", args=[statement.pk]))
        known = statement.lines - statement.new_lines - statement.left_out
        told = _("Lines read: %(lines)s. New: %(new)s. Known before: %(known)s. Outgoing and not kept: %(out)s.")
        counts = {"lines": statement.lines, "new": statement.new_lines, "known": known, "out": statement.left_out}
        messages.success(request, told % counts)
        if statement.flaws:
            text = ngettext(
                "%(count)s line could not be read. The statement says which.",
                "%(count)s lines could not be read. The statement says which.",
                len(statement.flaws),
            )
            messages.warning(request, text % {"count": len(statement.flaws)})
            return HttpResponseRedirect(reverse("admin:donations_statement_change", args=[statement.pk]))
        return HttpResponseRedirect(reverse("admin:donations_banktransaction_review"))

    def _page(self, request: HttpRequest, title: str, form: Any) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "list_address": reverse("admin:donations_statement_changelist"),
            "title": title,
            "form": form,
        }


@admin.register(StatementLayout)
class StatementLayoutAdmin(WithoutNul, ReadOnly, admin.ModelAdmin):
    """How each bank writes its tables; one that was named wrongly is deleted, and asked for again."""

    list_display = ["bank", "set_by", "set_at"]
    list_select_related = ["set_by"]
    fields = ["bank", "set_by", "set_at"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let finance forget a bank's table."""
        return request.user.has_perm("donations.delete_statementlayout")


def _told(flaw: dict[str, Any]) -> str:
    return flaws.told(flaw["wrong"], flaw["details"])
