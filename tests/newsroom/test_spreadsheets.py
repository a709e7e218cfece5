"""Tables: nothing in them is a formula, amounts are exact, and Arabic sheets are read from the right."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from newsroom import spreadsheets

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(lines):
    """What a program reads in a CSV file."""
    return list(csv.reader(io.StringIO("".join(lines).removeprefix("\ufeff"), newline="")))


def sheet(rows, *, rtl=False):
    """The XML of the one sheet of a written file."""
    file = io.BytesIO()
    spreadsheets.write_xlsx(file, ["a", "b"], rows, rtl=rtl)
    with zipfile.ZipFile(file) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("https://evil.example","Click")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1",
        "＋1",
        "－1",
        "＠سلمى",
        "\u200f=سلمى()",
        "\u2067-حذف",
        "\u061c+١",
    ],
)
def test_text_that_begins_like_a_formula_is_kept_from_being_one(text):
    [_headings, row] = read(spreadsheets.csv_lines(["a"], [[text]]))

    assert row == [f"'{text}"]


@pytest.mark.parametrize("text", ["سلمى = دعم", "a=1", "", "'=1", "salma+paper@example.org", "٣ آذار"])
def test_other_text_stays_as_it_is(text):
    assert spreadsheets.words(text) == text


def test_amounts_keep_their_decimals_and_their_sign():
    amounts = [Decimal("-5.00"), Decimal("0.005"), Decimal("1200"), None]

    [_headings, row] = read(spreadsheets.csv_lines(["a"] * 4, [amounts]))

    assert row == ["-5.00", "0.005", "1200", ""]


def test_file_says_that_it_is_unicode_and_gives_moments_in_our_time():
    lines = "".join(spreadsheets.csv_lines(["سلمى"], [[NOON]]))

    assert lines == "\ufeffسلمى\r\n2026-03-01 15:00:00\r\n"


def test_sheet_has_texts_and_numbers_and_no_formula():
    xml = sheet([["=1+1", Decimal("-12.50")], ["https://example.org", Decimal("0.005")]])

    assert "<f>" not in xml
    assert "<is><t>=1+1</t></is>" in xml
    assert "<v>-12.50</v>" in xml
    assert "<v>0.005</v>" in xml
    assert "hyperlink" not in xml


def test_sheet_turns_with_its_language():
    assert ('rightToLeft="1"' in sheet([], rtl=True), "rightToLeft" in sheet([])) == (True, False)
