"""How a command is run: where it can be, and else with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.errors import AigoodsError

if TYPE_CHECKING:
    from aigoods.explorer.command import Command
    from aigoods.explorer.screens.painted import Painted


def run(screen: Painted, name: str) -> None:
    """Run the command of this name: it changes what is seen, or says why not and keeps nothing."""
    command = next(each for each in screen.explorer.commands if each.name == name)
    try:
        if said := hindrance(screen, command):
            screen.say(said)
        else:
            command.deed(screen)
    except AigoodsError as error:  # Such as a row whose code no address can hold.
        screen.say(str(error), "warning")


def hindrance(screen: Painted, command: Command) -> str:
    """Return why a command cannot be run here, "" where it can."""
    if not command.applies(screen.view):
        return f"{command.shown_key} is for other pages: {command.help}."
    if screen.sheet is not None and command.of_rows and not screen.table.row_count:
        return f"{command.shown_key} takes a row, and there is none here."
    if screen.sheet is not None and command.of_table and not screen.table_shown:
        return f"{command.shown_key} is for the table; {screen.key_of('table')} shows it."
    return ""
