"""The line in which a filter of the rows, or a search among them, is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

FILTER, SEARCH = "/", "find "


class Filter(Input):
    """Filters as one types; `enter` or `↓` goes to the rows, `tab` searches, `esc` clears."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Input.BINDINGS,
        Binding("down", "submit", show=False),
        Binding("tab", "screen.turn_line", show=False),
    ]

    def __init__(self, text: str = "", *, active: bool = True, searching: bool = False) -> None:
        super().__init__(
            text,
            placeholder="korea  asia  !EU  >1bn  growth>20%",
            id="filter",
            compact=True,
            select_on_focus=False,
        )
        self.cursor_blink = False
        self.active = active
        self.searching = searching

    def on_mount(self) -> None:
        """Take the keys, unless the filter only is shown."""
        if self.active:
            self.focus()

    def turn(self) -> None:
        """Search instead of filtering, or the other way round."""
        self.searching = not self.searching
        self.screen.query_one("#slash", Static).update(SEARCH if self.searching else FILTER)


class FilterLine(Horizontal):
    """The filter behind its `/`, the search behind its name."""

    def __init__(self, text: str = "", *, active: bool = True, searching: bool = False) -> None:
        super().__init__(id="filter-line")
        self.filter = Filter(text, active=active, searching=searching)

    def compose(self) -> ComposeResult:
        """Compose what the line does and where it is typed."""
        yield Static(SEARCH if self.filter.searching else FILTER, id="slash")
        yield self.filter
