"""One column a year, its segments on top of one another."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.canvas import cut
from aigoods.charts.frame import (
    draw_frame,
    draw_years,
    headed,
    plot_for,
    steps_for,
)
from aigoods.charts.scale import axis, value_text
from aigoods.charts.style import BOLD

if TYPE_CHECKING:
    from aigoods.charts.canvas import Canvas
    from aigoods.charts.data import Lines
    from aigoods.charts.style import Ink, Style

LEGEND = 2
MOST_LEGEND_ROWS = 4
SOLID = ("dark", "light")
"""The palettes with ten colours that are far enough apart."""

WITH_TOTALS = 11
"""From this many cells a year on, the total stands on its column."""


def draw_stacked(title: str, subtitle: str, data: Lines, style: Style) -> Canvas:
    """Return the picture of `data`, whose lines are segments from the highest to the lowest."""
    canvas = headed(title, subtitle, style, data.of)
    top = LEGEND + _legend(canvas, data, style)
    years = list(zip(*(line.values for line in data.lines), strict=True))
    totals = [sum(value or 0 for value in year) for year in years]
    scale = axis(data.unit, totals, steps_for(style.height - top - 2))
    plot = plot_for(scale, style, top=top, right=0)
    shown = min(len(years), plot.width)
    slot = plot.width // shown
    plot = replace(plot, width=slot * shown)
    size = max(1, min(12, round(slot * 0.62)))
    lefts = [plot.left + place * slot + (slot - size + 1) // 2 for place in range(shown)]
    draw_frame(canvas, scale, plot, style)
    inks, fills = _inks(data), _fills(data, style)
    for left, year, total in zip(lefts, years[-shown:], totals[-shown:], strict=True):
        row = plot.top + plot.height
        for glyph, segment in _column(year, scale.top, plot.height, style, fills):
            row -= 1
            canvas.put(row, left, glyph * size, inks[segment])
        if total and slot >= WITH_TOTALS and data.unit == "usd" and row > plot.top:
            text = style.text(value_text(data.unit, total))
            canvas.put(row - 1, left + (size - cell_len(text)) // 2, text)
    centres = [left + size // 2 for left in lefts]
    draw_years(canvas, plot, centres, data, style)
    return canvas


def _column(
    year: tuple[float | None, ...], top: float, rows: int, style: Style, fills: list[str]
) -> list[tuple[str, int]]:
    """Return the cells of a column from below: a glyph and the place of its segment in `year`.

    The height is exact to an eighth of a cell, the borders of the segments to half a cell. A
    segment too thin for that has a cell of a larger one beside it.
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
        cells.append((fills[segment], segment))
    rest = eighths % 8
    if rest and glyphs.lower:
        cells.append((glyphs.lower[rest], highest))
    elif rest >= 4 or not cells:
        cells.append((fills[highest], highest))
    return _with_thin(cells, year, fills)


def _with_thin(
    cells: list[tuple[str, int]], year: tuple[float | None, ...], fills: list[str]
) -> list[tuple[str, int]]:
    """Return as many cells, with one for each segment that has a value and none yet.

    It comes from the segment with the most; where there are fewer cells than segments none is.
    """
    found = list(cells)
    wanted = [segment for segment, value in enumerate(year) if value]
    for segment in wanted if len(wanted) <= len(cells) else ():
        owners = [owner for _, owner in found]
        if segment not in owners:
            largest = max(wanted, key=owners.count)
            del found[owners.index(largest)]
            below = sum(owner > segment for _, owner in found)
            found.insert(below, (fills[segment], segment))
    return found


def _inks(data: Lines) -> list[Ink]:
    return ["dim" if line.rest else segment for segment, line in enumerate(data.lines)]


def _fills(data: Lines, style: Style) -> list[str]:
    """Return the fill of each segment; the smallest ones, gathered, have the last.

    Where each line has a colour of its own the fill is solid.
    """
    fills = style.glyphs.fills
    if style.palette in SOLID and not style.ascii:
        return [fills[0]] * len(data.lines)
    return [fills[-1] if line.rest else fills[n] for n, line in enumerate(data.lines)]


def _legend(canvas: Canvas, data: Lines, style: Style) -> int:
    """Write the fill and name of each segment; return how many rows that takes.

    The values of the last year stand behind the names where all fit one row.
    """
    marks = [style.glyphs.cursor if line.cursor else "" for line in data.lines]
    fills = [mark + fill for mark, fill in zip(marks, _fills(data, style), strict=True)]
    names = [style.text(line.name) for line in data.lines]
    values = [style.text(value_text(data.unit, line.values[-1])) for line in data.lines]
    full = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    when = f"in {data.texts[-1]}"
    if len(legend_rows([*fills, ""], [*full, when], style.width + 1)) == 1:
        names = full
        texts = "  ".join(f"{fill} {name}" for fill, name in zip(fills, full, strict=True))
        canvas.put(LEGEND, cell_len(texts) + 2, when, "dim")
    most = max(1, min(MOST_LEGEND_ROWS, (style.height - LEGEND) // 5))
    rows, longest = legend_rows(fills, names, style.width), max(map(cell_len, names))
    while len(rows) > most and longest > 1:
        longest -= 1
        names = [cut(name, longest, style.glyphs.ellipsis) for name in names]
        rows = legend_rows(fills, names, style.width)
    for row, places in enumerate(rows):
        column = 0
        for segment in places:
            text = f"{fills[segment]} {names[segment]}"
            strong = BOLD if data.lines[segment].cursor else 0
            ink = _inks(data)[segment]
            canvas.put(LEGEND + row, column, text, ink + strong if isinstance(ink, int) else ink)
            column += cell_len(text) + 2
    return len(rows)


def legend_rows(fills: list[str], names: list[str], width: int) -> list[list[int]]:
    """Return the places of the entries of a legend in rows of at most `width` cells."""
    rows: list[list[int]] = [[]]
    column = 0
    for place, (fill, name) in enumerate(zip(fills, names, strict=True)):
        length = cell_len(fill) + 1 + cell_len(name)
        if rows[-1] and column + length > width:
            rows.append([])
            column = 0
        rows[-1].append(place)
        column += length + 2
    return rows
