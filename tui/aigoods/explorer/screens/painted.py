"""What the main screen paints: heading, table, chart and foot of the present answer."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from rich.text import Text
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from aigoods import pages
from aigoods.explorer.command import Situation, hints
from aigoods.explorer.history import History, crumb
from aigoods.explorer.screens.held import Held
from aigoods.explorer.sheet import header, lines, slots
from aigoods.explorer.widgets.chart import Chart
from aigoods.explorer.widgets.heading import Heading, heading
from aigoods.explorer.widgets.status import Status, foot
from aigoods.explorer.widgets.table import Table
from aigoods.output.cells import total_cells
from aigoods.output.layout import folded, left_out

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.scene import Scene
    from aigoods.analysis.view import View
    from aigoods.charts.style import Kind
    from aigoods.explorer.desk import Desk
    from aigoods.explorer.sheet import Row, Sheet
    from aigoods.explorer.widgets.filter import Filter
    from aigoods.output.layout import Slot

Panels = Literal["both", "table", "chart"]
SMALLEST = (40, 15)
HEADING, FOOT = 3, 3


class Small(Static, can_focus=True):
    """The sentence of a terminal that is too small; the keyboard is with it meanwhile."""

    def __init__(self) -> None:
        super().__init__(id="small")


class Painted(Held, Screen[None]):
    """The state of the main screen, and how it is painted."""

    def __init__(self, scene: Scene, kept: Sheet | None = None) -> None:
        super().__init__()
        self.history = History(scene)
        self.sheet = kept
        self.asked: View | None = None
        self.by_key = False
        self.panels: Panels = "chart" if scene.highlight else "both"
        self.columns: tuple[Slot, ...] = ()
        self.laid_out = Size()
        self.drawn_for = ""

    @property
    def answer(self) -> Head | None:
        """The head of the answer on the screen, None before the first."""
        return self.sheet.head if self.sheet is not None else None

    @property
    def explorer(self) -> Desk:
        """The app."""
        return cast("Desk", self.app)

    @property
    def table(self) -> Table:
        """The table."""
        return self.query_one(Table)

    @property
    def filter(self) -> Filter | None:
        """The line of the filter, None where it is not shown."""
        found = self.query("#filter")
        return cast("Filter", found.first()) if found else None

    @property
    def too_small(self) -> bool:
        """Whether the terminal is smaller than the explorer can use."""
        return self.laid_out.width < SMALLEST[0] or self.laid_out.height < SMALLEST[1]

    @property
    def view(self) -> View:
        """The View asked for last, answered or not."""
        return self.asked or self.history.here.view

    @property
    def scene(self) -> Scene:
        """How the present View is looked at: a chart that was chosen only while it is shown."""
        here = self.history.here
        return replace(
            here.scene,
            chart=here.scene.chart if self.chart_shown else "",
            highlight=here.cursor if self.panels == "chart" else "",
        )

    @property
    def wide(self) -> bool:
        """Whether table and chart have room side by side; a matrix wants all of it."""
        return self.laid_out.width >= pages.of(self.view).beside

    @property
    def chart_shown(self) -> bool:
        """Whether the chart is on the screen; where nothing can be drawn it gives way."""
        return self.panels == "chart" or (self.panels == "both" and self.wide)

    @property
    def table_shown(self) -> bool:
        """Whether the table is on the screen; its sentence is, where nothing can be drawn."""
        return self.panels != "chart" or not self.kinds_here

    @property
    def body_height(self) -> int:
        """The rows that table and chart have."""
        return self.laid_out.height - HEADING - FOOT - (self.filter is not None)

    @property
    def _visiting(self) -> bool:
        """Whether another dataset is asked than the one that the reader chose."""
        return self.explorer.dataset_named != self.explorer.chosen

    def has_column(self, name: str) -> bool:
        """Return whether a column has room in the table."""
        return any(slot.name == name for slot in self.columns)

    def key_of(self, name: str) -> str:
        """Return the key of a command as people know it, the reader's own if there is one."""
        return next(c.shown_key for c in self.explorer.commands if c.name == name)

    def ask(self, view: View, *, by_key: bool = False) -> None:
        """Ask for the answer to `view`; `Answered` or `Refused` comes back.

        `by_key` tells that the reader awaits a change, and is told where there is none.
        """
        self.asked = view
        self.by_key = by_key
        self.app.clear_notifications()
        self.explorer.compute(view)

    def go(self, view: View) -> None:
        """Ask for the answer to `view` as the reader wants it; if it is shown, that is said."""
        self.ask(view, by_key=True)

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence for a while."""
        self.explorer.say(sentence, severity)

    def paint(self) -> None:
        """Paint everything for the present answer, size and theme."""
        if not self.laid_out:
            return
        if self.too_small:
            self.hold_focus()
            return
        width, ink, head = self.laid_out.width, self.explorer.ink, self.answer
        # The dataset is named where it is not the one that the reader chose.
        elsewhere = head.manifest.name if head and self._visiting else ""
        crumbs = [crumb(p.view, head.manifest.basket) for p in self.history.trail] if head else []
        above = heading(head, self.view, crumbs, width, ink, elsewhere)
        self.query_one(Heading).update(above, layout=False)
        self.paint_table()
        self.paint_foot()
        self.paint_chart()
        self.hold_focus()

    def hold_focus(self) -> None:
        """Give the keyboard to what is seen: table, chart alone or the sentence of a small one."""
        shown = Small if self.too_small else Table if self.table.display else Chart
        typing = self.focused is not None and self.focused is self.filter and not self.too_small
        if not typing and not isinstance(self.focused, shown):
            self.set_focus(self.query_one(shown), scroll_visible=False)

    def paint_foot(self) -> None:
        """Paint the facts and, for what is under way, the keys."""
        if self.too_small:
            return
        here, sheet, typed = self.history.here, self.sheet, self.filter
        wanted = here.search or here.scene.filter
        typing = typed is not None and typed.has_focus
        now = Situation(
            typing=typing,
            filtered=bool(here.scene.filter),
            searching=typed.searching if typed is not None else bool(here.search),
            unread=typing and typed is not None and typed.value != wanted,
            listed=len(self.listed(wanted)),
            rows=len(sheet.rows) if sheet else 0,
            marked=len(here.scene.marks),
            table=self.table_shown,
        )
        keys = hints(self.explorer.commands, self.view, now)
        below = foot(self.answer, keys, self.laid_out.width, self.explorer.ink)
        self.query_one(Status).update(below, layout=False)

    def paint_table(self) -> None:
        """Paint the rows that fit the filter, with the cursor where it was."""
        sheet, here, ink = self.sheet, self.history.here, self.explorer.ink
        if sheet is None:
            return
        table = self.table
        table.display = self.table_shown
        width = self.laid_out.width
        if self.chart_shown and table.display:
            width = min(104, max(60, width * 13 // 25))
        table.styles.width = width
        self.columns = slots(sheet, width, bar=not (self.chart_shown and width < 76))
        rows = self.listed(here.scene.filter)
        shown = lines(sheet, rows, self.columns, ink, here.scene.marks, here.folded)
        sums = total_cells(sheet.head)
        # A matrix has no row to spare for it.
        missing = "" if sums else left_out(sheet.head, self.columns)
        table.show(
            header(self.columns, ink, sums, missing),
            shown,
            here.cursor or self._first_row(),
            self.body_height,
        )
        if not rows:
            table.show(Text(self._why_empty(width - 2), ink.muted), [], "", self.body_height)

    def paint_chart(self) -> None:
        """Ask for a chart of the present answer in the room that there is."""
        chart = self.query_one(Chart)
        chart.display = self.chart_shown
        kind = self.kind
        self.drawn_for = self.table.cursor_key or self.history.here.cursor
        if self.answer is None or kind is None or not self.chart_shown:
            chart.show("")
            return
        from aigoods.charts.style import Style

        table_width = self.table.styles.width
        beside = int(table_width.value) if self.panels == "both" and table_width else 0
        style = Style(
            width=self.laid_out.width - beside - 3,
            height=self.body_height,
            palette="mono" if self.app.no_color else self.explorer.ink.palette,
            ascii=os.environ.get("TERM") == "linux",  # Its console has no braille.
            log=self.history.here.scene.log,
            index=self.history.here.scene.index,
        )
        self.explorer.draw(
            self.answer.view, kind, style, self.charted, self.charted_as, self.drawn_for
        )

    def listed(self, wanted: str) -> list[Row]:
        """Return the rows that fit a filter; none where this table cannot read it."""
        if self.sheet is None or self.sheet.fault(wanted):
            return []
        return self.sheet.listed(wanted, self.history.here.folded)

    def show_row(self, key: str) -> None:
        """Put the cursor on the row of a key, out of folded branches if need be."""
        self.history.here.cursor = key
        if not self.table.move_to(key):
            self.history.here.folded = set()
            self.paint_table()

    def paint_line(self, key: str) -> None:
        """Paint the row of `key` anew, after its mark changed."""
        here, ink = self.history.here, self.explorer.ink
        if self.sheet is not None:
            rows, marks = [row for row in self.sheet.rows if row.key == key], here.scene.marks
            for _, line in lines(self.sheet, rows, self.columns, ink, marks, here.folded):
                self.table.replace_line(key, line)

    @property
    def kinds_here(self) -> tuple[Kind, ...]:
        """The kinds of charts that this page can have."""
        return self.sheet.kinds if self.sheet is not None else ()

    @property
    def kind(self) -> Kind | None:
        """The kind of chart that was chosen, else the first; None where nothing can be drawn."""
        possible, chosen = self.kinds_here, self.history.here.scene.chart
        return next((kind for kind in possible if kind == chosen), next(iter(possible), None))

    @property
    def charted(self) -> tuple[str, ...]:
        """Return the keys of the rows to draw: the marked, else those that the filter leaves."""
        scene = self.history.here.scene
        if scene.marks or not scene.filter or self.sheet is None:
            return scene.marks
        return tuple(row.key for row in self.listed(scene.filter))

    @property
    def charted_as(self) -> str:
        """What the rows to draw are, in a word."""
        scene = self.history.here.scene
        return "found" if scene.filter and not scene.marks else "marked"

    def _first_row(self) -> str:
        """Return the key of the row to begin with: the year of the View where rows are years."""
        return str(self.view.year) if self.answer and self.answer.rows == "periods" else ""

    def _why_empty(self, width: int) -> str:
        """Return the sentence that stands where the rows would be, in lines."""
        said, wanted = self.answer.empty if self.answer else "", self.history.here.scene.filter
        if wanted and self.sheet:  # A column may have gone since.
            why = self.sheet.fault(wanted) or f"No row fits {wanted!r};"
            said = f"{why} {self.key_of('back')} clears the filter."
        return "\n".join(folded(said.split(), width))
