"""The line below the table: it filters rows, or searches them and hides none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigoods.explorer.screens.painted import Painted


def filter_rows(screen: Painted) -> None:
    """Type what rows must fit."""
    open_line(screen)


def open_line(screen: Painted, *, active: bool = True) -> None:
    """Show the line and, unless it is only shown, type in it."""
    from aigoods.explorer.widgets.filter import FilterLine

    if screen.filter is None:
        here = screen.history.here
        line = FilterLine(
            here.search or here.scene.filter, active=active, searching=bool(here.search)
        )
        screen.mount(line, before="#status")
        screen.add_class("filtering")
    elif active:
        screen.filter.focus()
        screen.filter.select_all()


def close_line(screen: Painted) -> None:
    """Take the line away."""
    screen.query("#filter-line").remove()
    screen.remove_class("filtering")
    screen.set_focus(None)


def follow_line(screen: Painted) -> None:
    """Show the line where the place has a filter or a search, and only there."""
    here, line = screen.history.here, screen.filter
    if line is None and (here.scene.filter or here.search):
        open_line(screen, active=False)
    elif line is not None and not (here.scene.filter or here.search):
        close_line(screen)


def clear(screen: Painted) -> None:
    """Forget filter and search."""
    screen.history.here.look(filter="")
    screen.history.here.search = ""
    close_line(screen)
    screen.paint()


def type_line(screen: Painted, text: str) -> None:
    """Filter or search while the text is typed; what cannot be read yet changes nothing."""
    here, line = screen.history.here, screen.filter
    searching = line is not None and line.searching
    if (
        screen.sheet is None
        or screen.sheet.fault(text)
        or text == (here.search if searching else here.scene.filter)
    ):
        screen.paint_frame()
    elif searching:
        here.search = text
        _go_to_match(screen, here.cursor)
        screen.paint_frame()
    else:
        here.look(filter=text)
        here.cursor = ""
        screen.paint_table()
        screen.paint_frame()
        screen.paint_chart()


def keep_line(screen: Painted) -> None:
    """Keep what was typed and go back to the rows; what cannot be read is told instead."""
    here, line = screen.history.here, screen.filter
    if line and screen.sheet and (fault := screen.sheet.fault(line.value)):
        screen.say(fault, "warning")
    elif here.scene.filter or here.search:
        screen.set_focus(None)
    else:
        close_line(screen)


def turn_line(screen: Painted) -> None:
    """Search for what was typed instead of filtering by it, or the other way round."""
    line, here = screen.filter, screen.history.here
    if line is None:
        return
    line.turn()
    if line.searching:
        here.look(filter="")
    here.search = ""
    screen.paint_table()
    type_line(screen, line.value)
    screen.paint_chart()


def next_match(screen: Painted) -> None:
    """Go to the next row that fits the search."""
    _step(screen, 1)


def last_match(screen: Painted) -> None:
    """Go to the row before that fits the search."""
    _step(screen, -1)


def _step(screen: Painted, step: int) -> None:
    here = screen.history.here
    if not here.search:
        key = screen.key_of("filter")
        screen.say(f"Nothing is searched for; {key} and then tab begins a search.")
        return
    found = _matches(screen)
    if not found:
        screen.say(f"No row fits {here.search!r}; {screen.key_of('back')} clears the search.")
        return
    places = {row.key: place for place, row in enumerate(screen.sheet.rows if screen.sheet else ())}
    now = places.get(screen.table.cursor_key, 0)
    ahead = [key for key in found[::step] if (places[key] - now) * step > 0]
    screen.show_row(ahead[0] if ahead else found[::step][0])
    if not ahead:
        screen.say("The search goes round." if len(found) > 1 else "This is the only match.")


def _go_to_match(screen: Painted, start: str) -> None:
    """Go to the first match from the row of key `start` on."""
    keys = [row.key for row in screen.sheet.rows] if screen.sheet else []
    found = set(_matches(screen))
    place = keys.index(start) if start in keys else 0
    if match := next((key for key in (*keys[place:], *keys[:place]) if key in found), ""):
        screen.show_row(match)


def _matches(screen: Painted) -> list[str]:
    search, sheet = screen.history.here.search, screen.sheet
    if sheet is None or not search.strip():
        return []
    return [row.key for row in sheet.listed(search, ())]
