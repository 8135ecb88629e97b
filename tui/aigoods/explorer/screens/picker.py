"""A list to choose from by typing: economies, goods, commands, and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from aigoods.explorer.folding import beside
from aigoods.explorer.screens.held import Held
from aigoods.explorer.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


FAR = 1000
"""More lines than any list has."""


class Choice(NamedTuple):
    """One line of the list: what it stands for, its name and what is said at its right.

    What `lead` says stands before the name in a column of its own, and the name is folded there.
    """

    kind: str
    key: str
    name: str
    hint: str = ""
    lead: str = ""


class Found(NamedTuple):
    """What fits the text typed so far, and a sentence where that is not what was typed."""

    choices: list[Choice]
    said: str = ""


class Picker(Held, ModalScreen["Choice | None"]):
    """Shows what `find` returns for the text typed so far; `enter` returns the choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_none", show=False),
        Binding("up,ctrl+k", "move(-1)", show=False),
        Binding("down,ctrl+j", "move(1)", show=False),
        Binding("pageup", "move(-8)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("home", f"move(-{FAR})", show=False, priority=True),
        Binding("end", f"move({FAR})", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        find: Callable[[str], Found],
        wanted: str = "type a name or a code",
        keys: str = "enter choose · esc leave",
    ) -> None:
        super().__init__()
        self.heading = title
        self.find = find
        self.wanted = wanted
        self.keys = keys
        self.choices: list[Choice] = []

    def compose(self) -> ComposeResult:
        """Compose a line to type in above the list."""
        with Vertical(id="picker") as box:
            box.border_title = self.heading
            box.border_subtitle = self.keys
            yield Input(placeholder=self.wanted, id="wanted", compact=True)
            yield Static(id="said", markup=False)
            yield Choices(id="choices", markup=False, compact=True)

    def on_mount(self) -> None:
        """Show everything at first; a cursor that blinks would send bytes for ever."""
        self.query_one(Input).cursor_blink = False
        self._list("")
        self.query_one(OptionList).can_focus = False

    def on_resize(self) -> None:
        """Fold the lines for the new width."""
        box = self.query_one(OptionList)
        place = box.highlighted
        self._list(self.query_one(Input).value)
        box.highlighted = place

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits the text."""
        self._list(event.value)

    def on_input_submitted(self) -> None:
        """Return the choice under the cursor; where nothing fits the sentence stays."""
        place = self.query_one(OptionList).highlighted
        if place is not None and self.choices:
            self.dismiss(self.choices[place])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the choice that was clicked."""
        self.dismiss(self.choices[event.option_index])

    def action_move(self, step: int) -> None:
        """Move the cursor of the list, while the typing goes on."""
        choices = self.query_one(OptionList)
        if self.choices:
            now = choices.highlighted or 0
            choices.highlighted = max(0, min(len(self.choices) - 1, now + step))

    def action_dismiss_none(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    def _list(self, text: str) -> None:
        self.choices, said = self.find(text)
        line = self.query_one("#said", Static)
        line.update(said)
        line.display = bool(said)
        box = self.query_one(OptionList)
        width = min(76, self.app.size.width * 9 // 10) - 6
        box.clear_options()
        leads = max((cell_len(choice.lead) for choice in self.choices), default=0)
        column = min(leads, width // 4)
        box.add_options([Option(_line(choice, width, column)) for choice in self.choices])
        if self.choices:
            box.highlighted = 0


def _line(choice: Choice, width: int, column: int) -> Text:
    if choice.lead:
        return beside(choice.lead, choice.name, width, column)
    line = Text(choice.name, no_wrap=True)
    room = width - len(choice.hint) - 2
    if room < 12:
        return line
    line.truncate(room, overflow="ellipsis", pad=True)
    line.append("  ")
    line.append(choice.hint, "dim")
    return line
