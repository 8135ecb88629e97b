"""The one screen of the explorer: heading, table, chart and foot of the present View."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from aigoods.analysis.scene import Scene
from aigoods.explorer import moves
from aigoods.explorer.command import unknown_key
from aigoods.explorer.commands import COMMANDS
from aigoods.explorer.deeds import explaining, filtering
from aigoods.explorer.deeds.choosing import go_to_year
from aigoods.explorer.deeds.running import run
from aigoods.explorer.screens.answering import Answering
from aigoods.explorer.screens.painted import Small
from aigoods.explorer.screens.seen import SMALLEST
from aigoods.explorer.widgets.chart import Chart
from aigoods.explorer.widgets.heading import Heading
from aigoods.explorer.widgets.status import Status
from aigoods.explorer.widgets.table import Table
from aigoods.pages import parse

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widgets import DataTable, Input

    from aigoods.explorer.sheet import Sheet
    from aigoods.output.layout import Slot


REST = 0.12
"""Seconds without a key after which the hand rests."""


class MainScreen(Answering):
    """Paints the answer to the present View and turns keys into the next one."""

    AUTO_FOCUS = "#table"
    BINDINGS: ClassVar[list[BindingType]] = [
        # What has no key can be given one, in whose place its name stands till then.
        Binding(
            ",".join(command.keys) or command.name,
            f"run('{command.name}')",
            show=False,
            id=command.name,
        )
        for command in COMMANDS
        if command.name != "open"
    ]

    def __init__(self, scene: Scene, kept: Sheet | None = None) -> None:
        super().__init__(scene, kept)
        self.moving: Timer | None = None

    def compose(self) -> ComposeResult:
        """Compose the shell; it is painted before there is any data."""
        yield Heading()
        with Horizontal(id="body"):  # Vertical where the chart is below the table.
            yield Table()
            yield Chart()
        yield Status()
        yield Small()

    def on_mount(self) -> None:
        """Lay everything out before Textual does, so that the first paint has all of it."""
        self.laid_out = self.app.size
        self.settle(self.opened_with)
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out for the new size; Textual tells the first size more than once."""
        if event.size != self.laid_out:
            self.laid_out = event.size
            self._lay_out()

    def _lay_out(self) -> None:
        self.set_class(self.too_small, "small")
        if self.too_small:
            size = f"{self.laid_out.width} by {self.laid_out.height}"
            said = f"aigoods needs {SMALLEST[0]} by {SMALLEST[1]} cells; here are {size}."
            self.query_one(Small).update(said)
        self.paint()
        fitting = self.fitting(self.sheet) if self.sheet is not None else None
        if fitting is not None:
            self.ask(fitting)

    def action_run(self, name: str) -> None:
        """Run a command of the registry, unless the screen is going; a small one only quits."""
        if self.is_attached and (not self.too_small or name == "quit"):
            run(self, name)

    def action_follow(self, address: str) -> None:
        """Go to a View by its address."""
        self.go(parse(address))

    def action_page(self, name: str) -> None:
        """Go to a page, as its key does."""
        self.action_run(next(c.name for c in COMMANDS if c.goes_to == name))

    def action_year(self, year: int) -> None:
        """Go to a year."""
        go_to_year(self, moves.in_year(self.view, year))

    def on_key(self, event: events.Key) -> None:
        """Say of a key that nothing is bound to what may be meant; a silent one looks broken."""
        named = event.is_printable or event.key[1:].isdigit()
        if named and not self.too_small and event.key not in self.active_bindings:
            key = event.character if event.is_printable and event.character else event.key
            self.explorer.say(unknown_key(key, self.explorer.commands))

    def on_idle(self) -> None:
        """Keep what has changed."""
        self.explorer.keep_soon()

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus now."""
        self.paint_frame()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Remember the row, so that the way back finds it and the chart brings it out."""
        if event.row_key is not None and event.row_key.value:
            self.history.here.cursor = event.row_key.value
            if self.chart_shown and self.drawn_for != event.row_key.value:
                self._redraw_at_rest()

    def _redraw_at_rest(self) -> None:
        """Draw the chart once the hand rests, not for each row that it passes."""
        if self.moving is not None:
            self.moving.stop()

        def redraw() -> None:
            self.moving = None
            self.paint_chart()

        self.moving = self.set_timer(REST, redraw)

    def on_table_headed(self, event: Table.Headed) -> None:
        """Sort by the column whose heading was clicked, and the other way round by the next click.

        The picture of a row says the column that it is drawn of, a series none.
        """
        slot, answer = self._slot_at(event.at), self.answer
        if slot is None or answer is None:
            return
        of_bar = next(iter(answer.bars), "") if slot.kind == "bar" else ""
        if name := slot.name or of_bar:
            self.go(moves.by_column(answer, name))

    def on_table_struck(self, event: Table.Struck) -> None:
        """Point out the column of the number that was clicked, which `w` explains."""
        if slot := self._slot_at(event.at):
            self.history.here.cursor = self.table.cursor_key
            explaining.point_to(self, slot.name)

    def _slot_at(self, cell: int) -> Slot | None:
        """Return the column that a cell of a line belongs to."""
        right = 0
        for slot in self.columns:
            right += slot.width
            if cell < right:
                return slot
        return None

    def on_data_table_row_selected(self) -> None:
        """Open the row."""
        run(self, "open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter or search the rows while the text is typed."""
        filtering.type_line(self, event.value)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the rows."""
        filtering.keep_line(self)

    def action_turn_line(self) -> None:
        """Search instead of filtering, or the other way round."""
        filtering.turn_line(self)
