"""What leads to another View: year, measure, flow, order, what lies behind a row, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.explorer import moves
from aigoods.explorer.deeds import filtering
from aigoods.explorer.deeds.choosing import go_to_year
from aigoods.explorer.deeds.explaining import point
from aigoods.explorer.deeds.rows import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.explorer.command import Deed
    from aigoods.explorer.screens.painted import Painted


def moving(move: Callable[[View], View]) -> Deed:
    """Return what asks for the View that `move` makes of the present one."""

    def deed(screen: Painted) -> None:
        screen.go(move(screen.view))

    return deed


def answered(move: Callable[[Head], View]) -> Deed:
    """Return what asks for the View that `move` makes of the present answer, if there is one."""

    def deed(screen: Painted) -> None:
        if screen.answer is not None:
            screen.go(move(screen.answer))

    return deed


def measure(screen: Painted) -> None:
    """Show the next measure that the page has and the dataset knows.

    Where all measures stand side by side, it chooses the one that the chart shows.
    """
    answer = screen.answer
    view = screen.view
    manifest = answer.manifest if answer is not None else None
    following = moves.next_measure(view, manifest, charted=screen.chart_shown)
    if following != view:
        screen.go(following)
        unseen = not (screen.chart_shown or screen.has_column("series"))
        if answer is not None and (unseen or not screen.table_shown):
            screen.say(f"The measure is {following.measure} now.")
    elif len(moves.measures(view, manifest, charted=True)) > 1:
        key, chart = screen.key_of("measure"), screen.key_of("chart")
        screen.say(
            f"All measures stand side by side here; {key} chooses the one of the chart, which "
            f"{chart} shows."
        )
    elif moves.side_by_side(view):
        screen.say("All measures stand side by side here.")
    else:
        screen.say(f"This page has no other measure than {view.measure}.")


def year_back(screen: Painted) -> None:
    """Go a year back."""
    _year(screen, -1)


def year_on(screen: Painted) -> None:
    """Go a year on."""
    _year(screen, 1)


def _year(screen: Painted, step: int) -> None:
    answer = screen.answer
    if answer is None:
        return
    view = moves.next_year(screen.view, answer.years, step)
    if view == screen.view:
        key = screen.key_of("year_on" if step < 0 else "year_back")
        last = answer.manifest.period(answer.years[0 if step < 0 else -1])
        end = f"{last.long} is the {'first' if step < 0 else 'last'} {last.grain.name.lower()}"
        alone = f"There are data for {answer.manifest.spelled(answer.years)} alone here."
        screen.say(f"{end}; {key} goes the other way." if len(answer.years) > 1 else alone)
        return
    go_to_year(screen, view)


def across(screen: Painted, step: int) -> None:
    """Point out the column at one side where rows and columns cross, else go a year that way."""
    if pages.of(screen.view).crosses is not None and screen.table_shown:
        point(screen, step, cells=True)
    else:
        _year(screen, step)


def open_row(screen: Painted) -> None:
    """Open what lies behind the row under the cursor: a branch that is folded, or its page.

    Where rows and columns cross and a column is pointed out, it is what lies behind the cell.
    """
    key, answer, sheet = screen.table.cursor_key, screen.answer, screen.sheet
    if answer is None or sheet is None or not key:
        return
    if key in screen.folded & sheet.branches - sheet.lone and not screen.history.here.scene.filter:
        fold(screen)
        return
    pointed = screen.history.here.column
    column = answer.column(pointed) if screen.has_column(pointed) else None
    screen.go(moves.drill(answer, key, column))


def back(screen: Painted) -> None:
    """Clear the filter, or go back to the place before."""
    if screen.filter is not None:
        filtering.clear(screen)
    elif screen.history.back():
        screen.explorer.turn_to(screen.history.here.dataset)
        screen.ask(screen.history.here.view)
    else:
        screen.say(f"This is where you began; {screen.key_of('quit')} quits.")
