"""Numbers of rows as browsers send them."""

import pytest

from newsroom.row_numbers import LARGEST, row_number


@pytest.mark.parametrize(("sent", "number"), [("7", 7), (7, 7), ("007", 7), (str(LARGEST), LARGEST)])
def test_number_is_read(sent, number):
    assert row_number(sent) == number


@pytest.mark.parametrize(
    "sent", ["", None, "0", "-1", "1.0", "x", "٧", "²", "1\0", " 1", str(LARGEST + 1), "9" * 5000, []]
)
def test_what_is_no_number_is_none(sent):
    assert row_number(sent) is None
