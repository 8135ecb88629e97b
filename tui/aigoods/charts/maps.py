"""The map of the world: economies in the shades of their classes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aigoods.charts.frame import HEADING, headed
from aigoods.charts.raster import raster, size_within
from aigoods.charts.scale import value_text
from aigoods.charts.shades import HERE, Tint, coloured, legend, shade_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aigoods.charts.atlas import Atlas
    from aigoods.charts.canvas import Canvas
    from aigoods.charts.raster import Raster
    from aigoods.charts.style import Style

SEEN = 0.001
"""The part of all trade from which on an economy without a cell of its own is a dot."""

MOST_MARKS = 10
"""Of more rows the marks would hide the map."""

LAND = -1
"""Stands for land that no row of the table is about."""

Owners = list[list[int | None]]
"""Whose each cell is: the place of a row of the table, LAND, or None for the sea."""


def draw_map(title: str, subtitle: str, data: Atlas, style: Style) -> Canvas:
    """Return the picture of `data`: two cells in one where there are colours, else glyphs."""
    here = data.here
    said = f"{here.name} {value_text(data.unit, here.value)}" if here else ""
    canvas = headed(title, subtitle, style, data.of, said)
    tall = 1 if coloured(style) else 2
    width, high = size_within(style.width, (style.height - HEADING - 1) * 2 // tall, tall)
    globe = raster(width, high, tall)
    owners = owned(data, globe)
    left = (style.width - width) // 2
    if tall == 1:
        _draw_shades(canvas, owners, data, left)
    else:
        _draw_glyphs(canvas, owners, data, style, left)
    marked = [area for area in data.areas if area.marked and area.economies[0] in globe.spots]
    for area in marked if len(marked) <= MOST_MARKS else ():
        row, column = globe.spots[area.economies[0]]
        canvas.put(HEADING + row * tall // 2, left + column, style.glyphs.mark, "strong")
    below = HEADING + (high * tall + 1) // 2
    legend(canvas, below, data.grades, style, filled=tall == 1, unknown=True)
    return canvas


def owned(data: Atlas, globe: Raster) -> Owners:
    """Return whose each cell is.

    Of the economies that are too small to have a cell, those that trade much, are marked or under
    the cursor take one, in the sea beside them if they can, and never the last of another's.
    """
    places = {code: n for n, area in enumerate(data.areas) for code in area.economies}
    owners: Owners = [
        [None if iso3 is None else places.get(iso3, LAND) for iso3 in row] for row in globe.cells
    ]
    cells = Counter(owner for row in owners for owner in row)
    least = SEEN * sum(area.weight for area in data.areas)
    dots: set[tuple[int, int]] = set()
    for place, area in enumerate(data.areas):
        if cells[place] or not (area.weight >= least or area.cursor or area.marked):
            continue
        for row, column in _near(globe.spots.get(area.economies[0]), owners):
            owner = owners[row][column]
            if (row, column) not in dots and (owner in (None, LAND) or cells[owner] > 1):
                cells[owner] -= 1
                owners[row][column] = place
                dots.add((row, column))
                break
    return owners


def _near(spot: tuple[int, int] | None, owners: Owners) -> Iterator[tuple[int, int]]:
    """Yield the cells at and around a spot, those in the sea first, then the nearer ones."""
    if spot is None:
        return
    around = [(spot[0] + down, spot[1] + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    inside = [
        (row, column)
        for row, column in around
        if 0 <= row < len(owners) and 0 <= column < len(owners[0])
    ]
    yield from sorted(
        inside,
        key=lambda cell: (
            owners[cell[0]][cell[1]] is not None,
            abs(cell[0] - spot[0]) + abs(cell[1] - spot[1]),
        ),
    )


def _draw_shades(canvas: Canvas, owners: Owners, data: Atlas, left: int) -> None:
    shades: dict[int | None, str] = {None: "", LAND: shade_of(data.grades, None)}
    for place, area in enumerate(data.areas):
        shades[place] = HERE if area.cursor else shade_of(data.grades, area.grade)
    sea: list[int | None] = [None] * len(owners[0])
    for row, (upper, lower) in enumerate(zip(owners[::2], [*owners[1::2], sea], strict=False)):
        for column, pair in enumerate(zip(upper, lower, strict=True)):
            top, bottom = (shades[owner] for owner in pair)
            if bottom == HERE and top not in ("", HERE):
                canvas.put(HEADING + row, left + column, "▄", Tint(bottom, top))
            elif top and bottom and top != bottom:
                canvas.put(HEADING + row, left + column, "▀", Tint(top, bottom))
            elif top or bottom:
                glyph = "█" if top == bottom else "▀" if top else "▄"
                canvas.put(HEADING + row, left + column, glyph, Tint(top or bottom))


def _draw_glyphs(canvas: Canvas, owners: Owners, data: Atlas, style: Style, left: int) -> None:
    glyphs = style.glyphs
    for row, cells in enumerate(owners):
        for column, owner in enumerate(cells):
            if owner is None:
                continue
            area = data.areas[owner] if owner != LAND else None
            grade = area.grade if area else None
            glyph = glyphs.unknown if grade is None else glyphs.classes[grade]
            if area and area.cursor:
                canvas.put(HEADING + row, left + column, glyphs.spot, "strong")
            else:
                canvas.put(HEADING + row, left + column, glyph, Tint(shade_of(data.grades, grade)))
