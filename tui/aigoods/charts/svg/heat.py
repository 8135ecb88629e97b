"""A table of shades: rows by years, each number in the shade of its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.grades import grades
from aigoods.charts.scale import short_text
from aigoods.charts.svg.frame import MARGIN, SMALL, TEXT, foot_height, footed, headed
from aigoods.charts.svg.letters import width, wrapped
from aigoods.charts.svg.shades import colour_of, draw_legend, legend_height, text_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.charts.data import Line, Lines
    from aigoods.charts.svg.frame import Words
    from aigoods.charts.svg.paper import Look
    from aigoods.charts.svg.sheet import Sheet

ROW, GAP = 24.0, 8.0
NAMES = 0.36
"""The part of the picture that names take at most."""
WIDEST = 110.0
"""The width of a cell, at most."""


def draw_heat(words: Words, data: Lines, sheet: Sheet, provisional: Sequence[int]) -> str:
    """Return the picture of `data`, the last years where the numbers of all have no room.

    The head of a year in `provisional` is underlined with dashes.
    """
    paper, top = headed(words, sheet)
    ink, classes = sheet.colours, grades(data.unit, data.known)
    texts = [[short_text(data.unit, value) for value in line.values] for line in data.lines]
    heads = [width(text, TEXT) for text in data.texts]
    least = max(*heads, *(width(text, SMALL, bold=True) for row in texts for text in row)) + GAP
    room = sheet.width * NAMES
    names = [_name(line, room) for line in data.lines]
    left = MARGIN + GAP + max(widest for _, _, widest in names)
    whole = sheet.width - MARGIN - left
    shown = max(1, min(len(data.years), int(whole / least)))
    cell = min(WIDEST, whole / shown)
    for place, year in enumerate(data.years[-shown:]):
        x, text = left + (place + 0.5) * cell, data.texts[-shown:][place]
        here: Look = {"font_weight": "bold"} if year == data.here else {}
        paper.text(x, top + TEXT, text, ink.muted, TEXT, text_anchor="middle", **here)
        if year in provisional:
            half = heads[-shown:][place] / 2
            paper.line(
                (x - half, top + TEXT + 4),
                (x + half, top + TEXT + 4),
                ink.muted,
                stroke_dasharray="4 3",
            )
    y = top + TEXT + 8
    for line, name, row in zip(data.lines, names, texts, strict=True):
        weight: Look = {"font_weight": "bold"} if line.cursor else {}
        lines, size, _ = name
        for n, own in enumerate(lines):
            base = y + ROW / 2 + size * (0.35 + n - (len(lines) - 1) / 2)
            paper.text(left - GAP, base, own, ink.ink, size, text_anchor="end", **weight)
        for place, (value, text) in enumerate(zip(line.values[-shown:], row[-shown:], strict=True)):
            x, fill = left + place * cell, ink.muted
            if value is not None:
                colour = colour_of(classes, classes.of(value), sheet)
                paper.rect(x, y, cell - 1, ROW - 1, colour)
                fill = text_on(colour)
            middle = y + ROW / 2 + SMALL * 0.35
            paper.text(x + cell / 2, middle, text, fill, SMALL, text_anchor="middle", **weight)
        y += ROW
    y += GAP
    draw_legend(paper, y, classes, sheet, unknown=False)
    paper.height = y + legend_height(classes, sheet, unknown=False) + foot_height(words, sheet)
    return footed(paper, words, sheet)


def _name(line: Line, room: float) -> tuple[list[str], float, float]:
    """Return a name in a line, or in two small ones if it is long, with its size and its width."""
    size = TEXT if width(line.name, TEXT, bold=line.cursor) <= room else SMALL
    lines = wrapped(line.name, room, size, bold=line.cursor, most=2)
    return lines, size, max(width(each, size, bold=line.cursor) for each in lines)
