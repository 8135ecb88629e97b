"""The stages of the chain from silicon to data centres, and the families of goods in each.

The division is this program's own; `chain.csv` holds it. Families that serve all stages (robots,
clean rooms, parts of machines) are in none.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from aigoods.catalog.tables import reference


class Stage(NamedTuple):
    """One stage: its place in the chain from 1 on, its name, and the families of its goods."""

    number: int
    name: str
    families: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its word in an address, as goods: `stage-5`."""
        return f"stage-{self.number}"


@cache
def stages() -> tuple[Stage, ...]:
    """Return all stages in their order."""
    found: dict[int, Stage] = {}
    for row in reference("chain"):
        if row["stage"]:
            number = int(row["stage"])
            before = found[number].families if number in found else ()
            found[number] = Stage(number, row["name"], (*before, row["family"]))
    return tuple(found[number] for number in sorted(found))
