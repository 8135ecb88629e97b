"""Rows as columns: all that is known of the row under the cursor and of those that are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.binding import Binding, BindingType

from aigoods.explorer.screens.reader import Reader
from aigoods.output.cells import RIGHT
from aigoods.output.layout import column_title, folded

if TYPE_CHECKING:
    from textual import events

    from aigoods.analysis.answer import Answer
    from aigoods.explorer.desk import Desk
    from aigoods.explorer.sheet import Row, Sheet

LEAST, GAP = 10, 2
"""The cells that a heading keeps, and those between two columns."""


class Record(Reader):
    """Shows rows as columns; `y` copies them as TSV, `v` closes, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", show=False),
        Binding("v", "dismiss_none", show=False),
    ]

    def __init__(self, sheet: Sheet, keys: tuple[str, ...]) -> None:
        super().__init__(sheet.head.title, "", "y copy · ")
        self.sheet = sheet
        self.keys_of_rows = keys

    def on_resize(self, event: events.Resize) -> None:
        """Set as many rows side by side as have room in the new width."""
        width = min(92, event.size.width * 9 // 10) - 5
        self.show(record_text(self.sheet, self.keys_of_rows, width))

    def action_copy(self) -> None:
        """Copy the rows, with the headings of their columns."""
        keys = self.keys_of_rows

        def copied(answer: Answer) -> str:
            from aigoods.explorer.exports import rows_text

            return rows_text(answer, keys)

        what = "The row" if len(keys) == 1 else f"The table of {len(keys):,} rows"
        cast("Desk", self.app).copy(self.sheet.head.view, what, copied)


def record_text(sheet: Sheet, keys: tuple[str, ...], width: int) -> Text:
    """Return a line a column of the table, a column a row, as many as `width` has room for.

    The notes of the table stand below.
    """
    head = sheet.head
    found = {row.key: row for row in sheet.rows if row.key in keys}
    rows = [found[key] for key in keys if key in found]
    columns = [column for column in head.columns if not column.hidden]
    widths = [_width(row, [column.name for column in columns], width) for row in rows]
    titles = {
        column.name: column_title(head, column, width)
        if column.kind == "series"
        else column.heading
        for column in columns
    }
    leads = max(map(cell_len, titles.values()))
    fitting = 1
    while fitting < len(rows) and LEAST + sum(w + GAP for w in widths[: fitting + 1]) <= width:
        fitting += 1
    first = max(LEAST, min(leads, width - sum(w + GAP for w in widths[:fitting])))
    lines: list[Text] = []
    for column in columns:
        line = Text(set_cell_size(titles[column.name], first), "bold", no_wrap=True)
        for row, room in zip(rows[:fitting], widths, strict=False):
            said = set_cell_size(row.cells[column.name].strip(), room).rstrip()
            blank = " " * (room - cell_len(said))
            one = column.kind not in RIGHT or fitting == 1
            style = "not bold" if column.name != head.label else "bold"
            line.append(" " * GAP + (said + blank if one else blank + said), style)
        lines.append(line)
    if fitting < len(rows):
        lines += [
            Text(),
            Text(f"{len(rows) - fitting:,} more marked: wider window, or y copies them."),
        ]
    for number, note in enumerate(head.notes, start=1):
        lines += [Text(), *map(Text, folded(f"{number}. {note}".split(), width))]
    return Text("\n", no_wrap=True).join(lines)


def _width(row: Row, names: list[str], width: int) -> int:
    widest = max(cell_len(row.cells[name].strip()) for name in names)
    return min(widest, max(LEAST, width - LEAST - GAP))
