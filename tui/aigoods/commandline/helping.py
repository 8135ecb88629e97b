"""The text of `--help`, as wide as the window."""

from __future__ import annotations

import shutil
from textwrap import wrap
from typing import TYPE_CHECKING

from aigoods.commandline.language import HELP_OPTION, Command, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aigoods.commandline.language import Option

NARROWEST, WIDEST = 36, 100
TERMS, WIDE_ENOUGH = 24, 60
"""The most cells of a term that its explanation stands beside, and from which width on."""


def window() -> int:
    """Return the width to write in: that of the window, within reason."""
    return min(WIDEST, max(NARROWEST, shutil.get_terminal_size((80, 24)).columns))


def command_help(command: Command, width: int) -> str:
    """Return what there is to say of a command: its form, what it does, examples and options."""
    form = " ".join([command.shown, *(a.shown for a in command.arguments), "[OPTIONS]"])
    options = (*command.options, HELP_OPTION)
    blocks = [
        _folded(f"Usage: {form}", width),
        _folded(command.help, width),
        *(_folded(paragraph, width) for paragraph in command.about),
        ["Examples:", *(f"  {example}" for example in command.examples)],
    ]
    arguments = [("Arguments", argument.shown, argument.help) for argument in command.arguments]
    terms = [*arguments, *((option.group, _written(option), option.help) for option in options)]
    return _joined([*blocks, *_headed(terms, width)])


def group_help(group: Group, width: int) -> str:
    """Return which commands a group has."""
    terms = [("Commands", each.name.split()[-1], each.help) for each in group.commands]
    return _joined(
        [
            [f"Usage: aigoods {group.name} COMMAND"],
            _folded(group.help, width),
            *_headed(terms, width),
            _folded(f"aigoods {group.name} COMMAND --help says more of each.", width),
        ]
    )


def whole_help(
    start: Command, commands: Sequence[tuple[str, Sequence[Command | Group]]], width: int
) -> str:
    """Return what the program is, and all its commands under their headings."""
    terms = [(heading, each.name, each.help) for heading, own in commands for each in own]
    terms += [(o.group, _written(o), o.help) for o in (*start.options, HELP_OPTION)]
    blocks = [
        _folded("Usage: aigoods [OPTIONS] or aigoods COMMAND [OPTIONS]", width),
        _folded(start.help, width),
        *(_folded(paragraph, width) for paragraph in start.about),
    ]
    examples = ["Examples:", *(f"  {example}" for example in start.examples)]
    return _joined([*blocks, examples, *_headed(terms, width)])


def _written(option: Option) -> str:
    """Return how an option is written: `-o, --output FILE`, `--chart[=KIND]`."""
    flags = ", ".join(option.flags)
    if not option.value:
        return flags
    return f"{flags}[={option.value}]" if option.bare else f"{flags} {option.value}"


def _headed(terms: Sequence[tuple[str, str, str]], width: int) -> list[list[str]]:
    """Return terms under their headings, with what they mean beside or, in short lines, below."""
    beside = width >= WIDE_ENOUGH
    column = min(TERMS, max(len(term) for _, term, _ in terms)) + 4 if beside else 6
    blocks: dict[str, list[str]] = {}
    for heading, term, meaning in terms:
        lines = blocks.setdefault(heading, [f"{heading}:"])
        told = wrap(meaning, width - column, break_on_hyphens=False)
        head = f"  {term}"
        if beside and len(head) <= column - 2:
            head = f"{head:{column}}{told.pop(0)}"
        lines += [head, *(" " * column + line for line in told)]
    return list(blocks.values())


def _folded(text: str, width: int) -> list[str]:
    return wrap(text, width, break_on_hyphens=False)


def _joined(blocks: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"
