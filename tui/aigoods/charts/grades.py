"""Classes of numbers, for pictures that say by shade how large a number is."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigoods.charts.scale import tick_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.analysis.column import Unit

CLASSES = 5
FIXED: dict[Unit, tuple[float, ...]] = {
    "growth": (-0.25, -0.05, 0.05, 0.25),
    "points": (-0.01, -0.001, 0.001, 0.01),
    "rank": (3.0, 10.0, 20.0, 50.0),
    "rca": (0.5, 1.0, 2.0, 4.0),
    "symmetric_rca": (-0.6, -0.2, 0.2, 0.6),
}
"""Bounds that do not depend on the numbers: they mean the same on every picture."""
NICE = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Grades:
    """Classes 0 to 4 of the numbers of a unit, parted by four `bounds`, from which on each begins.

    Where they are `diverging` the middle one is no change to speak of, those below it are falls. Of
    ranks the highest class is that of the first places.
    """

    unit: Unit
    bounds: tuple[float, ...]

    @property
    def diverging(self) -> bool:
        """Whether classes lie on both sides of nothing."""
        return self.unit in ("growth", "points", "symmetric_rca")

    def of(self, value: float | None) -> int | None:
        """Return the class of a number, None where it is not known."""
        if value is None:
            return None
        if self.unit == "rank":
            return CLASSES - 1 - sum(value > bound for bound in self.bounds)
        return bisect_right(self.bounds, value)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what a legend says of each class, from the lowest: `<$2B`, `$2B+`, ..."""
        said = [tick_text(self.unit, bound) for bound in self.bounds]
        if self.unit == "rank":
            return (f">{said[-1]}", *(f"to {each}" for each in reversed(said)))
        if self.diverging:
            lower, low, high, higher = said
            return (f"<{lower}", f"<{low}", f"{low} to {high}", f">{high}", f">{higher}")
        return (f"<{said[0]}", *(f"{each}+" for each in said))


def grades(unit: Unit, values: Iterable[float | None]) -> Grades:
    """Return the classes of `values` of a unit.

    Where they are not FIXED, the highest begins at the number among 1, 2 and 5 times powers of ten
    that is not above half of the most, each lower one at two such numbers less: few trade very
    much, and many a little.
    """
    if unit in FIXED:
        return Grades(unit, FIXED[unit])
    most = max((value for value in values if value is not None), default=0.0)
    half = most / 2 if most > 0 else 1.0
    power = math.floor(math.log10(half))
    place = 3 * power + sum(size * 10.0**power <= half * (1 + 1e-9) for size in NICE[1:])
    places = range(place - 2 * (CLASSES - 2), place + 1, 2)
    return Grades(unit, tuple(float(f"{NICE[n % 3] * 10.0 ** (n // 3):.12g}") for n in places))
