"""A donor takes along the statement of a year, and nobody else's."""

import pytest
from django.test import Client

from tests.donations import gifts
from tests.donations.statements.pdf import Paper
from tests.donations.views.manage.visiting import running_pledge, visit

pytestmark = pytest.mark.django_db

PAGE = "/en/support/manage/statement/"


@pytest.fixture
def donor():
    return running_pledge(donor=gifts.make_donor(email="salma@example.org")).donor


def test_donor_takes_a_statement_along(donor):
    answer = visit(donor).get(PAGE + "?year=2026")

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="gifts-2026-en.pdf"'
    assert "salma@example.org" in Paper(answer.content).pages[0]


def test_gifts_link_the_statement_of_each_year(donor):
    page = visit(donor).get("/en/support/manage/").content.decode()

    assert f'<a href="{PAGE}?year=2026">2026</a>' in page


@pytest.mark.parametrize("year", ["2025", "0", "-1", "9" * 30, "x", "2026 "])
def test_a_year_without_gifts_has_no_statement(donor, year):
    answer = visit(donor).get(PAGE, {"year": year})

    assert (answer.status_code, answer["Location"]) == (302, "/en/support/manage/")


def test_requirement_11_statement_opens_to_its_donor_alone(donor):
    other = gifts.make_donor()

    answers = [client.get(PAGE + "?year=2026").status_code for client in (Client(), visit(other))]

    assert answers == [302, 302]
