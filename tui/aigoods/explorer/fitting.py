"""Which commands fit what is typed: a key, a name or words of what they do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.explorer.command import Command

NAMED = 2
"""Up to this place a text is the command's key or name, and not only among its words."""


def fitting(text: str, commands: Sequence[Command]) -> list[tuple[int, Command]]:
    """Return the commands that fit a text, the best first, each with its place.

    0 where the text is one of its keys, 1 where it is but for capitals, 2 where it is its name or
    word, 3 where a word of these begins so, 4 where all words of the text stand somewhere in what
    is said of it. All fit no text.
    """
    found = [(_place(text.strip(), command), command) for command in commands]
    return sorted(((n, c) for n, c in found if n is not None), key=lambda each: each[0])


def nearest(text: str, commands: Sequence[Command]) -> list[Command]:
    """Return the commands whose name or word is spelled almost like a text, the nearest first."""
    spelled = {spelling: c for c in commands for spelling in (_plain(c.name), c.word.casefold())}
    return list(dict.fromkeys(spelled[near] for near in get_close_matches(_plain(text), spelled)))


def _place(text: str, command: Command) -> int | None:
    wanted, keys = _plain(text), {*command.keys, *command.shown_keys.split()}
    if not wanted or text in keys:
        return 0
    if wanted in {key.casefold() for key in keys}:
        return 1
    names = (_plain(command.name), command.word.casefold())
    if wanted in names:
        return 2
    if any(f" {name}".find(f" {wanted}") >= 0 for name in names):
        return 3
    said = " ".join((*names, command.help.casefold()))
    return 4 if all(word in said for word in wanted.split()) else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
