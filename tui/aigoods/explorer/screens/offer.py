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


class Offer(Held, ModalScreen[str]):
    """Says why there is no answer, and who has one or what can be asked instead.

    `enter` returns `there` where another dataset has the answer, else `instead`, which `tab`
    returns where both are offered; "" stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "first", show=False),
        Binding("tab", "second", show=False),
        Binding("escape,q,n,backspace", "close('')", show=False),
    ]

    def __init__(self, reason: str, instead: str, there: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.reason = reason
        self.offers = {"there": " or ".join(there[:3]), "instead": instead}
        self.choices = [word for word, said in self.offers.items() if said]

    def compose(self) -> ComposeResult:
        """Compose the reason and the question that can be asked."""
        with VerticalScroll(id="offer") as box:
            box.border_title = "No answer to this"
            both = " · tab instead" if len(self.choices) > 1 else ""
            box.border_subtitle = (
                f"enter ask {'there' if self.offers['there'] else 'that'}{both} · esc stay"
            )
            if self.offers["there"]:
                yield Static(f"{clean(self.offers['there'])} can answer it.\n", markup=False)
            yield Static(clean(self.reason), markup=False)
            if self.offers["instead"]:
                yield Static(f"\nInstead: {clean(self.offers['instead'])}", markup=False)

    def action_first(self) -> None:
        """Take what is offered first."""
        self.dismiss(self.choices[0])

    def action_second(self) -> None:
        """Take what is offered besides."""
        if len(self.choices) > 1:
            self.dismiss(self.choices[1])

    def action_close(self, choice: str) -> None:
        """Close, with what the reader wants."""
        self.dismiss(choice)
