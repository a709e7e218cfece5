"""A donor's yearly statement, to take along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from donations import statements
from donations.manage.visits import Visit
from donations.models import Donor
from donations.views.manage.frame import for_the_donor


@for_the_donor("GET", "HEAD")
def statement(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    """Give a donor the PDF of one year; a year without gifts has none."""
    year = chosen(visit.donor, request.GET.get("year", ""))
    return file(visit.donor, year, language) if year else redirect("donations:manage", language=language)


def chosen(donor: Donor, typed: str) -> int | None:
    """Read which of the donor's years is asked for; without a word, it is the last."""
    return next((year for year in statements.years(donor) if typed in ("", str(year))), None)


def file(donor: Donor, year: int, language: str) -> HttpResponse:
    """Answer with a statement as a file; its name says nothing of whose it is."""
    response = HttpResponse(statements.draw(statements.of(donor, year), language), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="gifts-{year}-{language}.pdf"'
    return response
