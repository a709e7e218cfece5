"""What can be wrong with a statement: kept as a code with its place, read in the language of who looks."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wrong(models.TextChoices):
    """A whole sentence with named holes for each thing that can be wrong with a file or with a line of it."""

    EMPTY = "empty", _("This file is empty.")
    TOO_LARGE = "too_large", _("This file is larger than %(most)s MB. Ask the bank for a shorter time.")
    TOO_MANY = (
        "too_many",
        _("This file is longer than the %(most)s that are read at once. Ask the bank for a shorter time."),
    )
    BINARY = "binary", _("This is no text. Ask the bank for CSV or CAMT.053, and unpack a ZIP file first.")
    NO_TABLE = "no_table", _("No table was found: rows with a date and an amount are expected.")
    BAD_XML = (
        "bad_xml",
        _("This XML file is damaged or holds what no statement needs. Download it from the bank again."),
    )
    NOT_CAMT = "not_camt", _("This XML file is no CAMT.053 statement.")
    OTHER_ACCOUNT = "other_account", _("The statement is of account %(value)s, which is none of ours.")
    NO_DATE = "no_date", _("“%(value)s” is no date that we can read.")
    FAR_DATE = "far_date", _("%(value)s has not come yet: are day and month in the right order?")
    NO_AMOUNT = "no_amount", _("“%(value)s” is no amount that we can read.")
    TWO_AMOUNTS = "two_amounts", _("Money in and money out on one line: “%(value)s”.")
    NO_DIRECTION = "no_direction", _("“%(value)s” does not say whether money came in or went out.")
    NO_CURRENCY = "no_currency", _("“%(value)s” is no currency that gifts come in.")
    OUTGOING = "outgoing", _("%(value)s went out: take back the entry to which it belongs.")
    SHORT_ROW = "short_row", _("The row has too few columns.")
    OPEN_QUOTE = "open_quote", _("A quotation mark opens here and is not closed; the lines after it were not read.")
    PARTS_DIFFER = "parts_differ", _("The parts of this entry do not add up to it: it was taken as one line.")


LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong, where it stands (line or entry of the file, from one), and what its words name."""

    place: int
    wrong: Wrong
    details: dict[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """A file of which nothing can be taken; carries the flaw."""

    def __init__(self, wrong: Wrong, **details: str) -> None:
        super().__init__(wrong)
        self.flaw = Flaw(0, wrong, details)


class BadCell(Exception):
    """A cell that cannot be read."""

    def __init__(self, wrong: Wrong, value: str = "") -> None:
        super().__init__(wrong, value)
        self.wrong = wrong
        self.value = value[:LONGEST_VALUE]

    def at(self, place: int) -> Flaw:
        """Say where the cell stands."""
        return Flaw(place, self.wrong, {"value": self.value})


def stored(flaw: Flaw) -> dict[str, Any]:
    """Write a flaw for a column of JSON."""
    return {"place": flaw.place, "wrong": flaw.wrong.value, "details": flaw.details}


def told(code: str, details: dict[str, str]) -> str:
    """Say a flaw in the active language; what was inserted keeps its own direction."""
    return str(Wrong(code).label) % {name: f"\u2068{value}\u2069" for name, value in details.items()}
