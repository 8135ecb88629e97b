"""The globe in cells: whose each one is. It is the same for all maps of a size, and kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from aigoods.catalog.shapes import NORTH, SOUTH, shapes
from aigoods.charts.robinson import crosses, latitude_at, length, projected

FINE = 3
"""Samples across a square cell, and as many from its top to its bottom."""
LAND = 0.4
"""From this part of land on a cell is land."""

TOP, BOTTOM = projected((0.0, NORTH))[1], projected((0.0, SOUTH))[1]


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Rows of cells from the north: the ISO3 of whose land each is, empty for land of none.

    `spots` are the row and the column of the middle of each economy.
    """

    cells: tuple[tuple[str | None, ...], ...]
    spots: dict[str, tuple[int, int]]


def size_within(columns: int, rows: int, tall: int) -> tuple[int, int]:
    """Return the columns and rows of the largest map in so many; a row is `tall` times as high."""
    width = min(columns, int(rows * tall * 2 / (TOP - BOTTOM)))
    return width, max(1, round(width * (TOP - BOTTOM) / 2 / tall))


@lru_cache(maxsize=16)
def raster(columns: int, rows: int, tall: int) -> Raster:
    """Return the globe in so many cells, each `tall` times as high as it is wide.

    A cell belongs to the economy with the most samples in it. Shapes are filled row by row of
    samples, between their crossings with its parallel.
    """
    fine_rows, fine_columns = rows * FINE * tall, columns * FINE
    step = (TOP - BOTTOM) / fine_rows
    parallels = [latitude_at(TOP - (row + 0.5) * step) for row in range(fine_rows)]
    samples: list[list[str | None]] = [[None] * fine_columns for _ in range(fine_rows)]
    spots = {}
    for shape in shapes():
        x, y = projected(shape.middle, beyond=crosses((shape.middle,)))
        spots[shape.iso3] = (
            min(rows - 1, int((TOP - y) / (TOP - BOTTOM) * rows)),
            min(columns - 1, int((x + 1) / 2 * columns)),
        )
        if shape.small:
            continue
        for row, found in _crossings(shape.rings, parallels).items():
            scale, found = length(parallels[row]), sorted(found)
            for west, east in zip(found[::2], found[1::2], strict=False):
                start, end = (round((scale * x / 180 + 1) / 2 * fine_columns) for x in (west, east))
                samples[row][start:end] = [shape.iso3] * (end - start)
    return Raster(_cells(samples, columns, rows, FINE * tall), spots)


def _crossings(
    rings: tuple[tuple[tuple[float, float], ...], ...], parallels: list[float]
) -> dict[int, list[float]]:
    """Return where the rings cross each of the parallels, in degrees east of the middle."""
    from bisect import bisect_left

    from aigoods.charts.robinson import CENTRE

    southward = [-latitude for latitude in parallels]
    found: dict[int, list[float]] = {}
    for ring in rings:
        turn = (360 if crosses(ring) else 0) - CENTRE
        for (x, y), (later_x, later_y) in zip(ring, ring[1:] + ring[:1], strict=True):
            first, last = sorted((-y, -later_y))
            for row in range(bisect_left(southward, first), bisect_left(southward, last)):
                part = (parallels[row] - y) / (later_y - y)
                found.setdefault(row, []).append(x + (later_x - x) * part + turn)
    return found


def _cells(
    samples: list[list[str | None]], columns: int, rows: int, high: int
) -> tuple[tuple[str | None, ...], ...]:
    least = LAND * FINE * high
    found = []
    for row in range(rows):
        lines = samples[row * high : (row + 1) * high]
        cells: list[str | None] = []
        for column in range(0, columns * FINE, FINE):
            inside = [x for line in lines for x in line[column : column + FINE] if x is not None]
            cells.append(Counter(inside).most_common(1)[0][0] if len(inside) >= least else None)
        found.append(tuple(cells))
    return tuple(found)
