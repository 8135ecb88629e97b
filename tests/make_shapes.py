"""Makes `data/reference/shapes.csv` from npm's `world-atlas` 2.0.2, unpacked somewhere.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    .venv/bin/python tests/make_shapes.py package

The outlines are those of its 1:110m map: borders, each of which two economies share, are made
plainer before the rings are put together, so that neighbours still meet. Economies that are too
small for that map are one point: the middle of their largest island in the finer maps.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Any, NamedTuple

from aigoods.catalog.economies import economies, meant

TARGET = Path(__file__).parents[1] / "data" / "reference" / "shapes.csv"
LEAST = 0.06
"""Square degrees: a corner of a border that spans less goes."""
NOT_DRAWN = "010"
"""Antarctica, by its number."""
BY_HAND = {
    "BES": (-68.3, 12.2),
    "CCK": (96.8, -12.2),
    "CXR": (105.6, -10.5),
    "MYT": (45.2, -12.8),
    "TKL": (-171.8, -9.2),
}
"""Longitude and latitude of economies that no map of the package has."""
OF_ANOTHER = {"630": "USA"}
"""Puerto Rico, whose trade is that of the United States in the source."""
CRIMEA = (34.3, 45.3)
"""In Ukraine, as resolution 68/262 of the General Assembly and the trade statistics have it."""

Point = tuple[float, float]
Ring = list[Point]


class Shape(NamedTuple):
    """A part of an economy (no code for land without figures of its own), and its name."""

    iso3: str
    name: str
    ring: Ring


def simplified(line: Ring) -> Ring:
    """Return `line` without the corners that span the least, as Visvalingam and Whyatt do it."""
    kept = list(line)
    while len(kept) > (4 if kept[0] == kept[-1] else 2):
        areas = [
            (abs(_area([before, here, after])), place)
            for place, (before, here, after) in enumerate(
                zip(kept, kept[1:], kept[2:], strict=False), 1
            )
        ]
        least, place = min(areas)
        if least >= LEAST:
            break
        del kept[place]
    return kept


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * later_y - later_x * y for (x, y), (later_x, later_y) in pairs) / 2


def middle(ring: Ring) -> Point:
    """Return the centre of gravity of a ring."""
    whole = sum_x = sum_y = 0.0
    for (x, y), (later_x, later_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x * later_y - later_x * y
        whole, sum_x = whole + cross, sum_x + (x + later_x) * cross
        sum_y += (y + later_y) * cross
    return (sum_x / whole / 3, sum_y / whole / 3)


def read(path: Path, *, plainer: bool) -> list[Shape]:
    """Return the parts of the economies of a TopoJSON file, as its specification reads arcs."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (by_x, by_y), (from_x, from_y) = (
        topology["transform"][each] for each in ("scale", "translate")
    )
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * by_x + from_x, y * by_y + from_y))
        arcs.append(simplified(arc) if plainer else arc)
    found = []
    for each in topology["objects"]["countries"]["geometries"]:
        if each.get("id") != NOT_DRAWN:
            number, name = each.get("id", ""), each["properties"]["name"]
            codes = (OF_ANOTHER[number],) if number in OF_ANOTHER else meant(number)
            iso3 = codes[0] if number and len(codes) == 1 else ""
            found += [Shape(iso3, name, ring) for ring in _rings(each, arcs)]
    return found


def _rings(geometry: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    """Return the outer rings of a geometry and its holes, which other economies fill."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = []
    for part in parts:
        for places in part:
            ring: Ring = []
            for place in places:
                arc = arcs[place] if place >= 0 else arcs[~place][::-1]
                ring += arc[1:] if ring else arc
            rings.append(ring[:-1])
    return rings


def within(ring: Ring) -> list[Ring]:
    """Return a ring that crosses the 180th meridian as its parts on either side."""
    unwrapped = [ring[0]]
    for x, y in ring[1:]:
        last = unwrapped[-1][0]
        unwrapped.append((x + 360 * round((last - x) / 360), y))
    parts = []
    for turn in (-360, 0, 360):
        part = [(x + turn, y) for x, y in unwrapped]
        for edge, side in ((180.0, 1), (-180.0, -1)):
            part = _clipped(part, edge, side)
        if part:
            parts.append(part)
    return parts


def _clipped(ring: Ring, edge: float, side: int) -> Ring:
    """Return the part of a ring on one side of a meridian, as Sutherland and Hodgman do it."""
    found: Ring = []
    for (x, y), (later_x, later_y) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, then = (x - edge) * side <= 0, (later_x - edge) * side <= 0
        if inside:
            found.append((x, y))
        if inside != then:
            found.append((edge, y + (later_y - y) * (edge - x) / (later_x - x)))
    return found


def written(ring: Ring) -> str:
    """Return a ring in tenths of degrees: its first point, then the steps to the others."""
    whole = [(round(x * 10), round(y * 10)) for x, y in ring]
    kept = [p for n, p in enumerate(whole) if p != whole[n - 1] or len(whole) == 1]
    steps = kept[:1] + [(x - a, y - b) for (a, b), (x, y) in pairwise(kept)]
    return " ".join(f"{x} {y}" for x, y in steps)


def main() -> None:
    """Write the table."""
    package = Path(sys.argv[1])
    shapes = [
        Shape(each.iso3, each.name, part)
        for each in read(package / "countries-110m.json", plainer=True)
        for part in within(each.ring)
        if abs(_area(part)) > LEAST
    ]
    shapes = [
        Shape("UKR", "Ukraine", each.ring) if dist(middle(each.ring), CRIMEA) < 1 else each
        for each in shapes
    ]
    points = dict(BY_HAND)
    for finer in ("10m", "50m"):
        largest: dict[str, Ring] = {}
        for each in read(package / f"countries-{finer}.json", plainer=False):
            if abs(_area(each.ring)) > abs(_area(largest.get(each.iso3, [(0.0, 0.0)]))):
                largest[each.iso3] = each.ring
        points |= {iso3: middle(ring) for iso3, ring in largest.items()}
    drawn = {each.iso3 for each in shapes}
    small = [
        Shape(iso3, economy.name, [points[iso3]])
        for iso3, economy in economies().items()
        if economy.kind == "economy" and iso3 not in drawn
    ]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("iso3", "land", "ring"))
        for each in sorted(shapes + small, key=lambda each: (each.iso3, each.name)):
            table.writerow((each.iso3, each.name, written(each.ring)))


if __name__ == "__main__":
    main()
