"""Finance at a glance: true counts and sums of whole months, in as many questions for one gift as for three."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from donations import alarms, ledger, overview
from donations.alarm_words import AlarmKind
from donations.facts import FactKind
from donations.models import Alarm, Pledge
from donations.overview import months, pledges
from tests.donations import gifts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _april():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


def pledge(amount_minor=300, currency="USD", *, interval="month", began=NOW, **values):
    made = gifts.make_pledge(amount_minor=amount_minor, currency=currency, interval=interval)
    Pledge.objects.filter(pk=made.pk).update(**{"status": "active", "created_at": began} | values)


def charts_of(year=None):
    return {chart.title: chart for chart in overview.count(year).charts}


def figures(chart):
    return {line.label: line.figures for line in chart.lines}


def test_twelve_months_end_with_this_one_and_a_year_with_the_present():
    assert [each.month for each in months.last_twelve().months] == [5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4]
    assert [each.month for each in months.of_year(2026).months] == [1, 2, 3, 4]
    assert len(months.of_year(2024).months) == 12


def test_months_begin_at_the_newsrooms_midnight(settings):
    gift = gifts.make_gift()
    late = datetime(2026, 3, 31, 21, 30, tzinfo=UTC)  # half past midnight of the first of April in Damascus
    ledger.apply(gifts.paid(gift, occurred_at=late))

    found = figures(charts_of()["Income: US dollar"])

    assert (found["March 2026"], found["April 2026"]) == (["$0"], ["$5"])


def test_income_of_each_currency_is_a_chart_and_each_way_a_series():
    for currency, provider, amount in [
        ("USD", "sandbox", 500),
        ("USD", "banktransfer", 700),
        ("JPY", "sandbox", 900),
    ]:
        gift = gifts.make_gift(currency=currency, provider=provider, amount_minor=amount)
        ledger.apply(gifts.paid(gift))
    back = gifts.paid(gift, kind=FactKind.REFUNDED, transaction_id="back", amount_minor=200)
    ledger.apply(back)

    charts = charts_of()

    assert figures(charts["Income: US dollar"])["March 2026"] == ["$7", "$5"]
    assert charts["Income: US dollar"].series == ["Bank transfer", "Card (sandbox)"]
    assert figures(charts["Income: Japanese yen"])["March 2026"] == ["¥700"]
    assert charts["Income: US dollar"].legend == [(0, "Bank transfer"), (1, "Card (sandbox)")]
    assert charts["Income: Japanese yen"].legend == [(1, "Card (sandbox)")]


def test_yearly_pledges_count_a_twelfth_and_never_lose_a_cent_on_the_way():
    for _each in range(3):
        pledge(100, interval="year")
    pledge(300)

    found = pledges.promised(months.last_twelve())

    assert found.monthly == {"USD": [0] * 11 + [325]}  # three times 8 1/3 cents are 25


def test_pledges_run_from_their_month_until_they_end_or_rest():
    long_ago = NOW - timedelta(days=900)
    pledge(began=long_ago)
    pledge(began=NOW - timedelta(days=62), status="canceled", canceled_at=NOW - timedelta(days=31))
    pledge(began=long_ago, paused_at=NOW - timedelta(days=31))
    pledge(began=long_ago, status="past_due")
    pledge(began=long_ago, status="canceled", canceled_at=long_ago + timedelta(days=5))
    pledge(status="incomplete")

    found = pledges.promised(months.last_twelve())

    assert found.running == [3] * 9 + [4, 2, 2]
    assert (found.begun[-3:], found.ended[-3:]) == ([1, 0, 0], [0, 1, 0])
    assert (found.active, found.past_due, found.paused) == (1, 1, 1)


def test_a_pause_that_is_over_is_none():
    pledge(began=NOW - timedelta(days=90), paused_at=NOW - timedelta(days=60), resumes_at=NOW - timedelta(days=1))

    found = pledges.promised(months.last_twelve())

    assert (found.active, found.paused, found.running[-1]) == (1, 0, 1)


def test_pretend_gifts_count_only_where_no_real_ones_are_taken(settings):
    ledger.apply(gifts.paid(gifts.make_gift()))
    pledge()

    settings.DONATIONS_LIVE = True

    assert overview.count(None).charts == []


def test_a_former_year_leaves_alone_what_is_said_of_today():
    pledge(began=NOW - timedelta(days=10))

    sheet = overview.count(2024)

    assert (sheet.today.active, sheet.monthly_now, sheet.charts) == (1, ["$3"], [])


@pytest.mark.parametrize("count", [1, 3])
def test_sheet_asks_as_much_for_one_gift_as_for_three(django_assert_num_queries, count):
    for _each in range(count):
        ledger.apply(gifts.paid(gifts.make_gift()))
        pledge()

    with django_assert_num_queries(10):
        overview.count(None)


def test_sheet_is_counted_anew_after_five_minutes():
    pledge()
    before = overview.sheet(None)
    pledge()

    again = overview.sheet(None)
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        later = overview.sheet(None)

    assert (before.today.active, again.today.active, later.today.active) == (1, 1, 2)


def test_page_says_what_waits_and_that_money_is_pretended(client):
    refund = gifts.make_gift(held_at=NOW, held_reason="large")
    alarms.raise_alarm(AlarmKind.FAILED_MESSAGES, messages=6)
    client.force_login(gifts.make_treasurer())

    page = client.get(reverse("admin:donations_overview_changelist")).content.decode()

    assert Alarm.objects.get().sentence() in unescape(page)
    assert "Held gifts" in page
    assert "Test money" in page
    assert refund.donor.email not in page


def test_new_paper_sees_an_explanation_in_place_of_charts(client):
    client.force_login(gifts.make_treasurer())

    page = client.get(reverse("admin:donations_overview_changelist"), {"year": "nonsense"}).content.decode()

    assert "Charts appear with the first one" in page
    assert "<svg viewBox" not in page
