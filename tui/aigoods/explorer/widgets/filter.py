"""The line in which a filter of the rows is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static


class Filter(Input):
    """Filters as one types; `enter` or `↓` goes to the rows, `esc` clears."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Input.BINDINGS,
        Binding("down,tab", "submit", show=False),
    ]

    def __init__(self, text: str = "", *, active: bool = True) -> None:
        super().__init__(
            text,
            placeholder="part of a name or the start of a code",
            id="filter",
            compact=True,
            select_on_focus=False,
        )
        self.cursor_blink = False
        self.active = active

    def on_mount(self) -> None:
        """Take the keys, unless the filter only is shown."""
        if self.active:
            self.focus()


class FilterLine(Horizontal):
    """The filter behind its `/`."""

    def __init__(self, text: str = "", *, active: bool = True) -> None:
        super().__init__(id="filter-line")
        self.filter = Filter(text, active=active)

    def compose(self) -> ComposeResult:
        """Compose the slash and the filter."""
        yield Static("/", id="slash")
        yield self.filter
