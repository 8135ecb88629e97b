"""Robinson's projection of the globe, which shows all of it with little distortion anywhere.

Lengths of parallels and their distances from the equator, every five degrees, are his (A. H.
Robinson, A New Map Projection: Its Development and Characteristics, 1974), straight between them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigoods.catalog.shapes import Point

CENTRE = 11.0
"""The meridian in the middle: that opposite runs through the Bering Strait, and cuts no economy."""

HEIGHT = 1.3523 / (0.8487 * 3.141592653589793)
"""How far the pole is from the equator, where half of that is 1."""

_LENGTHS = (
    1, 0.9986, 0.9954, 0.99, 0.9822, 0.973, 0.96, 0.9427, 0.9216, 0.8962, 0.8679, 0.835, 0.7986,
    0.7597, 0.7186, 0.6732, 0.6213, 0.5722, 0.5322,
)  # fmt: skip
_DISTANCES = (
    0, 0.062, 0.124, 0.186, 0.248, 0.31, 0.372, 0.434, 0.4958, 0.5571, 0.6176, 0.6769, 0.7346,
    0.7903, 0.8435, 0.8936, 0.9394, 0.9761, 1,
)  # fmt: skip


def projected(point: Point, *, beyond: bool = False) -> Point:
    """Return where a place is: from -1 in the west to 1 in the east, and up from the equator.

    `beyond` tells that it is of a shape that `crosses`, and lies in the east.
    """
    longitude, latitude = point
    turned = longitude - CENTRE + (360 if beyond else 0)
    x = length(latitude) * turned / 180
    return x, _between(_DISTANCES, latitude) * HEIGHT * (1 if latitude >= 0 else -1)


def length(latitude: float) -> float:
    """Return the length of a parallel; that of the equator is 1."""
    return _between(_LENGTHS, latitude)


def latitude_at(y: float) -> float:
    """Return the latitude of what is `y` above the equator, as `projected` has it."""
    part = min(1.0, abs(y) / HEIGHT)
    step = max(1, bisect_left(_DISTANCES, part))
    low, high = _DISTANCES[step - 1], _DISTANCES[step]
    found = 5 * (step - 1 + (part - low) / (high - low))
    return found if y >= 0 else -found


def crosses(ring: tuple[Point, ...]) -> bool:
    """Return whether a ring lies beyond the meridian at which the map is cut: Chukotka does."""
    return max(x for x, _ in ring) <= CENTRE - 180


def _between(table: tuple[float, ...], latitude: float) -> float:
    step = min(17, int(abs(latitude) / 5))
    return table[step] + (table[step + 1] - table[step]) * (abs(latitude) / 5 - step)
