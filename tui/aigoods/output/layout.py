"""Which columns of a table stand in a line, and how wide: one rule for explorer and print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from aigoods.analysis.column import SPARE
from aigoods.output.cells import RIGHT
from aigoods.text import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aigoods.analysis.answer import Head
    from aigoods.analysis.column import Column

NARROWEST_NAME, NARROWEST_GOODS = 12, 22
ACRONYMS = ("hhi", "rca")
"""Words of measures that are written in capitals."""
SHORTEST_NAME = 9
WIDEST_NAME = 46
WIDEST_PART = 14
NARROWEST_BAR, CALM_BAR, WIDEST_BAR = 7, 18, 40
BEFORE_NAME_GROWS = 12
NARROWEST_WITH_SHARE = 57
ROOMY, SPACIOUS = 57, 92
NAME_BY_CELLS, GROUP_BY_CELLS = 13, 18
BAR_LEAVES = 80
"""When the bar leaves: see `Column.leaves`."""

LONGEST_BESIDE_YEARS = 4
"""A longer heading gives way to the years that it is about."""

MARK = "●"
"""What stands before a row that is marked."""


class Slot(NamedTuple):
    """One column of a line: the width of its cells with the blank that ends them."""

    kind: Literal["mark", "data", "bar"]
    width: int
    name: str = ""
    title: str = ""
    right: bool = False


def slots(
    answer: Head, widths: Mapping[str, int], room: int, *, bar: bool = True
) -> tuple[Slot, ...]:
    """Return the columns of `answer` that fit `room` cells, from left to right.

    `widths` are those of the widest cell of each column. What is of least use goes first, but
    never the column that the table is sorted by; the name takes what is left over, then the bar.
    """
    columns = {c.name: c for c in answer.columns if not c.hidden}
    least = {name: _least(answer, column, widths[name], room) for name, column in columns.items()}
    if _cells(answer) and room >= ROOMY:
        least |= {name: least[name] + 1 for name in _cells(answer)}
        name_room = NAME_BY_CELLS if answer.rows == "economies" else GROUP_BY_CELLS
        wanted = min(widths[answer.label], name_room) + 1
        least[answer.label] = max(least[answer.label], wanted)
    least["bar"] = NARROWEST_BAR
    kept = answer.view.sort.removeprefix("-")
    leaves = {name: column.leaves for name, column in columns.items() if name != kept}
    present = list(columns)
    if bar and answer.bars:
        present.append("bar")
        leaves["bar"] = BAR_LEAVES
        if room < NARROWEST_WITH_SHARE:  # The bar says the same.
            present = [n for n in present if n == kept or n not in answer.bars[1:]]
    for now in (0, *sorted({*leaves.values()} - {0})):
        present = [name for name in present if not 0 < leaves.get(name, 0) <= now]
        first = any(0 < columns[name].leaves <= SPARE for name in present if name in columns)
        calm = CALM_BAR - NARROWEST_BAR if first and "bar" in present else 0
        if sum(least[name] for name in present) + calm <= room:
            break
    spare = room - sum(least[name] for name in present)
    if spare < 0:
        least[answer.label] = max(SHORTEST_NAME, least[answer.label] + spare)
        spare = 0
    if columns[answer.label].kind == "text":
        wanted = min(WIDEST_NAME, widths[answer.label]) + 1
        calm = BEFORE_NAME_GROWS if "bar" in present and answer.rows == "economies" else 0
        grown = max(0, min(wanted - least[answer.label], spare - calm))
        least[answer.label] += grown
        spare -= grown
    for name in present:
        if name in columns and columns[name].open:
            grown = max(0, min(widths[name] + 1 - least[name], spare))
            least[name] += grown
            spare -= grown
    least["bar"] = min(WIDEST_BAR, NARROWEST_BAR + spare)
    found: list[Slot] = []
    for name in _in_order(present, columns):
        if name == "bar":
            found.append(Slot("bar", least[name]))
        else:
            column = columns[name]
            right = column.kind in RIGHT
            found.append(Slot("data", least[name], name, column_title(answer, column, room), right))
    return tuple(found)


def padded(text: str, slot: Slot, cut: str = "…") -> str:
    """Return `text` in exactly the slot's cells, the last of them blank, `cut` at its end."""
    width = slot.width - 1
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - len(cut))).rstrip() + cut[:width]
    pad = " " * (width - cell_len(text))
    return f"{pad}{text} " if slot.right else f"{text}{pad} "


def left_out(answer: Head, found: Iterable[Slot]) -> str:
    """Return how many columns of like kind had no room, in words; empty where all have."""
    shown = {slot.name for slot in found}
    left = [c.counted for c in answer.columns if c.counted and c.name not in shown]
    return f"{len(left)} {left[0]}{'s' if len(left) > 1 else ''}" if left else ""


def _cells(answer: Head) -> list[str]:
    """Return the columns of the cells of a matrix."""
    return [column.name for column in answer.columns if column.heat]


def _in_order(present: list[str], columns: Mapping[str, Column]) -> list[str]:
    """Return the names as they stand on the screen: the change beside the rank, pictures last."""
    kinds = [columns[name].kind if name in columns else "bar" for name in present]
    places = {kind: len(kinds) + late for late, kind in enumerate(("bar", "series"))}
    if "rank" in kinds:
        places["rank_change"] = kinds.index("rank")
    order = {
        n: places.get(kind, at) for at, (n, kind) in enumerate(zip(present, kinds, strict=True))
    }
    return sorted(present, key=order.__getitem__)


def _least(answer: Head, column: Column, own: int, room: int) -> int:
    """Return the width that a column with cells of `own` needs; a name can be cut."""
    title = cell_len(column_title(answer, column, room))
    if column.counted:
        title = min(title, WIDEST_PART)
    if column.name == answer.label and column.kind == "text":
        narrowest = SHORTEST_NAME if _cells(answer) else NARROWEST_NAME
        narrowest = NARROWEST_GOODS if answer.rows == "goods" else narrowest
        return min(max(own, title), narrowest) + 1
    if column.open:
        return min(max(own, title), NARROWEST_GOODS) + 1
    gap = 2 if column.kind in RIGHT - {"rank"} and not column.heat else 1
    return max(own, title) + gap


def column_title(answer: Head, column: Column, room: int) -> str:
    """Return the heading of a column, with an arrow where the table is sorted by it.

    A change names its years: `Growth 23-24`, in less room `2023-24` and `23-24`.
    """
    title, span = column.title, column.span
    if span and room >= SPACIOUS:
        title += f" {column.brief}"
    elif span:
        own = "" if len(title) > LONGEST_BESIDE_YEARS else title
        title = own + (span if room >= ROOMY and not own else column.brief)
    if column.kind == "series":
        first, last = map(answer.manifest.period, (answer.years[0], answer.years[-1]))
        title = f"{first.long}-{last.short}" if last != first else first.long
        if column.measure != "value" and last != first:
            words = column.measure.split("-")
            measure = upper_first(" ".join(w.upper() if w in ACRONYMS else w for w in words))
            title = f"{measure} {first.short}-{last.short}"
    if answer.view.sort.removeprefix("-") == column.name:
        title += "▼" if answer.view.sort.startswith("-") else "▲"
    return title


def folded(words: list[str], width: int, glue: str = " ") -> list[str]:
    """Return `words` joined by `glue` in lines of at most `width` cells; none is lost.

    A word that is longer than a line is broken. At the end of a line the glue loses its last blank.
    A width of no cell at all counts as one.
    """
    width = max(1, width)
    lines = [""]
    for word in words:
        joined = lines[-1] + glue + word if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1] and cell_len(lines[-1] + glue.rstrip()) <= width:
            lines[-1] += glue.rstrip()
        pieces = chop_cells(word, width)
        lines = [*lines, *pieces] if lines[-1] else [*lines[:-1], *pieces]
    return [line for line in lines if line]
