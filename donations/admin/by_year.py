"""Pages of figures that stand in the place of a list, for one year or for all that the page shows by itself."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.text import capfirst

from donations import reports
from newsroom.read_only import ReadOnly


class YearPage(ReadOnly, admin.ModelAdmin):
    """One page; no single row can be opened. `?year=` chooses one of the years that the ledger knows."""

    template: str

    def figures(self, year: int | None) -> dict[str, Any]:
        """Give what the page shows of a year, or without one."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        """Give the page its address, and no other page one."""
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name=f"donations_{self.opts.model_name}_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the page to those with the right to it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        years = reports.years()
        asked = request.GET.get("year", "")
        year = next((each for each in years if str(each) == asked), None)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": capfirst(self.opts.verbose_name_plural),
            "years": years,
            "year": year,
        }
        return render(request, self.template, context | self.figures(year))
