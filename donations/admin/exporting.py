"""Taking a list of the books as a file: what the list shows, filters and all, after a question, written down."""

from datetime import date, datetime, time, timedelta
from tempfile import TemporaryFile
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from donations import exports
from newsroom import audit, spreadsheets
from newsroom.identity import language
from newsroom.staff import acting

PERMISSION = "donations.export_donation"
SEES_DONORS = "donations.view_donor"
MOST_IN_XLSX = 100_000  # lines: that many take the better part of a minute before the first byte is sent
DAY = forms.DateInput({"type": "date", "class": "vTextField day"}, format="%Y-%m-%d")


class ExportForm(forms.Form):
    """Which kind of file, of which days, and whether donors are in it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[("csv", gettext_lazy("A table for any program (CSV)")), ("xlsx", gettext_lazy("Excel (XLSX)"))],
        initial="csv",
        widget=forms.RadioSelect,
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DAY)
    with_donors = forms.BooleanField(
        label=gettext_lazy("With the donors' numbers, names and addresses"),
        required=False,
        help_text=gettext_lazy("Only where you need them. Who wants no mention stays out but for the number."),
    )

    def __init__(self, *args: Any, may_name_donors: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_name_donors:
            del self.fields["with_donors"]

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("since") and cleaned.get("until") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", _("This day is before the first one."))
        return cleaned

    def within(self, rows: QuerySet[Any], moment: str) -> QuerySet[Any]:
        """Keep the rows of the chosen days, both included, in the newsroom's time."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        if since:
            rows = rows.filter(**{f"{moment}__gte": _begin(since)})
        if until:
            rows = rows.filter(**{f"{moment}__lt": _begin(until + timedelta(days=1))})
        return rows


class Exportable:
    """A list that can be taken as a file. `export_moment` is what the days are counted by."""

    change_list_template: Any = "admin/donations/exportable_list.html"
    export_name: ClassVar[str]
    export_moment: ClassVar[str]

    def export_table(self, rows: QuerySet[Any], *, with_donors: bool) -> exports.Table:
        """Make the table of these rows."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        """Add the page of the export."""
        name = f"donations_{self.model._meta.model_name}_export"  # type: ignore[attr-defined]
        page = self.admin_site.admin_view(self.export)  # type: ignore[attr-defined]
        return [path("export/", page, name=name), *super().get_urls()]  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Lead from the list, as it is filtered, to its export."""
        context = extra_context or {}
        if request.user.has_perm(PERMISSION):
            name = f"admin:donations_{self.model._meta.model_name}_export"  # type: ignore[attr-defined]
            context["export_url"] = f"{reverse(name)}?{request.GET.urlencode()}"
        return super().changelist_view(request, context)  # type: ignore[misc]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """Ask what is wanted, and give it."""
        if not (request.user.has_perm(PERMISSION) and self.has_view_permission(request)):  # type: ignore[attr-defined]
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request)  # type: ignore[attr-defined]
        except IncorrectLookupParameters:
            return HttpResponseRedirect(_list(self))
        form = ExportForm(request.POST or None, may_name_donors=self._may_name_donors(request))
        if request.method == "POST" and form.is_valid():
            rows = form.within(listed.queryset, self.export_moment)
            count = rows.count()
            if form.cleaned_data["kind"] == "csv" or count <= MOST_IN_XLSX:
                return self._file(request, form.cleaned_data, rows, count)
            form.add_error("kind", _("These are too many lines for Excel. Take CSV, or fewer days."))
        return self._export_page(request, form, listed)

    def _may_name_donors(self, request: HttpRequest) -> bool:
        return self.export_name == "gifts" and request.user.has_perm(SEES_DONORS)

    def _file(
        self, request: HttpRequest, said: dict[str, Any], rows: QuerySet[Any], count: int
    ) -> FileResponse | StreamingHttpResponse:
        with_donors = said.get("with_donors", False)
        _write_down(request, said, table=self.export_name, lines=count, with_donors=with_donors)
        table = self.export_table(rows, with_donors=with_donors)
        response = _xlsx(table) if said["kind"] == "xlsx" else _csv(table)
        name = f"{self.export_name}-{timezone.localdate():%Y-%m-%d}.{said['kind']}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _export_page(self, request: HttpRequest, form: ExportForm, listed: Any) -> TemplateResponse:
        count = listed.result_count
        context = self.admin_site.each_context(request) | {  # type: ignore[attr-defined]
            "opts": self.opts,  # type: ignore[attr-defined]
            "title": _("Take as a file"),
            "form": form,
            "says": ngettext("%(count)s line of the list", "%(count)s lines of the list", count) % {"count": count},
            "filters": _chosen(listed),
            "query": listed.query,
            "back": f"{_list(self)}?{request.GET.urlencode()}",
        }
        return TemplateResponse(request, "admin/donations/export.html", context)


def _csv(table: exports.Table) -> StreamingHttpResponse:
    lines = spreadsheets.csv_lines(table.headings, table.rows)
    return StreamingHttpResponse(lines, content_type=exports.FORMATS["csv"])


def _xlsx(table: exports.Table) -> FileResponse:
    """Write the sheet to the disk first: its kind of file has its directory at the end."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    spreadsheets.write_xlsx(file, table.headings, table.rows, rtl=language() == "ar")
    file.seek(0)
    return FileResponse(file, content_type=exports.FORMATS["xlsx"])


def _write_down(request: HttpRequest, said: dict[str, Any], *, table: str, lines: int, with_donors: bool) -> None:
    """Note who takes what; what was searched for stays out, for it may be somebody's address."""
    query = request.GET.copy()
    query.pop("q", None)
    days = {f"paid_{edge}": said[edge].isoformat() for edge in ("since", "until") if said[edge]}
    with transaction.atomic():
        audit.record(
            "export",
            by=acting(request),
            table=table,
            format=said["kind"],
            lines=str(lines),
            with_donors="yes" if with_donors else "no",
            filters=query.urlencode()[:300],
            **days,
        )


def _chosen(listed: Any) -> list[tuple[str, str]]:
    """Name the filters of the list that are set, as the list does."""
    found = []
    for spec in listed.filter_specs:
        _all, *choices = list(spec.choices(listed))
        found += [(str(spec.title), str(choice["display"])) for choice in choices if choice["selected"]]
    return found


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _list(admin: Any) -> str:
    return reverse(f"admin:donations_{admin.model._meta.model_name}_changelist")
