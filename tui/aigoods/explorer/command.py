"""What a command is, and what the footer says of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from aigoods.analysis.view import View

Group = Literal["Go", "Show", "Rows", "Chart", "Program"]
Deed = Callable[..., None]
"""What a command does: a function of the main screen."""


def everywhere(_: View) -> bool:
    """Return that a command does something on every page."""
    return True


class Command(NamedTuple):
    """One command: its keys in Textual's names, a word for the footer and a line for the help.

    `keys` that stand first are shown; a command without keys is reached by its name. `deed` does
    it. `hint` is the place in the footer, 0 for none. `applies` tells whether it does something on
    the page of a View; `of_rows` that it takes a row, `of_table` that its effect is seen in the
    table alone. `goes_to` names the page that it goes to, if it does.
    """

    name: str
    keys: tuple[str, ...]
    word: str
    help: str
    group: Group
    deed: Deed
    hint: int = 0
    applies: Callable[[View], bool] = everywhere
    of_rows: bool = False
    of_table: bool = False
    goes_to: str = ""

    @property
    def shown_keys(self) -> str:
        """The keys as people know them: `[ ←`."""
        return " ".join(_SHOWN.get(key, key) for key in self.keys)

    @property
    def shown_key(self) -> str:
        """The first key as people know it, "" where there is none."""
        if not self.keys:
            return ""
        return _SHOWN.get(self.keys[0], self.keys[0])


_SHOWN = {
    "backspace": "bksp",
    "colon": ":",
    "ctrl+c": "^c",
    "ctrl+l": "^l",
    "ctrl+p": "^p",
    "ctrl+q": "^q",
    "ctrl+z": "^z",
    "escape": "esc",
    "f1": "F1",
    "left": "←",
    "left_square_bracket": "[",
    "question_mark": "?",
    "right": "→",
    "right_square_bracket": "]",
    "shift+tab": "shift+tab",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
}

MOST_HINTS = 6
NEAR = {"o": "open"}
"""The commands that readers of other programs mean by keys that are none here."""


class Hint(NamedTuple):
    """One piece of the footer: a key and what it does, or a fact without a key."""

    key: str
    word: str


class Situation(NamedTuple):
    """What the reader is at, apart from the View.

    `listed` of `rows` rows fit the filter or, where one is `searching`, what is searched for;
    `typing` tells whether it is being typed, `unread` that it cannot be read as yet. `table` tells
    whether the table is shown.
    """

    typing: bool = False
    filtered: bool = False
    searching: bool = False
    unread: bool = False
    listed: int = 0
    rows: int = 0
    marked: int = 0
    table: bool = True


def hints(commands: tuple[Command, ...], view: View, now: Situation) -> list[Hint]:
    """Return the footer: what is under way first, then the usual keys, the help last."""
    named = {command.name: command for command in commands}

    def hint(name: str, word: str = "") -> Hint:
        return Hint(named[name].shown_key, word or named[name].word)

    count = Hint("", "…" if now.unread else f"{now.listed:,} of {now.rows:,}")
    if now.typing:
        keys = [key for key in named["help"].keys if len(key) > 1 and key != "question_mark"]
        helping = [Hint(_SHOWN.get(key, key), named["help"].word) for key in keys[:1]]
        other = Hint("tab", "filter" if now.searching else "search")
        return [Hint("enter", "keep"), hint("back", "clear"), count, other, *helping]
    found = []
    if not now.table:
        found.append(hint("table"))
    if now.filtered:
        found += [count, hint("back", "clear")]
    elif now.searching:
        found += [count, hint("next_match"), hint("back", "clear")]
    if now.marked:
        found += [Hint("", f"{now.marked:,} marked"), hint("chart"), hint("unmark")]
    usual = sorted((c for c in commands if c.hint and c.applies(view)), key=lambda c: c.hint)
    for command in usual[:-1]:
        both = f"{command.shown_key} {named['year_on'].shown_key}"
        own = Hint(both, "year") if command.name == "year_back" else hint(command.name)
        found += [own] if own not in found else []
    return [*found[: MOST_HINTS - 1], hint("help")]


def unknown_key(key: str, commands: tuple[Command, ...]) -> str:
    """Return the sentence for a key that no command has: which one may be meant."""
    named = {command.name: command for command in commands}
    said = f"{_SHOWN.get(key, key)} does nothing here"
    if key in NEAR:
        near = named[NEAR[key]]
        said += f"; {near.shown_key} is: {near.help[0].lower()}{near.help[1:]}"
    return f"{said}. {named['help'].shown_key} lists all keys."
