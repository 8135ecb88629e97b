"""What is done with rows: sort, mark and fold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.explorer import moves
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.explorer.screens.painted import Painted
    from aigoods.explorer.screens.picker import Choice, Found


def sort_by(screen: Painted, name: str) -> None:
    """Sort by a column, or turn the order round where it is sorted by that one."""
    if screen.answer is not None:
        screen.go(moves.by_column(screen.answer, name))


def choose_sort(screen: Painted) -> None:
    """Choose the column to sort by."""
    from aigoods.explorer.screens.picker import Choice, Found, Picker

    if screen.answer is None:
        return
    columns = moves.sortable(screen.answer)

    def find(text: str) -> Found:
        words = text.casefold().split()
        fitting = [
            Choice("column", column.name, column.help, lead=column.title)
            for column in columns
            if all(w in f"{column.name} {column.title} {column.help}".casefold() for w in words)
        ]
        return Found(fitting, "" if fitting else f"No column fits {clean(text, 30)!r}.")

    def chosen(choice: Choice | None) -> None:
        if choice is not None:
            sort_by(screen, choice.key)

    screen.app.push_screen(Picker("Sort by", find, "type a part of a heading"), chosen)


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


def show_record(screen: Painted) -> None:
    """Show all that the row under the cursor and the marked ones say, a column each."""
    from aigoods.explorer.screens.record import Record

    if screen.sheet is not None:
        keys = (screen.table.cursor_key, *screen.history.here.scene.marks)
        screen.app.push_screen(Record(screen.sheet, tuple(dict.fromkeys(keys))))


def fold(screen: Painted) -> None:
    """Fold or unfold the branch under the cursor."""
    key = screen.table.cursor_key
    if screen.history.here.scene.filter:
        screen.say(f"Filtered rows are no tree; {screen.key_of('back')} clears the filter.")
    elif screen.sheet is None or key not in screen.sheet.branches:
        screen.say("Nothing lies below this row.")
    else:
        screen.history.here.folded = screen.folded ^ {key}
        screen.paint()
