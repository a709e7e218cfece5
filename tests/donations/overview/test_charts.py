"""Charts: columns of exact height, time in the direction of the script, and the same figures as a table."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from donations.overview.charts import FLOOR, TOP, WIDTH, Series, of_months

MONTHS = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 13)]


def drawn(*values, language="en"):
    series = [Series(f"way {place}", each) for place, each in enumerate(values)]
    with translation.override(language):
        return of_months("Income", MONTHS[: len(values[0])], series, str)


def test_columns_of_a_month_stand_on_each_other():
    chart = drawn([60] + [0] * 11, [40] + [0] * 11)

    lower, upper = chart.columns

    assert (lower.y + lower.height, lower.y) == (FLOOR, upper.y + upper.height)
    assert upper.y == TOP
    assert upper.says == "January 2026: way 1: 40"
    assert [mark.label for mark in chart.marks] == ["100", "50", ""]


def test_what_is_below_nothing_hangs_under_the_line():
    chart = drawn([10] * 12, [-10] * 12)

    zero = next(mark.y for mark in chart.marks if mark.label == "")

    assert {column.y + column.height for column in chart.columns if column.series == 0} == {zero}
    assert {column.y for column in chart.columns if column.series == 1} == {zero}


def test_word_at_a_line_that_is_near_the_line_of_nothing_is_left_out():
    chart = drawn([20] * 12, [-1] * 12)

    assert [mark.label for mark in chart.marks] == ["20", "10", "", ""]


def test_series_with_a_colour_of_its_own_keeps_it():
    with translation.override("en"):
        chart = of_months("Income", MONTHS[:1], [Series("cash", [1], colour=2), Series("card", [1], colour=6)], str)

    assert [column.series for column in chart.columns] == [2, 0]
    assert chart.legend == [(2, "cash"), (0, "card")]


def test_arabic_months_go_from_right_to_left():
    english, arabic = drawn([1] * 12), drawn([1] * 12, language="ar")

    assert english.columns[0].x < english.columns[-1].x
    assert [WIDTH - column.x - column.width for column in arabic.columns] == [column.x for column in english.columns]
    assert (english.edge, arabic.edge) == (0, WIDTH)


@pytest.mark.parametrize("value", [1, 7, 10**15 + 1])
def test_no_column_leaves_the_sheet(value):
    chart = drawn([value] * 11 + [1], [-value] * 12)

    assert all(column.y >= TOP and column.y + column.height <= FLOOR for column in chart.columns)
    assert all(column.height > 0 for column in chart.columns)


def test_months_without_money_draw_no_columns():
    chart = drawn([0] * 12)

    assert chart.columns == []
    assert [mark.label for mark in chart.marks] == [""]


def test_table_tells_every_value_the_latest_first():
    chart = drawn([5, 6], [-1, 2])

    assert [(line.label, *line.figures) for line in chart.lines] == [
        ("February 2026", "6", "2"),
        ("January 2026", "5", "-1"),
    ]
