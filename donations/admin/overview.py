"""Finance at a glance: what is promised, what came in, what brought it, and what waits. No donor is named."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.text import capfirst

from donations import overview, reports
from donations.models import Alarm, Overview
from donations.overview.waiting import waiting
from newsroom.read_only import ReadOnly

ALARMS = 5  # said on the page; the list has them all


@admin.register(Overview)
class OverviewAdmin(ReadOnly, admin.ModelAdmin):
    """One page in the place of a list; no single row can be opened."""

    def get_urls(self) -> list[URLPattern]:
        """Give the page its address, and no other page one."""
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="donations_overview_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the last twelve months, or one year."""
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
            "is_test": not settings.DONATIONS_LIVE,
            "alarms": Alarm.objects.open()[:ALARMS],
            "waiting": waiting(),
            "sheet": overview.sheet(year),
        }
        return render(request, "admin/donations/overview.html", context)
