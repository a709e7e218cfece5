"""A story's picture for messengers and social networks: the paper's name, the headline, the photo with its credit.

A page of the paper seen from afar: words at the start of the line, the photo at its end, so Arabic and English mirror
each other.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from articles.share_images import typesetting
from newsroom.identity import DIRECTION

WIDTH, HEIGHT = SIZE = (1200, 630)
MARGIN = 60
PHOTO_WIDTH = 456
TOP, BOTTOM = 150, 532  # between these stands the headline
PAPER, INK, MARK, ON_PHOTO = "#fffdf8", "#1c1a17", "#a3341f", "#ffffff"


@dataclass(frozen=True)
class Card:
    """What stands on the picture."""

    language: str
    paper: str
    section: str
    headline: str
    credit: str = ""


def draw(card: Card, photo: Image.Image | None = None, focal: tuple[int, int] = (50, 50)) -> bytes:
    """Draw the card as a JPEG; the photo is cut around its focal point, in per cent."""
    image = Image.new("RGB", SIZE, PAPER)
    sheet = _Sheet(image, card.language)
    end = WIDTH - MARGIN
    if photo is not None:
        centre = (focal[0] / 100, focal[1] / 100)
        cut = ImageOps.fit(photo.convert("RGB"), (PHOTO_WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=centre)
        image.paste(cut, (sheet.left_of(WIDTH - PHOTO_WIDTH, PHOTO_WIDTH), 0))
        sheet.credit(card.credit)
        end = WIDTH - PHOTO_WIDTH - MARGIN
    sheet.masthead(card.paper, end)
    sheet.headline(card.headline, end)
    sheet.line(card.section, 32, baseline=584, fill=MARK, width=end - MARGIN)
    out = io.BytesIO()
    image.save(out, format="JPEG", quality=88, subsampling=0, optimize=True)
    return out.getvalue()


class _Sheet:
    """A picture on which places are counted from the start of the line: left in English, right in Arabic."""

    def __init__(self, image: Image.Image, language: str) -> None:
        self._image = image
        self._pen = ImageDraw.Draw(image)
        self._language = language
        self._mirrored = DIRECTION[language] == "rtl"

    def left_of(self, start: int, width: int) -> int:
        """Turn a place counted from the start of the line into one counted from the left."""
        return WIDTH - start - width if self._mirrored else start

    def line(self, text: str, size: int, *, baseline: float, fill: str, width: float) -> None:
        """Write one line from the margin on, cut where the room ends."""
        text = typesetting.shortened(typesetting.drawable(text, self._language), size, self._language, width)
        self._write((MARGIN, baseline), text, size, fill)

    def masthead(self, paper: str, end: int) -> None:
        """Write the paper's name over its double rule."""
        self.line(paper, 50, baseline=84 if self._mirrored else 92, fill=INK, width=end - MARGIN)
        for top, thickness in ((120, 4), (127, 1)):
            left = self.left_of(MARGIN, end - MARGIN)
            self._pen.rectangle((left, top, left + end - MARGIN, top + thickness - 1), fill=INK)

    def headline(self, text: str, end: int) -> None:
        """Set the headline in the middle of its room."""
        block = typesetting.set_in(text, self._language, width=end - MARGIN, height=BOTTOM - TOP)
        # The first baseline lies this far under the block's top, so that the ink seems centred in each script.
        first = 0.98 if self._language == "ar" else 0.84
        top = TOP + (BOTTOM - TOP - block.leading * len(block.lines)) / 2
        for number, line in enumerate(block.lines):
            self._write((MARGIN, top + block.leading * number + block.size * first), line, block.size, INK)

    def credit(self, text: str) -> None:
        """Write the credit on a dark band along the foot of the photo."""
        size = 22
        text = typesetting.drawable(text, self._language)
        text = typesetting.shortened(text, size, self._language, PHOTO_WIDTH - 36)
        if not text:
            return
        left, top = self.left_of(WIDTH - PHOTO_WIDTH, PHOTO_WIDTH), HEIGHT - 44
        band = self._image.crop((left, top, left + PHOTO_WIDTH, HEIGHT))
        self._image.paste(Image.blend(band, Image.new("RGB", band.size, "#000000"), 0.6), (left, top))
        self._write((WIDTH - PHOTO_WIDTH + 18, HEIGHT - 16), text, size, ON_PHOTO)

    def _write(self, place: tuple[float, float], text: str, size: int, fill: str) -> None:
        start, baseline = place
        self._pen.text(
            (WIDTH - start if self._mirrored else start, baseline),
            text,
            font=typesetting.font(size),
            fill=fill,
            anchor="rs" if self._mirrored else "ls",
            direction=DIRECTION[self._language],
            language=self._language,
        )
