"""The map of the world: economies in the colours of their classes, the leading ones named."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from aigoods.catalog.shapes import NORTH, SOUTH, shapes
from aigoods.charts.robinson import crosses, projected
from aigoods.charts.scale import value_text
from aigoods.charts.svg.frame import MARGIN, SMALL, foot_height, footed, headed
from aigoods.charts.svg.letters import width
from aigoods.charts.svg.paper import around
from aigoods.charts.svg.shades import colour_of, draw_legend, legend_height

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aigoods.catalog.shapes import Shape
    from aigoods.charts.atlas import Area, Atlas
    from aigoods.charts.svg.frame import Words
    from aigoods.charts.svg.paper import Look, Paper, Point
    from aigoods.charts.svg.sheet import Sheet

NAMED, USUAL = 10, 960
"""How many of the leading economies have their name on a map of so many pixels."""
SEEN, SMALL_AREA = 0.001, 12.0
"""The part of all trade from which on an economy that is below so many pixels is a dot."""
OVER = 0.7
"""The part of a name that an economy bears on itself."""
WORLD = -1.0, projected((0, SOUTH))[1], 1.0, projected((0, NORTH))[1]
AROUND, PART = 0.08, 0.5
"""What is shown around a part of the world, and from how much of it on it is shown as a whole."""
REACH = (0, 10, 22, 34, 48, 64, 84, 108)
"""How far a name may be from its economy, the nearest that is free first."""


class Globe(NamedTuple):
    """Where the map lies, and how many pixels half of the equator has."""

    middle: float
    equator: float
    scale: float

    def at(self, point: Point, *, beyond: bool = False) -> Point:
        """Return where a place is in the picture; `beyond` is as `projected` has it."""
        x, y = projected(point, beyond=beyond)
        return self.middle + x * self.scale, self.equator - y * self.scale


class Spot(NamedTuple):
    """Where an economy is on the map, and how much room it takes there: none if it is a point."""

    x: float
    y: float
    width: float
    height: float


class Box(NamedTuple):
    """The room of a name."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes lie on one another."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, spot: Spot) -> bool:
        """Whether a spot is inside."""
        return self.left < spot.x < self.right and self.top < spot.y < self.bottom


def draw_map(words: Words, data: Atlas, sheet: Sheet) -> str:
    """Return the picture of `data`: the world, or the part of it that the rows are in.

    Economies too small for an outline are dots, if they trade much; the row under the cursor and
    marked ones have a rim, and their names beside those of the leading ones.
    """
    paper, top = headed(words, sheet)
    below = legend_height(data.grades, sheet, unknown=True) + foot_height(words, sheet)
    west, south, east, north = window = _window(data)
    wide, room = sheet.width - 2 * MARGIN, max(120.0, sheet.height - top - below)
    scale = min(wide / (east - west), room / (north - south))
    high = (north - south) * scale
    globe = Globe(sheet.width / 2 - (west + east) / 2 * scale, top + north * scale, scale)
    inside = Box(MARGIN, top, sheet.width - MARGIN, top + high)
    paper.height = inside.bottom + below
    places = {code: area for area in data.areas for code in area.economies}
    spots = {shape.iso3: _spot(shape, globe) for shape in shapes()}
    if window != WORLD:
        paper.begin_window(inside.left, inside.top, wide, high)
    for shape in shapes():
        if not shape.small:
            _outline(paper, shape, places.get(shape.iso3), data, globe, inside, sheet)
    _dots(paper, places, data, spots, sheet)
    if window != WORLD:
        paper.end_window()
    _names(paper, data, spots, inside, sheet)
    draw_legend(paper, inside.bottom, data.grades, sheet, unknown=True)
    return footed(paper, words, sheet)


def _window(data: Atlas) -> tuple[float, float, float, float]:
    """Return what the map shows: the world, or the part of it in which all that trade much lie.

    It is the least and the most right and up, as `projected` has them.
    """
    least = SEEN * sum(area.weight for area in data.areas)
    codes = {code for area in data.areas if area.weight >= least for code in area.economies}
    found = [projected(shape.middle) for shape in shapes() if shape.iso3 in codes]
    if not found:
        return WORLD
    xs, ys = [x for x, _ in found], [y for _, y in found]
    if max(xs) - min(xs) + 2 * AROUND > PART * (WORLD[2] - WORLD[0]):
        return WORLD
    low, high = max(WORLD[1], min(ys) - AROUND), min(WORLD[3], max(ys) + AROUND)
    return min(xs) - AROUND, low, max(xs) + AROUND, high


def _spot(shape: Shape, globe: Globe) -> Spot:
    box = _box([globe.at(point) for ring in shape.rings for point in ring])
    return Spot(*globe.at(shape.middle), box.right - box.left, box.bottom - box.top)


def _outline(
    paper: Paper,
    shape: Shape,
    area: Area | None,
    data: Atlas,
    globe: Globe,
    inside: Box,
    sheet: Sheet,
) -> None:
    """Draw the rings of an economy that come into the map."""
    rings = [[globe.at(point, beyond=crosses(ring)) for point in ring] for ring in shape.rings]
    if seen := [around(ring) for ring in rings if _box(ring).meets(inside)]:
        fill = colour_of(data.grades, area.grade if area else None, sheet)
        paper.draw(
            "path", d="".join(seen), fill=fill, fill_rule="evenodd", **_rim(area, sheet, 0.5)
        )


def _box(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _rim(area: Area | None, sheet: Sheet, thin: float) -> Look:
    ink = sheet.colours
    if area is not None and (area.cursor or area.marked):
        return {"stroke": ink.ink, "stroke_width": 1.8 if area.cursor else 1.2}
    return {"stroke": ink.paper or "#ffffff", "stroke_width": thin}


def _dots(
    paper: Paper, places: dict[str, Area], data: Atlas, spots: dict[str, Spot], sheet: Sheet
) -> None:
    """Draw the economies that are too small to be seen, where they trade much."""
    least = SEEN * sum(area.weight for area in data.areas)
    for iso3, spot in spots.items():
        area = places.get(iso3)
        if area is None or spot.width * spot.height >= SMALL_AREA:
            continue
        if area.weight >= least or area.cursor or area.marked:
            fill = colour_of(data.grades, area.grade, sheet)
            paper.draw("circle", cx=spot.x, cy=spot.y, r=4, fill=fill, **_rim(area, sheet, 1.0))


def _names(paper: Paper, data: Atlas, spots: dict[str, Spot], inside: Box, sheet: Sheet) -> None:
    """Write the leading economies and those that are brought out, each where it is free.

    A name that finds no room is left out: its economy has its colour all the same.
    """
    ink, taken = sheet.colours, list[Box]()
    halo: Look = {"stroke": ink.paper, "stroke_width": 3, "paint_order": "stroke"}
    part = min(1, sheet.width / USUAL)
    reaches = [reach for reach in REACH if reach <= REACH[-1] * part]
    for place, area in enumerate(data.areas):
        own = [spots[iso3] for iso3 in area.economies if iso3 in spots]
        spot = max(own, key=lambda spot: spot.width * spot.height, default=None)
        if (
            spot is None
            or not inside.holds(spot)
            or not (place < NAMED * part or area.cursor or area.marked)
        ):
            continue
        text = f"{area.name} {value_text(data.unit, area.value)}"
        size = width(text, SMALL, bold=area.cursor)
        found = next(_free(spot, size, reaches, inside, taken), None)
        if found is None:
            continue
        taken.append(found)
        end = (
            min(max(spot.x, found.left), found.right),
            min(max(spot.y, found.top), found.bottom),
        )
        if hypot(end[0] - spot.x, end[1] - spot.y) > REACH[1]:
            paper.line((spot.x, spot.y), end, ink.ink, 0.7)
        look: Look = {"stroke_linejoin": "round", **(halo if ink.paper else {})}
        look |= {"font_weight": "bold"} if area.cursor else {}
        paper.text(found.left, found.bottom - SMALL * 0.3, text, ink.ink, SMALL, **look)


def _free(
    spot: Spot, size: float, reaches: list[int], inside: Box, taken: list[Box]
) -> Iterator[Box]:
    """Yield the rooms for a text at a spot that are inside and on no other, the nearest first.

    On the economy itself it stands where that is about as wide.
    """
    for reach in reaches if spot.width > size * OVER else reaches[1:]:
        for eighth in (0, 1, 7, 2, 6, 3, 5, 4) if reach else (2,):
            x = spot.x + reach * cos(eighth * pi / 4)
            y = spot.y + reach * sin(eighth * pi / 4)
            left = x - size * (eighth in (3, 4, 5) or 0.5 * (eighth in (2, 6)))
            found = Box(left, y - SMALL * 0.65, left + size, y + SMALL * 0.65)
            within = found.left >= inside.left and found.right <= inside.right
            within &= found.top >= inside.top and found.bottom <= inside.bottom
            if within and not any(found.meets(other) for other in taken):
                yield found
