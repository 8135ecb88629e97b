"""Bars to both sides of 0: losses to the left, gains to the right, the total at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.bars import backwards, forwards, heads
from aigoods.charts.canvas import cut
from aigoods.charts.frame import headed
from aigoods.charts.scale import value_text
from aigoods.charts.stacked import legend_rows
from aigoods.charts.style import BOLD

if TYPE_CHECKING:
    from aigoods.charts.canvas import Canvas
    from aigoods.charts.gains import Gain, Gains
    from aigoods.charts.style import Ink, Style

TOP = 2


def legend_height(names: tuple[str, ...], width: int) -> int:
    """Return how many rows the names of the parts take."""
    return len(legend_rows(["█"] * len(names), list(names), width)) if names else 0


def draw_diverging(title: str, subtitle: str, data: Gains, style: Style) -> Canvas:
    """Return the picture of `data`; each part of a bar has its colour and its fill."""
    canvas, glyphs = headed(title, subtitle, style, data.of), style.glyphs
    row = TOP + _legend(canvas, data, style)
    room = max(8, style.width * 2 // 5)
    names = [
        head + cut(style.text(each.name), room - len(head), glyphs.ellipsis)
        for head, each in zip(heads(data.rows, style), data.rows, strict=True)
    ]
    texts = [style.text(value_text(data.unit, each.total)) for each in data.rows]
    left, right = max(map(cell_len, names)) + 1, max(map(cell_len, texts)) + 1
    low, high = (max(each.sides[side] for each in data.rows) for side in (0, 1))
    cells = max(2, style.width - left - right - 1)
    unit = cells / ((low + high) or 1.0)
    base = left + min(cells, round(low * unit))
    for each, name, text in zip(data.rows, names, texts, strict=True):
        if each.apart:
            canvas.put(row, 0, glyphs.skip, "dim")
            row += 1
        strong: Ink = "strong" if each.marked or each.cursor else ""
        canvas.put(row, 0, name, strong)
        canvas.put(row, base, glyphs.vertical, "dim")
        if data.names:
            _parts(canvas, row, base, each, unit, style)
        else:
            _whole(canvas, row, base, each, unit, style)
        canvas.put(row, style.width - cell_len(text), text, strong)
        row += 1
    return canvas


def _whole(canvas: Canvas, row: int, base: int, each: Gain, unit: float, style: Style) -> None:
    """Draw the bar of a row that has one part."""
    size = each.total * unit
    strong = BOLD if each.cursor else 0
    if size < 0:
        back = backwards(-size, style)[-base:]
        canvas.put(row, base - len(back), back, "minus")
    elif size > 0:
        canvas.put(row, base + 1, forwards(size, max(1, round(size)), style), 1 + strong)


def _parts(canvas: Canvas, row: int, base: int, each: Gain, unit: float, style: Style) -> None:
    """Draw the bar of a row in its parts, from 0 outwards, exact to a cell at each border."""
    fills = style.glyphs.fills
    for sign in (-1, 1):
        so_far, cell = 0.0, 0
        for place, part in enumerate(each.parts):
            if part * sign <= 0:
                continue
            so_far += part * sign * unit
            end = round(so_far)
            start = base - end if sign < 0 else base + 1 + cell
            canvas.put(row, start, fills[place % len(fills)] * (end - cell), place)
            cell = end


def _legend(canvas: Canvas, data: Gains, style: Style) -> int:
    """Write the fill and name of each part; return how many rows that takes."""
    if not data.names:
        return 0
    fills = [style.glyphs.fills[n % len(style.glyphs.fills)] for n in range(len(data.names))]
    names = [style.text(name) for name in data.names]
    rows = legend_rows(fills, names, style.width)
    for line, places in enumerate(rows):
        column = 0
        for place in places:
            text = cut(f"{fills[place]} {names[place]}", style.width, style.glyphs.ellipsis)
            canvas.put(TOP + line, column, text, place)
            column += cell_len(text) + 2
    return len(rows)
