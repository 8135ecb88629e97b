"""Asks where to write what is on the screen; an existing file needs a second `enter`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from aigoods.analysis.scene import GROUNDS, Ground
from aigoods.dataset.places import typed_path
from aigoods.explorer.screens.held import Held
from aigoods.text import clean

if TYPE_CHECKING:
    from textual.app import ComposeResult

ENDINGS = ".csv .tsv .json .ndjson .parquet .md .html: the table · .txt .svg: the chart"


class Wanted(NamedTuple):
    """Where to write, and what a picture stands on."""

    path: Path
    ground: Ground


class Export(Held, ModalScreen["Wanted | None"]):
    """Returns what is wanted, None where the reader leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+t", "ground", show=False, priority=True),
    ]

    def __init__(self, proposed: str) -> None:
        super().__init__()
        self.proposed = proposed
        self.agreed: Path | None = None
        self.place = 0

    @property
    def ground(self) -> Ground:
        """What a picture stands on."""
        return GROUNDS[self.place]

    def compose(self) -> ComposeResult:
        """Compose a line to type in above what its endings mean."""
        with Vertical(id="export") as box:
            box.border_title = "Export this view to"
            box.border_subtitle = "enter write · esc leave"
            typed = Input(self.proposed, id="path", compact=True, select_on_focus=False)
            typed.cursor_blink = False
            yield typed
            yield Static(self._endings, id="said", markup=False)

    @property
    def _endings(self) -> str:
        return f"{ENDINGS}, on {self.ground} ground (ctrl+t)"

    def action_ground(self) -> None:
        """Take the next ground of a picture."""
        self.place = (self.place + 1) % len(GROUNDS)
        self.query_one("#said", Static).update(self._endings)

    def on_input_changed(self) -> None:
        """Another path needs another yes."""
        self.agreed = None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return what is wanted, once a file that it would replace has been agreed to."""
        if not event.value.strip():
            return
        path = typed_path(event.value)
        if path.exists() and self.agreed != path:
            self.agreed = path
            said = f"{clean(str(path), 60)} exists: enter again to replace it."
            self.query_one("#said", Static).update(said)
        else:
            self.dismiss(Wanted(path, self.ground))

    def action_leave(self) -> None:
        """Leave without writing."""
        self.dismiss(None)
