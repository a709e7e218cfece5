"""The report on the desk: what stories, campaigns and languages brought. Sums only, for editors and finance."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.text import capfirst

from donations import reports
from donations.models import Takings
from newsroom.read_only import ReadOnly


@admin.register(Takings)
class TakingsAdmin(ReadOnly, admin.ModelAdmin):
    """One page of sums in the place of a list; no single row can be opened."""

    def get_urls(self) -> list[URLPattern]:
        """Give the report its address, and no other page one."""
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="donations_takings_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the sums of one year, or of all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        years = reports.years()
        asked = request.GET.get("year", "")
        year = next((each for each in years if str(each) == asked), None)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": capfirst(self.opts.verbose_name_plural),
            "tables": reports.tables(year),
            "years": years,
            "year": year,
        }
        return render(request, "admin/donations/report.html", context)
