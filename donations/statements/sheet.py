"""A sheet of A4 that is written from the side on which its language begins.

HarfBuzz joins Arabic letters, and the marks around inserted names and numbers keep those in order. What the typeface
has no sign for is left out rather than drawn as an empty box; `settable` says so beforehand.
"""

from collections.abc import Sequence
from functools import cache

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from articles.share_images.typesetting import FONT as BOLD
from newsroom import arabic
from newsroom.identity import DIRECTION

REGULAR = BOLD.with_name("Amiri-Regular.ttf")
MARGIN = 62  # points, as all lengths here
WIDTH = 471
LINE = 18
PAPER, INK, QUIET, RULE = "A4", 20, 95, 200
UNSEEN = "\u2066\u2067\u2068\u2069\n"


@cache
def signs() -> frozenset[str]:
    """List the signs that both weights of the typeface have."""
    faces = [set(TTFont(face).getBestCmap()) for face in (REGULAR, BOLD)]
    return frozenset(map(chr, set.intersection(*faces))) | frozenset(UNSEEN)


def settable(text: str) -> bool:
    """Say whether the typeface has every sign of a text."""
    return signs().issuperset(text)


class Sheet(FPDF):
    """Paper in one language; `foot` stands at the end of each page, before its number."""

    def __init__(self, language: str, *, title: str, foot: str) -> None:
        super().__init__(format=PAPER, unit="pt")
        self.is_rtl = DIRECTION[language] == "rtl"
        self.start, self.end = ("R", "L") if self.is_rtl else ("L", "R")
        self.language, self.foot = language, foot
        self.add_font("Amiri", "", REGULAR)
        self.add_font("Amiri", "B", BOLD)
        # Each run is shaped by its own script; under a named one "gifts" in an Arabic line would become "gfits".
        self.set_text_shaping(True, direction=DIRECTION[language], language="und")
        self.set_lang(language)
        self.set_title(title)
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, margin=MARGIN + LINE)

    def footer(self) -> None:
        """Number the page."""
        self.set_y(-MARGIN)
        number = arabic.digits(str(self.page_no()), language=self.language)
        self._say(f"{self.foot} · {number}", size=9, shade=QUIET)

    def text_lines(self, text: str, *, size: int = 12, bold: bool = False, quiet: bool = False) -> None:
        """Write a paragraph over the whole width."""
        self._say(text, size=size, bold=bold, shade=QUIET if quiet else INK)

    def room(self, points: int) -> None:
        """Leave room before what follows."""
        self.ln(points)

    def rule(self) -> None:
        """Draw a hairline over the whole width."""
        self.set_draw_color(RULE)
        self.set_line_width(1 / 2)
        self.line(MARGIN, self.get_y(), MARGIN + WIDTH, self.get_y())

    def row(self, cells: Sequence[str], widths: Sequence[int], *, bold: bool = False, quiet: bool = False) -> None:
        """Write one row of a table from the start; its last cell, a figure, stands at the end of its column.

        `widths` add up to WIDTH.
        """
        self._face(11, bold=bold, shade=QUIET if quiet else INK)
        top, walked = self.get_y() + 3, 0
        for number, (text, width) in enumerate(zip(cells, widths, strict=True)):
            side = MARGIN + (WIDTH - walked - width if self.is_rtl else walked)
            self.set_xy(side, top)
            self.cell(width, LINE, self._set(text), align=self.end if number == len(cells) - 1 else self.start)
            walked += width
        self.set_xy(MARGIN, top + LINE + 3)
        self.rule()

    def has_room_for_rows(self, count: int) -> bool:
        """Say whether this page has room for so many rows."""
        return not self.will_page_break(count * (LINE + 6))

    def _say(self, text: str, *, size: int, shade: int, bold: bool = False) -> None:
        self._face(size, bold=bold, shade=shade)
        text = self._set(text)
        self.multi_cell(0, size * 8 / 5, text, align=self.start, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _face(self, size: int, *, bold: bool, shade: int) -> None:
        self.set_font("Amiri", "B" if bold else "", size)
        self.set_text_color(shade)

    @staticmethod
    def _set(text: str) -> str:
        return "".join(sign for sign in text if sign in signs())
