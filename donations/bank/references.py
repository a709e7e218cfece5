"""Finding our references in what payers write: with spaces, without dashes, inside other words, misread.

Only a reference with every sign right, or with signs that it cannot hold read as those they look like, is sure. One
that is a single slip away is a hint: another donor's reference may be as near.
"""

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from donations.transfers import ALPHABET, LENGTH, PREFIX
from newsroom.arabic import latin_digits

# Signs that no reference holds, and what somebody had before them who wrote one.
LOOKALIKES = {
    "0": "QD",
    "O": "QD",
    "1": "JT7",
    "I": "JT7",
    "L": "J",
    "2": "7",
    "Z": "7",
    "5": "6",
    "S": "6",
    "8": "36",
    "B": "36R",
}
_MOST_MISREAD = 2
_RUN = re.compile(f"(?=([{ALPHABET}]{{{LENGTH}}}))")
_PREFIX = re.compile(f"{PREFIX}([A-Z0-9]{{{LENGTH - 1},{LENGTH + 1}}})")
_WORD = re.compile("[A-Z0-9]+")


def plain(text: str) -> str:
    """Write a text in capitals and Latin digits."""
    return latin_digits(unicodedata.normalize("NFKC", text)).upper()


def exact(text: str) -> set[str]:
    """Give all that could be a reference (its eight signs), wherever it stands in the text."""
    return set(_RUN.findall("".join(_WORD.findall(plain(text)))))


def attempts(text: str) -> set[str]:
    """Give what somebody may have meant as a reference: after its prefix, or as one or two words of that length."""
    words = _WORD.findall(plain(text))
    pairs = [first + second for first, second in itertools.pairwise(words) if len(first) > 2 and len(second) > 2]
    found = {word for word in words + pairs if abs(len(word) - LENGTH) <= 1}
    squashed = "".join(words)
    for match in _PREFIX.finditer(squashed):
        after = match[1]
        found |= {after[:length] for length in range(LENGTH - 1, len(after) + 1)}
    return found


def reread(attempt: str) -> set[str]:
    """Give the references that an attempt spells once each impossible sign is read as one that it looks like."""
    wrong = [sign for sign in attempt if sign in LOOKALIKES]
    if len(attempt) != LENGTH or not 0 < len(wrong) <= _MOST_MISREAD:
        return set()
    return {"".join(signs) for signs in itertools.product(*(LOOKALIKES.get(sign, sign) for sign in attempt))}


class Nearby:
    """References that can be asked which of them are one slip away: a sign wrong, misplaced, missing or too many."""

    def __init__(self, known: Iterable[str]) -> None:
        self._shorter: dict[str, set[str]] = defaultdict(set)
        for reference in known:
            for shorter in _with_one_less(reference):
                self._shorter[shorter].add(reference)

    def near(self, attempt: str) -> set[str]:
        """Give the known references within one slip."""
        if len(attempt) == LENGTH - 1:
            return set(self._shorter.get(attempt, ()))
        if len(attempt) == LENGTH + 1:
            return {each for each in _with_one_less(attempt) if each in self}
        return set().union(*(self._shorter.get(shorter, set()) for shorter in _with_one_less(attempt)))

    def __contains__(self, reference: object) -> bool:
        return isinstance(reference, str) and any(
            reference in self._shorter.get(shorter, ()) for shorter in _with_one_less(reference)
        )


def _with_one_less(reference: str) -> Iterator[str]:
    return (reference[:place] + reference[place + 1 :] for place in range(len(reference)))
