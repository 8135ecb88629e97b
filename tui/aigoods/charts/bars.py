"""Horizontal bars on one zero base: a label, the bar, the value at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.canvas import cut
from aigoods.charts.frame import headed
from aigoods.charts.scale import value_text
from aigoods.charts.style import BOLD
from aigoods.text import bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.charts.canvas import Canvas
    from aigoods.charts.gains import Gain
    from aigoods.charts.ranked import Bar, Bars
    from aigoods.charts.style import Ink, Style


def draw_bars(title: str, subtitle: str, data: Bars, style: Style) -> Canvas:
    """Return the picture of `data`; bars of negative values run to the left of the base."""
    canvas, glyphs = headed(title, subtitle, style, data.of), style.glyphs
    signs = heads(data.bars, style)
    some_marked = any(each.marked for each in data.bars)
    room = max(8, style.width * 2 // 5)
    names = [
        head + cut(style.text(each.name), room - len(head), glyphs.ellipsis)
        for head, each in zip(signs, data.bars, strict=True)
    ]
    texts = [style.text(value_text(data.unit, each.value)) for each in data.bars]
    left = max(map(cell_len, names)) + 1
    values = [each.value or 0.0 for each in data.bars]
    low, high = min(0.0, *values), max(0.0, *values)
    signed = int(low < 0)
    cells = max(1, style.width - left - signed - max(map(cell_len, texts)) - 1)
    unit = cells / ((high - low) or 1.0)
    base = left + (max(1, round(-low * unit)) if signed else 0)
    row = 2
    for each, name, text in zip(data.bars, names, texts, strict=True):
        if each.apart:
            canvas.put(row, 0, glyphs.skip, "dim")
            row += 1
        ink: Ink = 1 if each.marked or not some_marked else "dim"
        ink = 1 + BOLD if each.cursor else ink
        canvas.put(row, 0, name, "strong" if each.marked or each.cursor else "")
        size = (each.value or 0.0) * unit
        if signed:
            canvas.put(row, base, glyphs.vertical, "dim")
        drawn = ""
        if size < 0:
            back = backwards(min(-size, base - left), style)
            canvas.put(row, base - len(back), back, "minus")
        else:
            drawn = forwards(size, cells, style)
            canvas.put(row, base + signed, drawn, ink)
        canvas.put(
            row,
            base + signed + len(drawn) + (signed or bool(drawn)),
            text,
            "strong" if each.cursor else "",
        )
        row += 1
    return canvas


def heads(rows: Sequence[Bar | Gain], style: Style) -> list[str]:
    """Return what stands before each name: the mark of the cursor, that of marked rows, a blank."""
    signs = (
        (style.glyphs.cursor, [each.cursor for each in rows]),
        (style.glyphs.mark, [each.marked for each in rows]),
    )
    shown = [(glyph, here) for glyph, here in signs if any(here)]
    found = ("".join(g if here[n] else " " for g, here in shown) for n in range(len(rows)))
    return [f"{head} " if shown else "" for head in found]


def forwards(size: float, cells: int, style: Style) -> str:
    """Return a bar of `size` in at most `cells` cells, exact to an eighth of one."""
    if style.ascii:
        return "#" * min(cells, max(1, round(size))) if size > 0 else ""
    return bar(size / cells, cells)


def backwards(size: float, style: Style) -> str:
    """Return a bar that ends at its right, exact to half a cell; of less than that a sliver."""
    glyphs = style.glyphs
    halves = round(size * 2) if glyphs.left_half else 2 * round(size)
    if not halves:
        return glyphs.sliver
    return glyphs.left_half * (halves % 2) + glyphs.less * (halves // 2)
