"""Lines over years, each with its own marker and its name at its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.canvas import cut
from aigoods.charts.frame import HEADING, draw_frame, draw_years, headed, plot_for, steps_for
from aigoods.charts.scale import axis, value_text
from aigoods.charts.strokes import Stroke, draw_strokes, spread_rows
from aigoods.charts.style import BOLD

if TYPE_CHECKING:
    from aigoods.charts.canvas import Canvas
    from aigoods.charts.data import Line, Lines
    from aigoods.charts.frame import Plot
    from aigoods.charts.scale import Axis
    from aigoods.charts.strokes import Points
    from aigoods.charts.style import Ink, Style

WITH_VALUES = 72
"""From this width on the value stands behind the name."""


def draw_lines(title: str, subtitle: str, data: Lines, style: Style) -> Canvas:
    """Return the picture of `data`."""
    canvas = headed(title, subtitle, style, data.of, data.cursor_name)
    scale = axis(data.unit, data.known, steps_for(style.height - HEADING - 2), log=style.log)
    names = _names(data, style, max(8, style.width // 3))
    plot = plot_for(scale, style, top=HEADING, right=1 + max(map(cell_len, names)))
    plot = replace(plot, width=_even(plot.width, len(data.years)))
    names = _names(data, style, style.width - plot.left - plot.width - 1)
    columns = [plot.left + column for column in _columns(len(data.years), plot.width)]
    draw_frame(canvas, scale, plot, style)
    draw_years(canvas, plot, columns, data, style)
    runs = [_runs(line, scale, plot, columns) for line in data.lines]
    inks = [_ink(line, series) for series, line in enumerate(data.lines)]
    drawn = [
        Stroke(style.glyphs.markers[n], inks[n], runs[n], data.lines[n].cursor)
        for n in _order(data)
    ]
    draw_strokes(canvas, drawn, plot, style)
    ends = spread_rows([parts[-1][-1][1] if parts else 0.0 for parts in runs], plot, plot.height)
    for row, name, ink in zip(ends, names, inks, strict=True):
        canvas.put(row, plot.left + plot.width + 1, name, ink)
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
