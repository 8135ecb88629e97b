"""What the main screen paints: heading, table, chart and foot of the present answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from aigoods.explorer.chips import chips
from aigoods.explorer.command import FEW, MANY, WIDE, Situation, hints
from aigoods.explorer.screens.seen import Seen
from aigoods.explorer.sheet import header, lines, slots
from aigoods.explorer.way import way
from aigoods.explorer.widgets.chart import Chart
from aigoods.explorer.widgets.heading import Heading, heading
from aigoods.explorer.widgets.status import Status, foot
from aigoods.explorer.widgets.table import Table
from aigoods.output.cells import total_cells
from aigoods.output.layout import folded, left_out

if TYPE_CHECKING:
    from aigoods.analysis.scene import Scene
    from aigoods.analysis.view import View
    from aigoods.explorer.chips import Chip

NARROW = 76
"""Cells of a table below which a chart beside it leaves no room for bars in it."""


class Small(Static, can_focus=True):
    """The sentence of a terminal that is too small; the keyboard is with it meanwhile."""

    def __init__(self) -> None:
        super().__init__(id="small")


class Painted(Seen):
    """How the main screen is painted."""

    def ask(self, view: View, *, by_key: bool = False) -> None:
        """Ask for the answer to `view`; `Answered` or `Refused` comes back.

        `by_key` tells that the reader awaits a change, and is told where there is none.
        """
        self.asked, self.wanted = view, None
        self.by_key = by_key
        self.app.clear_notifications()
        self.explorer.compute(view)

    def go(self, view: View) -> None:
        """Ask for the answer to `view` as the reader wants it; if it is shown, that is said."""
        self.ask(view, by_key=True)

    def go_to(self, scene: Scene) -> None:
        """Ask for the answer to the View of a scene, to be looked at as it says."""
        self.go(scene.view)
        self.wanted = scene

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
        self.set_class(self.low, "low")
        self.paint_table()
        self.paint_frame()
        self.paint_chart()
        self.hold_focus()

    def paint_heading(self) -> None:
        """Paint the pages, the title, the way and the modes."""
        head, ink, width = self.answer, self.explorer.ink, self.laid_out.width
        steps = way(head.view, head.manifest.basket) if head else []
        modes = self.modes if head else []
        above = heading(head, self.view, steps, modes, width, ink, low=self.low)
        self.query_one(Heading).update(above, layout=False)

    @property
    def modes(self) -> list[Chip]:
        """The modes of the page with their keys; those of lines where lines are shown."""
        if self.answer is None:
            return []
        lines = self.chart_shown and self.kind == "lines" and self.scaled
        return chips(
            self.answer,
            self.history.here.scene,
            self.explorer.commands,
            elsewhere=self.visiting,
            scaled=lines,
        )

    def hold_focus(self) -> None:
        """Give the keyboard to what is seen: table, chart alone or the sentence of a small one."""
        shown = Small if self.too_small else Table if self.table.display else Chart
        typing = self.focused is not None and self.focused is self.filter and not self.too_small
        if not typing and not isinstance(self.focused, shown):
            self.set_focus(self.query_one(shown), scroll_visible=False)

    def paint_frame(self) -> None:
        """Paint the heading with the modes, the facts and, for what is under way, the keys."""
        if self.too_small:
            return
        self.paint_heading()
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
            kinds=len(self.kinds_here),
        )
        width = self.laid_out.width
        keys = hints(self.explorer.commands, self.view, now, MANY if width >= WIDE else FEW)
        below = foot(
            self.answer, keys, self.key_of("notes"), width, self.explorer.ink, low=self.low
        )
        self.query_one(Status).update(below, layout=False)

    def paint_table(self) -> None:
        """Paint the rows that fit the filter, with the cursor where it was."""
        sheet, here, ink = self.sheet, self.history.here, self.explorer.ink
        if sheet is None:
            return
        table = self.table
        table.display = self.table_shown
        place, width = self.place, self.laid_out.width
        if place == "beside":
            width = min(104, max(60, width * 13 // 25))
        table.styles.width = width
        drawn = place in ("beside", "below") and self.kind == "bars"
        bar = not drawn and not (place == "beside" and width < NARROW)
        self.columns = slots(sheet, width, bar=bar)
        rows = self.listed(here.scene.filter)
        shown = lines(sheet, rows, self.columns, ink, here.scene.marks, self.folded, here.column)
        sums = total_cells(sheet.head)
        # A matrix has no row to spare for it.
        missing = "" if sums else left_out(sheet.head, self.columns)
        above = header(self.columns, ink, sums, missing, here.column)
        self.query_one("#body").set_class(place == "below", "below")
        # One row more parts it from the chart.
        own = len(self.listed("")) + above.plain.count("\n") + 2
        table.styles.height = own if place == "below" else "1fr"
        height = own if place == "below" else self.body_height
        table.show(above, shown, here.cursor or self._first_row(), height)
        if not rows:
            table.show(Text(self._why_empty(width - 2), ink.muted), [], "", height)

    def paint_chart(self) -> None:
        """Ask for a chart of the present answer in the room that there is."""
        chart = self.query_one(Chart)
        chart.display = self.chart_shown
        if chart.place != self.place:  # What was drawn for another place would cross for nothing.
            chart.place = self.place
            chart.show("")
        kind = self.kind
        self.drawn_for = self.table.cursor_key or self.history.here.cursor
        if self.answer is None or kind is None or not self.chart_shown:
            chart.show("")
            return
        from aigoods.charts.style import Style

        taken = self.table.styles
        beside = int(taken.width.value) if self.place == "beside" and taken.width else 0
        above = int(taken.height.value) if self.place == "below" and taken.height else 0
        style = Style(
            width=self.laid_out.width - beside - 3,
            height=self.body_height - above,
            palette="mono" if self.app.no_color else self.explorer.ink.palette,
            ascii=os.environ.get("TERM") == "linux",  # Its console has no braille.
            log=self.history.here.scene.log,
            index=self.history.here.scene.index,
        )
        self.explorer.draw(
            self.answer.view, kind, style, self.charted, self.charted_as, self.drawn_for
        )

    def show_row(self, key: str) -> None:
        """Put the cursor on the row of a key, out of folded branches if need be."""
        self.history.here.cursor = key
        if not self.table.move_to(key):
            self.history.here.folded = frozenset()
            self.paint_table()

    def paint_line(self, key: str) -> None:
        """Paint the row of `key` anew, after its mark changed."""
        here, ink = self.history.here, self.explorer.ink
        if self.sheet is not None:
            rows, marks = [row for row in self.sheet.rows if row.key == key], here.scene.marks
            folded, column = self.folded, here.column
            for _, line in lines(self.sheet, rows, self.columns, ink, marks, folded, column):
                self.table.replace_line(key, line)

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
