"""What stands around a picture: heading and foot, the left axis with its grid, the years below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aigoods.charts.svg.letters import balanced, width, wrapped
from aigoods.charts.svg.paper import Paper

if TYPE_CHECKING:
    from aigoods.charts.data import Lines
    from aigoods.charts.scale import Axis
    from aigoods.charts.svg.sheet import Colours, Sheet

MARGIN = 24.0
TITLE, TEXT, SMALL = 19.0, 13.0, 11.0
LEADING = 1.35
"""The height of a line of text, in its size."""

TICKS = 5


class Words(NamedTuple):
    """What is written around a picture: lines of text, and its description for those who hear it.

    `foot` are sentences, each of which begins a line.
    """

    title: str
    subtitle: str
    foot: tuple[str, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """The room inside the axes; `inset` is how far from its edges points are at least."""

    left: float
    top: float
    width: float
    height: float
    inset: float = 0.0

    @property
    def bottom(self) -> float:
        """Where the axis below is."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Where the room ends."""
        return self.left + self.width

    def y(self, part: float) -> float:
        """Return the height of a part of the axis, from 0 (bottom) to 1."""
        return self.bottom - self.inset - part * (self.height - 2 * self.inset)

    def columns(self, count: int) -> list[float]:
        """Return where `count` years stand, from the left edge to the right one; one is between."""
        if count == 1:
            return [self.left + self.width / 2]
        step = (self.width - 2 * self.inset) / (count - 1)
        return [self.left + self.inset + place * step for place in range(count)]


def headed(words: Words, sheet: Sheet) -> tuple[Paper, float]:
    """Return a paper with its heading, and where what is below may begin."""
    paper, ink = Paper(sheet.width), sheet.colours
    room, y = sheet.width - 2 * MARGIN, MARGIN
    for line in balanced(words.title, room, TITLE):
        y += TITLE
        paper.text(MARGIN, y, line, ink.ink, TITLE, font_weight="bold")
        y += TITLE * (LEADING - 1)
    for line in wrapped(words.subtitle, room, TEXT):
        y += TEXT
        paper.text(MARGIN, y, line, ink.muted, TEXT)
        y += TEXT * (LEADING - 1)
    return paper, y + MARGIN / 2


def foot_height(words: Words, sheet: Sheet) -> float:
    """Return the height of the foot with the margins around it."""
    return len(_foot(words, sheet)) * SMALL * LEADING + 1.75 * MARGIN


def footed(paper: Paper, words: Words, sheet: Sheet) -> str:
    """Write the foot below a picture whose paper has its height; return the whole as SVG."""
    lines = _foot(words, sheet)
    y = paper.height - MARGIN - (len(lines) - 1) * SMALL * LEADING
    for place, line in enumerate(lines):
        paper.text(MARGIN, y + place * SMALL * LEADING, line, sheet.colours.muted, SMALL)
    return paper.svg(words.title, words.seen, sheet.colours.paper)


def axis_room(axis: Axis) -> float:
    """Return how much room the labels of the left axis take."""
    return max(width(label, TEXT) for label in axis.labels) + 10


def draw_axis(paper: Paper, axis: Axis, plot: Plot, ink: Colours) -> None:
    """Draw the grid with the numbers of the left axis; that of the reference is stronger.

    An inset plot has its numbers on its points.
    """
    base = axis.bottom if axis.reference is None else axis.reference
    taken: list[float] = []
    # The base first: ticks that are no even steps may be on one another.
    for tick, label in sorted(
        zip(axis.ticks, axis.labels, strict=True), key=lambda t: t[0] != base
    ):
        y = plot.y(axis.part(tick))
        if any(abs(y - other) < TEXT for other in taken):
            continue
        taken.append(y)
        strong = tick == base and not plot.inset
        paper.line((plot.left, y), (plot.right, y), ink.muted if strong else ink.grid)
        if not plot.inset:
            paper.text(plot.left - 10, y + TEXT * 0.35, label, ink.muted, TEXT, text_anchor="end")


def draw_years(paper: Paper, columns: list[float], data: Lines, plot: Plot, ink: Colours) -> None:
    """Write the years below: the last one and as many before it as stand apart evenly."""
    room = max(width(text, TEXT) for text in data.texts) + 12
    step = columns[1] - columns[0] if len(columns) > 1 else room
    stride = max(1, -int(-room // step))
    for place in range(len(columns) - 1, -1, -stride):
        x, here = columns[place], data.years[place] == data.here
        paper.line((x, plot.bottom), (x, plot.bottom + 4), ink.muted)
        own = {"font_weight": "bold"} if here else {}
        fill = ink.ink if here else ink.muted
        paper.text(
            x, plot.bottom + 8 + TEXT, data.texts[place], fill, TEXT, text_anchor="middle", **own
        )


def _foot(words: Words, sheet: Sheet) -> list[str]:
    room = sheet.width - 2 * MARGIN
    return [line for sentence in words.foot for line in wrapped(sentence, room, SMALL)]
