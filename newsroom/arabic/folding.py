"""Words as search compares them: one spelling for what readers and writers spell in many ways.

Promise: these functions give what the database's `search_clean`, `search_fold`, `search_words` and `search_forms`
give; `tests/articles/search/test_folding.py` holds them to it on a real Postgres. The database indexes; Python reads
what a reader types and marks the words it finds. Whoever changes one changes the other in a migration, and rebuilds
the index with `manage.py rebuild_search`.

A word has four coats, from the outermost in: as it is written (without vowel marks and tatweel), folded (letters that
people confuse are one), bare (without و ف ب ك ل and the article before it), stem (without endings). Below them lies
its skeleton, the consonants, which a word shares with most of its broken plurals: طفل and أطفال.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from newsroom.arabic.small_words import SMALL_WORDS

REMEMBERED = 20_000  # words: the same ones come again and again
LONGEST_WORD = 40  # letters; what is longer is an address or noise, and is cut

# Vowel marks, signs of recitation, accents; hamza and madda above and below are kept until letters are folded.
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
# Tatweel, joiners, direction marks, soft hyphens; apostrophes, so that "Idlib's" and "ra'ad" stay one word.
_UNSEEN = "\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_APOSTROPHES = "'`\u2018\u2019\u201b\u02bb-\u02bf\u02c8\u02cb"
_DROPPED = re.compile(f"[{_MARKS}{_UNSEEN}{_APOSTROPHES}]")
_STRAY_HAMZA = "\u0653\u0654\u0655"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØŁĐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
_SMALL = "abcdefghijklmnopqrstuvwxyzæøłđαβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюя"
_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_CLEAN = str.maketrans(_CAPITALS + _DIGITS, _SMALL + "0123456789" * 2, _STRAY_HAMZA)
# Alef forms, hamza seats, yaa and alef maksura, taa marbuta, then Persian, Kurdish and Urdu letters.
_SPELLINGS = "أإآٱٲٳؤئىةیېےۍێکڪګگچپژڤڥۆۇۋەھہۀۂۃڵڕ"
_FOLDED = "ااااااءءيهيييييككككجبزففوووههههههلر"
_LETTERS = str.maketrans(_SPELLINGS, _FOLDED)
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]")
_WORD = re.compile(
    "[0-9a-z\u00df-\u02af\u0370-\u03ff\u0400-\u052f\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06fc"
    "\u0710-\u072f\u074d-\u077f\u08a0-\u08c7\u0900-\u1fff\u3040-\ud7a3]+"
)

# A word as it stands in a text: letters and digits with the marks between them.
_RUN = re.compile(rf"[^\W_](?:[\w{_MARKS}{_STRAY_HAMZA}{_UNSEEN}{_APOSTROPHES}]*[\w{_MARKS}{_STRAY_HAMZA}])?")

_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)(?=.{3})")
_PARTICLE = re.compile("^(?:و(?=.{3})|[فبلك](?=.{4}))")
_PRONOUN = re.compile("(?<=.{3})(?:هما|ها|هم|هن|نا|كم)$")
_ENDING = re.compile("(?<=.{3})(?:تان|تين|ات|ان|ون|ين|يه|يا|وا|ه|ي|ت)$")
_LAST_HAMZA = re.compile("(?<=.{3})ء$")
_LONG_VOWEL = re.compile("(?<=.)[اويء]")


class Forms(NamedTuple):
    """The coats of an Arabic word; `whole` is the stem of one that only seems to have an article: والد."""

    exact: str
    folded: str
    bare: str
    stem: str
    whole: str
    skeleton: str  # empty where fewer than three consonants are left


def clean(text: str) -> str:
    """Give a text in small letters and plain digits, without marks and what cannot be seen; its spelling stays."""
    letters = _DROPPED.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", letters).translate(_CLEAN)


def fold(text: str) -> str:
    """Give a text in the one spelling that all its spellings share."""
    return clean(text).translate(_LETTERS)


def words(text: str) -> list[str]:
    """List the words of a text as they are spelled, cleaned."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(clean(text))]


def spans(text: str) -> list[tuple[int, int, str]]:
    """List the words of a text with where each begins and ends in it, for marking them there."""
    found = ((match.start(), match.end(), _only_word(match[0])) for match in _RUN.finditer(text))
    return [span for span in found if span[2]]


@lru_cache(REMEMBERED)
def _only_word(run: str) -> str:
    parts = words(run)
    return parts[0] if len(parts) == 1 else ""


def is_small(word: str) -> bool:
    """Say whether a cleaned word is too common to find anything by."""
    return word in SMALL_WORDS


def is_arabic(word: str) -> bool:
    """Say whether a word is written in Arabic letters."""
    return _ARABIC.search(word) is not None


@lru_cache(REMEMBERED)
def forms(word: str) -> Forms:
    """Give the coats of a cleaned Arabic word."""
    folded = word.translate(_LETTERS)
    bare = _ARTICLE.sub("", folded)
    stem = _stem(bare)
    whole = _stem(folded) if folded[0] in "وفبكل" else stem
    return Forms(word, folded, bare, stem, whole, _skeleton(stem))


def inner(folded: str) -> str:
    """Give what a folded word may be behind "and", "so", "in", "for" or "like", or nothing: وقال may be قال."""
    bare = _ARTICLE.sub("", folded)
    rest = _PARTICLE.sub("", folded)
    return rest if bare == folded and rest != folded else ""


def _stem(word: str) -> str:
    word = _PRONOUN.sub("", word)
    for _ending in range(2):
        word = _ENDING.sub("", word)
    return _LAST_HAMZA.sub("", word)


def _skeleton(stem: str) -> str:
    bones = _LONG_VOWEL.sub("", stem.lstrip("ا"))
    return bones if len(bones) >= 3 else ""
