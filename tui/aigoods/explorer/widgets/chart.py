"""The place of the chart: it shows a picture that was made elsewhere."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Static

from aigoods.explorer.widgets.table import Table

PAGE, ALL = 10, 1_000_000


class Chart(Static, can_focus=True):
    """A picture of prepared lines with colour codes.

    Where it is shown alone it has the keyboard, and the keys of the table move the cursor there; so
    does the wheel above it, wherever it stands.
    """

    ALLOW_SELECT = False
    FOCUS_ON_CLICK = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.run('open')", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup,ctrl+b,ctrl+u", f"move({-PAGE})", show=False),
        Binding("pagedown,ctrl+f,ctrl+d", f"move({PAGE})", show=False),
        Binding("home", f"move({-ALL})", show=False),
        Binding("end,G", f"move({ALL})", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="chart")
        self.picture = self.place = ""

    def show(self, picture: str) -> None:
        """Show a picture as `aigoods.charts.picture.draw` returns it, unless it is there."""
        if picture == self.picture:
            return
        self.picture = picture
        self.update(Text.from_ansi(picture, no_wrap=True), layout=False)

    def on_mouse_scroll_down(self) -> None:
        """Go on to the next row."""
        self.action_move(1)

    def on_mouse_scroll_up(self) -> None:
        """Go back to the row before."""
        self.action_move(-1)

    def action_move(self, step: int) -> None:
        """Move the cursor of the table by so many rows."""
        self.screen.query_one(Table).move(step)
