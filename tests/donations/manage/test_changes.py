"""Months later and fees in proportion."""

from datetime import UTC, datetime

import pytest

from donations.manage import changes
from donations.models import Pledge


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2026-01-31", 1, "2026-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2026-12-01", 1, "2027-01-01")],
)
def test_months_later_is_the_same_day_or_the_last(start, months, end):
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)

    assert f"{changes.months_later(moment, months):%Y-%m-%d}" == end


@pytest.mark.parametrize(
    ("all_in", "cover", "wanted", "then"), [(330, 30, 1000, 100), (103, 3, 200, 6), (500, 0, 900, 0)]
)
def test_fees_are_covered_in_proportion_and_never_too_little(all_in, cover, wanted, then):
    assert changes.cover_for(Pledge(amount_minor=all_in, fee_cover_minor=cover), wanted) == then
