"""Tables for spreadsheets, as CSV and as XLSX.

Promise: no cell can be taken for a formula, in whatever script it begins; amounts stay exact; rows are written as
they come, so that a table of any length needs no more memory than a short one.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

Cell = str | Decimal | datetime | None

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read Arabic as Latin letters
MOMENT = "%Y-%m-%d %H:%M:%S"

# How a cell begins that a spreadsheet would run; marks of direction before it are not seen and change nothing.
_UNSEEN = "\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(f"[{_UNSEEN} \u00a0\n]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_WIDTHS = (12, 40)  # characters


def words(text: str) -> str:
    """Keep a text from being run as a formula: an apostrophe says that it is one."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Give the table line by line; moments are in the newsroom's time, amounts with all their decimals."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_as_text(cell) for cell in row])


def write_xlsx(file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, rtl: bool) -> None:
    """Write the table into a file; words are cells of text, amounts are numbers, and nothing is a formula."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet()
    if rtl:
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    amounts = {places: book.add_format({"num_format": "0." + "0" * places if places else "0"}) for places in range(4)}
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, min(max(len(heading) + 2, _WIDTHS[0]), _WIDTHS[1]))
        sheet.write_string(0, column, heading, bold)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                sheet.write_number(line, column, cell, amounts[_places(cell)])
            elif isinstance(cell, datetime):
                sheet.write_datetime(line, column, timezone.localtime(cell), moment)
            elif cell:
                sheet.write_string(line, column, cell)
    book.close()


def _as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):{MOMENT}}"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return words(cell or "")


def _places(amount: Decimal) -> int:
    exponent: Any = amount.as_tuple().exponent
    return -min(0, exponent)


class _Echo:
    """A file that gives back each line that is written to it."""

    def write(self, line: str) -> str:
        """Give the line."""
        return line
