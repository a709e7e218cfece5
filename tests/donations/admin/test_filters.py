"""Filters of long lists: their choices cost no walk over the rows, and nonsense in an address chooses nothing."""

import pytest
from django.urls import reverse

from donations import ledger
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    for year in (2024, 2026):
        gift = gifts.make_gift(currency="EUR" if year == 2024 else "USD")
        ledger.apply(gifts.paid(gift, occurred_at=gifts.NOON.replace(year=year)))
    client.force_login(gifts.make_treasurer())
    return client


def shown(client, **query):
    page = client.get(reverse("admin:donations_ledgerentry_changelist"), query)
    assert page.status_code == 200
    return sorted(entry.occurred_at.year for entry in page.context["cl"].result_list)


def test_years_between_the_first_and_the_last_are_offered(desk):
    page = desk.get(reverse("admin:donations_ledgerentry_changelist")).content.decode()

    offered = [year for year in range(2020, 2030) if f'href="?year={year}"' in page]
    assert offered == [2024, 2025, 2026]


def test_year_and_currency_choose_their_rows(desk):
    assert shown(desk, year="2024") == [2024]
    assert shown(desk, year="2025") == []
    assert shown(desk, currency__exact="USD") == [2026]


@pytest.mark.parametrize("nonsense", ["99999999", "-1", "x", "٢٠٢٤", ""])
def test_a_year_that_is_not_offered_chooses_nothing(desk, nonsense):
    assert shown(desk, year=nonsense) == [2024, 2026]


def test_no_list_asks_every_row_which_values_there_are(desk, django_assert_num_queries):
    with django_assert_num_queries(9) as asked:
        shown(desk)

    assert [query["sql"] for query in asked if "DISTINCT" in query["sql"]] == []
