"""One column a year, its segments on top of one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.frame import (
    draw_frame,
    draw_years,
    headed,
    plot_for,
    steps_for,
    year_text,
)
from aigoods.charts.scale import axis, value_text
from aigoods.charts.sheet import cut

if TYPE_CHECKING:
    from aigoods.charts.data import Lines
    from aigoods.charts.sheet import Sheet
    from aigoods.charts.style import Style

LEGEND = 2
WITH_TOTALS = 11
"""From this many cells a year on, the total stands on its column."""


def draw_stacked(title: str, subtitle: str, data: Lines, style: Style) -> Sheet:
    """Return the picture of `data`, whose lines are segments from the highest to the lowest."""
    sheet, top = headed(title, subtitle, style), LEGEND + 1
    years = list(zip(*(line.values for line in data.lines), strict=True))
    totals = [sum(value or 0 for value in year) for year in years]
    scale = axis(data.unit, totals, steps_for(style.height - top - 2))
    plot = plot_for(scale, style, top=top, right=0)
    shown = min(len(years), plot.width)
    slot = plot.width // shown
    plot = replace(plot, width=slot * shown)
    size = max(1, min(12, round(slot * 0.62)))
    lefts = [plot.left + place * slot + (slot - size + 1) // 2 for place in range(shown)]
    draw_frame(sheet, scale, plot, style)
    _legend(sheet, data, style)
    for left, year, total in zip(lefts, years[-shown:], totals[-shown:], strict=True):
        row = plot.top + plot.height
        for glyph, segment in _column(year, scale.top, plot.height, style):
            row -= 1
            sheet.put(row, left, glyph * size, segment)
        if total and slot >= WITH_TOTALS and data.unit == "usd" and row > plot.top:
            text = style.text(value_text(data.unit, total))
            sheet.put(row - 1, left + (size - cell_len(text)) // 2, text)
    centres = [left + size // 2 for left in lefts]
    draw_years(sheet, plot, centres, data.years[-shown:], data.provisional, style)
    return sheet


def _column(
    year: tuple[float | None, ...], top: float, rows: int, style: Style
) -> list[tuple[str, int]]:
    """Return the cells of a column from below: a glyph and the place of its segment in `year`.

    The height is exact to an eighth of a cell, the borders of the segments to half a cell.
    """
    ends = list(accumulate((value or 0) / top * rows for value in reversed(year)))
    if ends[-1] <= 0:
        return []
    eighths, glyphs = max(1, round(ends[-1] * 8)), style.glyphs
    highest = next(place for place, value in enumerate(year) if value)
    cells = []
    for row in range(eighths // 8):
        below = sum(end < row + 0.5 for end in ends)
        segment = max(highest, len(year) - 1 - below)
        cells.append((glyphs.fills[segment % len(glyphs.fills)], segment))
    rest = eighths % 8
    if rest and glyphs.lower:
        cells.append((glyphs.lower[rest], highest))
    elif rest >= 4 or not cells:
        cells.append((glyphs.fills[highest % len(glyphs.fills)], highest))
    return cells


def _legend(sheet: Sheet, data: Lines, style: Style) -> None:
    """Write the fill and name of each segment, with the values of the last year if they fit."""
    names = [style.text(line.name) for line in data.lines]
    values = [style.text(value_text(data.unit, line.values[-1])) for line in data.lines]
    full = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    when = f"in {year_text(data.years[-1], data.provisional)}"
    if _length(full) + 2 + len(when) <= style.width:
        names = full
        sheet.put(LEGEND, _length(full) + 2, when, "dim")
    longest = max(map(cell_len, names))
    while _length(names) > style.width and longest > 1:
        longest -= 1
        names = [cut(name, longest, style.glyphs.ellipsis) for name in names]
    column = 0
    for segment, name in enumerate(names):
        text = f"{style.glyphs.fills[segment % len(style.glyphs.fills)]} {name}"
        sheet.put(LEGEND, column, text, segment)
        column += cell_len(text) + 2


def _length(names: list[str]) -> int:
    return sum(cell_len(name) + 4 for name in names) - 2
