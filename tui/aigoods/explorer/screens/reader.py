"""A page of text over the table, such as the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from aigoods.explorer.screens.held import Held

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.app import ComposeResult


class Reader(Held, ModalScreen[None]):
    """Shows a text that scrolls; `esc`, `enter` or `q` closes it.

    `keys` says what other keys do, and ends in a dot.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,i,backspace", "dismiss_none", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space,ctrl+f,ctrl+d", "scroll_page(1)", show=False),
        Binding("ctrl+b,ctrl+u", "scroll_page(-1)", show=False),
        Binding("g", "scroll_to(0)", show=False),
        Binding("G", "scroll_to(1)", show=False),
    ]

    def __init__(self, title: str, content: RenderableType, keys: str = "") -> None:
        super().__init__()
        self.heading = title
        self.content = content
        self.keys = keys

    def compose(self) -> ComposeResult:
        """Compose the text in a box that scrolls."""
        with VerticalScroll(id="reader") as box:
            box.border_title = self.heading
            box.border_subtitle = f"{self.keys}↑ ↓ scroll · esc close"
            yield Static(self.content, id="text", markup=False)

    @property
    def box(self) -> VerticalScroll:
        """What scrolls."""
        return self.query_one("#reader", VerticalScroll)

    def show(self, content: RenderableType) -> None:
        """Show another text."""
        self.query_one("#text", Static).update(content)

    def action_scroll(self, step: int) -> None:
        """Scroll by lines, as the arrows do."""
        self.box.scroll_relative(y=step, animate=False)

    def action_scroll_page(self, step: int) -> None:
        """Scroll by pages, as page up and down do."""
        self.box.scroll_relative(y=step * self.box.size.height, animate=False)

    def action_scroll_to(self, part: int) -> None:
        """Scroll to the begin or the end, as home and end do."""
        self.box.scroll_to(y=part * self.box.max_scroll_y, animate=False)

    def action_dismiss_none(self) -> None:
        """Close the text."""
        self.dismiss(None)
