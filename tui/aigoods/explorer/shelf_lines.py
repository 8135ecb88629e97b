"""The datasets on this machine as lines of text: a row of columns that fit, and the details."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from aigoods.text import MISSING, clean, count, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.dataset.shelf import Shelved
    from aigoods.explorer.theme import Ink

USED, DAMAGED = "●", "!"
DOT = " · "
GAP = 2
SHORTEST_NAME = 12
LONGEST_NAME = 40


class ShelfColumn(NamedTuple):
    """One column: its title and the cell of each dataset."""

    title: str
    cells: tuple[str, ...]
    right: bool = False

    @property
    def width(self) -> int:
        """The cells that its widest text takes."""
        return max(cell_len(text) for text in (self.title, *self.cells))


DROPPED = ("Basket", "Edition", "Rows", "Source", "Years")
"""The columns that go where there is no room, the first one first."""


def columns(datasets: Sequence[Shelved]) -> list[ShelfColumn]:
    """Return all columns but the name; the cells of a damaged dataset are missing."""
    known = [each.manifest for each in datasets]
    rows = [sum(entry.rows for entry in m.files.values()) if m else None for m in known]
    return [
        ShelfColumn("Source", tuple(f"{m.source} {m.release}" if m else "damaged" for m in known)),
        ShelfColumn("Edition", tuple(m.edition if m else MISSING for m in known)),
        ShelfColumn("Basket", tuple(m.basket.name if m else MISSING for m in known)),
        ShelfColumn("Years", tuple(m.spelled(m.years) if m else MISSING for m in known)),
        ShelfColumn("Rows", tuple(count(number) for number in rows), right=True),
        ShelfColumn("Size", tuple(size(each.size) for each in datasets), right=True),
    ]


def fitting(datasets: Sequence[Shelved], width: int) -> tuple[list[ShelfColumn], list[ShelfColumn]]:
    """Return the columns that stand beside the names in `width` cells, and those that do not."""
    shown, left = columns(datasets), []
    named = _name_width(datasets)
    for title in DROPPED:
        if 2 + named + sum(GAP + column.width for column in shown) <= width:
            break
        left += [column for column in shown if column.title == title]
        shown = [column for column in shown if column.title != title]
    return shown, left


def lines(datasets: Sequence[Shelved], width: int, ink: Ink) -> tuple[Text, list[tuple[str, Text]]]:
    """Return the headings in one line, and the place of each dataset with its line."""
    shown, _ = fitting(datasets, width)
    room = width - 2 - sum(GAP + column.width for column in shown)
    named = min(_name_width(datasets), room)
    header = Text("  ", ink.muted, no_wrap=True, end="")
    header.append(_cell("Name", named))
    for column in shown:
        header.append(" " * GAP + _cell(column.title, column.width, right=column.right))
    listed = []
    for place, each in enumerate(datasets):
        line = Text(no_wrap=True, end="")
        healthy = each.manifest is not None
        line.append(USED if each.used else " " if healthy else DAMAGED, ink.mark)
        line.append(f" {_cell(name_of(each), named)}", "" if healthy else ink.down)
        for column in shown:
            cell = _cell(column.cells[place], column.width, right=column.right)
            line.append(" " * GAP)
            line.append(cell, "" if healthy else ink.down)
        listed.append((str(place), line))
    return header, listed


def details(datasets: Sequence[Shelved], place: int, width: int, ink: Ink) -> Text:
    """Return title, the columns that had no room and the folder of a dataset; or what ails it."""
    each = datasets[place]
    said = []
    if each.manifest is None:
        said.append(Text(clean(each.trouble), ink.down))
    else:
        said.append(Text(each.manifest.title))
        _, left = fitting(datasets, width)
        facts = [
            f"{column.title} {column.cells[place]}"
            for column in columns(datasets)
            if column in left
        ]
        if facts:
            said.append(Text(flowed(DOT.join(facts), width)))
        said.append(Text(clean(str(each.folder)), ink.muted))
    return Text("\n").join(said)


def key_lines(keys: Sequence[tuple[str, str]], width: int, ink: Ink) -> Text:
    """Return keys and what they do, in as many lines as it takes."""
    said = Text(" ", end="")
    used = 1
    for key, word in keys:
        size = len(key) + len(word) + 3
        if used + size - GAP > width:
            said.append("\n ")
            used = 1
        said.append(key, ink.strong).append(f" {word}  ", ink.muted)
        used += size
    return said


def flowed(text: str, width: int) -> str:
    """Return parts with a dot between in as many lines as it takes, no part broken in two."""
    lines: list[str] = []
    for part in text.split(DOT):
        if lines and cell_len(lines[-1] + DOT + part) <= width:
            lines[-1] += DOT + part
        else:
            lines.append(part)
    return "\n".join(lines)


def name_of(dataset: Shelved) -> str:
    """Return the name of a dataset, made safe for a terminal."""
    return clean(dataset.name, 64) or MISSING


def _name_width(datasets: Sequence[Shelved]) -> int:
    longest = max(cell_len(name_of(each)) for each in datasets)
    return max(SHORTEST_NAME, min(longest, LONGEST_NAME))


def _cell(text: str, width: int, *, right: bool = False) -> str:
    cell = Text(text)
    cell.truncate(width, overflow="ellipsis", pad=not right)
    return " " * (width - cell.cell_len) + cell.plain
