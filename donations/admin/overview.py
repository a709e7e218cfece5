"""Finance at a glance: what is promised, what came in, what brought it, and what waits. No donor is named."""

from typing import Any

from django.conf import settings
from django.contrib import admin

from donations import overview
from donations.admin.by_year import YearPage
from donations.models import Alarm, Overview
from donations.overview.waiting import waiting

ALARMS = 5  # said on the page; the list has them all


@admin.register(Overview)
class OverviewAdmin(YearPage):
    """The last twelve months, or one year."""

    template = "admin/donations/overview.html"

    def figures(self, year: int | None) -> dict[str, Any]:
        """Give the sheet, and what waits for somebody."""
        return {
            "is_test": not settings.DONATIONS_LIVE,
            "alarms": Alarm.objects.open()[:ALARMS],
            "waiting": waiting(),
            "sheet": overview.sheet(year),
        }
