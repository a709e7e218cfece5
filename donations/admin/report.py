"""The report on the desk: what stories, campaigns and languages brought. Sums only, for editors and finance."""

from typing import Any

from django.contrib import admin

from donations import reports
from donations.admin.by_year import YearPage
from donations.models import Takings


@admin.register(Takings)
class TakingsAdmin(YearPage):
    """The sums of one year, or of all."""

    template = "admin/donations/report.html"

    def figures(self, year: int | None) -> dict[str, Any]:
        """Give the tables."""
        return {"tables": reports.tables(year)}
