"""Some lines to type in; `enter` in any of them is the end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from aigoods.dataset.places import typed_path
from aigoods.errors import AigoodsError
from aigoods.explorer.screens.held import Held
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

PACKED = (".zip", ".csv")


class Entry(NamedTuple):
    """A line to fill in: title, what stands in it, what an empty one means; `path` for files."""

    title: str
    value: str = ""
    empty: str = ""
    path: bool = False


class Form(Held, ModalScreen[Any]):
    """Returns what `read` makes of the texts, None where the reader leaves.

    A text that `read` refuses with an AigoodsError is told, and can be typed anew. `does` says
    what `enter` does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "complete", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(
        self,
        title: str,
        asked: list[Entry],
        read: Callable[[list[str]], Any],
        does: str = "start",
    ) -> None:
        super().__init__()
        self.does = does
        self.heading = title
        self.asked = asked
        self.read = read

    def compose(self) -> ComposeResult:
        """Compose the lines above a place for a sentence."""
        with Vertical(id="form") as box:
            box.border_title = self.heading
            box.border_subtitle = f"enter {self.does} · esc leave"
            for each in self.asked:
                with Horizontal(classes="field"):
                    yield Static(each.title, classes="title", markup=False)
                    typed = Input(
                        each.value, placeholder=each.empty, compact=True, select_on_focus=False
                    )
                    typed.cursor_blink = False
                    yield typed
            yield Static(id="said", markup=False)

    @property
    def lines(self) -> list[Input]:
        """The lines to type in."""
        return list(self.query(Input))

    def action_complete(self) -> None:
        """Complete the path in the present line, or go to the next one."""
        place = next((n for n, line in enumerate(self.lines) if line.has_focus), 0)
        line = self.lines[place]
        longer = completed(line.value) if self.asked[place].path else line.value
        if longer == line.value:
            self.app.action_focus_next()
        else:
            line.value = longer
            line.cursor_position = len(longer)

    def on_input_submitted(self) -> None:
        """Return what was typed, once it can be read."""
        try:
            self.dismiss(self.read([line.value.strip() for line in self.lines]))
        except AigoodsError as error:
            self.query_one("#said", Static).update(clean(str(error)))

    def action_leave(self) -> None:
        """Leave without anything."""
        self.dismiss(None)


def completed(text: str) -> str:
    """Return a path with what all folders, zips and CSV files that it can mean have in common."""
    head, slash, typed = text.rpartition("/")
    if not slash and typed == "~":
        return "~/"
    try:
        with os.scandir(typed_path(f"{head}{slash}" or ".")) as found:
            names = [
                f"{each.name}/" if each.is_dir() else each.name
                for each in found
                if each.name.startswith(typed)
                and each.name.isprintable()
                and (typed or not each.name.startswith("."))
                and (each.is_dir() or each.name.lower().endswith(PACKED))
            ]
    except (OSError, ValueError):
        return text
    if not names:
        return text
    first, last = min(names), max(names)
    same = next((n for n, letter in enumerate(first) if letter != last[n : n + 1]), len(first))
    return head + slash + first[:same]
