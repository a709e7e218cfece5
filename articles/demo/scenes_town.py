"""Pictures of the town: streets, market, bridge."""

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
)


def bridge() -> Sheet:
    """The old stone bridge on a clear morning."""
    sheet = Sheet(SKY, CREAM)
    m.sun(sheet, 1240, 230, 84)
    m.cloud(sheet, 420, 210, 300)
    m.hills(sheet, 470)
    m.town(sheet, 640, seed=11)
    m.arches(sheet, 600, 850, SAND, DEEP)
    m.row_of_people(sheet, [300, 380, 830, 1130, 1190, 1250], 578, 112)
    m.water(sheet, 850)
    return sheet


def lamps() -> Sheet:
    """A lane at night under new lamps."""
    sheet = Sheet(NIGHT, "#3b6573")
    dice = m.chance(4)
    for _ in range(90):
        sheet.disc(dice.uniform(0, WIDTH), dice.uniform(0, 430), dice.uniform(1.2, 3), "#fffaf0b0")
    sheet.disc(1330, 170, 62, CREAM)
    sheet.disc(1302, 155, 58, "#1b3948")
    m.town(sheet, 800, seed=21, lit=True)
    sheet.rect(0, 800, WIDTH, HEIGHT - 800, "#22414f")
    sheet.shape("#2d5261", (500, 800), (1050, 800), (1500, HEIGHT), (80, HEIGHT))
    for x, base, h in [(210, 900, 470), (620, 850, 380), (960, 850, 380), (1310, 900, 470)]:
        sheet.oval(x + 48, base + 8, h * 0.34, 26, "#f7cf6b40")
        m.lamp(sheet, x, base, h, lit=True)
    m.person(sheet, 770, 930, 190, CLAY)
    m.person(sheet, 850, 936, 130, OCHRE)
    return sheet


def bus() -> Sheet:
    """A small bus on the road to the villages."""
    sheet = Sheet(MIST, CREAM)
    m.sun(sheet, 260, 240, 76, ROSE)
    m.cloud(sheet, 1180, 190, 330)
    m.hills(sheet, 520, (LEAF, OLIVE))
    for x, h in [(90, 320), (170, 260), (1440, 340), (1530, 270)]:
        m.poplar(sheet, x, 800, h)
    sheet.rect(0, 800, WIDTH, 267, "#4c5d62")
    sheet.rect(0, 790, WIDTH, 18, SAND)
    for x in range(-40, WIDTH, 240):
        sheet.rect(x, 965, 130, 14, CREAM)
    sheet.oval(800, 918, 500, 26, SHADE)
    sheet.rect(330, 440, 940, 440, OCHRE, round_by=56)
    sheet.rect(330, 690, 940, 60, CREAM)
    sheet.rect(330, 750, 940, 130, CLAY, round_by=40)
    for x in (380, 545, 710, 875):
        sheet.rect(x, 500, 145, 150, DEEP, round_by=18)
        sheet.shape(SHINE, (x + 20, 650), (x + 80, 500), (x + 120, 500), (x + 60, 650))
    sheet.rect(1045, 500, 180, 190, DEEP, round_by=18)
    for x, coat in [(450, ROSE), (620, LEAF), (940, SAND)]:
        sheet.disc(x, 580, 30, "#b97b56")
        sheet.rect(x - 44, 606, 88, 44, coat, round_by=20)
    sheet.rect(1215, 770, 50, 36, "#ffe39a", round_by=10)
    for x in (520, 1080):
        sheet.disc(x, 880, 84, NIGHT)
        sheet.disc(x, 880, 40, SAND)
    return sheet


def bakery() -> Sheet:
    """Flat loaves before the oven's mouth."""
    sheet = Sheet("#7b3a26", BRICK)
    dice = m.chance(9)
    for row in range(14):
        for column in range(-1, 12):
            x = column * 150 + (75 if row % 2 else 0)
            sheet.rect(x, row * 62, 142, 54, dice.choice([BRICK, "#a54c30", "#8d3b24", "#ad5636"]), round_by=5)
    sheet.slice(800, 620, 470, 180, 360, SAND)
    sheet.slice(800, 620, 400, 180, 360, "#2a1712")
    for r, glow in [(300, "#c9683d"), (220, OCHRE), (130, "#ffe39a")]:
        sheet.slice(800, 620, r, 180, 360, glow)
    sheet.rect(0, 620, WIDTH, 447, "#d9b685")
    sheet.rect(0, 620, WIDTH, 26, CREAM)
    for row, (y, count) in enumerate([(720, 6), (845, 5), (980, 6)]):
        for place in m.spaced(150 + (row % 2) * 110, 1450 - (row % 2) * 110, count):
            sheet.oval(place, y + 14, 116, 50, SHADE)
            sheet.oval(place, y, 116, 50, OCHRE)
            sheet.oval(place, y - 6, 106, 42, "#f0c878")
            for dx, dy in [(-50, -8), (-12, 8), (30, -14), (56, 6), (-30, 16)]:
                sheet.oval(place + dx, y + dy - 4, 11, 6, "#b9742e")
    return sheet


def clock() -> Sheet:
    """The town hall clock."""
    sheet = Sheet("#f0c98a", CREAM)
    m.cloud(sheet, 270, 260, 320)
    m.cloud(sheet, 1360, 360, 260)
    m.town(sheet, HEIGHT, seed=31)
    sheet.rect(520, 120, 560, HEIGHT, SAND)
    sheet.rect(960, 120, 120, HEIGHT, SHADE)
    sheet.shape(BRICK, (480, 130), (800, -60), (1120, 130))
    sheet.rect(490, 118, 620, 30, CREAM)
    sheet.disc(800, 460, 262, BRICK)
    sheet.disc(800, 460, 236, WHITE)
    for hour in range(12):
        angle = math.radians(hour * 30)
        x, y = 800 + math.sin(angle) * 196, 460 - math.cos(angle) * 196
        sheet.disc(x, y, 15 if hour % 3 == 0 else 8, NIGHT)
    sheet.line(NIGHT, 22, (800, 460), (690, 390))
    sheet.line(NIGHT, 15, (800, 460), (872, 296))
    sheet.disc(800, 460, 24, CLAY)
    for x in (600, 770, 940):
        sheet.rect(x, 820, 64, 190, DEEP, round_by=30)
    for x, y in [(220, 520), (330, 460), (1260, 180)]:
        m.bird(sheet, x, y, 60)
    return sheet


def square() -> Sheet:
    """Benches under trees in the market square."""
    sheet = Sheet(SKY, CREAM)
    m.town(sheet, 640, seed=41)
    sheet.rect(0, 640, WIDTH, 427, "#e2cda6")
    for y in range(700, HEIGHT, 74):
        sheet.rect(0, y, WIDTH, 5, SHADE)
    for x, size in [(260, 520), (1340, 540)]:
        sheet.oval(x, 850, 190, 26, SHADE)
        m.round_tree(sheet, x, 850, size, PINE, seed=int(x))
    for x in (470, 900):
        for y in (760, 800, 856):
            sheet.rect(x, y, 300, 24, CLAY, round_by=6)
        for leg in (24, 258):
            sheet.rect(x + leg, 756, 16, 184, NIGHT)
    m.person(sheet, 1210, 960, 230, RIVER)
    m.person(sheet, 800, 990, 160, ROSE)
    sheet.oval(640, 990, 60, 12, SHADE)
    sheet.disc(640, 960, 32, OCHRE)
    return sheet


def tomatoes() -> Sheet:
    """A stall heaped with tomatoes."""
    sheet = Sheet("#efd9ac", CREAM)
    m.town(sheet, 560, seed=51)
    sheet.rect(0, 470, WIDTH, 600, "#b98a5a")
    for x in (130, 1440):
        sheet.rect(x, 160, 26, 620, BRICK)
    m.awning(sheet, 60, 70, 1480, 200, CLAY)
    dice = m.chance(12)
    for row in range(5):
        for place in m.spaced(250 - row * 26, 1350 + row * 26, 12 + row):
            top = 490 + row * 68 + dice.uniform(-8, 8)
            red = dice.choice(["#c8402f", "#d65340", "#b93426", "#dd6a45"])
            sheet.disc(place, top, 54, red)
            sheet.oval(place - 16, top - 20, 16, 10, SHINE)
            sheet.shape(
                OLIVE,
                (place - 22, top - 44),
                (place, top - 36),
                (place + 22, top - 46),
                (place + 6, top - 28),
                (place - 8, top - 28),
            )
    sheet.rect(70, 800, 1460, 230, "#a0683c")
    for y in (800, 880, 960):
        sheet.rect(70, y, 1460, 66, "#c08a55", round_by=4)
    sheet.rect(640, 820, 320, 150, WHITE, round_by=10)
    sheet.rect(690, 860, 220, 16, NIGHT, round_by=8)
    sheet.rect(740, 905, 120, 26, CLAY, round_by=8)
    return sheet


def carpenter() -> Sheet:
    """A joiner's bench with plane, saw and shavings."""
    sheet = Sheet("#d9b685", "#efd9ac")
    sheet.rect(140, 90, 1320, 400, "#c39660")
    for x in (240, 420, 600):
        sheet.rect(x, 150, 26, 250, BRICK, round_by=10)
        sheet.rect(x - 40, 130, 106, 66, NIGHT, round_by=10)
    sheet.shape(MIST, (780, 190), (1330, 250), (1330, 330), (800, 390))
    for x in range(800, 1330, 30):
        y = 390 - (x - 800) * 0.113
        sheet.shape("#c39660", (x, y), (x + 15, y - 24), (x + 30, y - 3))
    sheet.rect(700, 175, 120, 230, BRICK, round_by=40)
    sheet.rect(735, 230, 50, 120, "#c39660", round_by=24)
    sheet.rect(0, 640, WIDTH, 427, "#8d5a34")
    sheet.rect(0, 600, WIDTH, 90, "#b77e49")
    for y in (720, 800, 880, 960):
        sheet.rect(0, y, WIDTH, 6, SHADE)
    sheet.rect(420, 500, 600, 110, CLAY, round_by=20)
    sheet.shape(NIGHT, (640, 500), (720, 390), (790, 410), (760, 500))
    sheet.disc(880, 470, 60, BRICK)
    dice = m.chance(3)
    for _ in range(16):
        left, top = dice.uniform(120, 1480), dice.uniform(700, 1000)
        sheet.bow(left, top, dice.uniform(28, 46), dice.uniform(0, 180), dice.uniform(300, 480), "#f0d29c", 13)
    return sheet


def coffee() -> Sheet:
    """A glass of tea on a folded newspaper."""
    sheet = Sheet(DEEP, RIVER)
    sheet.rect(0, 560, WIDTH, HEIGHT, CLAY)
    sheet.rect(0, 560, WIDTH, 22, ROSE)
    sheet.shape(SHADE, (330, 720), (1180, 650), (1330, 980), (400, 1040))
    sheet.shape(WHITE, (310, 700), (1160, 630), (1310, 960), (380, 1020))
    for row in range(6):
        y = 760 + row * 40
        sheet.line("#15303f59", 9, (400 + row * 10, y + 6), (720 + row * 14, y - 20))
        sheet.line("#15303f59", 9, (790 + row * 14, y - 26), (1110 + row * 18, y - 52))
    sheet.line(NIGHT, 24, (372, 732), (1110, 672))
    sheet.oval(930, 800, 190, 60, SHADE)
    sheet.oval(900, 780, 200, 66, CREAM)
    sheet.shape("#a8481f", (800, 470), (1000, 470), (970, 760), (830, 760))
    sheet.oval(900, 760, 70, 22, "#a8481f")
    sheet.shape(SHINE, (790, 360), (1010, 360), (970, 770), (830, 770))
    sheet.oval(900, 470, 100, 22, "#c96b32")
    sheet.shape(SHINE, (820, 380), (850, 380), (866, 740), (846, 740))
    for x, shift in [(850, 0), (920, 24)]:
        points = [(x + math.sin((y + shift) / 34) * 16, y) for y in range(110, 350, 8)]
        sheet.line("#fffaf080", 14, *points)
    return sheet
