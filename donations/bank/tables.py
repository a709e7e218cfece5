"""From the text of a CSV file to its table: which sign parts the columns, and where the table begins."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from donations.bank import columns
from donations.bank.figures import DateOrder, DecimalSign, read_amount, read_date
from donations.bank.flaws import BadCell, Flaw, Unreadable, Wrong
from newsroom.arabic.folding import fold

MOST_LINES = 20_000
_SEPARATORS = ";,\t|"
_LOOKED_AT = 200  # lines, to guess the separator and the beginning of the table
_LONGEST_ROW = 12  # lines of the file: a cell with more line ends than that was never closed
_MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row and the line of the file on which it begins."""

    place: int
    cells: list[str]

    def is_blank(self) -> bool:
        """Say whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a statement; `header` is empty where the bank writes none."""

    header: list[str]
    rows: list[Row]
    separator: str
    flaws: list[Flaw]

    def width(self) -> int:
        """Count the columns."""
        return len(self.header) or max((len(row.cells) for row in self.rows), default=0)

    def fingerprint(self) -> str:
        """Name the bank's format, to know it again: by the words of its header, else by its shape."""
        words = [fold(cell).strip() for cell in self.header] or [f"{self.width()} columns", self.separator]
        return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def read_table(text: str) -> Table:
    """Find the table in a text; raise Unreadable where there is none."""
    if text.count("\n") > 2 * MOST_LINES:
        raise Unreadable(Wrong.TOO_MANY, most=str(MOST_LINES))
    separator = _separator(text)
    rows, flaws = _rows(text, separator)
    if len(rows) > MOST_LINES:
        raise Unreadable(Wrong.TOO_MANY, most=str(MOST_LINES))
    start, has_header = _start(rows)
    header = [cell.strip() for cell in rows[start].cells] if has_header else []
    while header and not header[-1] and not any(len(row.cells) >= len(header) for row in rows[start + 1 :]):
        header.pop()
    table = Table(header, rows[start + has_header :], separator, flaws)
    if not 2 <= table.width() <= _MOST_COLUMNS:
        raise Unreadable(Wrong.NO_TABLE)
    return table


def _separator(text: str) -> str:
    """Choose the sign under which most rows have the same number of columns, and more than one."""
    lines = "\n".join(text.splitlines()[:_LOOKED_AT])

    def worth(sign: str) -> tuple[int, int]:
        widths = Counter(len(row.cells) for row in _rows(lines, sign)[0] if len(row.cells) > 1)
        width, count = max(widths.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
        return count, width

    return max(_SEPARATORS, key=worth)


def _rows(text: str, separator: str) -> tuple[list[Row], list[Flaw]]:
    """Read the rows that hold anything; a quotation mark that is never closed ends the reading and is told."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    ended = 0
    for cells in _until_broken(reader):
        place, ended = ended + 1, reader.line_num
        if cells is None or ended - place >= _LONGEST_ROW:
            return rows, [Flaw(place, Wrong.OPEN_QUOTE)]
        row = Row(place, cells)
        if not row.is_blank():
            rows.append(row)
    return rows, []


def _until_broken(reader: Iterator[list[str]]) -> Iterator[list[str] | None]:
    try:
        yield from reader
    except csv.Error:  # a cell longer than the reader takes
        yield None


def _start(rows: list[Row]) -> tuple[int, bool]:
    """Give the row of the header, or the first row of money where the bank writes no header."""
    for number, row in enumerate(rows[:_LOOKED_AT]):
        if columns.is_header(row.cells):
            return number, True
    for number, row in enumerate(rows[:_LOOKED_AT]):
        if _is_money(row):
            above = rows[number - 1] if number else None
            is_header = above is not None and len(above.cells) == len(row.cells) and not _has_figures(above)
            return (number - 1, True) if is_header else (number, False)
    raise Unreadable(Wrong.NO_TABLE)


def _is_money(row: Row) -> bool:
    return any(map(_is_date, row.cells)) and any(_is_amount(cell) and not _is_date(cell) for cell in row.cells)


def _has_figures(row: Row) -> bool:
    return any(_is_date(cell) or _is_amount(cell) for cell in row.cells)


def _is_date(cell: str) -> bool:
    return any(_reads(read_date, cell, order) for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST))


def _is_amount(cell: str) -> bool:
    return any(_reads(read_amount, cell, "EUR", sign) for sign in DecimalSign)


def _reads(reader: object, *given: str) -> bool:
    try:
        reader(*given)  # type: ignore[operator]
    except BadCell:
        return False
    return True
