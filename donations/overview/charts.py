"""Column charts as plain shapes: where each column, line and word stands on the sheet. The template draws them.

Promise: whole numbers only, so that no amount is rounded on the way; time runs in the direction of the page's script;
everything that the columns show stands in the chart's table as well.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from newsroom import arabic, identity

WIDTH, HEIGHT = 360, 196  # units of the sheet: about as many pixels on a phone
TOP, FLOOR = 16, 160  # where the plot begins and ends
MONTH_AT, YEAR_AT = 174, 189
GAP = 4  # between two columns
ROOM = 14  # what a word at a line needs, so that it does not seem to stand at the line above
COLOURS = 6

Shown = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Series:
    """One thing and its value in each month: minor units or a count; `colour` where it has one in every chart."""

    name: str
    values: list[int]
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one part of it."""

    x: int
    y: int
    width: int
    height: int
    series: int
    says: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the sheet and what it stands for; the one of nothing says nothing."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """What stands under a column; the year only where one begins."""

    x: int
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class Line:
    """One month of the table under the chart."""

    label: str
    figures: list[str]


@dataclass(slots=True)
class Chart:
    """A chart and its table."""

    title: str
    note: str
    series: list[str]
    legend: list[tuple[int, str]]
    marks: list[Mark]
    ticks: list[Tick]
    lines: list[Line]
    columns: list[Column] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT
    edge: int = 0
    month_at: int = MONTH_AT
    year_at: int = YEAR_AT


def of_months(title: str, months: list[datetime], series: list[Series], shown: Shown, *, note: str = "") -> Chart:
    """Set out the values of each month, stacked on each other; what is below nothing hangs under the line."""
    scale = _Scale(
        top=_round_up(max((sum(max(value, 0) for value in each) for each in _by_month(series)), default=0)),
        depth=_round_up(max((sum(max(-value, 0) for value in each) for each in _by_month(series)), default=0)),
    )
    language = identity.language()
    names = [_named(month, language) for month in months]
    colours = [number if each.colour is None else each.colour % COLOURS for number, each in enumerate(series)]
    chart = Chart(
        title=title,
        note=note,
        series=[each.name for each in series],
        legend=list(zip(colours, (each.name for each in series), strict=True)),
        marks=scale.marks(shown),
        ticks=_ticks(months, language),
        lines=_lines(names, series, shown),
        edge=WIDTH if _is_mirrored() else 0,
    )
    for place, values in enumerate(_by_month(series)):
        says = [f"{names[place]}: {series[number].name}: {shown(value)}" for number, value in enumerate(values)]
        chart.columns += scale.stacked(place, len(months), values, says, colours)
    return chart


def _lines(names: list[str], series: list[Series], shown: Shown) -> list[Line]:
    """Write the table under the chart, the latest month first."""
    lines = [Line(name, [shown(each.values[place]) for each in series]) for place, name in enumerate(names)]
    return lines[::-1]


@dataclass(frozen=True, slots=True)
class _Scale:
    """How values become heights: from `top` down to nothing, and to `depth` below it."""

    top: int
    depth: int

    def y(self, value: int) -> int:
        return TOP + (self.top - value) * (FLOOR - TOP) // ((self.top + self.depth) or 1)

    def marks(self, shown: Shown) -> list[Mark]:
        values = [self.top, self.top // 2, 0] if self.top % 2 == 0 else [self.top, 0]
        values += [-self.depth] if self.depth else []
        floor = self.y(0)
        return [
            Mark(self.y(value), shown(value) if value and abs(self.y(value) - floor) >= ROOM else "")
            for value in dict.fromkeys(values)
        ]

    def stacked(self, place: int, count: int, values: list[int], says: list[str], colours: list[int]) -> list[Column]:
        start, end = _band(place, count)
        columns, above, below = [], 0, 0
        for series, value in enumerate(values):
            base = above if value > 0 else below
            upper, lower = max(base, base + value), min(base, base + value)
            if value:
                height = max(self.y(lower) - self.y(upper), 1)  # little money is still money
                columns.append(
                    Column(start, self.y(lower) - height, end - start, height, colours[series], says[series])
                )
            above, below = above + max(value, 0), below + min(value, 0)
        return columns


def _by_month(series: list[Series]) -> list[list[int]]:
    return [list(values) for values in zip(*(each.values for each in series), strict=True)]


def _band(place: int, count: int) -> tuple[int, int]:
    """Give where the column of a month begins and ends on the sheet; columns stay slim where months are few."""
    slots = max(count, 6)
    start, end = WIDTH * place // slots + GAP, WIDTH * (place + 1) // slots - GAP
    return (WIDTH - end, WIDTH - start) if _is_mirrored() else (start, end)


def _ticks(months: list[datetime], language: str) -> list[Tick]:
    ticks = []
    for place, month in enumerate(months):
        start, end = _band(place, len(months))
        year = str(month.year) if place == 0 or month.month == 1 else ""
        ticks.append(
            Tick(
                (start + end) // 2,
                arabic.digits(str(month.month), language=language),
                arabic.digits(year, language=language),
            )
        )
    return ticks


def _named(month: datetime, language: str) -> str:
    name = f"{arabic.month(month.month, language=language)} {month.year}"
    return arabic.digits(name, language=language)


def _is_mirrored() -> bool:
    return identity.DIRECTION[identity.language()] == "rtl"


def _round_up(value: int) -> int:
    """Give the next round number: 1, 2 or 5 with noughts after it."""
    power = 1
    while power * 10 <= value:
        power *= 10
    return next((power * step for step in (1, 2, 5, 10) if power * step >= value), power) if value else 0
