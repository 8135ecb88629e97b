"""From the words of a command line to its deed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aigoods import __version__
from aigoods.commandline.language import DATASET_OPTION, Argument, Command, Group, Option
from aigoods.commandline.parser import nearest, read
from aigoods.errors import UsageError
from aigoods.out import put
from aigoods.pages import PAGES, named
from aigoods.text import clean

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence


def run(words: Sequence[str]) -> int:
    """Do what `words` say; an address alone opens the explorer there. Return the exit code.

    Raises:
        AigoodsError: the words are wrong, or what they ask for fails.

    """
    if "_ARGCOMPLETE" in os.environ:
        from aigoods.commandline.completion import complete

        complete(START, [command for _, own in headed() for command in own])
    if not words or words[0].startswith("-"):
        given = read(START, words)
        if given.help:
            from aigoods.commandline.helping import whole_help, window

            put(whole_help(START, headed(), window()))
            return 0
        return START.deed(given)
    word, *rest = words
    if set(word) & set("?#"):
        word, rest = "open", list(words)
    command = find(word)
    if isinstance(command, Group):
        if not rest or rest[0] in ("-h", "--help"):
            from aigoods.commandline.helping import group_help, window

            put(group_help(command, window()))
            return 0 if rest else UsageError.exit_code
        command, rest = _member(command, rest[0]), rest[1:]
    given = read(command, rest)
    if given.help:
        from aigoods.commandline.helping import command_help, window

        put(command_help(command, window()))
        return 0
    return command.deed(given)


def headed() -> list[tuple[str, list[Command | Group]]]:
    """Return all commands under the headings of the help."""
    others = ("open", "search", "info", "data", "config", "completion")
    return [
        ("Questions", [find(name) for name in PAGES]),
        ("Others", [find(word) for word in others]),
    ]


def find(word: str) -> Command | Group:
    """Return the command of a word; the module of its deed is imported now.

    Raises:
        UsageError: there is none.

    """
    if word in PAGES:
        from aigoods.commandline.question import question

        return question(named(word))
    match word:
        case "data":
            from aigoods.commandline.data import DATA

            return DATA
        case "config":
            from aigoods.commandline.config import CONFIG

            return CONFIG
        case "completion":
            from aigoods.commandline.completion import COMPLETION

            return COMPLETION
        case "open":
            return OPEN
        case "search" | "info":
            from aigoods.commandline.finding import INFO, SEARCH

            return SEARCH if word == "search" else INFO
    known = [*PAGES, "data", "config", "completion", "open", "search", "info"]
    raise _unknown("command", word, known, "aigoods --help")


def _member(group: Group, word: str) -> Command:
    found = group.find(word)
    if found is None:
        known = [command.name.split()[-1] for command in group.commands]
        raise _unknown(f"command {group.name}", word, known, f"aigoods {group.name} --help")
    return found


def _unknown(what: str, word: str, known: list[str], listing: str) -> UsageError:
    near = nearest(word, known)
    hint = f"did you mean {near}?" if near else f"{listing} lists all there are."
    return UsageError(f"There is no {what} {clean(word, 40)!r}; {hint}")


def _start(given: Namespace) -> int:
    """Start the explorer, at an address if one is named; or print the version."""
    if given.version:
        put(f"aigoods {__version__}\n")
        return 0
    if given.address is not None and not set(given.address) & set("?#"):
        # Taken silently, the command would answer from another dataset than the one named.
        find(given.address)
        raise UsageError(
            "--dataset, --fresh and --print-marked before a command are for the explorer; put "
            f"--dataset after {given.address}."
        )
    from aigoods.pages import parse_scene

    scene = parse_scene(given.address) if given.address is not None else None
    from aigoods.explorer.run import run

    return run(scene, dataset=given.dataset, fresh=given.fresh, print_marked=given.print_marked)


def _open(given: Namespace) -> int:
    from aigoods.pages import parse_scene

    scene = parse_scene(given.address)
    from aigoods.explorer.run import run

    return run(scene, dataset=given.dataset)


START = Command(
    "",
    "World trade in AI-enabling goods: who exports what to whom, and since when.",
    _start,
    (
        "Without a command the explorer starts, on the data that comes with the program; press ? "
        "in it for the keys and q to leave. The commands print the same answers: a table on a "
        "terminal, CSV in a pipe. Data goes to stdout, notes to stderr. aigoods COMMAND --help "
        "says more of each.",
        "Exit codes: 0 fine, 1 data or question, 2 usage or settings, 3 network, 130 interrupted.",
    ),
    ("aigoods exporters --year 2022 --goods 8542 --top 10", "aigoods data list"),
    (Argument("address", "Such as 'exporters?year=2022&goods=8542'.", least=0),),
    (
        DATASET_OPTION,
        Option("fresh", ("--fresh",), "Begin with the exporters, not with the last view."),
        Option(
            "print_marked",
            ("--print-marked",),
            "When the explorer ends, print the marked rows as TSV.",
        ),
        Option("version", ("--version",), "Print the version."),
    ),
)
OPEN = Command(
    "open",
    "Start the explorer at an address.",
    _open,
    ("The word open may be left out.",),
    ('aigoods open "economy?economy=MEX&goods=8471"', 'aigoods "exporters?year=2022&goods=8542"'),
    (Argument("address", "Such as 'exporters?year=2022&goods=8542'."),),
    (DATASET_OPTION,),
)
