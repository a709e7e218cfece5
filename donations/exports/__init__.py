"""Gifts and movements of money as files for finance.

Promise: a file says what the ledger says when its line is written; currencies stand beside each amount and are never
added; test money is named on its line. Who gave is left out unless somebody asks for it who may see donors, and of a
gift that wants no mention it is always left out, but for the donor's number. Rows are read and written some at a
time over one cursor of the database, with a fixed number of questions for each portion.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from donations.exports import gifts, movements
from newsroom.spreadsheets import Cell

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Headings in the language of the desk, and rows that are read as they are asked for."""

    headings: list[str]
    rows: Iterator[list[Cell]]


def of_gifts(chosen: QuerySet[Any], *, language: str, with_donors: bool = False) -> Table:
    """Give a line for each gift, oldest first."""
    columns = gifts.COLUMNS + (gifts.DONOR_COLUMNS if with_donors else [])
    return Table([str(heading) for heading, _cell in columns], gifts.rows(chosen, columns, language))


def of_movements(chosen: QuerySet[Any], *, language: str) -> Table:
    """Give a line for each row of the ledger, oldest first."""
    headings = [str(heading) for heading, _cell in movements.COLUMNS]
    return Table(headings, movements.rows(chosen, language))
