"""Lines over years, each with its own marker and its name at its end; ranks have their number."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
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
from aigoods.charts.svg.marks import draw_mark
from aigoods.charts.svg.paper import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.charts.data import Line, Lines
    from aigoods.charts.scale import Axis
    from aigoods.charts.svg.frame import Words
    from aigoods.charts.svg.paper import Look, Paper
    from aigoods.charts.svg.sheet import Colours, Sheet

YEARS = 30.0
"""The height of the years below the axis."""
ALONE = 160.0
"""The width of the plot of a single year."""
DENSE, NUMBERED = 12.0, 20.0
"""From how many pixels between points on each has its marker, and from how many a rank is in it."""

Run = list[tuple[int, Point]]
"""Points without a gap between them, each with its place among the years."""


def draw_lines(words: Words, data: Lines, sheet: Sheet, provisional: Sequence[int]) -> str:
    """Return the picture of `data`; what leads to a year in `provisional` is dashed."""
    paper, top = headed(words, sheet)
    ink = sheet.colours
    scale = axis(data.unit, data.known, TICKS, log=sheet.log)
    height = max(120.0, sheet.height - top - YEARS - foot_height(words, sheet))
    colours = [colour_of(line, series, ink) for series, line in enumerate(data.lines)]
    labels = [(line.name, value_text(data.unit, _last(line))) for line in data.lines]
    ends = ends_of(labels, sheet.width, height)
    left = MARGIN + axis_room(scale)
    room = sheet.width - left - MARGIN - ends.room
    if len(data.years) == 1:
        room = min(room, ALONE)
    plot = Plot(left, top + SMALL, room, height - SMALL)
    numbered = data.unit == "rank" and _roomy(scale, plot, len(data.years))
    if numbered:
        plot = replace(plot, left=MARGIN, width=room + left - MARGIN, inset=NUMBERED)
    paper.height = plot.bottom + YEARS + foot_height(words, sheet)
    columns = plot.columns(len(data.years))
    draw_axis(paper, scale, plot, ink)
    draw_years(paper, columns, data, plot, ink)
    runs = [_runs(line, scale, plot, columns) for line in data.lines]
    dashed = {place for place, year in enumerate(data.years) if year in provisional}
    dense = len(columns) > 1 and columns[1] - columns[0] < DENSE
    for series in order_of(data):
        line, colour = data.lines[series], colours[series]
        for run in runs[series]:
            _stroke(paper, run, colour, ink.paper, dashed, width=3.6 if line.cursor else 2.2)
    for series in order_of(data):
        for run in runs[series]:
            for place, (x, y) in [run[0], run[-1]] if dense and not numbered else run:
                if numbered:
                    text = value_text("rank", data.lines[series].values[place])
                    _number(paper, x, y, text, colours[series], ink)
                else:
                    draw_mark(paper, x, y, series, colours[series], ink.paper)
    named = [
        Named(
            own[-1][-1][1], colours[series], data.lines[series].cursor, None if numbered else series
        )
        if own
        else None
        for series, own in enumerate(runs)
    ]
    draw_ends(paper, ends, named, plot, ink)
    return footed(paper, words, sheet)


def colour_of(line: Line, series: int, ink: Colours) -> str:
    """Return the colour of a line, or of a segment."""
    return ink.muted if line.rest else ink.series[series % len(ink.series)]


def order_of(data: Lines) -> list[int]:
    """Return the lines as they are drawn: leaders over others, and the one of the cursor last."""
    places = reversed(range(len(data.lines)))
    return sorted(places, key=lambda series: data.lines[series].cursor)


def _last(line: Line) -> float | None:
    return next((value for value in reversed(line.values) if value is not None), None)


def _runs(line: Line, scale: Axis, plot: Plot, columns: list[float]) -> list[Run]:
    """Return the stretches without a gap; what a logarithm cannot show is a gap too."""
    runs: list[Run] = [[]]
    for place, (x, value) in enumerate(zip(columns, line.values, strict=True)):
        if value is None or (scale.log and value <= 0):
            runs.append([])
        else:
            runs[-1].append((place, (x, plot.y(scale.part(value)))))
    return [run for run in runs if run]


def _roomy(scale: Axis, plot: Plot, years: int) -> bool:
    """Return whether there is room for a number in the marker of each rank."""
    ranks = abs(scale.top - scale.bottom)
    return min(plot.width / years, (plot.height - 2 * NUMBERED) / ranks) >= NUMBERED


def _stroke(
    paper: Paper, run: Run, colour: str, ground: str, dashed: set[int], *, width: float
) -> None:
    """Draw a stretch; a rim in the colour of the ground parts it from lines that it crosses."""
    points = [point for _, point in run]
    if len(run) < 2:
        return
    if ground:
        paper.path(points, ground, width + 2.4, stroke_linejoin="round")
    for dash, edges in groupby(range(1, len(run)), lambda end: run[end][0] in dashed):
        ends = list(edges)
        more: Look = {"stroke_dasharray": "5 3"} if dash else {}
        paper.path(
            points[ends[0] - 1 : ends[-1] + 1], colour, width, stroke_linejoin="round", **more
        )


def _number(paper: Paper, x: float, y: float, text: str, colour: str, ink: Colours) -> None:
    paper.draw("circle", cx=x, cy=y, r=9, fill=colour, stroke=ink.paper or "#ffffff")
    fill = ink.paper or "#ffffff"
    paper.text(x, y + SMALL * 0.36, text, fill, SMALL, text_anchor="middle", font_weight="bold")
