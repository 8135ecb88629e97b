"""Asks where to write what is on the screen; an existing file needs a second `enter`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from aigoods.dataset.places import typed_path
from aigoods.explorer.screens.held import Held
from aigoods.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

ENDINGS = ".csv .tsv .json .ndjson .parquet .md .html: the table · .txt .svg: the chart"


class Export(Held, ModalScreen["Path | None"]):
    """Returns the path to write to, None where the reader leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, proposed: str) -> None:
        super().__init__()
        self.proposed = proposed
        self.agreed: Path | None = None

    def compose(self) -> ComposeResult:
        """Compose a line to type in above what its endings mean."""
        with Vertical(id="export") as box:
            box.border_title = "Export this view to"
            box.border_subtitle = "enter write · esc leave"
            typed = Input(self.proposed, id="path", compact=True, select_on_focus=False)
            typed.cursor_blink = False
            yield typed
            yield Static(ENDINGS, id="said", markup=False)

    def on_input_changed(self) -> None:
        """Another path needs another yes."""
        self.agreed = None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the path, once a file that it would replace has been agreed to."""
        if not event.value.strip():
            return
        path = typed_path(event.value)
        if path.exists() and self.agreed != path:
            self.agreed = path
            said = f"{clean(str(path), 60)} exists: enter again to replace it."
            self.query_one("#said", Static).update(said)
        else:
            self.dismiss(path)

    def action_leave(self) -> None:
        """Leave without writing."""
        self.dismiss(None)
