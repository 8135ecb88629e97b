"""Lines over years, drawn by plotext; each with its own marker and its name at its end."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.canvas import cut
from aigoods.charts.frame import draw_frame, draw_years, headed, plot_for, steps_for
from aigoods.charts.scale import axis, value_text
from aigoods.charts.style import BOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aigoods.charts.canvas import Canvas
    from aigoods.charts.data import Line, Lines
    from aigoods.charts.frame import Plot
    from aigoods.charts.scale import Axis
    from aigoods.charts.style import Ink, Style

WITH_VALUES = 72
"""From this width on the value stands behind the name."""

_FIGURE = Lock()
_COLOURED = re.compile(r"\x1b\[(?:38;5;)?(\d+)m")

Points = list[tuple[int, float]]
"""Columns of the plot, and heights in rows above its lowest."""


def draw_lines(title: str, subtitle: str, data: Lines, style: Style) -> Canvas:
    """Return the picture of `data`."""
    canvas = headed(title, subtitle, style, data.of)
    top, rows = 2, style.height - 4
    scale = axis(data.unit, data.known, steps_for(rows), log=style.log)
    names = _names(data, style, max(8, style.width // 3))
    plot = plot_for(scale, style, top=top, right=1 + max(map(cell_len, names)))
    plot = replace(plot, width=_even(plot.width, len(data.years)))
    names = _names(data, style, style.width - plot.left - plot.width - 1)
    columns = [plot.left + column for column in _columns(len(data.years), plot.width)]
    draw_frame(canvas, scale, plot, style)
    draw_years(canvas, plot, columns, data, style)
    runs = [_runs(line, scale, plot, columns) for line in data.lines]
    inks = [_ink(line, series) for series, line in enumerate(data.lines)]
    order = _order(data)
    for row, text in enumerate(_raster(runs, order, data, plot, style)):
        for column, glyph, series in text:
            canvas.put(plot.top + row, plot.left + column, glyph, inks[series])
    dense = len(columns) > 1 and columns[1] - columns[0] < 3
    for series in order:
        marker = style.glyphs.markers[series]
        _mark(canvas, runs[series], marker, inks[series], plot, dense=dense)
    _label(canvas, runs, names, inks, plot)
    return canvas


def _ink(line: Line, series: int) -> Ink:
    return series + BOLD if line.cursor else "dim" if line.rest else series


def _order(data: Lines) -> list[int]:
    """Return the lines as they are drawn: leaders over others, and the one of the cursor last."""
    places = reversed(range(len(data.lines)))
    return sorted(places, key=lambda series: data.lines[series].cursor)


def _even(width: int, years: int) -> int:
    """Return the width, at most `width`, at which all years are equally far apart."""
    gaps = years - 1
    return width if gaps < 1 or width <= gaps * 3 else (width - 1) // gaps * gaps + 1


def _columns(years: int, width: int) -> list[int]:
    if years == 1:
        return [width // 2]
    return [round(place * (width - 1) / (years - 1)) for place in range(years)]


def _runs(line: Line, scale: Axis, plot: Plot, columns: list[int]) -> list[Points]:
    """Return the stretches without a gap; what a logarithm cannot show is a gap too."""
    runs: list[Points] = [[]]
    for column, value in zip(columns, line.values, strict=True):
        if value is None or (scale.log and value <= 0):
            runs.append([])
        else:
            runs[-1].append((column - plot.left, scale.part(value) * (plot.height - 0.25)))
    return [run for run in runs if run]


def _raster(
    runs: list[list[Points]], order: list[int], data: Lines, plot: Plot, style: Style
) -> Iterator[list[tuple[int, str, int]]]:
    """Yield, from the top, the cells of each row that lines pass: column, glyph and series."""
    import plotext

    glyphs = style.glyphs
    # plotext has one figure for all threads.
    with _FIGURE:
        plotext.clear_figure()
        plotext.limitsize(width=False, height=False)
        plotext.plotsize(plot.width, plot.height)
        plotext.theme("clear")
        plotext.xaxes(lower=False, upper=False)
        plotext.yaxes(left=False, right=False)
        plotext.xticks([])
        plotext.yticks([])
        # The limits put column c on the left dots, and height h on the dots or the row of that
        # height as `Plot.row` counts it.
        fine_x, fine_y, lift = (0.5, 0.25, 0.0) if glyphs.dots else (1.0, 1.0, 0.375)
        plotext.xlim(0, plot.width - fine_x)
        plotext.ylim(lift, plot.height - fine_y + lift)
        for series in order:
            marker = glyphs.dots or glyphs.markers[series]
            thick = data.lines[series].cursor and glyphs.dots
            for run in runs[series]:
                xs, ys = _dotted(run, 2 if glyphs.dots else 1)
                for lifted in (0.0, fine_y) if thick else (0.0,):
                    raised = [min(y + lifted, plot.height - fine_y) for y in ys]
                    plotext.plot(xs, raised, marker=marker, color=series + 1)
        drawn = plotext.build()
        plotext.clear_figure()
    for text in drawn.rstrip("\n").split("\n"):
        yield list(_cells(text))


def _dotted(run: Points, dots: int) -> tuple[list[float], list[float]]:
    """Return a point for each of the `dots` columns in a cell.

    plotext rounds points, but cuts what it puts between them, which would bend lines down.
    """
    xs, ys = [float(run[0][0])], [run[0][1]]
    for (start, low), (end, high) in pairwise(run):
        count = (end - start) * dots
        xs += [start + step / dots for step in range(1, count + 1)]
        ys += [low + (high - low) * step / count for step in range(1, count + 1)]
    return xs, ys


def _cells(text: str) -> Iterator[tuple[int, str, int]]:
    column, place, series = 0, 0, 0
    while place < len(text):
        if code := _COLOURED.match(text, place):
            series, place = int(code[1]) - 1, code.end()
            continue
        if text[place] != " ":
            yield column, text[place], series
        column, place = column + 1, place + 1


def _mark(
    canvas: Canvas, runs: list[Points], marker: str, ink: Ink, plot: Plot, *, dense: bool
) -> None:
    """Put the marker of a line on its years, where they are dense on the ends of its stretches."""
    for run in runs:
        for column, height in (run[0], run[-1]) if dense else run:
            row = plot.top + plot.height - 1 - math.floor(height + 0.125)
            canvas.put(row, plot.left + column, marker, ink)


def _names(data: Lines, style: Style, room: int) -> list[str]:
    """Return labels of at most `room` cells: marker, name and, on a wide canvas, the last value.

    Before the line of the cursor stands its mark.
    """
    last = [next((v for v in reversed(line.values) if v is not None), None) for line in data.lines]
    values = [style.text(value_text(data.unit, value)) for value in last]
    if style.width < WITH_VALUES:
        values = [""] * len(values)
    size = max(map(cell_len, values))
    leads = ["", ""]
    if any(line.cursor for line in data.lines):
        leads = [" ", style.glyphs.cursor]
    room -= 2 + size + bool(size) + len(leads[0])
    names = [cut(style.text(line.name), room, style.glyphs.ellipsis) for line in data.lines]
    longest = max(map(cell_len, names))
    heads = [
        f"{leads[line.cursor]}{marker}"
        for line, marker in zip(data.lines, style.glyphs.markers, strict=False)
    ]
    return [
        f"{head} {name}{' ' * (longest - cell_len(name))} {value:>{size}}".rstrip()
        for head, name, value in zip(heads, names, values, strict=True)
    ]


def _label(
    canvas: Canvas, runs: list[list[Points]], names: list[str], inks: list[Ink], plot: Plot
) -> None:
    """Write each name beside the end of its line, moved as little as keeps them apart."""
    heights = [parts[-1][-1][1] if parts else 0.0 for parts in runs]
    order = sorted(range(len(names)), key=lambda series: -heights[series])
    rows: list[int] = []
    for series in order:
        wanted = plot.height - 1 - math.floor(heights[series] + 0.125)
        rows.append(max(wanted, rows[-1] + 1 if rows else 0))
    # One row more than the plot: beside the axis below.
    limit = plot.height
    for place in reversed(range(len(rows))):
        rows[place] = min(rows[place], limit)
        limit = rows[place] - 1
    for series, row in zip(order, rows, strict=True):
        canvas.put(plot.top + row, plot.left + plot.width + 1, names[series], inks[series])
