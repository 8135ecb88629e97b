"""Text of which parts can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

Press = tuple[str, tuple[str | int, ...]]
"""An action of the screen, as `("screen.run", ("flow",))`, and with what."""


class Pressed(Static):
    """Shows a text and does what the part that is clicked says; a pointer above paints nothing."""

    auto_links = False
    ALLOW_SELECT = False


def part(words: str, style: str, press: Press | None = None) -> Text:
    """Return words that do something where they are clicked."""
    text = Text(words, style, no_wrap=True)
    if press is not None:
        text.apply_meta({"@click": press})
    return text


def running(command: str) -> Press:
    """Return what runs a command."""
    return "screen.run", (command,)


def joined(parts: Sequence[Text], between: str, style: str) -> Text:
    """Return the parts with words between them."""
    return Text(between, style, no_wrap=True).join(parts)


def with_right(left: Text, right: Text, width: int) -> Text:
    """Return `left` cut to the room that `right` leaves at the end of a line of `width` cells."""
    room = width - right.cell_len - (2 if right.cell_len else 0)
    if room < 12 and right.cell_len:
        room, right = width, Text()
    if left.cell_len > room:
        left.right_crop(left.cell_len - room + 1)
        left.rstrip()
        left.append("…")
    gap = max(1, width - 1 - left.cell_len - right.cell_len)
    return Text.assemble(left, " " * gap, right) if right.cell_len else left
