"""The outlines of economies on the globe, for maps, and where those too small for one lie."""

from functools import cache
from itertools import accumulate
from typing import NamedTuple

from aigoods.catalog.tables import reference

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

SOUTH, NORTH = -56.0, 84.0
"""The latitudes that all outlines lie between; Antarctica is not there."""


class Shape(NamedTuple):
    """An economy (no code for land without figures of its own) and its rings, or one point.

    A place is inside where an odd number of rings is around it: holes are rings, too. A ring is not
    closed, its last point is the neighbour of its first.
    """

    iso3: str
    rings: tuple[tuple[Point, ...], ...]

    @property
    def small(self) -> bool:
        """Whether the economy is too small for an outline, and has but a point."""
        return len(self.rings[0]) == 1

    @property
    def middle(self) -> Point:
        """Return a place for a mark: the middle of the ring that spans the most."""
        if self.small:
            return self.rings[0][0]
        ring = max(self.rings, key=lambda ring: abs(_moments(ring)[0]))
        area, x, y = _moments(ring)
        return x / area / 3, y / area / 3


@cache
def shapes() -> tuple[Shape, ...]:
    """Return all shapes of `data/reference/shapes.csv`, those of an economy together.

    Raises:
        DataError: the table cannot be read.

    """
    found: dict[str, list[tuple[Point, ...]]] = {}
    for row in reference("shapes"):
        steps = [int(step) / 10 for step in row["ring"].split()]
        ring = tuple(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))
        found.setdefault(row["iso3"], []).append(ring)
    return tuple(Shape(iso3, tuple(rings)) for iso3, rings in found.items())


def _moments(ring: tuple[Point, ...]) -> tuple[float, float, float]:
    """Return twice the area of a ring, and what its centre of gravity is made of."""
    area = sum_x = sum_y = 0.0
    for (x, y), (later_x, later_y) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x * later_y - later_x * y
        area, sum_x, sum_y = (
            area + cross,
            sum_x + (x + later_x) * cross,
            sum_y + (y + later_y) * cross,
        )
    return area, sum_x, sum_y
