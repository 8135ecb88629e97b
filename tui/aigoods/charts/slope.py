"""Two years beside each other: each row is a line between its two numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.canvas import cut
from aigoods.charts.frame import HEADING, Plot, headed
from aigoods.charts.scale import axis, value_text
from aigoods.charts.strokes import Stroke, draw_strokes, spread_rows
from aigoods.charts.style import BOLD
from aigoods.text import MINUS, growth

if TYPE_CHECKING:
    from aigoods.charts.canvas import Canvas
    from aigoods.charts.data import Line, Lines
    from aigoods.charts.strokes import Points
    from aigoods.charts.style import Ink, Style

LEAST_NAME = 12
"""The columns of a name that changes leave room for."""


def draw_slope(title: str, subtitle: str, data: Lines, style: Style) -> Canvas:
    """Return the picture of `data`, whose lines have two values each."""
    canvas = headed(title, subtitle, style, data.of, data.cursor_name)
    glyphs, scale = style.glyphs, axis(data.unit, data.known, 2)
    before, after = (
        _right([style.text(value_text(data.unit, line.values[end])) for line in data.lines])
        for end in (0, 1)
    )
    changes = _right([style.text(change(data, line)) for line in data.lines])
    heads = _left([glyphs.cursor if line.cursor else "" for line in data.lines])
    left = cell_len(before[0]) + 3
    fixed = cell_len(heads[0]) + cell_len(after[0]) + 4
    widest = max(cell_len(style.text(line.name)) for line in data.lines)
    room = style.width - left - fixed - max(8, style.width // 4)
    with_changes = room - cell_len(changes[0]) - 1 >= min(widest, LEAST_NAME)
    size = min(widest, max(1, room - (cell_len(changes[0]) + 1) * with_changes))
    names = _left([cut(style.text(line.name), size, glyphs.ellipsis) for line in data.lines])
    ends = [
        f"{head}{glyphs.markers[n]} {name} {value}" + f" {changes[n]}" * with_changes
        for n, (head, name, value) in enumerate(zip(heads, names, after, strict=True))
    ]
    width = style.width - left - max(map(cell_len, ends)) - 1
    plot = Plot(left, HEADING, max(2, width), style.height - HEADING - 1)
    inks: list[Ink] = [n + BOLD * line.cursor for n, line in enumerate(data.lines)]
    heights = [
        [None if v is None else scale.part(v) * (plot.height - 0.25) for v in line.values]
        for line in data.lines
    ]
    for column in (plot.left, plot.left + plot.width - 1):
        for row in range(plot.height):
            canvas.put(plot.top + row, column, glyphs.vertical, "dim")
    columns = (0, plot.width - 1)
    strokes = [
        Stroke(
            glyphs.markers[n],
            inks[n],
            _runs([(x, y) for x, y in zip(columns, heights[n], strict=True) if y is not None]),
            line.cursor,
        )
        for n, line in enumerate(data.lines)
    ]
    plain, bold = ([each for each in strokes if each.bold is own] for own in (False, True))
    draw_strokes(canvas, [*reversed(plain), *bold], plot, style)
    for end, (column, texts) in enumerate(((0, before), (plot.left + plot.width + 1, ends))):
        there = [n for n in range(len(data.lines)) if heights[n][end] is not None or end]
        rows = spread_rows([heights[n][end] or 0.0 for n in there], plot, plot.height - 1)
        for n, row in zip(there, rows, strict=True):
            canvas.put(row, column, texts[n] if end else f"{texts[n]} {glyphs.markers[n]}", inks[n])
    for column, text in zip((plot.left, plot.left + plot.width - 1), data.texts, strict=True):
        start = max(0, min(column - len(text) // 2, style.width - len(text)))
        canvas.put(plot.top + plot.height, start, text, "dim")
    return canvas


def change(data: Lines, line: Line) -> str:
    """Return how far a line went: growth, percentage points of shares, or places."""
    first, last = line.values
    if first is None or last is None:
        return ""
    if data.unit == "share":
        return f"{(last - first) * 100:+.1f} pp".replace("-", MINUS)
    if data.unit == "rank":
        return f"{first - last:+.0f}".replace("-", MINUS) if first != last else "="
    return growth(last / first - 1) if first > 0 else ""


def _runs(points: Points) -> list[Points]:
    return [points] if points else []


def _right(texts: list[str]) -> list[str]:
    """Return texts of one width, which end where the longest does."""
    widest = max(map(cell_len, texts))
    return [" " * (widest - cell_len(text)) + text for text in texts]


def _left(texts: list[str]) -> list[str]:
    """Return texts of one width, which begin where the longest does."""
    widest = max(map(cell_len, texts))
    return [text + " " * (widest - cell_len(text)) for text in texts]
