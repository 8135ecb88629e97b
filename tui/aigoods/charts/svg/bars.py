"""Horizontal bars on one zero base: a name, the bar, the value at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.scale import value_text
from aigoods.charts.svg.frame import MARGIN, TEXT, foot_height, footed, headed
from aigoods.charts.svg.letters import width, wrapped

if TYPE_CHECKING:
    from aigoods.charts.ranked import Bar, Bars
    from aigoods.charts.svg.frame import Words
    from aigoods.charts.svg.paper import Look
    from aigoods.charts.svg.sheet import Colours, Sheet

ROW, BAR, GAP = 24.0, 17.0, 8.0
LINE = TEXT * 1.2
NAMES = 0.36
"""The part of the picture that names take at most."""


def draw_bars(words: Words, data: Bars, sheet: Sheet) -> str:
    """Return the picture of `data`, as high as its bars are many.

    Where rows are marked theirs have the colour, else all; names and values of the marked ones and
    of that under the cursor are bold. The values of negative bars stand to their left.
    """
    paper, y = headed(words, sheet)
    ink, top = sheet.colours, y
    some_marked = any(each.marked for each in data.bars)
    names = [_name(each, sheet.width * NAMES) for each in data.bars]
    left = MARGIN + max(_widest(lines, each) for lines, each in zip(names, data.bars, strict=True))
    texts = [value_text(data.unit, each.value) for each in data.bars]
    rooms = [_widest([text], each) + GAP for text, each in zip(texts, data.bars, strict=True)]
    values = [each.value or 0.0 for each in data.bars]
    below = max((room for room, v in zip(rooms, values, strict=True) if v < 0), default=0.0)
    above = max((room for room, v in zip(rooms, values, strict=True) if v >= 0), default=0.0)
    low, high = min(0.0, *values), max(0.0, *values)
    unit = (sheet.width - MARGIN - left - GAP - below - above) / ((high - low) or 1.0)
    zero = left + GAP + below - low * unit
    for each, lines, text, value in zip(data.bars, names, texts, values, strict=True):
        if each.apart:
            paper.text(left, y + ROW * 0.7, "⋮", ink.muted, TEXT, text_anchor="end")
            y += ROW
        weight: Look = {"font_weight": "bold"} if _bold(each) else {}
        row = ROW + (len(lines) - 1) * LINE
        base = y + row / 2 + TEXT * 0.35
        for n, line in enumerate(lines):
            own = base + (n - (len(lines) - 1) / 2) * LINE
            paper.text(left, own, line, ink.ink, TEXT, text_anchor="end", **weight)
        start, size = zero + min(0.0, value) * unit, abs(value) * unit
        if each.value:
            colour = _colour(each, ink, lesser=some_marked)
            paper.rect(start, y + (row - BAR) / 2, max(size, 1.0), BAR, colour)
        anchor, x = ("end", start - GAP / 2) if value < 0 else ("start", start + size + GAP / 2)
        paper.text(x, base, text, ink.ink, TEXT, text_anchor=anchor, **weight)
        y += row
    paper.line((zero, top), (zero, y), ink.muted)
    paper.height = y + foot_height(words, sheet)
    return footed(paper, words, sheet)


def _bold(each: Bar) -> bool:
    return each.marked or each.cursor


def _name(each: Bar, room: float) -> list[str]:
    return wrapped(each.name, room, TEXT, bold=_bold(each), most=2)


def _widest(lines: list[str], each: Bar) -> float:
    return max(width(line, TEXT, bold=_bold(each)) for line in lines)


def _colour(each: Bar, ink: Colours, *, lesser: bool) -> str:
    if lesser and not _bold(each):
        return ink.lesser
    return ink.minus if (each.value or 0) < 0 else ink.series[1]
