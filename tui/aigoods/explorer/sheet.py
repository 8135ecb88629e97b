"""The table of an answer as text: formatted once, then filtered, folded, laid out and coloured."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from aigoods.analysis.view import LEVELS
from aigoods.errors import UsageError
from aigoods.output import layout
from aigoods.output.cells import INDENT, deepest, row_cells, shade, tone, total_cells
from aigoods.output.layout import MARK, Slot, padded
from aigoods.text import EIGHTHS, bar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from aigoods.analysis.answer import Answer, Head
    from aigoods.analysis.column import Column
    from aigoods.catalog.goods import Goods
    from aigoods.charts.style import Kind
    from aigoods.explorer.theme import Ink


SHUT, OPEN = "▸ ", "▾ "
"""What stands before the name of a branch."""


class Row(NamedTuple):
    """One row: its key, its numbers, and its cells as text by column."""

    key: str
    values: dict[str, Any]
    cells: dict[str, str]


class Line:
    """A line of the table for Rich, made once it comes into view: most of them never do."""

    def __init__(self, make: Callable[[], Text]) -> None:
        self._make = make

    @cached_property
    def text(self) -> Text:
        """The line."""
        return self._make()

    def __rich_console__(self, *_: object) -> Iterator[Text]:
        yield self.text


@dataclass(frozen=True, eq=False, repr=False)
class Sheet:
    """An answer as the screen needs it: plain Python, so that painting never waits for Polars.

    `widths` are those of the widest cell of each column, `kinds` the charts that can be drawn.
    """

    head: Head
    rows: tuple[Row, ...]
    widths: dict[str, int]
    kinds: tuple[Kind, ...]

    @classmethod
    def of(cls, answer: Answer) -> Sheet:
        """Return the sheet of `answer`."""
        from aigoods.charts.picture import kinds

        shown = answer.table.select(column.name for column in answer.columns)
        rows = [
            Row(str(values[answer.key]), values, row_cells(answer, values))
            for values in shown.iter_rows(named=True)
        ]
        sums = total_cells(answer)
        every = [*(row.cells for row in rows), *([sums] if sums else [])]
        widths = {
            column.name: max((cell_len(cells[column.name]) for cells in every), default=0)
            for column in answer.columns
        }
        if answer.level:
            widths[answer.label] += len(SHUT)
        return cls(answer.head, tuple(rows), widths, kinds(answer))

    @cached_property
    def branches(self) -> frozenset[str]:
        """The keys of the rows of a tree that others lie below."""
        if not self.head.level:
            return frozenset()
        nodes = self.head.manifest.basket.by_key
        tree = [nodes[row.key] for row in self.rows]
        return frozenset(
            branch.key for branch in tree if any(_lies_in(node, branch) for node in tree)
        )

    @cached_property
    def lone(self) -> frozenset[str]:
        """The families of a single code, which say nothing that the code does not."""
        nodes = [self.head.manifest.basket.by_key[key] for key in self.branches]
        return frozenset(n.key for n in nodes if n.level == "family" and len(n.codes) == 1)

    @property
    def peak(self) -> int:
        """The highest value of the whole table, which fills the bar."""
        bars = self.head.bars[:1]
        return max((row.values[name] or 0 for row in self.rows for name in bars), default=0)

    def listed(self, wanted: str, folded: Collection[str]) -> list[Row]:
        """Return the rows that fit the filter `wanted`, without one those in no folded branch.

        Raises:
            UsageError: the filter cannot be read.

        """
        if wanted.strip():
            from aigoods.output.filters import read_filter

            head, filtered = self.head, read_filter(wanted, self.head)
            return [
                r for r in self.rows if filtered.fits(head, r.key, r.cells[head.label], r.values)
            ]
        if not folded:
            return list(self.rows)
        nodes = self.head.manifest.basket.by_key
        shut = [nodes[key] for key in folded if key in nodes]
        return [
            row for row in self.rows if not any(_lies_in(nodes[row.key], branch) for branch in shut)
        ]

    def fault(self, wanted: str) -> str:
        """Return why the filter `wanted` cannot be read here, "" where it can."""
        if wanted.strip():
            from aigoods.output.filters import read_filter

            try:
                read_filter(wanted, self.head)
            except UsageError as error:
                return str(error)
        return ""


def slots(sheet: Sheet, width: int, *, bar: bool = True) -> tuple[Slot, ...]:
    """Return the columns that fit a screen of `width` cells, the scroll bar aside, after a mark."""
    return (Slot("mark", 2), *layout.slots(sheet.head, sheet.widths, width - 3, bar=bar))


def header(
    slots: Iterable[Slot],
    ink: Ink,
    totals: Mapping[str, str] | None = None,
    missing: str = "",
    column: str = "",
) -> Text:
    """Return the headings of the columns in one line, the totals of a matrix in one below.

    Columns that are `missing` are named in a line above; `column` is pointed out.
    """
    line = Text(no_wrap=True, end="")
    slots = tuple(slots)
    if missing:
        aside = slots[0].width if slots[0].kind == "mark" else 0
        room = Slot("data", sum(slot.width for slot in slots) - aside)
        said = f"{missing}: wider window or a file (e)"
        said = said if cell_len(said) < room.width else f"{missing}: file (e)"
        line.append(f"{' ' * aside}{padded(said, room)}\n", ink.muted)
    for slot in slots:
        pointed = slot.kind == "data" and slot.name == column
        line.append(padded(slot.title, slot), f"{ink.strong} reverse" if pointed else ink.muted)
    if totals:
        line.append("\n")
        for slot in slots:
            line.append(padded(totals.get(slot.name, ""), slot), ink.strong)
    return line


def lines(
    sheet: Sheet,
    rows: Iterable[Row],
    slots: tuple[Slot, ...],
    ink: Ink,
    marks: Collection[str] = (),
    folded: Collection[str] = (),
    pointed: str = "",
) -> list[tuple[str, Line]]:
    """Return the key and the line of each of `rows`; the cells of the column `pointed` are bold."""
    columns = {column.name: column for column in sheet.head.columns}
    peak, most = sheet.peak, deepest(sheet.head, [row.values for row in sheet.rows])

    def made(row: Row) -> Text:
        line = Text(no_wrap=True, end="")
        for slot in slots:
            if slot.kind == "mark":
                line.append(padded(MARK if row.key in marks else "", slot), ink.mark)
            elif slot.kind == "bar":
                part = (row.values[sheet.head.bars[0]] or 0) / peak if peak else None
                line.append(padded(bar(part, slot.width - 1), slot), ink.bar)
            else:
                text = _in_tree(sheet, row, slot.name, folded)
                column, cell = columns[slot.name], padded(text, slot)
                tiny = text.lstrip().startswith("<")
                depth = 0 if tiny else shade(column, row.values[slot.name], most)
                block = EIGHTHS[depth - 1] if depth and not ink.heat else ""
                style = ink.muted if tiny else _style(sheet.head, column, row, ink, depth)
                style = f"{style} bold" if slot.name == pointed else style
                line.append(cell[:-1] if block else cell, style)
                line.append(block, ink.spark)
        return line

    return [(row.key, Line(partial(made, row))) for row in rows]


def _in_tree(sheet: Sheet, row: Row, name: str, folded: Collection[str]) -> str:
    """Return a cell as it stands in a tree: folded or open, with the code that is folded away."""
    head, text = sheet.head, row.cells[name]
    if not head.level:
        return text
    shut = row.key in folded and row.key in sheet.branches
    if name == head.key and shut and row.key in sheet.lone:
        return head.manifest.basket.by_key[row.key].codes[0]
    if name != head.label:
        return text
    inside = INDENT[row.values[head.level]]
    mark = SHUT if shut else OPEN if row.key in sheet.branches else " " * len(OPEN)
    return f"{inside}{mark}{text.removeprefix(inside)}"


def _lies_in(node: Goods, branch: Goods) -> bool:
    """Return whether `node` is below `branch` in the tree; a branch does not lie in itself."""
    deeper = LEVELS.index(node.level) > LEVELS.index(branch.level)
    return deeper and set(node.codes) <= set(branch.codes)


def _style(head: Head, column: Column, row: Row, ink: Ink, depth: int) -> str:
    if depth and ink.heat:
        return (ink.heat if row.values[column.name] > 0 else ink.fall)[depth - 1]
    said = tone(head, column, row.values)
    if said == "head":
        return "bold"
    return str(getattr(ink, said)) if said else ""
