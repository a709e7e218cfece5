"""Pictures of stage and arts: theatre, puppets, music, paint, film."""

import math

from articles.demo import motifs as m
from articles.demo.sheet import (
    BRICK,
    CLAY,
    CREAM,
    DEEP,
    HEIGHT,
    LEAF,
    MIST,
    NIGHT,
    OCHRE,
    RIVER,
    ROSE,
    SAND,
    SHADE,
    SKY,
    WHITE,
    WIDTH,
    Sheet,
    turned,
)


def theatre() -> Sheet:
    """The curtain of the little theatre."""
    sheet = Sheet("#2a1712", "#4a2018")
    sheet.rect(180, 120, 1240, 760, "#f0c98a")
    m.sun(sheet, 800, 470, 150, CLAY)
    for x, h in [(560, 420), (650, 330), (990, 450), (1080, 350)]:
        m.poplar(sheet, x, 830, h)
    sheet.rect(0, 820, WIDTH, 120, "#a0683c")
    m.person(sheet, 740, 880, 260, DEEP)
    m.person(sheet, 880, 886, 250, OCHRE)
    for side in (0, 1):
        for fold in range(7):
            edge, spread = fold * 62, 62 - fold * 1.2
            wave = 40 * math.sin(fold * 0.8)
            points = [
                (edge, 90),
                (edge + spread + 4, 90),
                (edge * 0.62 + 34, 560 + wave),
                (edge + spread * 0.8, 900),
                (edge * 0.86, 900),
                (edge * 0.55, 560 + wave),
            ]
            if side:
                points = [(WIDTH - x, y) for x, y in points]
            sheet.shape("#9c3a2b" if fold % 2 else "#b84a35", *points)
    sheet.rect(0, 0, WIDTH, 100, "#7b2a20")
    for x in range(0, WIDTH, 100):
        sheet.slice(x + 50, 96, 52, 0, 180, "#b84a35")
        sheet.bow(x + 50, 96, 52, 0, 180, OCHRE, 8)
    sheet.rect(0, 930, WIDTH, 137, "#2a1712")
    for seat in m.spaced(60, 1540, 13):
        sheet.disc(seat, 985, 44, NIGHT)
        sheet.rect(seat - 60, 1010, 120, 60, NIGHT, round_by=26)
    return sheet


def puppets() -> Sheet:
    """Two puppets on their strings."""
    sheet = Sheet("#e6b45a", "#f0d29c")
    m.frame(sheet, CLAY, width=60)
    for x, coat, hat, lean in [(520, RIVER, BRICK, -6), (1080, ROSE, DEEP, 7)]:
        sheet.rect(x - 150, 120, 300, 24, BRICK, round_by=10)
        sheet.rect(x - 12, 84, 24, 100, BRICK, round_by=10)
        for dx, y in [(-140, 610), (140, 560), (-40, 330), (40, 330)]:
            sheet.line("#15303f99", 3, (x + dx, 140), (x + dx, y))
        body = turned([(x - 90, 500), (x + 90, 500), (x + 150, 790), (x - 150, 790)], around=(x, 500), by=lean)
        sheet.shape(coat, *body)
        for dx, y in [(-140, 620), (140, 570)]:
            sheet.line(coat, 44, (x + dx * 0.5, 530), (x + dx, y))
            sheet.disc(x + dx, y, 30, CREAM)
        for dx in (-60, 50):
            sheet.line(NIGHT, 34, (x + dx, 780), (x + dx + lean * 2, 920))
            sheet.oval(x + dx + lean * 2 + 16, 930, 44, 20, BRICK)
        sheet.disc(x, 410, 104, CREAM)
        sheet.shape(hat, (x - 110, 370), (x + 110, 370), (x + 10 + lean * 3, 210))
        for dx in (-36, 36):
            sheet.disc(x + dx, 410, 11, NIGHT)
            sheet.disc(x + dx * 1.6, 442, 18, ROSE)
        sheet.bow(x, 430, 36, 20, 160, NIGHT, 8)
        for step in range(3):
            sheet.disc(x + lean * -2, 570 + step * 70, 14, OCHRE)
    return sheet


def oud() -> Sheet:
    """An oud on the maker's wall."""
    sheet = Sheet(MIST, SAND)
    for r in (470, 380, 290):
        sheet.disc(800, 600, r, "#fffaf033")
    for x in (200, 330, 1300, 1420):
        sheet.rect(x, 160, 20, 440, BRICK, round_by=8)
        sheet.oval(x + 10, 640, 60, 90, OCHRE if x < 800 else CLAY)
    parts = [(740, 430), (860, 430), (840, 90), (760, 90)]
    sheet.shape("#5b3620", *turned(parts, around=(800, 640), by=16))
    neck = turned([(800, 80), (716, -40), (760, -60), (850, 90)], around=(800, 640), by=16)
    sheet.shape(NIGHT, *neck)
    shoulders = [(516, 650), (600, 470), (750, 300), (850, 300), (1000, 470), (1084, 650)]
    sheet.shape("#7b4a2b", *turned(shoulders, around=(800, 690), by=16))
    sheet.oval(800, 690, 290, 300, "#7b4a2b")
    belly = [(540, 650), (618, 484), (758, 326), (842, 326), (982, 484), (1060, 650)]
    sheet.shape("#e3b168", *turned(belly, around=(800, 690), by=16))
    sheet.oval(800, 690, 268, 278, "#e3b168")
    sheet.oval(806, 640, 74, 74, "#5b3620")
    for angle in range(0, 360, 30):
        turn = math.radians(angle)
        sheet.disc(806 + 46 * math.cos(turn), 640 + 46 * math.sin(turn), 13, OCHRE)
    sheet.disc(806, 640, 18, OCHRE)
    sheet.rect(700, 846, 200, 24, "#5b3620", round_by=8)
    for string in range(6):
        top = turned([(776 + string * 9, 90)], around=(800, 640), by=16)[0]
        sheet.line(WHITE, 3, top, (730 + string * 28, 856))
    return sheet


def mural() -> Sheet:
    """A wall half painted, the ladder still there."""
    sheet = Sheet(SAND, CREAM)
    sheet.rect(0, 100, WIDTH, 760, CREAM)
    for number, (colour, base) in enumerate([(SKY, 160), (ROSE, 360), (OCHRE, 470), (LEAF, 590), (RIVER, 720)]):
        points = [(x, base + 50 * math.sin(x / 150 + number)) for x in range(0, 1130 - number * 60, 10)]
        sheet.shape(colour, *points, (points[-1][0], 860), (0, 860))
    sheet.disc(330, 300, 100, CLAY)
    for x, y, size in [(600, 260, 80), (730, 320, 60), (480, 420, 50)]:
        m.bird(sheet, x, y, size)
    for x in (1140, 1250):
        sheet.line("#15303f40", 5, (x, 300), (x + 150, 420), (x + 60, 620))
    sheet.rect(0, 860, WIDTH, 207, "#9a9285")
    for y in range(240, 860, 80):
        sheet.line(BRICK, 14, (930, y), (1080, y))
    for x in (930, 1080):
        sheet.line(BRICK, 20, (x, 180), (x, 940))
    m.person(sheet, 1005, 640, 330, DEEP)
    sheet.line(OCHRE, 12, (960, 440), (860, 360))
    for x, colour in [(1230, CLAY), (1330, RIVER), (1430, OCHRE)]:
        sheet.oval(x, 1000, 60, 12, SHADE)
        sheet.rect(x - 44, 900, 88, 96, MIST, round_by=6)
        sheet.oval(x, 902, 44, 14, colour)
    return sheet


def cinema() -> Sheet:
    """A film on a sheet in the open air."""
    sheet = Sheet(NIGHT, DEEP)
    dice = m.chance(18)
    for _ in range(120):
        sheet.disc(dice.uniform(0, WIDTH), dice.uniform(0, 560), dice.uniform(1, 3), "#fffaf0a0")
    m.hills(sheet, 640, ("#1d4452", "#17394a"))
    sheet.shape("#fffaf01f", (800, HEIGHT), (330, 150), (1270, 150))
    sheet.rect(330, 130, 940, 520, CREAM, round_by=6)
    sheet.rect(360, 160, 880, 460, "#cfe0de")
    sheet.oval(800, 480, 320, 36, RIVER)
    sheet.shape(CLAY, (600, 420), (1000, 420), (930, 490), (680, 490))
    sheet.shape(WHITE, (800, 200), (800, 410), (950, 410))
    sheet.shape(OCHRE, (780, 240), (780, 410), (670, 410))
    for x in (350, 1250):
        sheet.rect(x - 10, 120, 20, 640, BRICK)
    for row, y in enumerate([800, 890, 1000]):
        for seat in m.spaced(90 + row * 30, 1510 - row * 30, 11 - row):
            sheet.disc(seat, y - 60, 38 + row * 6, "#0d2330")
            sheet.rect(seat - 64, y - 30, 128, 130, "#0d2330", round_by=36)
    return sheet
