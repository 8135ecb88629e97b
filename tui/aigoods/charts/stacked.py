"""One column a year, its segments on top of one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.frame import draw_frame, draw_years, headed, plot_for, steps_for
from aigoods.charts.scale import axis, value_text
from aigoods.text import money

if TYPE_CHECKING:
    from aigoods.charts.frame import Plot
    from aigoods.charts.series import Lines
    from aigoods.charts.sheet import Sheet
    from aigoods.charts.style import Style


def draw_stacked(title: str, subtitle: str, data: Lines, style: Style) -> Sheet:
    """Return the picture of `data`, whose lines are segments from the lowest to the highest."""
    sheet = headed(title, subtitle, style)
    columns = list(zip(*(line.values for line in data.lines), strict=True))
    totals = [sum(v or 0 for v in column) for column in columns]
    top = 3
    scale = axis(data.unit, totals, steps_for(style.height - top - 2))
    plot = plot_for(scale, style, top=top, right=0)
    shown = min(len(columns), plot.width)
    slot = plot.width // shown
    plot = replace(plot, width=slot * shown)
    draw_frame(sheet, scale, plot, style)
    _legend(sheet, data, style)
    size = max(1, min(12, round(slot * 0.62)))
    lefts = [plot.left + place * slot + (slot - size + 1) // 2 for place in range(shown)]
    for left, column, total in zip(lefts, columns[-shown:], totals[-shown:], strict=True):
        cells = _column([v or 0.0 for v in column], scale.top, plot, style)
        for row, (glyph, series) in enumerate(cells):
            ink = len(data.lines) - 1 - series
            sheet.put(plot.top + plot.height - 1 - row, left, glyph * size, ink)
        if data.unit == "usd" and total and slot >= 11:
            text = style.text(money(total))
            row = plot.top + plot.height - 1 - len(cells)
            sheet.put(row, left + (size - cell_len(text)) // 2, text, "dim")
    centres = [left + size // 2 for left in lefts]
    draw_years(sheet, plot, centres, data.years[-shown:], data.provisional, style)
    return sheet


def _column(values: list[float], top: float, plot: Plot, style: Style) -> list[tuple[str, int]]:
    """Return the cells of a column from below: a glyph and the number of its segment.

    The height is exact to an eighth of a cell, the borders of the segments to half a cell.
    """
    ends = [end / top * plot.height for end in accumulate(values)]
    height = ends[-1]
    if height <= 0:
        return []
    eighths = max(1, round(height * 8))
    highest = max(place for place, value in enumerate(values) if value > 0)
    cells = []
    for row in range(eighths // 8):
        segment = next((place for place, end in enumerate(ends) if end >= row + 0.5), highest)
        cells.append((style.glyphs.fills[(len(values) - 1 - segment) % 5], segment))
    rest = eighths % 8
    if style.glyphs.lower:
        cells += [(style.glyphs.lower[rest], highest)] if rest else []
    elif rest >= 4 or not cells:
        cells.append((style.glyphs.fills[(len(values) - 1 - highest) % 5], highest))
    return cells


def _legend(sheet: Sheet, data: Lines, style: Style) -> None:
    """Write the segments from the highest on, with the values of the last year if they fit."""
    names = [style.text(line.name) for line in reversed(data.lines)]
    values = [style.text(value_text(data.unit, line.values[-1])) for line in reversed(data.lines)]
    full = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    if sum(cell_len(text) + 4 for text in full) - 2 <= style.width:
        names = full
    column = 0
    for ink, name in enumerate(names):
        text = f"{style.glyphs.fills[ink % 5]} {name}"
        sheet.put(2, column, text, ink)
        column += cell_len(text) + 2
