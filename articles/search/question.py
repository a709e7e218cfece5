"""What a reader typed, taken apart: words, "phrases" and -words that must not be there.

Promise: anything at all may be typed. What makes no sense is read as plain words; what is too long is cut.
"""

import re
from dataclasses import dataclass

from newsroom.arabic import folding

LONGEST = 300  # letters that are read
MOST_WORDS = 10

_QUOTES = '"«»“”„‟〝〞＂'
_MINUS = "-−–—﹣－"
_PART = re.compile(
    rf"(?P<minus>(?:(?<=\s)|^)[{_MINUS}](?=\S))?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True)
class Term:
    """Words that stand together. `gaps` says how many places each is behind the first; small words are left out."""

    words: tuple[str, ...]
    gaps: tuple[int, ...]
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True)
class Question:
    """What was asked: `text` as it may be shown again, and its terms in order."""

    text: str
    terms: tuple[Term, ...]
    is_cut: bool = False  # more was typed than is looked for

    @property
    def wanted(self) -> list[Term]:
        """Give the terms that must be there."""
        return [term for term in self.terms if not term.is_excluded]

    @property
    def excluded(self) -> list[Term]:
        """Give the terms that must not be there."""
        return [term for term in self.terms if term.is_excluded]

    def words(self) -> list[str]:
        """List every word of it once."""
        return list(dict.fromkeys(word for term in self.terms for word in term.words))


def read(typed: str) -> Question:
    """Take apart what was typed."""
    text = " ".join(_visible(typed[: 2 * LONGEST]).split())
    is_cut = len(text) > LONGEST or len(typed) > 2 * LONGEST
    text = text[:LONGEST].rstrip()
    parts = [_term(match) for match in _PART.finditer(text)]
    terms = [term for term in parts if term.words]
    if any(map(_says_something, terms)):
        terms = [term for term in terms if _says_something(term)]
    kept, room = [], MOST_WORDS
    for term in dict.fromkeys(map(_without_small_words, terms)):
        if len(term.words) <= room:
            kept.append(term)
            room -= len(term.words)
        else:
            is_cut = True
    return Question(text, tuple(kept), is_cut)


def _visible(typed: str) -> str:
    """Take out what cannot be seen or turns the text around."""
    return re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]",
        " ",
        typed,
    )


def _term(match: re.Match[str]) -> Term:
    """Read one part; a word that punctuation holds together, like "al-Sham", is several words in no order."""
    words = tuple(folding.words(match["phrase"] or match["word"]))
    is_phrase = match["phrase"] is not None and len(words) > 1
    return Term(words, tuple(range(len(words))), is_phrase, match["minus"] is not None)


def _says_something(term: Term) -> bool:
    return not all(map(folding.is_small, term.words))


def _without_small_words(term: Term) -> Term:
    """Leave out the words that are in every text; where there is nothing else, they are what is asked for."""
    kept = [(word, gap) for word, gap in zip(term.words, term.gaps, strict=True) if not folding.is_small(word)]
    if not kept or len(kept) == len(term.words):
        return term
    words, gaps = zip(*kept, strict=True)
    return Term(words, tuple(gap - gaps[0] for gap in gaps), term.is_phrase and len(words) > 1, term.is_excluded)
