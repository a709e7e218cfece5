"""Headlines set in lines: the largest letters at which the words fit, in lines of about the same length.

Pillow shapes and orders each line by HarfBuzz and FriBidi, so joined Arabic, Latin words within it and numbers stand
as they are read. A line is measured as a whole: letters join, and the sum of parts is not its length.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from PIL import ImageFont

from newsroom.arabic import mixed
from newsroom.identity import DIRECTION

FONT = Path(__file__).parent / "fonts" / "Amiri-Bold.ttf"
LARGEST, SMALLEST, STEP = 112, 44, 4  # pixels
LEADING = {"ar": 1.46, "en": 1.14}  # of the size: Arabic has its marks above and its bowls below
ELLIPSIS = "…"
_MARKS = {"<bdi>": "\u2068", '<bdi dir="ltr">': "\u2066", "</bdi>": "\u2069"}  # as `mixed` and UAX #9 have them
_ISOLATED = re.compile("|".join(_MARKS))


@dataclass(frozen=True)
class Lines:
    """A text set in a size, in pixels; `cut` says that some of it had no room."""

    lines: tuple[str, ...]
    size: int
    language: str
    cut: bool = False

    @property
    def leading(self) -> float:
        """Give the distance from one line to the next."""
        return self.size * LEADING[self.language]


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Load the face, which has both scripts, in a size."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.RAQM)


def length(text: str, size: int, language: str) -> float:
    """Measure one line as it will be drawn."""
    return font(size).getlength(text, direction=DIRECTION[language], language=language)


def drawable(text: str, language: str) -> str:
    """Leave out pictograms and what is no character, and keep runs of the other script in order by unseen marks.

    The whole text says where a run ends, so this comes before it is broken into lines.
    """
    kept = "".join(each for each in text if unicodedata.category(each) not in ("So", "Cc", "Cn", "Co", "Cs"))
    kept = " ".join(word for word in kept.replace("\ufe0f", "").split(" ") if word)
    return unescape(_ISOLATED.sub(lambda tag: _MARKS[tag[0]], mixed(kept, language=language)))


def set_in(text: str, language: str, *, width: int, height: int) -> Lines:
    """Set a text in the largest size at which all of it fits; in the smallest it is cut to the room there is."""
    words = drawable(text, language).split(" ")
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        room = int(height // (size * LEADING[language]))
        if any(length(word, size, language) > width for word in words):
            continue
        lines = _wrapped(words, size, language, width)
        if len(lines) <= room:
            return Lines(_balanced(words, size, language, width, len(lines)), size, language)
    words = [part for word in words for part in _parts(word, SMALLEST, language, width)]
    lines = _wrapped(words, SMALLEST, language, width)
    if len(lines) <= room:
        return Lines(tuple(lines), SMALLEST, language)
    last = shortened(f"{lines[room - 1]}{ELLIPSIS}", SMALLEST, language, width)
    return Lines((*lines[: room - 1], last), SMALLEST, language, cut=True)


def shortened(text: str, size: int, language: str, width: float) -> str:
    """Cut a line to a width, with an ellipsis where something is missing."""
    kept = text
    while kept and length(kept, size, language) > width:
        kept = kept.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
    return kept


def _wrapped(words: list[str], size: int, language: str, width: float) -> list[str]:
    """Fill line after line; a word that is wider than a line stands on one of its own."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer, size, language) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: list[str], size: int, language: str, width: float, count: int) -> tuple[str, ...]:
    """Narrow the measure as long as no further line is needed."""
    narrow, wide = width / 2, width
    while wide - narrow > size / 4:
        middle = (narrow + wide) / 2
        lines = _wrapped(words, size, language, middle)
        too_wide = any(length(line, size, language) > middle for line in lines)
        narrow, wide = (middle, wide) if len(lines) > count or too_wide else (narrow, middle)
    return tuple(_wrapped(words, size, language, wide))


def _parts(word: str, size: int, language: str, width: float) -> list[str]:
    """Break a word that is wider than a line wherever the line ends."""
    parts = [""]
    for letter in word:
        if parts[-1] and length(parts[-1] + letter, size, language) > width:
            parts.append("")
        parts[-1] += letter
    return parts
