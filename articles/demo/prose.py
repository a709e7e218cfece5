"""Invented words for an archive that is measured: a few of them everywhere, most of them hardly anywhere.

Real archives are like that, and searching one costs accordingly. The words mean nothing, but they are shaped as words
of their language are, and the same every time.
"""

from itertools import product
from random import Random

VOCABULARY = 20_000
PARAGRAPH_WORDS = 36
HEADLINE_WORDS = 6

# Arabic words are patterns filled with three consonants.
_ROOTS = "بتجحخدرزسشصضطعغفقكلمنه"
_PATTERNS = (
    "{}{}{}",
    "{}ا{}{}",
    "م{}{}و{}",
    "ت{}{}ي{}",
    "ال{}{}ا{}",
    "{}{}ي{}ة",
    "ال{}ا{}{}ون",
    "است{}{}ا{}",
    "وي{}{}{}",
)
_SYLLABLES = [*map("".join, product("bdfgklmnprstv", "aeiou", ["", "n", "r", "l", "s"]))]


def headlines(language: str, many: int) -> list[str]:
    """Make headlines without the number that tells them apart."""
    return [text.capitalize() for text in _texts(language, many, HEADLINE_WORDS, seed=1)]


def paragraphs(language: str, many: int) -> list[str]:
    """Make paragraphs of one sentence."""
    return [f"{text.capitalize()}." for text in _texts(language, many, PARAGRAPH_WORDS, seed=2)]


def _texts(language: str, many: int, words: int, *, seed: int) -> list[str]:
    dice = Random(seed)  # noqa: S311 - nothing here is secret
    vocabulary = _vocabulary(language, dice)
    # Zipf: the word of rank n is used 1/n as often as the first.
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    drawn = dice.choices(vocabulary, weights, k=many * words)
    return [" ".join(drawn[start : start + words]) for start in range(0, len(drawn), words)]


def _vocabulary(language: str, dice: Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        if language == "ar":
            word = dice.choice(_PATTERNS).format(*dice.choices(_ROOTS, k=3))
        else:
            word = "".join(dice.choices(_SYLLABLES, k=dice.choice((1, 2, 2, 3, 3, 4))))
        found[word] = None
    return list(found)
