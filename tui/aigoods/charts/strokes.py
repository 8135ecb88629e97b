"""Lines as dots in cells, with their markers, and the rows of the names at their ends."""

from __future__ import annotations

import math
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aigoods.charts.canvas import Canvas
    from aigoods.charts.frame import Plot
    from aigoods.charts.style import Ink, Style

DENSE = 3
"""With fewer columns from year to year, markers stand only on the ends of a line."""

_FIGURE = Lock()

Points = list[tuple[int, float]]
"""Columns of the plot, and heights in rows above its lowest."""


class Stroke(NamedTuple):
    """One line: its marker, its ink and its stretches without a gap; a bold one is thicker."""

    marker: str
    ink: Ink
    runs: list[Points]
    bold: bool = False


def draw_strokes(canvas: Canvas, drawn: Sequence[Stroke], plot: Plot, style: Style) -> None:
    """Draw lines in their order, then their markers on their years.

    A cell of several lines keeps the dots of all, in the colour of the last.
    """
    dots = [list(_dots(stroke, plot, 2 if style.glyphs.dots else 1)) for stroke in drawn]
    owners = {
        (y // 4, x // 2): stroke for stroke, own in zip(drawn, dots, strict=True) for x, y in own
    }
    glyphs = _braille([dot for own in dots for dot in own], plot) if style.glyphs.dots else None
    for (row, column), stroke in owners.items():
        glyph = glyphs[plot.height - 1 - row][column] if glyphs else stroke.marker
        canvas.put(plot.top + plot.height - 1 - row, plot.left + column, glyph, stroke.ink)
    _mark(canvas, drawn, dots, plot)


def row_of(height: float) -> int:
    """Return the row above the lowest that a height lies in: a row has four dots."""
    return math.floor(height * 4 + 0.5) // 4


def spread_rows(heights: Sequence[float], plot: Plot, last: int) -> list[int]:
    """Return rows of the canvas for labels at `heights`, moved as little as keeps them apart.

    `last` is the lowest row of the plot that they may stand in, counted from its top; there are at
    most as many labels as rows.
    """
    order = sorted(range(len(heights)), key=lambda series: -heights[series])
    rows: list[int] = []
    for series in order:
        wanted = plot.height - 1 - row_of(heights[series])
        rows.append(max(wanted, rows[-1] + 1 if rows else 0))
    limit = last
    for place in reversed(range(len(rows))):
        rows[place] = min(rows[place], limit)
        limit = rows[place] - 1
    found = dict(zip(order, rows, strict=True))
    return [plot.top + found[series] for series in range(len(heights))]


def _dots(stroke: Stroke, plot: Plot, steps: int) -> Iterator[tuple[int, int]]:
    """Yield the dots of a line, `steps` of two columns of dots in each cell."""
    for run in stroke.runs:
        heights = [(run[0][0] * 2, run[0][1])]
        for (start, low), (end, high) in pairwise(run):
            count = (end - start) * steps
            heights += [
                (start * 2 + step * 2 // steps, low + (high - low) * step / count)
                for step in range(1, count + 1)
            ]
        for x, height in heights:
            y = math.floor(height * 4 + 0.5)
            yield x, y
            if stroke.bold and y + 1 < plot.height * 4:
                yield x, y + 1


def _braille(dots: list[tuple[int, int]], plot: Plot) -> list[str]:
    """Return the rows of the plot, from the top, with dots put together by plotext."""
    import plotext

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
        plotext.xlim(0, plot.width * 2 - 1)
        plotext.ylim(0, plot.height * 4 - 1)
        # Lines of their own would wipe out one another's dots.
        plotext.scatter([x for x, _ in dots], [y for _, y in dots], marker="braille")
        drawn = plotext.uncolorize(plotext.build())
        plotext.clear_figure()
    return [row.ljust(plot.width) for row in drawn.rstrip("\n").split("\n")]


def _mark(
    canvas: Canvas,
    drawn: Sequence[Stroke],
    dots: Sequence[list[tuple[int, int]]],
    plot: Plot,
) -> None:
    """Put the marker of each line on its years.

    Where another one has the place, it moves along its line to the nearest free cell, so that lines
    on one another keep theirs. The last one drawn chooses first.
    """
    taken: set[tuple[int, int]] = set()
    for stroke, own in reversed(list(zip(drawn, dots, strict=True))):
        passed: dict[int, int] = {}
        for x, y in own:
            passed.setdefault(x // 2, y // 4)
        for run in stroke.runs:
            gap = run[1][0] - run[0][0] if len(run) > 1 else 0
            for column, _ in (run[0], run[-1]) if gap < DENSE else run:
                near = [column + by for by in (0, -1, 1, -2, 2) if abs(by) * 3 <= gap]
                free = [x for x in near if x in passed and (passed[x], x) not in taken]
                if not free:
                    continue
                row = passed[free[0]]
                taken.add((row, free[0]))
                canvas.put(
                    plot.top + plot.height - 1 - row, plot.left + free[0], stroke.marker, stroke.ink
                )
