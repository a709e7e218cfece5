"""From the table of a CSV file to lines, by the layout that finance set for this bank once."""

from collections.abc import Iterable
from dataclasses import dataclass

from donations import money
from donations.bank.columns import Column
from donations.bank.figures import read_amount, read_date, read_direction
from donations.bank.flaws import BadCell, Wrong
from donations.bank.lines import LONGEST_NAME, LONGEST_TEXT, Line, Reading, one_line
from donations.bank.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column holds (values of Column), in which order dates stand and what parts off the cents."""

    columns: list[str]
    date_order: str
    decimal_sign: str


def read_lines(table: Table, layout: Layout, *, account: str, currency: str) -> Reading:
    """Read every row that can be read; the others are told, each with its place.

    `currency` is that of the account, for files that name none.
    """
    reading = Reading(flaws=list(table.flaws))
    for row in table.rows:
        try:
            line = _line(row, layout, account, currency)
        except BadCell as bad:
            reading.flaws.append(bad.at(row.place))
        else:
            if line.amount_minor:  # banks write notes as lines without money
                reading.lines.append(line)
    return reading


def _line(row: Row, layout: Layout, account: str, currency: str) -> Line:
    cells = {column: _cells(row, layout, column) for column in Column if column}
    if not cells[Column.DATE]:
        raise BadCell(Wrong.SHORT_ROW)
    currency = _first(cells[Column.CURRENCY]).upper() or currency
    if currency not in money.EXPONENTS:
        raise BadCell(Wrong.NO_CURRENCY, currency)
    return Line(
        place=row.place,
        account=account,
        booked_on=read_date(_first(cells[Column.DATE]), layout.date_order),
        amount_minor=_amount(cells, currency, layout.decimal_sign),
        currency=currency,
        text=one_line(" ".join(cells[Column.TEXT]), LONGEST_TEXT),
        payer=one_line(_first(cells[Column.PAYER]), LONGEST_NAME),
        bank_reference=one_line(_first(cells[Column.REFERENCE]), LONGEST_NAME),
    )


def _cells(row: Row, layout: Layout, column: str) -> list[str]:
    return [cell for cell, holds in zip(row.cells, layout.columns, strict=False) if holds == column]


def _first(cells: Iterable[str]) -> str:
    return next(iter(cells), "").strip()


def _amount(cells: dict[Column, list[str]], currency: str, sign: str) -> int:
    """Read one signed amount, or the one of two columns that is filled; what goes out is negative."""
    if cells[Column.AMOUNT]:
        amount = read_amount(_first(cells[Column.AMOUNT]), currency, sign)
        if not cells[Column.DIRECTION]:
            return amount
        return abs(amount) * read_direction(_first(cells[Column.DIRECTION]))
    came, went = _first(cells[Column.CREDIT]), _first(cells[Column.DEBIT])
    incoming = abs(read_amount(came, currency, sign)) if came else 0
    outgoing = abs(read_amount(went, currency, sign)) if went else 0
    if incoming and outgoing:
        raise BadCell(Wrong.TWO_AMOUNTS, f"{came} / {went}")
    if not (came or went):
        raise BadCell(Wrong.NO_AMOUNT)
    return incoming - outgoing
