"""A donor's yearly statements on the desk, for who asks finance on paper. Each one taken is written down."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from donations import statements
from donations.models import Donor
from donations.views.manage.statement import chosen, file
from newsroom import arabic, audit
from newsroom.identity import LANGUAGES, language
from newsroom.staff import acting

NAMES = {"ar": _("Arabic"), "en": _("English")}


class HasStatements:
    """Donors with a statement for each year in which they gave."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the statements."""
        page = self.admin_site.admin_view(self.statement)  # type: ignore[attr-defined]
        name = "donations_donor_statement"
        return [path("<int:pk>/statement/<language:language>/", page, name=name), *super().get_urls()]  # type: ignore[misc]

    def statement(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Give out one year's statement in one language."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        donor = get_object_or_404(Donor, pk=pk)
        year = chosen(donor, request.GET.get("year", ""))
        if year is None:
            messages.error(request, _("There is no statement for this year."))
            return redirect("admin:donations_donor_change", pk)
        audit.record("export", by=acting(request), on=donor, statement=str(year))
        return file(donor, year, language)

    @admin.display(description=_("yearly statements"))
    def statements(self, donor: Donor) -> SafeString | str:
        """Link the statement of each year in both languages."""
        links = [self._links(donor, year) for year in statements.years(donor)]
        return format_html_join(" · ", "{}", ((each,) for each in links)) if links else "–"

    def _links(self, donor: Donor, year: int) -> SafeString:
        each = (
            (reverse("admin:donations_donor_statement", args=[donor.pk, code]), year, NAMES[code])
            for code in LANGUAGES
        )
        shown = arabic.digits(str(year), language=language())
        return format_html("{} ({})", shown, format_html_join(", ", '<a href="{}?year={}">{}</a>', each))
