"""What the town is made of: the motifs that its pictures share."""

import math
import random
from collections.abc import Iterator

from articles.demo.sheet import (
    BRICK,
    CLAY,
    CREAM,
    DEEP,
    HEIGHT,
    LEAF,
    NIGHT,
    OCHRE,
    OLIVE,
    PINE,
    RIVER,
    ROSE,
    SAND,
    SHADE,
    SHINE,
    WHITE,
    WIDTH,
    Sheet,
    waves,
)

WALLS = [SAND, CREAM, "#dcb98a", "#e9d8b8", ROSE, "#d3a878"]


def chance(seed: int) -> random.Random:
    """Make the same throws of the dice every time."""
    return random.Random(seed)  # noqa: S311 - a drawing keeps no secret


def sun(sheet: Sheet, x: float, y: float, r: float, colour: str = OCHRE) -> None:
    """A sun with a faint ring."""
    sheet.disc(x, y, r * 1.45, SHINE)
    sheet.disc(x, y, r, colour)


def cloud(sheet: Sheet, x: float, y: float, size: float, colour: str = WHITE) -> None:
    """A flat-bottomed cloud, `size` wide."""
    for dx, dy, r in [(-0.3, 0, 0.16), (-0.08, -0.08, 0.22), (0.16, -0.03, 0.18), (0.34, 0.03, 0.12)]:
        sheet.disc(x + dx * size, y + dy * size, r * size, colour)
    sheet.rect(x - 0.45 * size, y, 0.9 * size, 0.15 * size, colour, round_by=0.075 * size)


def hills(sheet: Sheet, base: float, colours: tuple[str, str] = (LEAF, OLIVE)) -> None:
    """Two rows of hills, the far one first."""
    sheet.ground(colours[0], waves(base, (46, 210, 0.4), (18, 90, 1)))
    sheet.ground(colours[1], waves(base + 70, (34, 260, 2.2), (12, 120, 0)))


def water(sheet: Sheet, top: float, colour: str = RIVER, *, seed: int = 1) -> None:
    """The river from `top` down to the edge, with glints."""
    sheet.ground(colour, waves(top, (5, 60, 0)))
    dice = chance(seed)
    for _ in range(46):
        y = top + 22 + (HEIGHT - top - 30) * dice.random() ** 1.3
        length = 40 + 130 * dice.random() * (y - top) / (HEIGHT - top)
        x = dice.uniform(-40, WIDTH)
        sheet.rect(x, y, length, 5, dice.choice([SHINE, SHADE, SHINE]), round_by=2.5)


def house(sheet: Sheet, x: float, base: float, w: float, h: float, wall: str, *, lit: bool = False) -> None:
    """A flat-roofed house with a door and rows of windows."""
    sheet.rect(x, base - h, w, h, wall)
    sheet.rect(x - 5, base - h - 10, w + 10, 14, BRICK if wall != ROSE else CLAY)
    sheet.rect(x + w * 0.78, base - h, w * 0.22, h, SHADE)
    pane = "#f7cf6b" if lit else DEEP
    columns = max(2, int(w // 52))
    for row in range(max(1, int((h - 60) // 70))):
        for column in range(columns):
            left = x + w * (column + 0.5) / columns - 13
            sheet.rect(left, base - h + 30 + row * 70, 26, 38, pane, round_by=12)
    sheet.rect(x + w / 2 - 17, base - 50, 34, 50, BRICK, round_by=3)


def town(
    sheet: Sheet, base: float, *, seed: int = 3, lit: bool = False, left: float = 0, right: float = WIDTH
) -> None:
    """A row of houses from `left` to the edge."""
    dice = chance(seed)
    x = left - 20
    while x < WIDTH:
        w, h = dice.randint(90, 170), dice.randint(120, 270)
        wall = dice.choice([DEEP, "#27485a", "#1d3b4b"]) if lit else dice.choice(WALLS)
        house(sheet, x, base, w, h, wall, lit=lit)
        x += w - 4


def poplar(sheet: Sheet, x: float, base: float, h: float, colour: str = PINE) -> None:
    """A tall, narrow tree."""
    sheet.rect(x - 5, base - h * 0.25, 10, h * 0.25, BRICK)
    sheet.oval(x, base - h * 0.58, h * 0.13, h * 0.42, colour)
    sheet.oval(x + h * 0.035, base - h * 0.55, h * 0.07, h * 0.34, SHINE)


def round_tree(sheet: Sheet, x: float, base: float, size: float, colour: str = OLIVE, *, seed: int = 5) -> None:
    """A wide tree with a knotted trunk, as olives have."""
    sheet.shape(
        BRICK,
        (x - size * 0.09, base),
        (x - size * 0.03, base - size * 0.5),
        (x + size * 0.06, base - size * 0.5),
        (x + size * 0.1, base),
    )
    dice = chance(seed)
    for turn in range(11):
        angle = turn / 11 * 2 * math.pi
        cx, cy = x + math.cos(angle) * size * 0.3, base - size * 0.72 + math.sin(angle) * size * 0.18
        sheet.disc(cx, cy, size * dice.uniform(0.15, 0.2), colour)
    sheet.oval(x, base - size * 0.72, size * 0.36, size * 0.22, colour)
    for _ in range(22):
        dx, dy = dice.uniform(-0.36, 0.36), dice.uniform(-0.2, 0.2)
        sheet.oval(x + dx * size, base + (dy - 0.74) * size, size * 0.035, size * 0.016, SHINE)


def person(
    sheet: Sheet, x: float, base: float, h: float, coat: str, skin: str = "#b97b56", hair: str = NIGHT
) -> None:
    """A figure seen from some way off."""
    sheet.oval(x, base, h * 0.2, h * 0.03, SHADE)
    sheet.rect(x - h * 0.1, base - h * 0.36, h * 0.08, h * 0.36, NIGHT, round_by=h * 0.03)
    sheet.rect(x + h * 0.02, base - h * 0.36, h * 0.08, h * 0.36, NIGHT, round_by=h * 0.03)
    sheet.rect(x - h * 0.15, base - h * 0.74, h * 0.3, h * 0.46, coat, round_by=h * 0.1)
    sheet.disc(x, base - h * 0.86, h * 0.11, "#b97b56")
    sheet.slice(x, base - h * 0.88, h * 0.115, 180, 360, NIGHT)


def row_of_people(sheet: Sheet, places: list[float], base: float, h: float, *, seed: int = 2) -> None:
    """Several figures, each in another coat."""
    dice = chance(seed)
    for x in places:
        coat = dice.choice([CLAY, OCHRE, RIVER, ROSE, OLIVE, CREAM, DEEP])
        person(sheet, x, base + dice.uniform(-6, 6), h * dice.uniform(0.88, 1.05), coat)


def lamp(sheet: Sheet, x: float, base: float, h: float, *, lit: bool = False, post: str = NIGHT) -> None:
    """A street lamp with a sun panel on top."""
    if lit:
        for r in (150, 105, 62):
            sheet.disc(x + 48, base - h + 22, r, "#f7cf6b2b")
    sheet.rect(x - 6, base - h, 12, h, post, round_by=4)
    sheet.line(post, 8, (x, base - h + 6), (x + 50, base - h + 6))
    sheet.shape(
        "#ffe39a" if lit else CREAM,
        (x + 28, base - h + 10),
        (x + 70, base - h + 10),
        (x + 60, base - h + 34),
        (x + 38, base - h + 34),
    )
    sheet.shape(DEEP, (x - 58, base - h - 12), (x + 30, base - h - 52), (x + 42, base - h - 40), (x - 46, base - h))


def bird(sheet: Sheet, x: float, y: float, size: float, colour: str = NIGHT) -> None:
    """A bird far away: two strokes."""
    sheet.bow(x - size / 2, y, size / 2, 200, 345, colour, size * 0.11)
    sheet.bow(x + size / 2, y, size / 2, 195, 340, colour, size * 0.11)


def awning(sheet: Sheet, x: float, y: float, w: float, h: float, colour: str) -> None:
    """A striped roof over a stall, with a scalloped edge."""
    stripes = 8
    for stripe in range(stripes):
        left, wide = x + stripe * w / stripes, w / stripes
        paint = colour if stripe % 2 else WHITE
        inner = x + w * 0.06 + stripe * w * 0.88 / stripes
        sheet.shape(paint, (inner, y), (inner + w * 0.88 / stripes, y), (left + wide, y + h), (left, y + h))
        sheet.slice(left + wide / 2, y + h - 1, wide / 2, 0, 180, paint)
    sheet.rect(x, y + h - 6, w, 10, SHADE)


def arches(sheet: Sheet, top: float, base: float, colour: str, hole: str, *, count: int = 4) -> None:
    """A stone bridge from edge to edge: `hole` is what is seen through its arches."""
    step = WIDTH / count
    sheet.rect(0, top, WIDTH, base - top, colour)
    for number in range(count):
        centre = step * (number + 0.5)
        r = step * 0.38
        sheet.slice(centre, base - 40, r + 16, 180, 360, BRICK)
        sheet.slice(centre, base - 40, r, 180, 360, hole)
        sheet.rect(centre - r, base - 41, r * 2, 42, hole)
        sheet.rect(step * number - 22, base - 90, 44, 120, BRICK, round_by=6)
    sheet.rect(0, top - 24, WIDTH, 30, CREAM)
    for x in range(8, WIDTH, 46):
        sheet.rect(x, top - 58, 12, 40, CREAM, round_by=3)
    sheet.rect(0, top - 66, WIDTH, 14, CREAM)
    dice = chance(8)
    for _ in range(90):
        left, upper = dice.uniform(0, WIDTH), dice.uniform(top + 16, top + 60)
        sheet.rect(left, upper, dice.uniform(20, 50), 12, SHADE if dice.random() < 0.5 else SHINE, round_by=3)


def frame(sheet: Sheet, colour: str, *, width: float = 34) -> None:
    """A plain border, as a print has."""
    for box in [
        (0, 0, WIDTH, width),
        (0, HEIGHT - width, WIDTH, width),
        (0, 0, width, HEIGHT),
        (WIDTH - width, 0, width, HEIGHT),
    ]:
        sheet.rect(*box, colour)


def spaced(start: float, end: float, count: int) -> Iterator[float]:
    """Give `count` places, evenly from start to end."""
    return (start + (end - start) * number / (count - 1) for number in range(count))
