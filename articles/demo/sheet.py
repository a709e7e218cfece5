"""A sheet of paper to draw on: flat shapes in few colours, then a breath of grain, as on a screen print.

All measures are in units of a sheet 1600 wide and 1067 high; it is drawn larger, so that edges come out smooth.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

WIDTH, HEIGHT = 1600, 1067
SCALE = 2

CREAM, SAND, OCHRE, CLAY, BRICK = "#f6ead2", "#e6cfa2", "#e0a53c", "#c9683d", "#9c4329"
MIST, SKY, RIVER, DEEP, NIGHT = "#dfeae6", "#a9cfd0", "#3d8c93", "#1f5c69", "#15303f"
LEAF, OLIVE, PINE, ROSE, WHITE = "#8aa85a", "#65793c", "#34553f", "#d98c7a", "#fffaf0"
SHADE, SHINE = "#15303f2e", "#fffaf04d"

Point = tuple[float, float]


class Sheet:
    """One drawing in the making."""

    def __init__(self, top: str, bottom: str) -> None:
        size = (WIDTH * SCALE, HEIGHT * SCALE)
        fade = Image.linear_gradient("L").resize(size)
        self.image = Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), fade)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def rect(self, x: float, y: float, w: float, h: float, colour: str, *, round_by: float = 0) -> None:
        """Fill an upright rectangle whose top left corner is (x, y)."""
        box = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        self.pen.rounded_rectangle(box, round_by * SCALE, fill=colour)

    def shape(self, colour: str, *points: Point) -> None:
        """Fill the area between the points."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        """Fill an ellipse around (x, y)."""
        self.pen.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=colour)

    def disc(self, x: float, y: float, r: float, colour: str) -> None:
        """Fill a circle around (x, y)."""
        self.oval(x, y, r, r, colour)

    def line(self, colour: str, width: float, *points: Point) -> None:
        """Draw a line through the points, its ends round."""
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], colour, round(width * SCALE), joint="curve")
        if width > 3 and len(colour) == 7:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, colour)

    def bow(self, x: float, y: float, r: float, start: float, end: float, colour: str, width: float) -> None:
        """Draw a part of a circle's rim; degrees run clockwise from three o'clock."""
        box = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self.pen.arc(box, start, end, colour, round(width * SCALE))

    def slice(self, x: float, y: float, r: float, start: float, end: float, colour: str) -> None:
        """Fill a part of a disc."""
        box = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self.pen.pieslice(box, start, end, colour)

    def ground(self, colour: str, height_at: Callable[[float], float]) -> None:
        """Fill everything below a line that runs from edge to edge."""
        edge = [(x, height_at(x)) for x in range(0, WIDTH + 1, 10)]
        self.shape(colour, *edge, (WIDTH, HEIGHT), (0, HEIGHT))

    def jpeg(self) -> bytes:
        """Give the finished picture."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        printed = Image.blend(small, ImageChops.soft_light(small, _grain()), 0.55)
        out = BytesIO()
        printed.save(out, "JPEG", quality=86, optimize=False)
        return out.getvalue()


@cache
def _grain() -> Image.Image:
    noise = Image.effect_noise((WIDTH, HEIGHT), 46)
    return Image.merge("RGB", (noise, noise, noise))


def waves(base: float, *swings: tuple[float, float, float]) -> Callable[[float], float]:
    """Make a line around `base` from waves of (height, length, shift)."""
    return lambda x: base + sum(h * math.sin(x / length + shift) for h, length, shift in swings)


def turned(points: Sequence[Point], *, around: Point, by: float) -> list[Point]:
    """Turn points around one of them, clockwise, in degrees."""
    cos, sin = math.cos(math.radians(by)), math.sin(math.radians(by))
    cx, cy = around
    return [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in points]
