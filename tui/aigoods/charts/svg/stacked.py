"""One column a year, its segments on top of one another, each named beside the last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.scale import axis, value_text
from aigoods.charts.svg.ends import Named, draw_ends, ends_of
from aigoods.charts.svg.frame import (
    MARGIN,
    SMALL,
    TICKS,
    Plot,
    axis_room,
    draw_axis,
    draw_years,
    foot_height,
    footed,
    headed,
)
from aigoods.charts.svg.letters import width
from aigoods.charts.svg.lines import YEARS, colour_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.charts.data import Lines
    from aigoods.charts.svg.frame import Words
    from aigoods.charts.svg.paper import Look, Paper
    from aigoods.charts.svg.sheet import Sheet

FULL = 0.72
"""The part of its room that a column fills."""
SEEN = 2.0
"""The height of the thinnest part that has anything in it."""


def draw_stacked(words: Words, data: Lines, sheet: Sheet, provisional: Sequence[int]) -> str:
    """Return the picture of `data`, whose lines are segments from the highest to the lowest.

    Columns of years in `provisional` have a dashed rim.
    """
    paper, top = headed(words, sheet)
    ink = sheet.colours
    years = list(zip(*(line.values for line in data.lines), strict=True))
    totals = [sum(value or 0 for value in year) for year in years]
    scale = axis(data.unit, totals, TICKS)
    height = max(120.0, sheet.height - top - YEARS - foot_height(words, sheet))
    labels = [(line.name, value_text(data.unit, line.values[-1])) for line in data.lines]
    ends = ends_of(labels, sheet.width, height)
    left = MARGIN + axis_room(scale)
    plot = Plot(left, top + SMALL, sheet.width - left - MARGIN - ends.room, height - SMALL)
    paper.height = plot.bottom + YEARS + foot_height(words, sheet)
    draw_axis(paper, scale, plot, ink)
    slot = plot.width / len(years)
    columns = [plot.left + slot * (place + 0.5) for place in range(len(years))]
    draw_years(paper, columns, data, plot, ink)
    colours = [colour_of(line, n, ink) for n, line in enumerate(data.lines)]
    size = min(slot * FULL, 90.0)
    middles: list[float | None] = []
    for x, year, values in zip(columns, data.years, years, strict=True):
        y, middles = plot.bottom, [None] * len(values)
        for n in reversed(range(len(values))):
            part = scale.part(values[n] or 0.0) * plot.height
            if values[n]:
                part = max(part, SEEN)
                rim: Look = {"stroke": ink.paper} if ink.paper and part > 3 else {}
                paper.rect(x - size / 2, y - part, size, part, colours[n], **rim)
                middles[n] = y - part / 2
            y -= part
        if year in provisional and y < plot.bottom:
            rim_of(paper, x - size / 2, y, size, plot.bottom - y, ink.ink)
        text = value_text(data.unit, totals[data.years.index(year)])
        if data.unit == "usd" and width(text, SMALL) < slot - 4 and y < plot.bottom:
            paper.text(x, y - 6, text, ink.ink, SMALL, text_anchor="middle")
    edge = columns[-1] + size / 2 - 6
    named = [
        None if middle is None else Named((edge, middle), colour, line.cursor)
        for middle, colour, line in zip(middles, colours, data.lines, strict=True)
    ]
    draw_ends(paper, ends, named, plot, ink)
    return footed(paper, words, sheet)


def rim_of(paper: Paper, x: float, y: float, width: float, height: float, colour: str) -> None:
    """Draw the dashed rim of what is provisional."""
    look: Look = {"fill": "none", "stroke": colour, "stroke_dasharray": "4 3"}
    paper.draw("rect", x=x - 1.5, y=y - 1.5, width=width + 3, height=height + 1.5, **look)
