"""What a statement says, in our own words, and the name by which a line is known again.

Promise: whichever way a statement is cut, overlapped, ordered or exported anew, each movement keeps its name. The
name is made of what the bank wrote, never of the place in the file. Two payments that are equal in every word on one
day are told apart by counting them, so that both count; that rests on banks exporting whole days.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from donations.bank.flaws import Flaw
from newsroom.arabic import latin_digits

LONGEST_TEXT = 1000
LONGEST_NAME = 140  # of ISO 20022: names and references


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One movement on an account; the amount is signed, in minor units. `place` is its line or entry in the file."""

    place: int
    account: str
    booked_on: date
    amount_minor: int
    currency: str
    text: str = ""
    payer: str = ""
    bank_reference: str = ""
    is_reversal: bool = False

    def content(self) -> tuple[str, ...]:
        """Give all that makes this movement itself; how a file spaces or cases its words is no part of it."""
        words = (self.text, self.payer, self.bank_reference)
        facts = (self.account, self.booked_on.isoformat(), str(self.amount_minor), self.currency)
        return (*facts, *(_plain(word) for word in words))


@dataclass(slots=True)
class Reading:
    """What came out of a file: its lines, and what could not be read, each with its place."""

    lines: list[Line] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


def named(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Give each line with its name: the checksum of its content and of how many equal ones came before it."""
    seen: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        content = line.content()
        seen[content] += 1
        whole = "\x1f".join([*content, str(seen[content])])
        yield hashlib.sha256(whole.encode()).hexdigest(), line


def one_line(text: str, longest: int) -> str:
    """Write words of a file on one line, without signs that cannot be seen or stored."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(seen.split())[:longest].strip()


def _plain(text: str) -> str:
    folded = latin_digits(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(folded.split())
