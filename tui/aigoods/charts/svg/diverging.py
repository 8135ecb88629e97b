"""Bars to both sides of 0: losses to the left, gains to the right, the total at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.scale import value_text
from aigoods.charts.svg.frame import MARGIN, SMALL, TEXT, foot_height, footed, headed
from aigoods.charts.svg.letters import width, wrapped

if TYPE_CHECKING:
    from aigoods.charts.gains import Gain, Gains
    from aigoods.charts.svg.frame import Words
    from aigoods.charts.svg.paper import Look, Paper
    from aigoods.charts.svg.sheet import Colours, Sheet

ROW, BAR, GAP = 24.0, 17.0, 8.0
NAMES = 0.36
"""The part of the picture that names take at most."""


def draw_diverging(words: Words, data: Gains, sheet: Sheet) -> str:
    """Return the picture of `data`, as high as its rows are many."""
    paper, y = headed(words, sheet)
    ink = sheet.colours
    y = _legend(paper, data, y, sheet)
    top = y
    names = [_name(each, sheet.width * NAMES) for each in data.rows]
    left = MARGIN + max(_width(name, each) for name, each in zip(names, data.rows, strict=True))
    texts = [value_text(data.unit, each.total) for each in data.rows]
    right = max(_width(text, each) for text, each in zip(texts, data.rows, strict=True)) + GAP
    low, high = (max(each.sides[side] for each in data.rows) for side in (0, 1))
    unit = (sheet.width - 2 * MARGIN - (left - MARGIN) - GAP - right) / ((low + high) or 1.0)
    zero = left + GAP + low * unit
    for each, name, text in zip(data.rows, names, texts, strict=True):
        if each.apart:
            paper.text(left, y + ROW * 0.7, "⋮", ink.muted, TEXT, text_anchor="end")
            y += ROW
        weight: Look = {"font_weight": "bold"} if each.marked or each.cursor else {}
        base = y + ROW / 2 + TEXT * 0.35
        paper.text(left, base, name, ink.ink, TEXT, text_anchor="end", **weight)
        _bar(paper, data, each, (zero, y + (ROW - BAR) / 2), unit, ink)
        end = sheet.width - MARGIN
        paper.text(end, base, text, ink.ink, TEXT, text_anchor="end", **weight)
        y += ROW
    paper.line((zero, top), (zero, y), ink.muted)
    paper.height = y + foot_height(words, sheet)
    return footed(paper, words, sheet)


def _bar(
    paper: Paper, data: Gains, each: Gain, at: tuple[float, float], unit: float, ink: Colours
) -> None:
    """Draw the parts of a row from 0 outwards."""
    zero, y = at
    ends = {-1: zero, 1: zero}
    for place, part in enumerate(each.parts):
        if not part:
            continue
        side, size = (1 if part > 0 else -1), abs(part) * unit
        colour = ink.series[place] if data.names else ink.minus if part < 0 else ink.series[1]
        start = ends[side] if side > 0 else ends[side] - size
        paper.rect(start, y, max(size, 0.5), BAR, colour)
        ends[side] += side * size


def _legend(paper: Paper, data: Gains, y: float, sheet: Sheet) -> float:
    """Write the colour and name of each part; return where what is below may begin."""
    if not data.names:
        return y
    x = MARGIN
    for place, name in enumerate(data.names):
        room = SMALL + GAP / 2 + width(name, TEXT) + 2 * GAP
        if x > MARGIN and x + room > sheet.width - MARGIN:
            x, y = MARGIN, y + ROW
        paper.rect(x, y + ROW / 2 - SMALL / 2, SMALL, SMALL, sheet.colours.series[place])
        base = y + ROW / 2 + TEXT * 0.35
        paper.text(x + SMALL + GAP / 2, base, name, sheet.colours.ink, TEXT)
        x += room
    return y + ROW + GAP


def _name(each: Gain, room: float) -> str:
    return wrapped(each.name, room, TEXT, bold=each.marked or each.cursor, most=1)[0]


def _width(text: str, each: Gain) -> float:
    return width(text, TEXT, bold=each.marked or each.cursor)
