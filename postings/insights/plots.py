"""Plots as geometry: numbers in, whole coordinates out; a template draws them.

Pure functions. A plot is a picture of the table that stands beneath it, so it
needs no legend, and says its largest figure and its ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 160
BASE = 24  # the room below the columns, for the names of the ends
HEAD = 20  # the room above the highest one, for its figure
GAP = 0.25  # of a column's share, left empty
FIGURE = 60  # the room behind the longest bar, for its figure
WIDE_FIGURE = 96  # the same for money
ROW, NAME, BAR = 42, 18, 14  # a row: its name above its bar


@dataclass(frozen=True)
class Bar:
    """One rectangle, and the words beside it; `mark` is where its middle value lies."""

    x: int
    y: int
    width: int
    height: int
    name: str
    value: float
    shown: str
    mark: int | None = None

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass(frozen=True)
class Plot:
    """What a template draws: `kind` is columns or rows."""

    kind: str
    width: int
    height: int
    bars: list[Bar]
    top: Bar | None = None

    @property
    def has_figures(self) -> bool:
        return any(bar.value for bar in self.bars)

    @property
    def ends(self) -> list[Bar]:
        """The first and the last, whose names stand below the columns."""
        return [self.bars[0], self.bars[-1]] if len(self.bars) > 1 else self.bars


Point = tuple[str, float, str]
Spread = tuple[str, float, float, float, str]


def columns(points: Sequence[Point]) -> Plot:
    """One upright column for each (name, value, value in words), from left to right."""
    most = max((value for _name, value, _shown in points), default=0)
    share = WIDTH / max(len(points), 1)
    bars = [
        Bar(
            x=round(number * share + share * GAP / 2),
            y=HEIGHT - BASE - tall,
            width=max(round(share * (1 - GAP)), 1),
            height=tall,
            name=name,
            value=value,
            shown=shown,
        )
        for number, (name, value, shown) in enumerate(points)
        for tall in [scaled(value, most, HEIGHT - BASE - HEAD)]
    ]
    top = max(bars, key=lambda bar: bar.value, default=None)
    return Plot("columns", WIDTH, HEIGHT, bars, top if most else None)


def rows(points: Sequence[Point]) -> Plot:
    """One lying bar for each (name, value, value in words), from top to bottom."""
    most = max((value for _name, value, _shown in points), default=0)
    bars = [
        Bar(
            x=0,
            y=number * ROW + NAME,
            width=scaled(value, most, WIDTH - FIGURE),
            height=BAR,
            name=name,
            value=value,
            shown=shown,
        )
        for number, (name, value, shown) in enumerate(points)
    ]
    return Plot("rows", WIDTH, max(len(points), 1) * ROW, bars)


def ranges(spreads: Sequence[Spread]) -> Plot:
    """One lying bar for each (name, low, middle, high, the middle in words).

    It reaches from low to high, and is marked in the middle.
    """
    most = max((high for _name, _low, _middle, high, _shown in spreads), default=0)
    room = WIDTH - WIDE_FIGURE
    bars = [
        Bar(
            x=scaled(low, most, room),
            y=number * ROW + NAME,
            width=max(scaled(high, most, room) - scaled(low, most, room), 1),
            height=BAR,
            name=name,
            value=middle,
            shown=shown,
            mark=scaled(middle, most, room),
        )
        for number, (name, low, middle, high, shown) in enumerate(spreads)
    ]
    return Plot("rows", WIDTH, max(len(spreads), 1) * ROW, bars)


def scaled(value: float, most: float, room: int) -> int:
    """The value's length where `most` fills the room; anything above 0 is seen."""
    if value <= 0 or most <= 0:
        return 0
    return max(round(value / most * room), 1)
