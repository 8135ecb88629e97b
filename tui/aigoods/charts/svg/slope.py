"""Two years beside each other: each row is a line between its two numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.scale import axis, value_text
from aigoods.charts.slope import change
from aigoods.charts.svg.ends import GAP, LINE, Named, draw_ends, ends_of
from aigoods.charts.svg.frame import MARGIN, SMALL, TEXT, TICKS, Plot, foot_height, footed, headed
from aigoods.charts.svg.labels import apart
from aigoods.charts.svg.letters import width
from aigoods.charts.svg.lines import YEARS, order_of
from aigoods.charts.svg.marks import draw_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.charts.data import Lines
    from aigoods.charts.svg.frame import Words
    from aigoods.charts.svg.paper import Look
    from aigoods.charts.svg.sheet import Sheet


def draw_slope(words: Words, data: Lines, sheet: Sheet, provisional: Sequence[int]) -> str:
    """Return the picture of `data`, whose lines have two values each.

    Values stand on both sides, names and changes on the right; a year in `provisional` is dashed.
    """
    paper, top = headed(words, sheet)
    ink, scale = sheet.colours, axis(data.unit, data.known, TICKS, log=sheet.log)
    height = max(120.0, sheet.height - top - YEARS - foot_height(words, sheet))
    ends = ends_of(
        [
            (line.name, f"{value_text(data.unit, line.values[1])} {change(data, line)}".rstrip())
            for line in data.lines
        ],
        sheet.width,
        height,
    )
    before = [value_text(data.unit, line.values[0]) for line in data.lines]
    left = MARGIN + max(width(text, TEXT, bold=True) for text in before) + GAP
    plot = Plot(left, top + SMALL, sheet.width - left - MARGIN - ends.room, height - SMALL)
    paper.height = plot.bottom + YEARS + foot_height(words, sheet)
    for x, side, year, text in zip(
        (plot.left, plot.right), (-1, 1), data.years, data.texts, strict=True
    ):
        dashed: Look = {"stroke_dasharray": "4 3"} if year in provisional else {}
        paper.line((x, plot.top), (x, plot.bottom), ink.muted, 0.7, **dashed)
        # Where the plot is narrow the years stand beyond its edges.
        apart_by = max(plot.width, width(text, TEXT) + GAP / 2) / 2
        middle = plot.left + plot.width / 2 + side * apart_by
        paper.text(middle, plot.bottom + 8 + TEXT, text, ink.muted, TEXT, text_anchor="middle")
    heights = [
        [
            None if v is None or (scale.log and v <= 0) else plot.y(scale.part(v))
            for v in line.values
        ]
        for line in data.lines
    ]
    order = order_of(data)
    for n in order:
        first, last = heights[n]
        if first is not None and last is not None:
            points = (plot.left, first), (plot.right, last)
            thick = 3.6 if data.lines[n].cursor else 2.2
            paper.line(*points, ink.series[n], thick)
    for n in order:
        for x, y in zip((plot.left, plot.right), heights[n], strict=True):
            if y is not None:
                draw_mark(paper, x, y, n, ink.series[n], ink.paper)
    begun = [(n, pair[0]) for n, pair in enumerate(heights) if pair[0] is not None]
    wanted = [y for _, y in begun]
    middles = apart(wanted, [LINE] * len(begun), plot.top - LINE, plot.bottom)
    for (n, y), middle in zip(begun, middles, strict=True):
        if abs(y - middle) > 2:
            paper.line((plot.left - 7, y), (plot.left - GAP + 4, middle), ink.muted, 0.7)
        weight: Look = {"font_weight": "bold"} if data.lines[n].cursor else {}
        base = middle + TEXT * 0.35
        where: Look = {"text_anchor": "end", **weight}
        paper.text(plot.left - GAP, base, before[n], ink.series[n], TEXT, **where)
    named = [
        Named((plot.right, pair[1]), ink.series[n], data.lines[n].cursor, n)
        if pair[1] is not None
        else None
        for n, pair in enumerate(heights)
    ]
    draw_ends(paper, ends, named, plot, ink)
    return footed(paper, words, sheet)
