"""A table of shades: rows by years, each number in the shade of its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.canvas import cut
from aigoods.charts.frame import HEADING, headed
from aigoods.charts.grades import grades
from aigoods.charts.scale import short_text
from aigoods.charts.shades import Tint, legend, on_shade, shade_of

if TYPE_CHECKING:
    from aigoods.charts.canvas import Canvas
    from aigoods.charts.data import Lines
    from aigoods.charts.style import Style

LEAST_NAME = 10
ROWS_BESIDE = HEADING + 2
"""The rows that are none of the table: heading, years and legend."""


def draw_heat(title: str, subtitle: str, data: Lines, style: Style) -> Canvas:
    """Return the picture of `data`, the last years where not all have room.

    The number stands in its shade; where there are no colours behind text, a glyph stands for it.
    """
    canvas = headed(title, subtitle, style, data.of, data.cursor_name)
    classes = grades(data.unit, data.known)
    texts = [[style.text(short_text(data.unit, v)) for v in line.values] for line in data.lines]
    size = max(cell_len(text) for row in [*texts, data.texts] for text in row) + 2
    heads = [style.glyphs.cursor + " " if line.cursor else "" for line in data.lines]
    names = [style.text(line.name) for line in data.lines]
    widest = max(cell_len(head + name) for head, name in zip(heads, names, strict=True)) + 1
    shown = max(1, min(len(data.years), (style.width - min(widest, LEAST_NAME)) // size))
    room = min(widest, style.width - shown * size)
    for place, text in enumerate(data.texts[-shown:]):
        here = data.here == data.years[-shown:][place]
        column = room + place * size + size - 1 - len(text)
        canvas.put(HEADING, column, text, "strong" if here else "dim")
    every = zip(data.lines, heads, names, strict=True)
    for row, (line, head, name) in enumerate(every, HEADING + 1):
        label = head + cut(name, room - 1 - cell_len(head), style.glyphs.ellipsis)
        canvas.put(row, 0, label, "strong" if line.cursor else "")
        numbers = zip(line.values[-shown:], texts[row - HEADING - 1][-shown:], strict=True)
        for place, (value, text) in enumerate(numbers):
            column, grade = room + place * size, classes.of(value)
            ground = on_shade(style, shade_of(classes, grade))
            if grade is None or ground is not None:
                canvas.put(row, column, f"{text:>{size - 1}} ", ground or "dim")
            else:
                canvas.put(row, column, f"{text:>{size - 1}}", "strong" if line.cursor else "")
                glyph = style.glyphs.classes[grade]
                canvas.put(row, column + size - 1, glyph, Tint(shade_of(classes, grade)))
    filled = on_shade(style, shade_of(classes, 0)) is not None
    legend(canvas, HEADING + 1 + len(data.lines), classes, style, filled=filled, unknown=False)
    return canvas
