"""What is charted of an Answer as bars to both sides of 0: its rows, and what each is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aigoods.charts.safe import label, number
from aigoods.charts.series import named
from aigoods.text import upper_first

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import Unit


@dataclass(frozen=True, slots=True)
class Gain:
    """One row: what it gained or lost, in parts; `apart` where rows are left out before it."""

    key: str
    name: str
    parts: tuple[float, ...]
    marked: bool = False
    apart: bool = False
    cursor: bool = False

    @property
    def total(self) -> float:
        """What it gained or lost in all."""
        return sum(self.parts)

    @property
    def sides(self) -> tuple[float, float]:
        """How far its bar goes to the left of 0, and to the right."""
        return -sum(part for part in self.parts if part < 0), sum(p for p in self.parts if p > 0)


@dataclass(frozen=True, slots=True)
class Gains:
    """Rows from the largest gain to the largest loss, or periods in their order, of one unit.

    `names` are those of the parts, none where there is one. `of` says which part of the rows is
    drawn, empty for all of them, `left` names marked rows that are not.
    """

    unit: Unit
    rows: tuple[Gain, ...]
    names: tuple[str, ...] = ()
    of: str = ""
    left: tuple[str, ...] = ()


def gains(
    answer: Answer, marked: tuple[str, ...], most: int, cursor: str = "", word: str = "marked"
) -> Gains | None:
    """Return at most `most` rows: the largest gains and losses, the marked ones, that of `cursor`.

    The row that gathers all others stands below them where all have room. Of periods the last are
    kept. None where no row has a value; `word` says what the marked rows are.
    """
    drawing = answer.drawing("diverging")
    if drawing is None:
        return None
    every = _rows(answer, drawing.columns, marked, cursor)
    if not every or most < 1:
        return None
    names = tuple(map(upper_first, drawing.names)) if len(drawing.columns) > 1 else ()
    if answer.rows == "periods":
        kept = every[-most:]
        of = f"{len(kept)} of {len(every)} years" if len(kept) < len(every) else ""
        return Gains(drawing.unit, tuple(kept), names, of)
    gathered = [row for row in every if row.key == answer.rest]
    ranked = sorted(
        (row for row in every if row.key != answer.rest), key=lambda row: row.total, reverse=True
    )
    if len(ranked) + len(gathered) <= most:
        return Gains(drawing.unit, (*ranked, *gathered), names)
    kept = _largest(ranked, most)
    drawn = {row.key for row in kept}
    left = tuple(named(answer, key) for key in marked if key not in drawn)
    of = f"{len(kept)} of {len(ranked):,}"
    if left:
        of = f"{len(marked) - len(left)} of {len(marked)} {word}"
    return Gains(drawing.unit, tuple(kept), names, of, left)


def _largest(ranked: list[Gain], most: int) -> list[Gain]:
    """Return the wanted rows and the largest others, parted where some are left out."""
    ahead = sorted(
        ranked, key=lambda row: (not row.cursor, not row.marked, -abs(row.total), row.key)
    )
    for count in range(most, 0, -1):
        keys = {row.key for row in ahead[:count]}
        kept, before = [], -1
        for place, row in enumerate(ranked):
            if row.key in keys:
                kept.append(replace(row, apart=place > before + 1))
                before = place
        if len(kept) + sum(row.apart for row in kept) <= most:
            return kept
    return [replace(row, apart=False) for row in ahead[:1]]


def _rows(
    answer: Answer, columns: tuple[str, ...], marked: tuple[str, ...], cursor: str
) -> list[Gain]:
    """Return the rows that have a value; a part that is missing counts as nothing."""
    found = []
    for row in answer.table.iter_rows(named=True):
        key, name = row[answer.key], row[answer.label]
        parts = [number(row[column]) for column in columns]
        if all(part is None for part in parts):
            continue
        text = answer.manifest.tagged(key) if answer.rows == "periods" else label(name)
        own = str(key)
        values = tuple(part or 0.0 for part in parts)
        found.append(Gain(own, text, values, own in marked, cursor=own == cursor))
    return found
