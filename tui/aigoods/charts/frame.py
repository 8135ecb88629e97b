"""The frame of a picture: heading, left axis, grid and the years below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.canvas import Canvas, cut

if TYPE_CHECKING:
    from aigoods.charts.data import Lines
    from aigoods.charts.scale import Axis
    from aigoods.charts.style import Style


HEADING = 2
"""The lines of heading."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The cells inside the axes."""

    left: int
    top: int
    width: int
    height: int

    def row(self, part: float) -> int:
        """Return the row of the canvas for a part of the axis, from 0 (bottom) to 1."""
        # A cell has four dots; the lowest and the highest stand for the ends of the axis.
        return self.top + self.height - 1 - math.floor(part * (self.height - 0.25) + 0.125)


def headed(title: str, subtitle: str, style: Style, of: str = "", here: str = "") -> Canvas:
    """Return a canvas with its two lines of heading.

    `of` ends the title and is never cut; behind it stands `here`, the row under the cursor, in
    at most half of the width.
    """
    canvas = Canvas(style.width, style.height)
    ellipsis = style.glyphs.ellipsis
    end = style.text(f" · {of}") if of else ""
    if here:
        end += f" {style.glyphs.cursor} {cut(style.text(here), style.width // 2 - 2, ellipsis)}"
    canvas.put(0, 0, cut(style.text(title), style.width - cell_len(end), ellipsis) + end, "strong")
    canvas.put(1, 0, cut(style.text(subtitle), style.width, ellipsis), "dim")
    return canvas


def steps_for(rows: int) -> int:
    """Return how many steps of an axis `rows` rows bear."""
    return min(5, max(2, rows // 2))


def plot_for(axis: Axis, style: Style, *, top: int, right: int) -> Plot:
    """Return where to plot: from row `top` on, with `right` cells left free for labels."""
    left = max(cell_len(style.text(label)) for label in axis.labels) + 1
    return Plot(left, top, max(2, style.width - left - right), style.height - top - 2)


def draw_frame(canvas: Canvas, axis: Axis, plot: Plot, style: Style) -> None:
    """Draw the left axis with its ticks, grid lines, and the axis below."""
    glyphs, edge = style.glyphs, plot.left - 1
    for row in range(plot.top, plot.top + plot.height):
        canvas.put(row, edge, glyphs.vertical, "dim")
    canvas.put(plot.top + plot.height, edge, glyphs.corner + glyphs.horizontal * plot.width, "dim")
    taken: set[int] = set()
    for tick, text in zip(reversed(axis.ticks), reversed(axis.labels), strict=True):
        row = plot.row(axis.part(tick))
        if row in taken:
            continue
        taken.add(row)
        label = style.text(text)
        canvas.put(row, edge - cell_len(label), label, "dim")
        canvas.put(row, edge, glyphs.y_tick, "dim")
        if tick == axis.reference:
            canvas.put(row, plot.left, glyphs.horizontal * plot.width, "dim")
        elif row != plot.top + plot.height - 1:
            canvas.put(row, plot.left, (glyphs.grid * plot.width)[: plot.width], "grid")


def draw_years(canvas: Canvas, plot: Plot, columns: list[int], data: Lines, style: Style) -> None:
    """Write the last years below `columns`: the last one and as many before it as fit evenly.

    The year under the cursor is always written, and stands out.
    """
    years, texts = data.years[-len(columns) :], data.texts[-len(columns) :]
    starts = [
        max(0, min(column - 1 - len(text) // 4, canvas.width - len(text)))
        for column, text in zip(columns, texts, strict=True)
    ]
    stride = next(
        (n for n in range(1, len(years)) if _apart(starts[::-1][::n], texts[::-1][::n])),
        len(years),
    )
    row = plot.top + plot.height
    shown = list(range(len(years) - 1, -1, -stride))
    if data.here in years:
        own = years.index(data.here)
        shown = [
            n for n in shown if n != own and _clear(starts[own], texts[own], starts[n], texts[n])
        ]
        canvas.put(row, columns[own], style.glyphs.here, "strong")
        canvas.put(row + 1, starts[own], texts[own], "strong")
    for place in shown:
        canvas.put(row, columns[place], style.glyphs.x_tick, "dim")
        canvas.put(row + 1, starts[place], texts[place], "dim")


def _clear(start: int, text: str, other_start: int, other: str) -> bool:
    """Return whether there is a blank between two texts."""
    return start + len(text) < other_start or other_start + len(other) < start


def _apart(starts: list[int], texts: tuple[str, ...]) -> bool:
    """Return whether there is a blank between all texts, which come from the right."""
    return all(
        start + len(text) < after
        for after, start, text in zip(starts, starts[1:], texts[1:], strict=False)
    )
