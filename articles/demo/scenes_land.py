"""Pictures of the land: river, fields, weather."""

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
    waves,
)


def water_tower() -> Sheet:
    """The water tower above the roofs."""
    sheet = Sheet("#f2c48d", CREAM)
    m.sun(sheet, 360, 330, 100, CLAY)
    m.cloud(sheet, 1270, 230, 330)
    m.hills(sheet, 690)
    m.town(sheet, 960, seed=61)
    sheet.rect(0, 960, WIDTH, 107, OLIVE)
    for x, lean in [(640, 60), (960, -60)]:
        sheet.shape(DEEP, (x + lean - 14, 460), (x + lean + 14, 460), (x + 16, 970), (x - 16, 970))
    sheet.rect(782, 460, 36, 510, DEEP)
    for y, inset in [(600, 42), (740, 26), (880, 10)]:
        sheet.line(DEEP, 10, (640 + inset, y), (960 - inset, y))
    sheet.line(DEEP, 6, (682, 600), (934, 740))
    sheet.line(DEEP, 6, (918, 600), (666, 740))
    sheet.rect(590, 200, 420, 280, RIVER, round_by=26)
    sheet.rect(900, 200, 110, 280, SHADE, round_by=26)
    sheet.shape(BRICK, (560, 215), (800, 70), (1040, 215))
    sheet.rect(570, 440, 460, 26, CREAM)
    for dx in (-90, 0, 90):
        x = 800 + dx
        sheet.shape(WHITE, (x, 270), (x + 26, 330), (x - 26, 330))
        sheet.slice(x, 332, 27, -20, 200, WHITE)
    for x, y in [(1130, 360), (1200, 330), (1260, 380)]:
        m.bird(sheet, x, y, 54)
    return sheet


def gauge() -> Sheet:
    """The river gauge under the bridge."""
    sheet = Sheet(SKY, MIST)
    m.hills(sheet, 330)
    m.water(sheet, 520, DEEP, seed=6)
    sheet.shape(SAND, (0, 340), (330, 400), (430, 1067), (0, 1067))
    for y in range(430, HEIGHT, 86):
        sheet.line(SHADE, 6, (0, y), (350 + (y - 430) * 0.15, y + 20))
    sheet.rect(760, 130, 170, 800, WHITE, round_by=8)
    for step in range(16):
        y = 160 + step * 47
        sheet.rect(760, y, 110 if step % 5 == 0 else 62, 20, CLAY if step % 2 else NIGHT)
    sheet.rect(900, 130, 30, 800, SHADE)
    sheet.ground("#1f5c69d0", waves(720, (6, 50, 1)))
    for y, w in [(760, 300), (820, 420), (900, 260)]:
        sheet.rect(845 - w / 2, y, w, 7, SHINE, round_by=3)
    for x, y in [(1200, 640), (1330, 600)]:
        sheet.shape(OCHRE, (x, y), (x + 70, y + 18), (x + 20, y + 30))
    m.poplar(sheet, 1480, 560, 420)
    m.poplar(sheet, 1390, 545, 320)
    return sheet


def storks() -> Sheet:
    """A pair of storks on a chimney."""
    sheet = Sheet("#f0b98a", CREAM)
    m.sun(sheet, 1150, 430, 190, CLAY)
    m.hills(sheet, 800, (ROSE, BRICK))
    sheet.rect(470, 690, 250, 400, BRICK)
    for row, y in enumerate(range(720, HEIGHT, 56)):
        for x in range(470 + (row % 2) * 36, 700, 72):
            sheet.rect(x, y, 5, 50, SHADE)
        sheet.rect(470, y - 6, 250, 5, SHADE)
    dice = m.chance(14)
    for _ in range(90):
        left, top = dice.uniform(380, 740), dice.uniform(620, 700)
        twig = dice.choice(["#7b5a2e", "#a37a3f", "#5b4322"])
        sheet.line(twig, 6, (left, top), (left + dice.uniform(40, 110), top + 16))
    _stork(sheet, 500, 640, 1)
    _stork(sheet, 760, 640, -1)
    for x, y, size in [(1020, 180, 90), (1190, 140, 70), (1330, 220, 60)]:
        m.bird(sheet, x, y, size)
    return sheet


def _stork(sheet: Sheet, x: float, base: float, way: int) -> None:
    for dx in (-14, 18):
        sheet.line(CLAY, 9, (x + dx * way, base - 130), (x + dx * way, base))
    sheet.oval(x, base - 190, 105, 66, WHITE)
    sheet.shape(NIGHT, (x - 20 * way, base - 200), (x - 170 * way, base - 140), (x - 60 * way, base - 128))
    sheet.line(WHITE, 34, (x + 70 * way, base - 220), (x + 96 * way, base - 330))
    sheet.disc(x + 100 * way, base - 350, 34, WHITE)
    sheet.shape(CLAY, (x + 118 * way, base - 366), (x + 240 * way, base - 318), (x + 118 * way, base - 340))
    sheet.disc(x + 108 * way, base - 356, 6, NIGHT)


def rain() -> Sheet:
    """A weather map with a front coming over the hills."""
    sheet = Sheet(DEEP, RIVER)
    land = waves(420, (60, 170, 0.6), (26, 70, 2))
    sheet.ground("#c7cf9a", land)
    sheet.ground("#b4c083", waves(640, (50, 220, 1.6), (20, 80, 0)))
    path = [(x, 520 + 130 * math.sin(x / 240) + x * 0.16) for x in range(0, WIDTH + 1, 12)]
    sheet.line(RIVER, 26, *path)
    front = [(150 + step * 100, 250 + 60 * math.sin(step / 2.1) + step * 26) for step in range(14)]
    sheet.line(CLAY, 11, *front)
    for x, y in front[1:-1]:
        sheet.slice(x, y, 30, 20, 200, CLAY)
    for x, y, size in [(430, 640, 330), (1090, 500, 400), (1240, 830, 260)]:
        for drop in (-0.28, -0.08, 0.12, 0.3):
            for fall in (0.24, 0.4):
                dx = drop + (0.06 if fall > 0.3 else 0)
                sheet.line(
                    DEEP, 9, (x + dx * size, y + fall * size), (x + (dx - 0.05) * size, y + (fall + 0.1) * size)
                )
        m.cloud(sheet, x, y, size)
    m.sun(sheet, 250, 900, 64)
    m.frame(sheet, CREAM)
    return sheet


def olives() -> Sheet:
    """An olive grove at harvest."""
    sheet = Sheet("#efd29a", CREAM)
    m.sun(sheet, 300, 220, 84)
    m.hills(sheet, 400, ("#b7bf8a", LEAF))
    sheet.ground("#c79c62", waves(600, (14, 200, 0)))
    for x, base, size in [(220, 640, 240), (620, 630, 230), (1010, 640, 250), (1400, 630, 240)]:
        m.round_tree(sheet, x, base, size, OLIVE, seed=int(x))
    for y in (700, 780, 880):
        sheet.ground(SHADE if y != 780 else SHINE, waves(y, (12, 180, y / 90)))
    sheet.oval(480, 930, 330, 60, "#dfe3d0")
    sheet.oval(1240, 900, 300, 52, "#dfe3d0")
    m.round_tree(sheet, 470, 930, 620, OLIVE, seed=71)
    m.round_tree(sheet, 1250, 900, 560, PINE, seed=72)
    dice = m.chance(6)
    for _ in range(80):
        left, top = dice.uniform(240, 720), 930 + dice.uniform(-34, 40)
        sheet.oval(left, top, 10, 7, dice.choice([NIGHT, PINE, "#4b2f45"]))
    m.row_of_people(sheet, [800, 900], 960, 250)
    sheet.shape(BRICK, (990, 880), (1090, 880), (1075, 970), (1005, 970))
    sheet.oval(1040, 880, 50, 16, PINE)
    return sheet


def saplings() -> Sheet:
    """A row of young trees and their stakes."""
    sheet = Sheet(SKY, MIST)
    m.cloud(sheet, 330, 220, 340)
    m.cloud(sheet, 1240, 160, 280)
    m.hills(sheet, 460)
    m.water(sheet, 620, RIVER, seed=9)
    sheet.ground("#a9744a", waves(720, (10, 160, 0)))
    sheet.ground("#8d5a34", waves(880, (10, 200, 2)))
    for x, base, h in [(200, 800, 210), (480, 790, 200), (1130, 800, 210), (1420, 790, 200), (800, 960, 420)]:
        sheet.oval(x, base, h * 0.36, h * 0.07, "#5f3b22")
        sheet.rect(x + h * 0.1, base - h * 0.8, h * 0.05, h * 0.8, SAND)
        sheet.line(PINE, h * 0.035, (x, base), (x, base - h * 0.9))
        for step in range(5):
            y, reach = base - h * (0.4 + step * 0.12), h * (0.22 - step * 0.03)
            sheet.oval(x - reach * 0.7, y, reach * 0.6, h * 0.05, LEAF)
            sheet.oval(x + reach * 0.7, y - h * 0.05, reach * 0.6, h * 0.05, OLIVE)
        sheet.oval(x, base - h * 0.96, h * 0.06, h * 0.09, LEAF)
    m.person(sheet, 560, 1000, 300, CLAY)
    m.person(sheet, 1050, 990, 260, OCHRE)
    return sheet


def seeds() -> Sheet:
    """Sacks and jars of seeds."""
    sheet = Sheet(PINE, "#4d7050")
    for y in (90, 420):
        for number, x in enumerate(m.spaced(190, 1410, 6)):
            fill = [OCHRE, CLAY, CREAM, OLIVE, BRICK, SAND][(number + y) % 6]
            sheet.rect(x - 84, y, 168, 230, "#dfeae659", round_by=22)
            sheet.rect(x - 74, y + 74, 148, 146, fill, round_by=16)
            sheet.rect(x - 66, y - 26, 132, 40, SAND, round_by=8)
            sheet.rect(x - 46, y + 112, 92, 54, WHITE, round_by=6)
            sheet.rect(x - 30, y + 132, 60, 10, NIGHT, round_by=5)
        sheet.rect(60, y + 236, 1480, 26, BRICK)
    sheet.rect(0, 800, WIDTH, 267, "#b77e49")
    dice = m.chance(2)
    for x, fill in [(300, OCHRE), (800, "#efe3c4"), (1300, CLAY)]:
        sheet.shape("#cbb083", (x - 190, 790), (x + 190, 790), (x + 220, 1040), (x - 220, 1040))
        sheet.oval(x, 790, 200, 52, "#a88c5c")
        sheet.oval(x, 780, 176, 42, fill)
        for _ in range(50):
            angle, reach = dice.uniform(0, 6.3), dice.random() ** 0.5
            sheet.oval(x + math.cos(angle) * 160 * reach, 780 + math.sin(angle) * 34 * reach, 8, 5, SHADE)
    return sheet


def library_boat() -> Sheet:
    """A boat full of books on the river."""
    sheet = Sheet(SKY, CREAM)
    m.sun(sheet, 1300, 240, 80)
    m.cloud(sheet, 500, 180, 300)
    m.hills(sheet, 430)
    for x, h in [(120, 330), (210, 270), (1490, 300)]:
        m.poplar(sheet, x, 590, h)
    m.water(sheet, 570, RIVER, seed=3)
    sheet.oval(800, 890, 620, 34, SHADE)
    sheet.rect(430, 430, 640, 320, CREAM, round_by=14)
    sheet.rect(390, 396, 720, 48, CLAY, round_by=14)
    dice = m.chance(5)
    for shelf in (480, 610):
        sheet.rect(470, shelf, 560, 116, "#7b4a2b")
        left = 478
        while left < 1010:
            w, h = dice.randint(14, 30), dice.randint(76, 106)
            cover = dice.choice([OCHRE, ROSE, RIVER, CREAM, LEAF, DEEP, CLAY])
            sheet.rect(left, shelf + 112 - h, w, h, cover, round_by=2)
            left += w + 3
    m.person(sheet, 1180, 764, 250, OCHRE)
    m.person(sheet, 330, 764, 180, ROSE)
    sheet.shape(DEEP, (160, 720), (1460, 720), (1320, 890), (290, 890))
    sheet.shape(CREAM, (160, 720), (1460, 720), (1446, 740), (172, 740))
    sheet.line(BRICK, 12, (1110, 396), (1110, 200))
    sheet.shape(CLAY, (1116, 204), (1260, 244), (1116, 290))
    for y, w in [(930, 500), (985, 330)]:
        sheet.rect(800 - w / 2, y, w, 7, SHINE, round_by=3)
    return sheet


def rowing() -> Sheet:
    """A rowing crew at sunset."""
    sheet = Sheet("#e6a06f", "#f6dfb4")
    m.sun(sheet, 800, 440, 150, CLAY)
    m.hills(sheet, 440, ("#b5796a", "#7d5a5c"))
    m.water(sheet, 560, "#2c6a76", seed=7)
    for y in range(590, 640, 24):
        w = 260 - (y - 590) * 0.7
        sheet.rect(800 - w / 2, y, w, 9, "#e6a06fb0", round_by=4)
    sheet.shape(CREAM, (130, 810), (1480, 800), (1390, 858), (240, 862))
    sheet.shape(CLAY, (150, 826), (1462, 818), (1440, 834), (176, 842))
    for number, x in enumerate(m.spaced(380, 1180, 4)):
        coat = [OCHRE, WHITE, OCHRE, WHITE][number]
        sheet.shape(coat, (x - 40, 812), (x + 50, 812), (x + 4, 680), (x - 64, 690))
        sheet.disc(x - 40, 640, 40, "#8d5a40")
        sheet.slice(x - 40, 634, 42, 180, 360, NIGHT)
        sheet.line("#8d5a40", 22, (x - 20, 710), (x + 80, 770))
        sheet.line(SAND, 10, (x + 60, 760), (x + 190, 950))
        sheet.oval(x + 200, 960, 30, 16, SAND)
    return sheet
