"""The colours of classes, and the legend that says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.shades import MIDDLE, SHADES, luminance, shade_of
from aigoods.charts.svg.frame import MARGIN, SMALL
from aigoods.charts.svg.letters import width

if TYPE_CHECKING:
    from aigoods.charts.grades import Grades
    from aigoods.charts.svg.paper import Paper
    from aigoods.charts.svg.sheet import Sheet

SWATCH, ROW = 14.0, 22.0


def colour_of(grades: Grades, grade: int | None, sheet: Sheet) -> str:
    """Return the colour of a class on the ground of a sheet, that of no data where it is None."""
    if grade is None:
        return sheet.colours.grid
    shades = SHADES["dark" if sheet.ground == "dark" else "light"]
    return "#" + "".join(f"{int(part):02x}" for part in shades[shade_of(grades, grade)].split(";"))


def text_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if luminance(*parts) > MIDDLE else "#ffffff"


def legend_height(grades: Grades, sheet: Sheet, *, unknown: bool) -> float:
    """Return the height of the legend."""
    return ROW * (1 + max(row for *_, row in _entries(grades, sheet, unknown=unknown)))


def draw_legend(paper: Paper, y: float, grades: Grades, sheet: Sheet, *, unknown: bool) -> None:
    """Draw a swatch and a text for each class, the highest first, from the height `y` down."""
    for grade, text, x, row in _entries(grades, sheet, unknown=unknown):
        top = y + row * ROW
        paper.rect(x, top + (ROW - SWATCH) / 2, SWATCH, SWATCH, colour_of(grades, grade, sheet))
        base = top + ROW / 2 + SMALL * 0.35
        paper.text(x + SWATCH + 5, base, text, sheet.colours.muted, SMALL)


def _entries(
    grades: Grades, sheet: Sheet, *, unknown: bool
) -> list[tuple[int | None, str, float, int]]:
    """Return classes with their texts, and where each stands: how far right, and in which row."""
    words: list[tuple[int | None, str]] = [(None, "no data")] if unknown else []
    words += enumerate(grades.texts)
    words.sort(key=lambda word: -1 if word[0] is None else word[0], reverse=True)
    found, x, row = [], MARGIN, 0
    for grade, text in words:
        size = SWATCH + 5 + width(text, SMALL)
        if x > MARGIN and x + size > sheet.width - MARGIN:
            x, row = MARGIN, row + 1
        found.append((grade, text, x, row))
        x += size + 18
    return found
