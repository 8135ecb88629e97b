"""Which columns of a table stand in a line, and how wide: one rule for explorer and print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from aigoods.output.cells import RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aigoods.analysis.answer import Column, Head

NARROWEST_NAME = {"goods": 22}
NARROWEST_NAME_ELSE = 12
SHORTEST_NAME = 9
WIDEST_NAME = 46
WIDEST_PART = 14
NARROWEST_BAR, CALM_BAR, WIDEST_BAR = 7, 18, 40
BEFORE_NAME_GROWS = 12
NARROWEST_WITH_SHARE = 57
ROOMY, SPACIOUS = 57, 92
NAME_BY_CELLS, GROUP_BY_CELLS = 13, 18
FEW_CELLS = 3
"""So many cells of a matrix go before the rank does."""

DROPPED: tuple[tuple[str, ...], ...] = (
    ("cagr",),
    ("quantity_t", "exports_quantity_t", "imports_quantity_t"),
    ("leader_share",),
    ("hhi",),
    ("leader",),
    ("leading_exporter_share", "leading_importer_share"),
    ("exporters", "importers"),
    ("leading_importer",),
    ("importers_hhi",),
    ("partner_imports_share", "partner_exports_share"),
    ("imports_rank", "imports_share"),
    ("series",),
    ("imports_growth",),
    ("imports_unit_value",),
    ("exports_rank",),
    ("exporters_hhi",),
    ("rank_change",),
    ("world_share",),
    ("share", "exports_share"),
    ("intra_usd",),
    ("balance_usd",),
    ("growth", "exports_growth"),
    ("leading_exporter",),
    ("bar",),
    ("imports_usd",),
    ("rank",),
)
"""What goes first where room is short; the name and the main value never go."""

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
    columns = {c.name: c for c in answer.columns if not hidden(answer, c)}
    least = {name: _least(answer, column, widths[name], room) for name, column in columns.items()}
    if _cells(answer) and room >= ROOMY:
        least |= {name: least[name] + 1 for name in _cells(answer)}
        name_room = NAME_BY_CELLS if answer.label == "economy" else GROUP_BY_CELLS
        wanted = min(widths[answer.label], name_room) + 1
        least[answer.label] = max(least[answer.label], wanted)
    least["bar"] = NARROWEST_BAR
    present = list(columns)
    kept = answer.view.sort.removeprefix("-")
    if bar and answer.column("value_usd") and answer.key != "year" and not _cells(answer):
        present.append("bar")
        if room < NARROWEST_WITH_SHARE and "share" in present and kept != "share":
            present.remove("share")  # The bar says the same.
    first = (*_early_years(answer), *_last_cells(answer), *_light_segments(answer))
    for names in ((), *first, *DROPPED, *_largest_segment(answer)):
        present = [name for name in present if name not in names or name == kept]
        calm = CALM_BAR - NARROWEST_BAR if {"bar", "cagr"} <= set(present) else 0
        if sum(least[name] for name in present) + calm <= room:
            break
    spare = room - sum(least[name] for name in present)
    if spare < 0:
        least[answer.label] = max(SHORTEST_NAME, least[answer.label] + spare)
        spare = 0
    if columns[answer.label].kind == "text":
        wanted = min(WIDEST_NAME, widths[answer.label]) + 1
        calm = BEFORE_NAME_GROWS if "bar" in present and answer.label == "economy" else 0
        grown = max(0, min(wanted - least[answer.label], spare - calm))
        least[answer.label] += grown
        spare -= grown
    least["bar"] = min(WIDEST_BAR, NARROWEST_BAR + spare)
    found: list[Slot] = []
    for name in _in_order(present):
        if name == "bar":
            found.append(Slot("bar", least[name]))
        else:
            column = columns[name]
            right = column.kind in RIGHT
            found.append(Slot("data", least[name], name, _title(answer, column, room), right))
    return tuple(found)


def padded(text: str, slot: Slot, cut: str = "…") -> str:
    """Return `text` in exactly the slot's cells, the last of them blank, `cut` at its end."""
    width = slot.width - 1
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - len(cut))).rstrip() + cut[:width]
    pad = " " * (width - cell_len(text))
    return f"{pad}{text} " if slot.right else f"{text}{pad} "


def _early_years(answer: Head) -> list[tuple[str, ...]]:
    """Return the columns of single years but the last, the earliest first."""
    if answer.view.page != "series":
        return []
    years = [column.name for column in answer.columns if column.name[-4:].isdigit()]
    return [(name,) for name in years[:-1]]


def _light_segments(answer: Head) -> list[tuple[str, ...]]:
    """Return the shares of segments, then their values, the lightest first and never the largest.

    The growth of the whole says more than the second largest.
    """
    by_weight = sorted(_parts(answer), key=lambda column: column.weight or 0.0)
    values = [(column.name,) for column in by_weight if column.kind == "usd"]
    shares = [(column.name,) for column in by_weight if column.kind == "share"]
    return [*shares, *values[:-2], *([("growth",)] if values else []), *values[-2:-1]]


def _largest_segment(answer: Head) -> list[tuple[str, ...]]:
    """Return the value of the largest segment, which goes only beside a column asked for by name.

    That is the one that the table is sorted by, or the unit value.
    """
    values = [column for column in _parts(answer) if column.kind == "usd"]
    return [(max(values, key=lambda column: column.weight or 0.0).name,)] if values else []


def _parts(answer: Head) -> list[Column]:
    """Return the columns that are parts of one whole, such as segments."""
    return [column for column in answer.columns if column.weight is not None]


def left_out(answer: Head, found: Iterable[Slot]) -> str:
    """Return how many columns of like kind had no room, in words; empty where all have."""
    shown = {slot.name for slot in found}
    alike = {
        "more segment": [column.name for column in _parts(answer) if column.kind == "usd"],
        "earlier year": [name for names in _early_years(answer) for name in names],
        "more column": [c.name for c in answer.columns if c.heat and not hidden(answer, c)],
    }
    for word, names in alike.items():
        count = sum(name not in shown for name in names)
        if count:
            return f"{count} {word}{'s' if count > 1 else ''}"
    return ""


def _cells(answer: Head) -> list[str]:
    """Return the columns of the cells of a matrix."""
    return [column.name for column in answer.columns if column.heat]


def _last_cells(answer: Head) -> list[tuple[str, ...]]:
    """Return what a matrix drops first: the rest, which is only right beside all, and the last."""
    cells = _cells(answer)
    if not cells:
        return []
    late = [(name,) for name in reversed(cells[1:])]
    few = max(0, len(late) - FEW_CELLS + 1)
    return [("share",), (answer.columns[-1].name,), *late[:few], ("rank",), *late[few:]]


def _in_order(present: list[str]) -> list[str]:
    """Return the names as they stand on the screen: the change beside the rank, pictures last."""
    late = [name for name in ("bar", "series") if name in present]
    names = [name for name in present if name not in late]
    if "rank_change" in names and "rank" in names:
        names.remove("rank_change")
        names.insert(names.index("rank") + 1, "rank_change")
    return [*names, *late]


def hidden(answer: Head, column: Column) -> bool:
    """Return whether a column is for machines alone, or repeats what the row shows."""
    if column.name in ("iso3", "segment", "level") or column.name.endswith("_iso3"):
        return True
    if answer.totals and answer.totals[-1] == (column.name, column.title, None, column.kind):
        return True  # All traders across have a column, and the rest is none.
    return column.name == "key" and answer.view.by != "code"


def _least(answer: Head, column: Column, own: int, room: int) -> int:
    """Return the width that a column with cells of `own` needs; a name can be cut."""
    title = cell_len(_title(answer, column, room))
    if column.weight is not None:
        title = min(title, WIDEST_PART)
    if column.name == answer.label and column.kind == "text":
        narrowest = SHORTEST_NAME if _cells(answer) else NARROWEST_NAME_ELSE
        return min(max(own, title), NARROWEST_NAME.get(column.name, narrowest)) + 1
    gap = 2 if column.kind in RIGHT - {"rank"} and not column.heat else 1
    return max(own, title) + gap


def _title(answer: Head, column: Column, room: int) -> str:
    """Return the heading of a column, with an arrow where the table is sorted by it.

    A change names its years: `Growth 23-24`, in less room `2023-24` and `23-24`.
    """
    title, span = column.title, column.span
    if span and room >= SPACIOUS:
        title += f" {span[2:]}"
    elif span:
        own = "" if column.name.endswith("growth") else title
        title = own + (span if room >= ROOMY and not own else span[2:])
    if column.kind == "series":
        first, last = answer.years[0], answer.years[-1]
        title = f"{first}-{last % 100:02}" if last != first else str(first)
        if answer.view.measure != "value" and last != first:
            measure = answer.view.measure.capitalize().replace("-", " ")
            title = f"{measure} {first % 100:02}-{last % 100:02}"
    if answer.view.sort.removeprefix("-") == column.name:
        title += "▼" if answer.view.sort.startswith("-") else "▲"
    return title


def folded(words: list[str], width: int, glue: str = " ") -> list[str]:
    """Return `words` joined by `glue` in lines of at most `width` cells; none is lost.

    A word that is longer than a line is broken. At the end of a line the glue loses its last blank.
    """
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
