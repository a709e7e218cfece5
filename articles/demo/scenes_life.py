"""Pictures of what people do: school and sport."""

import math

from articles.demo import motifs as m
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
    SKY,
    WHITE,
    WIDTH,
    Sheet,
    turned,
)

BOOKS = [OCHRE, CLAY, RIVER, CREAM, LEAF, DEEP, ROSE, BRICK]


def library() -> Sheet:
    """Full shelves and a reader on the floor."""
    sheet = Sheet("#7b4a2b", "#8d5a34")
    dice = m.chance(15)
    for shelf in (60, 300, 540):
        sheet.rect(50, shelf, 1500, 214, "#5b3620")
        x = 60.0
        while x < 1530:
            w, h = dice.randint(22, 50), dice.randint(140, 200)
            sheet.rect(x, shelf + 208 - h, w, h, dice.choice(BOOKS), round_by=3)
            sheet.rect(x + w * 0.2, shelf + 208 - h * 0.8, w * 0.6, 10, SHINE)
            x += w + dice.choice([3, 3, 3, 16])
        sheet.rect(50, shelf + 208, 1500, 18, "#b77e49")
    sheet.rect(0, 800, WIDTH, 267, SAND)
    sheet.oval(800, 960, 520, 84, CLAY)
    sheet.oval(800, 960, 460, 70, OCHRE)
    sheet.shape(RIVER, (640, 960), (960, 960), (900, 700), (700, 700))
    sheet.disc(800, 620, 88, "#b97b56")
    sheet.slice(800, 606, 94, 175, 365, NIGHT)
    sheet.shape(WHITE, (600, 800), (800, 846), (800, 946), (600, 896))
    sheet.shape(CREAM, (1000, 800), (800, 846), (800, 946), (1000, 896))
    sheet.line(CLAY, 8, (800, 846), (800, 946))
    return sheet


def kites() -> Sheet:
    """Kites over the river bank."""
    sheet = Sheet("#8fc3c8", CREAM)
    m.cloud(sheet, 280, 200, 300)
    m.cloud(sheet, 1350, 320, 320)
    m.hills(sheet, 760)
    sheet.ground(LEAF, lambda x: 900 - 30 * math.sin(x / 300))
    for x, y, size, colour, foot in [
        (420, 330, 150, CLAY, 520),
        (830, 220, 190, OCHRE, 760),
        (1190, 420, 140, ROSE, 1010),
        (640, 560, 100, DEEP, 640),
        (1430, 190, 110, RIVER, 1180),
    ]:
        string = [(x + (foot - x) * t / 20, y + (880 - y) * t / 20 + 60 * math.sin(t / 6.4)) for t in range(21)]
        sheet.line(WHITE, 3, *string)
        corners = [(x, y - size), (x + size * 0.7, y), (x, y + size), (x - size * 0.7, y)]
        sheet.shape(colour, *turned(corners, around=(x, y), by=14))
        sheet.shape(SHINE, *turned([corners[0], corners[1], (x, y)], around=(x, y), by=14))
        sheet.shape(SHADE, *turned([corners[2], corners[3], (x, y)], around=(x, y), by=14))
        for knot in range(1, 5):
            kx, ky = x - 30 + 14 * math.sin(knot * 2) - knot * 6, y + size + knot * 26
            sheet.shape(colour, (kx - 14, ky - 8), (kx + 14, ky + 8), (kx + 14, ky - 8), (kx - 14, ky + 8))
    m.row_of_people(sheet, [520, 640, 760, 1010, 1180], 960, 150, seed=8)
    return sheet


def radio() -> Sheet:
    """A wooden radio on a shelf."""
    sheet = Sheet(RIVER, DEEP)
    for r in (520, 430, 340):
        sheet.bow(800, 440, r, 200, 340, SHINE, 16)
    sheet.rect(0, 850, WIDTH, 217, BRICK)
    sheet.rect(0, 836, WIDTH, 24, OCHRE)
    sheet.oval(800, 868, 520, 26, SHADE)
    sheet.rect(330, 330, 940, 520, "#a0683c", round_by=90)
    sheet.rect(370, 366, 860, 448, "#7b4a2b", round_by=64)
    sheet.rect(420, 410, 440, 360, SAND, round_by=30)
    for x in range(446, 850, 34):
        sheet.rect(x, 430, 12, 320, "#a88c5c", round_by=6)
    sheet.rect(910, 420, 270, 150, CREAM, round_by=16)
    for number, x in enumerate(range(930, 1170, 24)):
        sheet.rect(x, 450, 4, 40 if number % 2 else 66, NIGHT)
    sheet.rect(1060, 430, 6, 128, CLAY)
    for x in (970, 1120):
        sheet.disc(x, 690, 62, CREAM)
        sheet.disc(x, 690, 44, OCHRE)
        sheet.line(NIGHT, 8, (x, 690), (x + 22, 654))
    sheet.line(SAND, 10, (1150, 336), (1330, 90))
    sheet.disc(1330, 90, 14, CLAY)
    return sheet


def pitch() -> Sheet:
    """The football ground under its hills."""
    sheet = Sheet(SKY, CREAM)
    m.cloud(sheet, 1180, 150, 340)
    m.hills(sheet, 330)
    sheet.rect(0, 420, WIDTH, 100, BRICK)
    dice = m.chance(22)
    for row in (440, 478):
        for x in range(14, WIDTH, 34):
            sheet.disc(x + (row % 3) * 6, row + 8, 12, dice.choice([*BOOKS, "#b97b56"]))
    for stripe in range(7):
        y = 520 + stripe * 78
        sheet.rect(0, y, WIDTH, 80, LEAF if stripe % 2 else "#7a9a4d")
    sheet.line(WHITE, 9, (0, 545), (WIDTH, 545))
    sheet.line(WHITE, 9, (420, 545), (340, 690), (1260, 690), (1180, 545))
    for box in [(560, 330, 14, 220), (1026, 330, 14, 220), (560, 322, 480, 14)]:
        sheet.rect(*box, WHITE)
    for x in range(590, 1030, 30):
        sheet.line("#fffaf080", 2, (x, 336), (x, 545))
    for y in range(360, 545, 30):
        sheet.line("#fffaf080", 2, (574, y), (1026, y))
    m.person(sheet, 800, 560, 170, OCHRE)
    for x, base, coat in [(420, 800, CLAY), (1190, 780, RIVER), (640, 930, RIVER), (980, 960, CLAY)]:
        m.person(sheet, x, base, 240, coat)
    sheet.oval(806, 985, 40, 9, SHADE)
    sheet.disc(800, 950, 36, WHITE)
    for angle in range(0, 360, 72):
        sheet.disc(800 + 22 * math.cos(math.radians(angle)), 950 + 22 * math.sin(math.radians(angle)), 8, NIGHT)
    return sheet


def race() -> Sheet:
    """Runners on the bridge road."""
    sheet = Sheet("#f3cf95", CREAM)
    m.sun(sheet, 300, 260, 90, CLAY)
    m.hills(sheet, 480)
    m.town(sheet, 640, seed=77, left=760)
    sheet.shape("#6d6a66", (0, 640), (WIDTH, 640), (WIDTH, HEIGHT), (0, HEIGHT))
    for x in range(-60, WIDTH, 260):
        sheet.shape(CREAM, (x, 850), (x + 150, 850), (x + 140, 868), (x - 16, 868))
    for x, base, h, coat in [
        (180, 780, 250, RIVER),
        (450, 800, 260, ROSE),
        (700, 770, 240, OLIVE),
        (960, 960, 390, CLAY),
        (1330, 930, 370, DEEP),
        (560, 990, 400, OCHRE),
    ]:
        _runner(sheet, x, base, h, coat)
    for flag, x in enumerate(range(0, WIDTH, 100)):
        y = 90 + 26 * math.sin(x / 250)
        sheet.shape(BOOKS[flag % 8], (x, y), (x + 84, y + 6), (x + 42, y + 80))
    return sheet


def _runner(sheet: Sheet, x: float, base: float, h: float, coat: str) -> None:
    skin, thick = "#a86e4c", h * 0.07
    sheet.oval(x, base + 6, h * 0.26, h * 0.03, SHADE)
    sheet.line(NIGHT, thick, (x, base - h * 0.42), (x + h * 0.16, base - h * 0.26), (x + h * 0.1, base - h * 0.02))
    sheet.line(NIGHT, thick, (x, base - h * 0.42), (x - h * 0.1, base - h * 0.2), (x - h * 0.28, base - h * 0.2))
    sheet.shape(
        coat,
        (x - h * 0.1, base - h * 0.4),
        (x + h * 0.08, base - h * 0.38),
        (x + h * 0.16, base - h * 0.74),
        (x - h * 0.04, base - h * 0.76),
    )
    sheet.line(
        skin,
        thick * 0.7,
        (x + h * 0.1, base - h * 0.7),
        (x + h * 0.2, base - h * 0.54),
        (x + h * 0.32, base - h * 0.62),
    )
    sheet.line(
        skin, thick * 0.7, (x, base - h * 0.7), (x - h * 0.14, base - h * 0.56), (x - h * 0.08, base - h * 0.44)
    )
    sheet.disc(x + h * 0.1, base - h * 0.86, h * 0.09, skin)
    sheet.slice(x + h * 0.1, base - h * 0.87, h * 0.095, 170, 350, NIGHT)


def chess() -> Sheet:
    """A chessboard in the park."""
    sheet = Sheet(LEAF, OLIVE)
    for x, y, r in [(160, 120, 220), (1460, 160, 260), (820, 30, 200)]:
        sheet.disc(x, y, r, PINE)
    near, far = (150, 1450), (440, 1160)
    for row in range(8):
        for column in range(8):
            corners = []
            for c, r in [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]:
                t = (r / 8) ** 1.15
                left, right = far[0] + (near[0] - far[0]) * t, far[1] + (near[1] - far[1]) * t
                corners.append((left + (right - left) * c / 8, 430 + 560 * t))
            sheet.shape(CREAM if (row + column) % 2 else BRICK, *corners)
    sheet.shape("#5b3620", (150, 990), (1450, 990), (1450, 1040), (150, 1040))
    for x, base, size, colour in [
        (540, 560, 0.7, NIGHT),
        (760, 530, 0.66, NIGHT),
        (1010, 600, 0.75, NIGHT),
        (430, 820, 1.05, WHITE),
        (900, 800, 1.1, WHITE),
        (1230, 900, 1.25, WHITE),
        (660, 930, 1.25, NIGHT),
    ]:
        sheet.oval(x, base, 70 * size, 20 * size, SHADE)
        sheet.shape(
            colour,
            (x - 56 * size, base),
            (x + 56 * size, base),
            (x + 22 * size, base - 150 * size),
            (x - 22 * size, base - 150 * size),
        )
        sheet.oval(x, base - 150 * size, 44 * size, 14 * size, colour)
        sheet.disc(x, base - 192 * size, 38 * size, colour)
        sheet.oval(x - 10 * size, base - 200 * size, 10 * size, 14 * size, SHINE)
    return sheet
