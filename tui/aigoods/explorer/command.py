"""What a command is, and what the footer says of commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

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
    it. `hint` is the place in the footer, 0 for none; on the page of a View it is there if it
    `applies`, which tells whether it does something, and is `offered`. `of_rows` tells that it
    takes a row, `of_table` that its effect is seen in the table alone, `of_chart` in a chart.
    `goes_to` names the page that it goes to, if it does.
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
    of_chart: bool = False
    offered: Callable[[View], bool] = everywhere
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


def made(
    group: Group, name: str, keys: str, word: str, said: str, deed: Deed, hint: int = 0, **more: Any
) -> Command:
    """Return a command of a group; its `keys` stand in one text, and what it does is `said`."""
    return Command(name, tuple(keys.split()), word, said, group, deed, hint, **more)


_SHOWN = {
    "backspace": "bksp",
    "colon": ":",
    "ctrl+c": "^c",
    "ctrl+l": "^l",
    "ctrl+p": "^p",
    "ctrl+q": "^q",
    "ctrl+s": "^s",
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

FEW, MANY, WIDE = 6, 10, 100
"""The most keys of the footer; from so many cells on there are more."""
NEAR = {"o": "open"}
"""The commands that readers of other programs mean by keys that are none here."""


class Hint(NamedTuple):
    """One piece of the footer: keys, what they do and their commands, or a fact without a key."""

    key: str
    word: str
    commands: tuple[str, ...] = ()


class Situation(NamedTuple):
    """What the reader is at, apart from the View.

    `listed` of `rows` rows fit the filter or, where one is `searching`, what is searched for;
    `typing` tells whether it is being typed, `unread` that it cannot be read as yet. `table` tells
    whether the table is shown, `kinds` how many charts there are.
    """

    typing: bool = False
    filtered: bool = False
    searching: bool = False
    unread: bool = False
    listed: int = 0
    rows: int = 0
    marked: int = 0
    table: bool = True
    kinds: int = 1


def hints(commands: tuple[Command, ...], view: View, now: Situation, most: int = FEW) -> list[Hint]:
    """Return the footer: what is under way first, then the usual keys, the help last."""
    named = {command.name: command for command in commands}

    def hint(name: str, word: str = "") -> Hint:
        return Hint(named[name].shown_key, word or named[name].word, (name,))

    def offered(command: Command) -> bool:
        return (
            bool(command.hint)
            and command.applies(view)
            and command.offered(view)
            and (not command.of_rows or bool(now.listed or not now.rows))
            and (not command.of_chart or bool(now.kinds))
        )

    count = Hint("", "…" if now.unread else f"{now.listed:,} of {now.rows:,}")
    if now.typing:
        keys = [key for key in named["help"].keys if len(key) > 1 and key != "question_mark"]
        helping = [Hint(_SHOWN.get(key, key), named["help"].word, ("help",)) for key in keys[:1]]
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
    usual = sorted(filter(offered, commands), key=lambda command: command.hint)
    years = Hint(
        f"{named['year_back'].shown_key} {named['year_on'].shown_key}",
        named["year_back"].word,
        ("year_back", "year_on"),
    )
    for command in usual[:-1]:
        own = years if command.name == "year_back" else hint(command.name)
        found += [own] if own not in found else []
    return [*found[: most - 1], hint("help")]


def unknown_key(key: str, commands: tuple[Command, ...]) -> str:
    """Return the sentence for a key that no command has: which one may be meant."""
    named = {command.name: command for command in commands}
    said = f"{_SHOWN.get(key, key)} does nothing here"
    if key in NEAR:
        near = named[NEAR[key]]
        said += f"; {near.shown_key} is: {near.help[0].lower()}{near.help[1:]}"
    return f"{said}. {named['help'].shown_key} lists all keys."
