"""What is charted of an Answer as bars: which of its rows, in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.charts.safe import label, number
from aigoods.charts.series import chosen, named, top_of

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import Unit


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `apart` where rows of the table are left out before it."""

    key: str
    name: str
    value: float | None
    marked: bool = False
    apart: bool = False
    cursor: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in the order of their table, of one unit.

    `of` says which part of the rows is drawn, empty for all of them, `left` names marked rows that
    are not.
    """

    unit: Unit
    bars: tuple[Bar, ...]
    of: str = ""
    left: tuple[str, ...] = ()


def bars(
    answer: Answer, marked: tuple[str, ...], most: int, cursor: str = "", word: str = "marked"
) -> Bars | None:
    """Return at most `most` rows as bars: the leaders and, at the end, the marked ones.

    Where none is marked, those around the row of key `cursor` are shown, `most` at a time. Years
    stay in their order, the last ones are kept. None where no row has a value; `word` says what the
    marked rows are.
    """
    drawing = answer.drawing("bars")
    if drawing is None or answer.table.is_empty():
        return None
    (column,) = drawing.columns
    table = chosen(answer, ())
    every = _bars(answer, table, column, marked, cursor)
    # Parents in the tree of goods do not compare with its deepest rows; they stand apart.
    wanted = pl.col(answer.key).cast(pl.String).is_in([*marked, cursor])
    others = answer.table.filter(wanted).join(table, on=answer.key, how="anti")
    beside = _bars(answer, others, column, marked, cursor)
    here = next((place for place, each in enumerate(every) if each.cursor), None)
    if answer.rows == "periods":
        start = max(0, len(every) - most)
        start = start if here is None else min(start, here)
        kept = every[start : start + most]
        of = f"{len(kept)} of {len(every)} years" if len(kept) < len(every) else ""
    elif beside or any(each.marked for each in every):
        kept, lead = _leaders(every, beside, most)
        of = top_of(answer, min(lead, len(every)), table)
    else:
        start = max(0, min((here or 0) // most * most, len(every) - most))
        kept = every[start : start + most]
        until = f"{start + len(kept)} of {len(every):,}"
        of = f"{start + 1}–{until}" if start else top_of(answer, len(kept), table)
    if all(each.value is None for each in kept):
        return None
    drawn = {each.key for each in kept}
    left = tuple(named(answer, key) for key in marked if key not in drawn)
    if left:
        of = f"{len(marked) - len(left)} of {len(marked)} {word}"
    return Bars(drawing.unit, tuple(kept), of, left)


def _leaders(every: list[Bar], beside: list[Bar], most: int) -> tuple[list[Bar], int]:
    """Return the leaders, then the marked rows and the one of the cursor; and how many leaders."""
    lead, late = most, _late(every, beside, most)
    # The marked ones and the row that parts them push leaders out, which may be marked themselves.
    while late and lead > 1 and lead + len(late) + late[0].apart > most:
        lead -= 1
        late = _late(every, beside, lead)
    room = max(0, most - lead - (late[0].apart if late else 0))
    # That of the cursor goes last.
    own = [each for each in late if each.cursor][:room]
    others = [each for each in late if not each.cursor][: room - len(own)]
    return every[:lead] + [each for each in late if each in own or each in others], lead


def _late(every: list[Bar], beside: list[Bar], lead: int) -> list[Bar]:
    """Return the bars that are wanted below the first `lead`; the first may be apart."""
    late = [each for each in every[lead:] if each.marked or each.cursor] + beside
    if late and (lead >= len(every) or late[0] is not every[lead]):
        late[0] = replace(late[0], apart=True)
    return late


def _bars(
    answer: Answer, table: pl.DataFrame, column: str, marked: tuple[str, ...], cursor: str
) -> list[Bar]:
    found = []
    rows = table.select(key=answer.key, name=answer.label, value=column)
    periods = answer.rows == "periods"
    for key, name, value in rows.iter_rows():
        text = answer.manifest.tagged(key) if periods else label(name)
        own = str(key)
        found.append(Bar(own, text, number(value), own in marked, cursor=own == cursor))
    return found
