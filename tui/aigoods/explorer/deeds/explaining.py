"""Why a number: one of those in the row under the cursor is chosen, and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.view import View
from aigoods.pages import of
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.explorer.screens.painted import Painted
    from aigoods.explorer.screens.picker import Choice, Found

ALONE = "No other column here has numbers."
NO_NUMBERS = ("text", "code", "year", "series")
PLACES = ("rank", "rank_change")
"""What follows from the other numbers, and is asked for less."""


def can_explain(view: View) -> bool:
    """Return whether the numbers of a page can be explained: those of an explanation cannot."""
    return not of(view).explains


def point(screen: Painted, step: int, *, cells: bool = False) -> None:
    """Point out the next column of numbers, or the one before, round and round.

    Of `cells` it is one of those that cross the rows.
    """
    if screen.answer is None:
        return
    numbers = [
        c.name
        for c in screen.answer.columns
        if c.kind not in NO_NUMBERS and (c.sum is not None or not cells)
    ]
    seen = [slot.name for slot in screen.columns if slot.name in numbers]
    here = screen.history.here
    if not seen:
        screen.say("There are no numbers in this table.")
        return
    first = -1 if step > 0 else len(seen)
    place = seen.index(here.column) if here.column in seen else first
    found = seen[(place + step) % len(seen)]
    if found == here.column:
        screen.say("No other column has room here." if len(seen) < len(numbers) else ALONE)
        return
    here.column = found
    screen.paint_table()


def point_to(screen: Painted, name: str) -> None:
    """Point out a column by its name, if it has numbers and is not pointed out already."""
    here, column = screen.history.here, screen.answer and screen.answer.column(name)
    if column and column.kind not in NO_NUMBERS and here.column != name:
        here.column = name
        screen.paint_table()


def explain(screen: Painted) -> None:
    """Show how the number of the row in the column that is pointed out is made.

    Where no column is, the number is chosen by its heading.
    """
    from aigoods.explorer.screens.picker import Picker

    answer, key = screen.answer, screen.table.cursor_key
    if answer is None or screen.sheet is None:
        return
    pointed = screen.history.here.column
    if pointed and screen.table_shown and screen.has_column(pointed):
        screen.go(View("explain", about=str(answer.view), row=key, column=pointed))
        return
    cells = next(row.cells for row in screen.sheet.rows if row.key == key)
    numbers = {c.name: c for c in answer.columns if c.kind not in NO_NUMBERS}
    order = sorted(numbers, key=lambda name: numbers[name].kind in PLACES)

    def chosen(choice: Choice | None) -> None:
        if choice is not None:
            view = View("explain", about=str(answer.view), row=key, column=choice.key)
            screen.go(view)

    said = [(n, numbers[n].heading, cells[n].strip(), numbers[n].help) for n in order]
    label = clean(cells[answer.label].strip(), 30)
    screen.app.push_screen(Picker(f"Why, of {label}", lambda text: _fitting(text, said)), chosen)


def _fitting(text: str, said: list[tuple[str, str, str, str]]) -> Found:
    """Return the numbers whose heading or help has the words of `text`."""
    from aigoods.explorer.screens.picker import Choice, Found

    wanted = text.casefold().split()
    choices = [
        Choice("number", name, f"{title}: {cell}", about)
        for name, title, cell, about in said
        if all(word in f"{title} {about}".casefold() for word in wanted)
    ]
    return Found(choices, "" if choices else f"No number here fits {clean(text, 30)!r}.")
