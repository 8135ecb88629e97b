"""The table: one line a row, a cursor that keeps its row, keys of arrows and of vim."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widgets import DataTable

from aigoods.explorer.sheet import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.widgets.data_table import RowKey


class Table(DataTable[Line | Text], inherit_bindings=False):
    """Rows of prepared lines; `RowSelected` and `RowHighlighted` carry the key of the row.

    A pointer that moves above it paints nothing.
    """

    auto_links = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", show=False),
        Binding("up,k", "cursor_up", show=False),
        Binding("down,j", "cursor_down", show=False),
        Binding("pageup,ctrl+b,ctrl+u", "page_up", show=False),
        Binding("pagedown,ctrl+f,ctrl+d", "page_down", show=False),
        Binding("home", "scroll_top", show=False),
        Binding("end,G", "scroll_bottom", show=False),
    ]

    class Headed(Message):
        """The headings were clicked in the cell `at` of their line."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    class Struck(Headed):
        """A row was clicked in the cell `at` of its line."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", cell_padding=0, zebra_stripes=False, id="table")

    def show(
        self, header: Text, lines: Sequence[tuple[str, Line | Text]], cursor: str, height: int
    ) -> None:
        """Show these lines under those of `header`, with the cursor on the row of key `cursor`.

        There is room for `height` lines in all.
        """
        self.clear(columns=True)
        above = header.split("\n")
        self.header_height = len(above)
        width = max(line.cell_len for line in above) or 1
        self.add_column(header, width=width, key="line")
        for key, line in lines:
            self.add_row(line, key=key)
        keys = [key for key, _ in lines]
        row = keys.index(cursor) if cursor in keys else 0
        # Textual 8.2.8 finds all this out when it is idle, having painted the first rows by then.
        self.virtual_size = Size(width, len(above) + len(keys))
        self.show_vertical_scrollbar = self.virtual_size.height > height
        self.move_cursor(row=row, scroll=False)
        self.scroll_to(y=len(above) + row + 1 - height, animate=False)

    def on_click(self, event: events.Click) -> None:
        """Tell where the headings or the rows were clicked."""
        above = event.y < self.header_height
        self.post_message((self.Headed if above else self.Struck)(event.x))

    def _set_hover_cursor(self, active: bool) -> None:
        """Leave the row under the pointer as it is: Textual would paint it at each move."""

    def replace_line(self, key: str, line: Line | Text) -> None:
        """Paint one row anew."""
        self.update_cell(key, "line", line)

    def move(self, step: int) -> None:
        """Move the cursor by so many rows, to the first or the last one at most."""
        if self.row_count:
            row = max(0, min(self.row_count - 1, self.cursor_row + step))
            self.move_cursor(row=row, animate=False)

    def move_to(self, key: str) -> bool:
        """Move the cursor to the row of a key; return whether there is one."""
        if key not in {row.value for row in self.rows}:
            return False
        self.move_cursor(row=self.get_row_index(key), animate=False)
        return True

    @property
    def cursor_low(self) -> bool:
        """Whether the cursor is in the lower half of what is seen of the rows."""
        seen = self.cursor_row - round(self.scroll_offset.y)
        return self.row_count > 0 and 2 * seen >= self.size.height - self.header_height

    @property
    def cursor_key(self) -> str:
        """The key of the row under the cursor, empty where there is none."""
        if not self.row_count:
            return ""
        key: RowKey = self.coordinate_to_cell_key(self.cursor_coordinate).row_key
        return key.value or ""
