"""What is done with rows: mark and fold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigoods.explorer.screens.painted import Painted


def mark(screen: Painted) -> None:
    """Mark or unmark the row under the cursor."""
    here = screen.history.here
    key = screen.table.cursor_key
    others = tuple(mark for mark in here.scene.marks if mark != key)
    here.look(marks=others if len(others) < len(here.scene.marks) else (*others, key))
    screen.paint_line(key)
    screen.paint_frame()
    screen.paint_chart()


def unmark(screen: Painted) -> None:
    """Take all marks away."""
    if not screen.history.here.scene.marks:
        screen.say(f"No row is marked; {screen.key_of('mark')} marks one for the chart.")
        return
    screen.history.here.look(marks=())
    screen.paint()


def fold(screen: Painted) -> None:
    """Fold or unfold the branch under the cursor."""
    key = screen.table.cursor_key
    if screen.history.here.scene.filter:
        screen.say(f"Filtered rows are no tree; {screen.key_of('back')} clears the filter.")
    elif screen.sheet is None or len(screen.sheet.listed("", {key})) == len(screen.sheet.rows):
        screen.say("Nothing lies below this row.")
    else:
        screen.history.here.folded ^= {key}
        screen.paint_table()
