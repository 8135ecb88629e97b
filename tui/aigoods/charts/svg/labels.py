"""Labels one above the other: as near to what they name as can be without touching."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def apart(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return the middles of labels of some heights, between `low` and `high`, none on another.

    They stay in the order of the middles that are `wanted`; those that would touch become a block,
    whose members are moved as little as can be (least squares: the pooling of adjacent violators,
    Ayer and others 1955, Annals of Mathematical Statistics 26). Labels that have no room together
    overlap evenly.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    room = sum(heights[place] for place in order)
    tight = min(1.0, (high - low) / room) if room else 1.0
    # Each label, less the heights of those before it: then the blocks need only be in order.
    blocks: list[tuple[float, int]] = []
    before, offsets = 0.0, []
    for place in order:
        size = heights[place] * tight
        offsets.append(before + size / 2)
        mean, count = wanted[place] - offsets[-1], 1
        before += size
        while blocks and blocks[-1][0] >= mean:
            last, many = blocks.pop()
            mean, count = (last * many + mean * count) / (many + count), many + count
        blocks.append((mean, count))
    found = [0.0] * len(wanted)
    starts = [mean for mean, count in blocks for _ in range(count)]
    for place, start, offset in zip(order, starts, offsets, strict=True):
        # Labels pushed in from an end push the next ones, all by the same limits.
        found[place] = min(max(start, low), high - before) + offset
    return found
