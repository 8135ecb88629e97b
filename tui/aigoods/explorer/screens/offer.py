"""A question that the dataset cannot answer, and the one that it can, one key away."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from aigoods.explorer.screens.held import Held
from aigoods.text import clean


class Offer(Held, ModalScreen[bool]):
    """Says why there is no answer and what can be asked instead; `enter` returns True."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "close(True)", show=False),
        Binding("escape,q,n,backspace", "close(False)", show=False),
    ]

    def __init__(self, reason: str, instead: str) -> None:
        super().__init__()
        self.reason = reason
        self.instead = instead

    def compose(self) -> ComposeResult:
        """Compose the reason and the question that can be asked."""
        with VerticalScroll(id="offer") as box:
            box.border_title = "No answer to this"
            box.border_subtitle = "enter ask that · esc stay"
            yield Static(clean(self.reason), markup=False)
            yield Static(f"\nInstead: {clean(self.instead)}", markup=False)

    def action_close(self, agreed: bool) -> None:
        """Close, with what the reader wants."""
        self.dismiss(agreed)
