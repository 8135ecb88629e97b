"""All commands of the explorer: footer, help, palette and key bindings come from this one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from aigoods import pages

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.pages.page import Page

Group = Literal["Go", "Show", "Rows", "Chart", "Program"]


class Command(NamedTuple):
    """One command: its keys in Textual's names, a word for the footer and a line for the help.

    `keys` that stand first are shown; a command without keys is reached by its name. `hint` is the
    place in the footer, 0 for none. `goes_to` names the page that it goes to, if it does.
    """

    name: str
    keys: tuple[str, ...]
    word: str
    help: str
    group: Group
    hint: int = 0
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
}

MOST_HINTS = 6
NEAR = {"n": "filter", "N": "filter", "o": "open", "r": "data", "a": "mark"}
"""The commands that readers of other programs mean by keys that are none here."""


def _to(page: Page) -> Command:
    """Return the command that goes to a page."""
    name = "goods_page" if page.name == "goods" else page.name  # `goods` chooses them.
    said = page.help.removesuffix(".") + (": that of the row, or choose one" if page.needs else "")
    keys = (page.key,) if page.key else ()
    return Command(name, keys, name.replace("_", " "), said, "Go", goes_to=page.name)


COMMANDS: tuple[Command, ...] = (
    Command("open", ("enter",), "open", "Open what lies behind the row", "Go", 1),
    Command("back", ("escape", "backspace"), "back", "Clear the filter, or go back", "Go"),
    *map(_to, pages.every()),
    Command("pages", ("p",), "pages", "All pages, also those without a digit", "Go"),
    Command("next_pane", ("tab",), "pane", "Next pane of an economy, a pair or a good", "Go", 2),
    Command("last_pane", ("shift+tab",), "pane back", "Pane before", "Go"),
    Command(
        "palette",
        ("colon", "ctrl+p"),
        "go to",
        "Go to an economy, a good or a page, or run a command",
        "Go",
    ),
    Command("year_back", ("left_square_bracket", "left", "h"), "year", "A year back", "Show", 4),
    Command("year_on", ("right_square_bracket", "right", "l"), "year", "A year on", "Show"),
    Command("flow", ("f",), "flow", "The other flow: exports or imports", "Show"),
    Command(
        "goods", ("g",), "goods", "Choose the goods: all, a segment, a family or a code", "Show", 5
    ),
    Command(
        "grouping",
        ("b",),
        "by",
        "Group by: economy, region, sub-region, income; or by level",
        "Show",
    ),
    Command(
        "measure", ("m",), "measure", "Measure: value, share, growth, rank, unit value", "Show"
    ),
    Command(
        "eu",
        ("u",),
        "EU",
        "The EU, or each group of a ranking, as one trader or as its members",
        "Show",
    ),
    Command("filter", ("slash",), "filter", "Filter the rows as you type", "Rows", 3),
    Command("sort", ("s",), "sort", "Sort by the next column", "Rows"),
    Command("reverse", ("S",), "turn sort", "Sort the other way round", "Rows"),
    Command("mark", ("space",), "mark", "Mark the row for the chart", "Rows"),
    Command("unmark", ("U",), "unmark", "Take all marks away", "Rows"),
    Command("fold", ("z",), "fold", "Fold or unfold the branch of the goods tree", "Rows"),
    Command("chart", ("c",), "chart", "Next chart: lines, bars, stacked", "Chart", 6),
    Command("table", ("t",), "table", "Table and chart, table alone, chart alone", "Chart"),
    Command("log", ("L",), "log", "Logarithmic scale for lines", "Chart"),
    Command("index", ("x",), "index", "Lines as an index, first year = 100", "Chart"),
    Command("copy_row", ("y",), "copy row", "Copy the row", "Program"),
    Command("copy_view", ("Y",), "copy table", "Copy the table as TSV", "Program"),
    Command(
        "copy_command",
        ("A",),
        "copy command",
        "Copy the command line that prints this view",
        "Program",
    ),
    Command("export", ("e",), "export", "Export the table or the chart to a file", "Program"),
    Command(
        "data",
        ("D",),
        "datasets",
        "Datasets: use another, import, fetch, verify, remove",
        "Program",
    ),
    Command("notes", ("i",), "notes", "Notes, source, licence and citation", "Program"),
    Command("help", ("question_mark", "f1"), "help", "This help", "Program", 7),
    Command("theme", ("T",), "theme", "Next theme: dark, light, ANSI dark, ANSI light", "Program"),
    Command("suspend", ("ctrl+z",), "suspend", "Back to the shell until fg", "Program"),
    Command("quit", ("q", "ctrl+q"), "quit", "Quit", "Program"),
    Command("interrupt", ("ctrl+c",), "interrupt", "Quit at once, with exit code 130", "Program"),
)

BY_NAME = {command.name: command for command in COMMANDS}


class Hint(NamedTuple):
    """One piece of the footer: a key and what it does, or a fact without a key."""

    key: str
    word: str


class Situation(NamedTuple):
    """What the reader is at, apart from the View.

    `listed` of `rows` rows fit the filter, if there is one; `typing` tells whether it is being
    typed. `table` tells whether the table is shown.
    """

    typing: bool = False
    filtered: bool = False
    listed: int = 0
    rows: int = 0
    marked: int = 0
    table: bool = True


def hints(commands: tuple[Command, ...], view: View, now: Situation) -> list[Hint]:
    """Return the footer: what is under way first, then the usual keys, the help last."""
    named = {command.name: command for command in commands}

    def hint(name: str, word: str = "") -> Hint:
        return Hint(named[name].shown_key, word or named[name].word)

    count = Hint("", f"{now.listed:,} of {now.rows:,}")
    if now.typing:
        keys = [key for key in named["help"].keys if len(key) > 1 and key != "question_mark"]
        helping = [Hint(_SHOWN.get(key, key), named["help"].word) for key in keys[:1]]
        return [Hint("enter", "keep"), hint("back", "clear"), count, *helping]
    found = []
    if not now.table:
        found.append(hint("table"))
    if now.filtered:
        found += [count, hint("back", "clear")]
    if now.marked:
        found += [Hint("", f"{now.marked:,} marked"), hint("chart"), hint("unmark")]
    usual = sorted((c for c in commands if c.hint and applies(c, view)), key=lambda c: c.hint)
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


def applies(command: Command, view: View) -> bool:
    """Return whether a command does something on the page of `view`."""
    here = pages.of(view)
    match command.name:
        case "next_pane" | "last_pane":
            return bool(here.panes(view))
        case "grouping":
            return len(here.groupings) > 1 and view.by != "year"
        case "flow":
            return bool("flow" in here.fields or here.twin) and "flow" not in here.inert(view)
        case "eu":
            return "eu" not in here.inert(view)
        case "fold":
            return here.tree and view.by != "year"
        case _:
            return True
