"""The first start: questions that analysts bring, and the keys that answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len
from rich.text import Text
from textual.screen import ModalScreen
from textual.widgets import Static

from aigoods.explorer.folding import beside
from aigoods.explorer.screens.held import Held
from aigoods.output.layout import folded

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from aigoods.explorer.command import Command
    from aigoods.explorer.typed import Typed


class Question(NamedTuple):
    """A question and what answers it: commands by name, each with what is typed after it."""

    words: str
    steps: tuple[tuple[str, str], ...]


QUESTIONS = (
    Question("Who exports chips?", (("goods", "chips"),)),
    Question("What does Mexico export?", (("palette", "mexico"),)),
    Question("Whose part of trade grew?", (("palette", "movers"),)),
    Question("Who sells chips to whom?", (("matrix", ""),)),
    Question("What drove world trade?", (("world", ""), ("choose_chart", "gains"))),
    Question("Why this number?", (("explain", ""),)),
)
"""They can be asked of the embedded dataset, from the screen of a first start."""

OWN = "questions"
"""The command that shows them."""
WIDEST, ROOMY = 66, 18
"""The cells of the box at most, and the lines of a terminal that has room for more."""
WELCOME = "Arrows and enter lead from what you see to what lies behind it; esc leads back."


class Questions(Held, ModalScreen[None]):
    """Shows the questions; any key closes it and does its own work as well, `esc` only closes."""

    def __init__(self, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self.commands = {command.name: command for command in commands}

    def compose(self) -> ComposeResult:
        """Compose the questions with their keys."""
        box = Static(id="questions", markup=False)
        box.can_focus = True
        box.border_title = "Ask"
        yield box

    def on_resize(self) -> None:
        """Fold the lines for the width that there is."""
        box = self.query_one("#questions", Static)
        width = min(WIDEST, self.app.size.width * 9 // 10) - 4
        keys = [self.typed(question) for question in QUESTIONS]
        column = max(map(cell_len, keys))
        asked = zip(keys, QUESTIONS, strict=True)
        lines = [beside(typed, each.words, width, column) for typed, each in asked]
        if self.app.size.height > ROOMY:
            lines += [Text(), *map(Text, folded(WELCOME.split(), width))]
        box.update(Text("\n", no_wrap=True).join(lines))
        foots = [
            f"any key goes on · {self.key_of(OWN)} {again}"
            for again in ("comes back here", "again")
        ]
        box.border_subtitle = next((foot for foot in foots if cell_len(foot) <= width), foots[-1])

    def key_of(self, name: str) -> str:
        """Return the key of a command as people know it."""
        return self.commands[name].shown_key

    def typed(self, question: Question) -> str:
        """Return the keys of a question as people read them."""
        return " ".join(
            f"{self.key_of(name)} {text} enter" if text else self.key_of(name)
            for name, text in question.steps
        )

    def on_key(self, event: events.Key) -> None:
        """Close, and let the key do its own work."""
        event.stop()
        self.dismiss()
        if event.key not in ("escape", *self.commands[OWN].keys):
            cast("Typed", self.app).put_back(event)

    def on_click(self) -> None:
        """Close."""
        self.dismiss()
