"""The labels at the ends of lines and segments: names with values, none on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aigoods.charts.svg.frame import TEXT
from aigoods.charts.svg.labels import apart
from aigoods.charts.svg.letters import cut, width, wrapped
from aigoods.charts.svg.marks import draw_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.charts.svg.frame import Plot
    from aigoods.charts.svg.paper import Look, Paper, Point
    from aigoods.charts.svg.sheet import Colours

GAP, MARKED = 28.0, 10.0
"""Between the end of a line and its label, of which so much is for a marker."""
MOST = 0.36
"""The part of the picture that labels take at most."""

LINE = TEXT * 1.2
"""The height of a line of a label."""
BETWEEN = 3.0
"""Between two labels."""


class Ends(NamedTuple):
    """The lines of each label, and how much room the widest takes with its gap."""

    labels: tuple[tuple[str, ...], ...]
    room: float


class Named(NamedTuple):
    """What a label names: the point where it ends, its colour, and the number of its marker.

    The marker stands before a label that had to move.
    """

    point: Point
    colour: str
    bold: bool
    series: int | None = None


def ends_of(labels: Sequence[tuple[str, str]], whole: float, height: float) -> Ends:
    """Return names and values as labels beside a plot of `height` in a picture `whole` wide.

    A long name takes up to three lines where all labels have room for it. Where they have none,
    each has one, with its value if all fit, else with the name alone, which is cut if need be.
    """
    room = whole * MOST - GAP
    for most in (3, 2):
        found = tuple(_lines(name, value, room, most) for name, value in labels)
        if sum(len(lines) * LINE + BETWEEN for lines in found) <= height:
            break
    else:
        found = tuple((f"{name} {value}",) for name, value in labels)
        if any(width(line, TEXT, bold=True) > room for (line,) in found):
            found = tuple((cut(name, room, TEXT, bold=True),) for name, _ in labels)
    widest = max(width(line, TEXT, bold=True) for label in found for line in label)
    return Ends(found, widest + GAP)


def draw_ends(
    paper: Paper, ends: Ends, named: Sequence[Named | None], plot: Plot, ink: Colours
) -> None:
    """Write each label beside what it names, if that is there; one that had to move has a lead."""
    there = [
        (each, lines) for each, lines in zip(named, ends.labels, strict=True) if each is not None
    ]
    heights = [len(lines) * LINE + BETWEEN for _, lines in there]
    wanted = [each.point[1] for each, _ in there]
    middles = apart(wanted, heights, plot.top - LINE, plot.bottom)
    for (each, lines), middle in zip(there, middles, strict=True):
        (x, y), end, edge = each.point, plot.right + GAP, plot.right - plot.inset
        if abs(y - middle) > 2 or x < edge - 2:
            turns = [(plot.right + 4, y)] if x < edge - 2 else []
            stop = end - 4 if each.series is None else end - MARKED - 6
            paper.path([(x + 7, y), *turns, (stop, middle)], ink.muted, 0.7)
            if each.series is not None:
                at = end - MARKED, middle
                draw_mark(paper, *at, each.series, each.colour, ink.paper)
        weight: Look = {"font_weight": "bold"} if each.bold else {}
        first = middle - (len(lines) - 1) * LINE / 2 + TEXT * 0.35
        for number, line in enumerate(lines):
            paper.text(end, first + number * LINE, line, each.colour, TEXT, **weight)


def _lines(name: str, value: str, room: float, most: int) -> tuple[str, ...]:
    """Return a label in at most `most` lines; its value is never cut."""
    whole = f"{name} {value}"
    if width(whole, TEXT, bold=True) <= room:
        return (whole,)
    rest = room - width(f" {value}", TEXT, bold=True)
    *lines, last = wrapped(name, room, TEXT, bold=True, most=most - 1)
    if width(last, TEXT, bold=True) <= rest:
        return (*lines, f"{last} {value}")
    return (*lines, last, value)
