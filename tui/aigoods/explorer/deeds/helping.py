"""The help: what this page answers, its keys and columns, found by typing and carried out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.explorer.deeds.rows import sort_by
from aigoods.explorer.deeds.running import run
from aigoods.explorer.fitting import fitting, nearest
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.explorer.command import Command
    from aigoods.explorer.screens.painted import Painted
    from aigoods.explorer.screens.picker import Choice, Found

MOVING = ("↑ ↓ k j", "Move; page up and down, home and end or G")


def show_help(screen: Painted) -> None:
    """Show keys and columns of this page; the command that is chosen is carried out."""
    from aigoods.explorer.screens.picker import Picker

    find = partial(
        helped, view=screen.view, answer=screen.answer, commands=screen.explorer.commands
    )

    def chosen(choice: Choice | None) -> None:
        if choice is None:
            return
        if choice.kind == "command":
            run(screen, choice.key)
        elif choice.kind == "column" and screen.answer is not None:
            sort_by(screen, choice.key)

    wanted = "type a key or a word"
    screen.app.push_screen(Picker("Help", find, wanted, "enter do it · esc leave"), chosen)


def helped(text: str, view: View, answer: Head | None, commands: Sequence[Command]) -> Found:
    """Return what of the help fits `text`: commands, those of this page first, then columns."""
    from aigoods.explorer.screens.picker import Choice, Found

    others = [command for command in commands if command.name != "help"]
    found = [command for _, command in fitting(text, others)]
    words = text.casefold().split()

    def line(command: Command) -> Choice:
        there = "" if command.applies(view) else " (not on this page)"
        return Choice("command", command.name, command.help + there, lead=command.shown_keys or ":")

    columns = [
        Choice("column", column.name, column.help, lead=column.title)
        for column in (answer.columns if answer is not None else ())
        if column.kind != "code"
        and all(word in f"{column.title} {column.help}".casefold() for word in words)
    ]
    if not words:
        here = pages.of(view)
        moving = Choice("moving", "", MOVING[1], lead=MOVING[0])
        here_first = sorted(found, key=lambda command: not command.applies(view))
        said = f"{here.title}: {here.help}"
        return Found([moving, *map(line, here_first), *columns], said)
    choices = [*map(line, found), *columns]
    if choices:
        return Found(choices)
    near = [line(command) for command in nearest(text, others)]
    said = f"No key and no word of the help fits {clean(text, 30)!r}"
    return Found(near, f"{said}; the nearest:" if near else f"{said}.")
