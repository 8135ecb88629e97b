"""Why a number: one of those in the row under the cursor is chosen, and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.view import View
from aigoods.pages import of
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.explorer.screens.painted import Painted
    from aigoods.explorer.screens.picker import Choice, Found

NO_NUMBERS = ("text", "code", "year", "series")


def can_explain(view: View) -> bool:
    """Return whether the numbers of a page can be explained: those of an explanation cannot."""
    return not of(view).explains


def explain(screen: Painted) -> None:
    """Let a number of the row be chosen, and show how it is made."""
    from aigoods.explorer.screens.picker import Picker

    answer, key = screen.answer, screen.table.cursor_key
    if answer is None or screen.sheet is None:
        return
    cells = next(row.cells for row in screen.sheet.rows if row.key == key)
    numbers = {c.name: c for c in answer.columns if c.kind not in NO_NUMBERS}

    def chosen(choice: Choice | None) -> None:
        if choice is not None:
            view = View("explain", about=str(answer.view), row=key, column=choice.key)
            screen.go(view)

    said = [(name, c.heading, cells[name].strip(), c.help) for name, c in numbers.items()]
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
