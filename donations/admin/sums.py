"""Files of sums on the desk: hand one in, name its columns once, look at every line, book it."""

from collections import defaultdict
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.searching import WithoutNul
from donations import by_hand, money, sums
from donations.admin.bank_forms import ColumnsForm, FileForm
from donations.admin.by_hand import PERMISSION
from donations.admin.ways import ShowsWay
from donations.bank import flaws
from donations.bank.flaws import Unreadable
from donations.models import Campaign, SumsFile
from donations.sums import Preview
from newsroom.identity import language
from newsroom.read_only import ReadOnly
from newsroom.staff import acting

LIST = "admin:donations_sumsfile_changelist"
SHOWN = 300  # lines on the page before booking


class HandInForm(FileForm):
    """A file and where its gifts belong."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, at most 5 MB. Handing in the same days twice does no harm."),
    )
    way = forms.ChoiceField(label=gettext_lazy("Way"))
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"),
        choices=money.CURRENCY_NAMES,
        help_text=gettext_lazy("Of lines that name none."),
    )
    campaign = forms.ModelChoiceField(label=gettext_lazy("Campaign"), queryset=Campaign.objects.all())
    language = forms.ChoiceField(label=gettext_lazy("Language of the gift"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = list(by_hand.ways().items())  # type: ignore[attr-defined]


class SumsColumnsForm(ColumnsForm):
    """The columns of a table that is no bank's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].label = _("Name of this table")


@admin.register(SumsFile)
class SumsFileAdmin(WithoutNul, ShowsWay, ReadOnly, admin.ModelAdmin):
    """The files that were handed in, each with what came of it."""

    change_list_template = "admin/donations/sums_list.html"
    list_display = ["handed_in_at", "file_name", "way", "handed_in_by", "booked", "standing"]
    list_select_related = ["handed_in_by"]
    search_fields = ["file_name"]
    fields = ["file_name", "way", "handed_in_at", "handed_in_by", "campaign", "language", "layout", "booked", "told"]
    readonly_fields = ["way", "told"]

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that take a file in, name its columns, and book its lines."""
        view, name = self.admin_site.admin_view, "donations_sumsfile"
        return [
            path("hand-in/", view(self.hand_in), name=f"{name}_hand_in"),
            path("<int:pk>/columns/", view(self.columns), name=f"{name}_columns"),
            path("<int:pk>/look/", view(self.look), name=f"{name}_look"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("state"))
    def standing(self, file: SumsFile) -> str:
        """Say whether lines wait to be booked."""
        return _("waits to be looked at") if file.raw is not None else "–"

    @admin.display(description=gettext_lazy("what could not be read"), empty_value="–")
    def told(self, file: SumsFile) -> SafeString | None:
        """Tell each problem with its line."""
        rows = [
            (_("Line %(number)s:") % {"number": each["place"]}, flaws.told(each["wrong"], each["details"]))
            for each in file.flaws
        ]
        return format_html_join("", "<p><b>{}</b> {}</p>", rows) if rows else None

    def hand_in(self, request: HttpRequest) -> HttpResponse:
        """Take a file, and lead on to its columns or its lines."""
        _must_enter(request)
        form = HandInForm(
            request.POST if request.method == "POST" else None,
            request.FILES or None,
            initial={"campaign": Campaign.objects.first()},
        )
        if form.is_valid():
            said = dict(form.cleaned_data)
            file = said.pop("file")
            try:
                kept = sums.hand_in(file.read(), file_name=file.name, by=acting(request), **said)
            except Unreadable as unreadable:
                form.add_error("file", flaws.told(unreadable.flaw.wrong, unreadable.flaw.details))
            else:
                return self._go_on(kept)
        context = self._page(request, _("Hand in a file of sums"), form) | {
            "explains": _("Sums, dates and numbers are kept; names and texts of the file are not."),
            "button": _("Read the file"),
            "back": reverse(LIST),
        }
        return render(request, "admin/donations/act.html", context)

    def columns(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once what the columns hold, and show how the first rows read by that."""
        _must_enter(request)
        file = get_object_or_404(SumsFile, pk=pk)
        if file.raw is None:
            return HttpResponseRedirect(reverse(LIST))
        table = sums.table_of(file)
        form = SumsColumnsForm(request.POST if request.method == "POST" else None, table=table, statement=file)
        if form.is_valid() and "look" not in request.POST:
            file.layout = form.save_layout(by=acting(request))
            file.save(update_fields=["layout"])
            return self._go_on(file)
        context = self._page(request, _("What do the columns hold?"), form)
        return render(request, "admin/donations/sums_columns.html", context)

    def look(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what each line would do, or book the lines."""
        _must_enter(request)
        file = get_object_or_404(SumsFile.objects.select_related("layout", "campaign"), pk=pk)
        if file.raw is None or file.layout is None:
            return HttpResponseRedirect(reverse(LIST)) if file.raw is None else self._go_on(file)
        if request.method == "POST":
            return self._book(request, file)
        seen = sums.preview(file)
        context = self._page(request, _("Look at the lines"), None) | {
            "file": file,
            "way": by_hand.ways().get(file.way, file.way),
            "rows": [
                {"sum": each, "amount": money.isolated(each.line.amount_minor, each.line.currency)}
                for each in seen.sums[:SHOWN]
            ],
            "more": max(0, len(seen.sums) - SHOWN),
            "flaws": [(flaw.place, flaws.told(flaw.wrong, flaw.details)) for flaw in seen.flaws[:SHOWN]],
            "new": len(seen.new()),
            "alike": len(seen.alike()),
            "totals": _totals(seen),
        }
        return render(request, "admin/donations/sums_look.html", context)

    def _book(self, request: HttpRequest, file: SumsFile) -> HttpResponse:
        booked, left = sums.book(file, by=acting(request), with_alike="alike" in request.POST)
        text = ngettext("%(count)s line was booked.", "%(count)s lines were booked.", booked)
        messages.success(request, text % {"count": booked})
        if left:
            more = ngettext("%(count)s line is left: book on.", "%(count)s lines are left: book on.", left)
            messages.warning(request, more % {"count": left})
            return self._go_on(file)
        return HttpResponseRedirect(reverse("admin:donations_sumsfile_change", args=[file.pk]))

    def _go_on(self, file: SumsFile) -> HttpResponse:
        page = "look" if file.layout_id else "columns"
        return HttpResponseRedirect(reverse(f"admin:donations_sumsfile_{page}", args=[file.pk]))

    def _page(self, request: HttpRequest, title: str, form: Any) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {
            "opts": self.opts,
            "list_address": reverse(LIST),
            "title": title,
            "form": form,
        }


def _must_enter(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _totals(seen: Preview) -> list[str]:
    """Add up the new lines of each currency, and write the sums in words."""
    found: dict[str, int] = defaultdict(int)
    for each in seen.new():
        found[each.line.currency] += each.line.amount_minor
    return [money.in_words(minor, currency, language()) for currency, minor in sorted(found.items())]
