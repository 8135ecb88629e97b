"""The one screen of the explorer: heading, table, chart and foot of the present View."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from aigoods.charts.style import Style
from aigoods.explorer.commands import COMMANDS
from aigoods.explorer.history import History, crumb
from aigoods.explorer.layout import slots
from aigoods.explorer.messages import Answered, Drawn, Refused
from aigoods.explorer.screens.actions import Actions
from aigoods.explorer.screens.held import Held
from aigoods.explorer.sheet import header, lines
from aigoods.explorer.widgets.chart import Chart
from aigoods.explorer.widgets.heading import Heading, heading
from aigoods.explorer.widgets.status import Status, foot
from aigoods.explorer.widgets.table import Table
from aigoods.output.cells import total_cells
from aigoods.output.layout import left_out

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.timer import Timer
    from textual.widgets import DataTable, Input

    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.charts.style import Kind
    from aigoods.explorer.app import Explorer
    from aigoods.explorer.sheet import Sheet
    from aigoods.explorer.widgets.filter import Filter
    from aigoods.output.layout import Slot

Panels = Literal["both", "table", "chart"]
SMALLEST = (40, 15)
WIDE, WIDE_MATRIX = 100, 200
HEADING, FOOT = 3, 3
REST = 0.12
"""Seconds without a key after which the hand rests."""


class Small(Static, can_focus=True):
    """The sentence of a terminal that is too small; the keyboard is with it meanwhile."""

    def __init__(self) -> None:
        super().__init__(id="small")


class MainScreen(Held, Screen[None]):
    """Paints the answer to the present View and turns keys into the next one.

    A question that the dataset refuses leaves everything as it was and says why.
    """

    AUTO_FOCUS = "#table"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(command.keys), f"run('{command.name}')", show=False, id=command.name)
        for command in COMMANDS
        if command.name != "open"
    ]

    def __init__(self, view: View, kept: Sheet | None = None, marks: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.actions = Actions(self)
        self.history = History(view)
        self.history.here.marks = list(marks)
        self.sheet = kept
        self.laid_out: Size | None = None
        self.asked: View | None = None
        self.panels: Panels = "both"
        self.kinds: dict[str, Kind] = {}
        self.columns: tuple[Slot, ...] = ()
        self.log_scale = False
        self.index_scale = False
        self.moving: Timer | None = None

    def compose(self) -> ComposeResult:
        """Compose the shell; it is painted before there is any data."""
        yield Heading()
        with Horizontal(id="body"):
            yield Table()
            yield Chart()
        yield Status()
        yield Small()

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out for the new size; Textual tells the first size more than once."""
        if event.size == self.laid_out:
            return
        self.laid_out = event.size
        small = self.query_one(Small)
        self.set_class(self.too_small, "small")
        if self.too_small:
            size = f"{event.size.width} by {event.size.height}"
            small.update(f"aigoods needs {SMALLEST[0]} by {SMALLEST[1]} cells; here are {size}.")
        self.paint()

    def action_run(self, name: str) -> None:
        """Run a command of the registry."""
        if not self.too_small or name == "quit":
            self.actions.run(name)

    @property
    def answer(self) -> Head | None:
        """The head of the answer on the screen, None before the first."""
        return self.sheet.head if self.sheet is not None else None

    @property
    def explorer(self) -> Explorer:
        """The app."""
        return cast("Explorer", self.app)

    @property
    def table(self) -> Table:
        """The table."""
        return self.query_one(Table)

    @property
    def filter(self) -> Filter | None:
        """The line of the filter, None where it is not shown."""
        found = self.query("#filter")
        return cast("Filter", found.first()) if found else None

    def open_filter(self) -> None:
        """Show the line of the filter and type in it."""
        from aigoods.explorer.widgets.filter import Filter

        if self.filter is None:
            self.mount(Filter(self.history.here.filter), before="#status")
        else:
            self.filter.focus()
            self.filter.select_all()

    def close_filter(self) -> None:
        """Take the line of the filter away."""
        if self.filter is not None:
            self.filter.remove()
        self.set_focus(None)

    def hold_focus(self) -> None:
        """Give the keyboard to what is seen: table, chart alone or the sentence of a small one."""
        shown = Small if self.too_small else Table if self.table.display else Chart
        typing = self.focused is not None and self.focused is self.filter and not self.too_small
        if not typing and not isinstance(self.focused, shown):
            self.set_focus(self.query_one(shown), scroll_visible=False)

    def on_idle(self) -> None:
        """Keep what has changed."""
        self.explorer.keep_soon()

    @property
    def too_small(self) -> bool:
        """Whether the terminal is smaller than the explorer can use."""
        return self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]

    @property
    def view(self) -> View:
        """The View asked for last, answered or not."""
        return self.asked or self.history.here.view

    @property
    def wide(self) -> bool:
        """Whether table and chart have room side by side; a matrix wants all of it."""
        return self.size.width >= (WIDE_MATRIX if self.view.page == "matrix" else WIDE)

    @property
    def chart_shown(self) -> bool:
        """Whether the chart is on the screen."""
        return self.panels == "chart" or (self.panels == "both" and self.wide)

    def ask(self, view: View) -> None:
        """Ask for the answer to `view`; `Answered` or `Refused` comes back."""
        self.asked = view
        self.app.clear_notifications()
        self.explorer.compute(view)

    def begin_anew(self) -> None:
        """Ask the present View of a dataset that took the place of another.

        The way here led through the other one; cursor, filter and marks stay.
        """
        here, view = self.history.here, self.view
        self.history = History(view)
        self.history.here.cursor = here.cursor
        self.history.here.filter = here.filter
        self.history.here.marks = here.marks
        self.sheet = None
        self.table.clear(columns=True)
        self.paint()
        self.ask(view)

    def on_answered(self, message: Answered) -> None:
        """Show the answer that came, unless another one is awaited by now.

        The very first one is shown in any case, so that there is something to look at.
        """
        if self.asked == message.asked:
            self.asked = None
        elif self.asked is not None and self.sheet is not None:
            return
        kept, self.sheet = self.sheet, message.sheet
        head = message.sheet.head
        self.history.go(head.view)
        if head.summed and head.view.goods != "all" and message.sheet.rows:
            self.notify(head.notes[0], timeout=8, markup=False)
        self._follow_filter()
        if kept is not None and (kept.head.view, kept.rows) == (
            self.sheet.head.view,
            self.sheet.rows,
        ):
            self.paint_chart()
        else:
            self.paint()

    def _follow_filter(self) -> None:
        """Show the line of the filter where the place has one, and only there."""
        wanted = self.history.here.filter
        if wanted and self.filter is None:
            from aigoods.explorer.widgets.filter import Filter

            self.mount(Filter(wanted, active=False), before="#status")
        elif not wanted and self.filter is not None:
            self.close_filter()

    def on_refused(self, message: Refused) -> None:
        """Say why there is no answer, and stay; what is no longer asked needs no reason.

        Where there is nothing to stay with, the exporters of the last year take its place.
        """
        if self.asked not in (None, message.view):
            return
        self.asked = None
        plain = type(message.view)()
        reason = message.reason
        if self.answer is None and message.view != plain:
            self.history = History(plain)
            self.ask(plain)
            reason += " The exporters of the last year are shown instead."
        self.notify(reason, severity="warning", timeout=8, markup=False)

    def on_drawn(self, message: Drawn) -> None:
        """Show the chart that came."""
        self.query_one(Chart).show(message.picture)

    def paint(self) -> None:
        """Paint everything for the present answer, size and theme."""
        if not self.is_mounted:
            return
        if self.too_small:
            self.hold_focus()
            return
        width, ink, head = self.size.width, self.explorer.ink, self.answer
        crumbs = [crumb(p.view, head.basket) for p in self.history.trail] if head else []
        above = heading(head, self.view, crumbs, width, ink)
        below = foot(head, self.view, self.explorer.settings.commands, width, ink)
        self.query_one(Heading).update(above, layout=False)
        self.query_one(Status).update(below, layout=False)
        self.paint_table()
        self.paint_chart()
        self.hold_focus()

    def paint_table(self) -> None:
        """Paint the rows that fit the filter, with the cursor where it was."""
        sheet, here, ink = self.sheet, self.history.here, self.explorer.ink
        if sheet is None:
            return
        table = self.table
        table.display = self.panels != "chart"
        width = self.size.width
        if self.chart_shown and table.display:
            width = min(104, max(60, width * 13 // 25))
        table.styles.width = width
        self.columns = slots(sheet, width, bar=not (self.chart_shown and width < 76))
        rows = sheet.listed(here.filter, here.folded)
        shown = lines(sheet, rows, self.columns, ink, here.marks, here.folded)
        sums = total_cells(sheet.head)
        # A matrix has no row to spare for it.
        missing = "" if sums else left_out(sheet.head, self.columns)
        above = header(self.columns, ink, sums, missing)
        table.show(above, shown, here.cursor or self._first_row())
        if not rows:
            self._say_empty(sheet.head, table)

    def paint_chart(self) -> None:
        """Ask for a chart of the present answer in the room that there is."""
        chart = self.query_one(Chart)
        chart.display = self.chart_shown
        kind = self.kind
        if self.answer is None or kind is None or not self.chart_shown:
            chart.show("")
            return
        table_width = self.table.styles.width
        beside = int(table_width.value) if self.panels == "both" and table_width else 0
        style = Style(
            width=self.size.width - beside - 3,
            height=self.size.height - HEADING - FOOT - (self.filter is not None),
            palette=self.explorer.ink.palette,
            ascii=os.environ.get("TERM") == "linux",  # Its console has no braille.
            log=self.log_scale,
            index=self.index_scale,
        )
        # Beside the table its own cursor is seen.
        cursor = "" if self.table.display else self.history.here.cursor
        marked = tuple(self.charted)
        self.explorer.draw(self.answer.view, kind, style, marked, self.charted_as, cursor)

    def paint_line(self, key: str) -> None:
        """Paint the row of `key` anew, after its mark changed."""
        here, ink = self.history.here, self.explorer.ink
        if self.sheet is not None:
            rows = [row for row in self.sheet.rows if row.key == key]
            for _, line in lines(self.sheet, rows, self.columns, ink, here.marks, here.folded):
                self.table.replace_line(key, line)

    @property
    def kinds_here(self) -> tuple[Kind, ...]:
        """The kinds of charts that this page can have."""
        return self.sheet.kinds if self.sheet is not None else ()

    @property
    def kind(self) -> Kind | None:
        """The kind of chart chosen for pages like this one, None where nothing can be drawn."""
        possible = self.kinds_here
        chosen = self.kinds.get(self.view.page)
        return chosen if chosen in possible else next(iter(possible), None)

    @property
    def charted(self) -> list[str]:
        """Return the keys of the rows to draw: the marked, else those that the filter leaves."""
        here = self.history.here
        if here.marks or not here.filter or self.sheet is None:
            return here.marks
        return [row.key for row in self.sheet.listed(here.filter, ())]

    @property
    def charted_as(self) -> str:
        """What the rows to draw are, in a word."""
        here = self.history.here
        return "found" if here.filter and not here.marks else "marked"

    def _first_row(self) -> str:
        """Return the key of the row to begin with: the year of the View where rows are years."""
        return str(self.view.year) if self.answer and self.answer.key == "year" else ""

    def _say_empty(self, answer: Head, table: Table) -> None:
        """Put a sentence where the rows would be."""
        wanted = self.history.here.filter
        reason = f"No row fits {wanted!r}; esc clears the filter." if wanted else answer.empty
        table.show(Text(reason, self.explorer.ink.muted), [], "")

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Remember the row, so that the way back finds it, and that a chart alone shows it."""
        if event.row_key is not None and event.row_key.value:
            moved = self.history.here.cursor != event.row_key.value
            self.history.here.cursor = event.row_key.value
            if moved and self.chart_shown and not self.table.display:
                self._redraw_at_rest()

    def _redraw_at_rest(self) -> None:
        """Draw the chart once the hand rests, not for each row that it passes."""
        if self.moving is not None:
            self.moving.stop()

        def redraw() -> None:
            self.moving = None
            self.paint_chart()

        self.moving = self.set_timer(REST, redraw)

    def on_data_table_row_selected(self) -> None:
        """Open the row."""
        self.actions.run("open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter the rows while the text is typed."""
        here = self.history.here
        if event.value != here.filter:
            here.filter = event.value
            here.cursor = ""
            self.paint_table()
            self.paint_chart()

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the rows."""
        if self.history.here.filter:
            self.set_focus(None)
        else:
            self.close_filter()
