"""The one screen of the explorer: heading, table, chart and foot of the present View."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from aigoods.analysis.scene import FIRST, Scene
from aigoods.explorer import moves
from aigoods.explorer.command import unknown_key
from aigoods.explorer.commands import COMMANDS
from aigoods.explorer.deeds import filtering
from aigoods.explorer.deeds.choosing import go_to_year
from aigoods.explorer.deeds.running import run
from aigoods.explorer.history import History
from aigoods.explorer.messages import Answered, Drawn, Refused, Visited
from aigoods.explorer.screens.painted import Painted, Small
from aigoods.explorer.screens.seen import SMALLEST
from aigoods.explorer.widgets.chart import Chart
from aigoods.explorer.widgets.heading import Heading
from aigoods.explorer.widgets.status import Status
from aigoods.explorer.widgets.table import Table
from aigoods.pages import parse
from aigoods.text import alternatives

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widgets import DataTable, Input

    from aigoods.analysis.view import View
    from aigoods.explorer.sheet import Sheet


REST = 0.12
"""Seconds without a key after which the hand rests."""


class MainScreen(Painted):
    """Paints the answer to the present View and turns keys into the next one.

    A question that the dataset refuses leaves everything as it was and says why.
    """

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
        if self.history.here.scene.chart and not self.together:
            self.panels = "chart"
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

    def begin_anew(self) -> None:
        """Ask the present View of a dataset that took the place of another.

        The way here led through the other one; cursor, filter and marks stay.
        """
        here, view = self.history.here, self.view
        self.history = History(replace(here.scene, view=view, highlight=here.cursor))
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
        self.history.here.dataset = self.explorer.dataset_named
        if kept is not None and _sorted_anew(kept.head.view, head.view):
            found = self.listed(self.history.here.scene.filter)
            self.history.here.cursor = next((row.key for row in found), "")
        self._leave_modes()
        filtering.follow_line(self)
        if kept is not None and _shown(kept) == _shown(self.sheet):
            self.paint_frame()
            self.paint_chart()
            if self.by_key:
                self.explorer.say("This is what the page shows already.")
        else:
            self.paint()
        self.by_key = False

    def _leave_modes(self) -> None:
        """Forget the chart and the scale that the page does not have, lest they come up later."""
        scene = self.history.here.scene
        self.history.here.look(
            chart=scene.chart if scene.chart in (FIRST, *self.kinds_here) else "",
            log=scene.log and self.scaled,
            index=scene.index and self.scaled,
        )

    def on_refused(self, message: Refused) -> None:
        """Say why there is no answer, and stay; what is no longer asked needs no reason.

        The nearest question that has an answer is offered. Where there is nothing to stay with, it
        or the exporters of the last year take the place.
        """
        if self.asked not in (None, message.view):
            return
        self.asked = None
        if self.answer is not None and (message.instead or message.there):
            self._offer(message)
            return
        reason, plain = message.reason, type(message.view)()
        if message.there:
            reason += f" The dataset {alternatives(message.there[:3])} can answer it."
        if self.answer is None and message.instead:
            plain = parse(message.instead)
            reason += f" Shown instead: {message.instead}."
        elif self.answer is None and message.view != plain:
            reason += " The exporters of the last year are shown instead."
        if self.answer is None and message.view != plain:
            self.history = History(Scene(plain))
            self.ask(plain)
        self.explorer.say(reason, "warning")

    def on_visited(self, message: Visited) -> None:
        """Show the answer of another dataset, in a new place or instead of the present one."""
        self.asked, self.by_key = None, False
        self.explorer.turn_to(message.name)
        view, name = message.sheet.head.view, message.sheet.head.manifest.name
        if message.turned:
            kept = self.history.here.view.but(by=view.by) == view
            self.history.here.look(view=view)
            self.explorer.chosen = message.name
            lacking = "" if kept else ", in what it has nearest to the view before"
            self.explorer.say(
                f"This is {name}{lacking}; {self.key_of('data')} lets one be used always."
            )
        else:
            self.history.visit(view)
        self.on_answered(Answered(message.sheet, view))

    def _offer(self, refused: Refused) -> None:
        """Show why there is no answer, with who or what has one a key away."""
        from aigoods.explorer.screens.offer import Offer

        def follow(choice: str | None) -> None:
            if choice == "there":
                self.explorer.visit(refused.there[0], refused.view)
            elif choice == "instead":
                self.ask(parse(refused.instead))

        self.app.push_screen(Offer(refused.reason, refused.instead, refused.there), follow)

    def on_drawn(self, message: Drawn) -> None:
        """Show the chart that came."""
        self.query_one(Chart).show(message.picture)

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
        if self.answer is None:
            return
        right = 0
        for slot in self.columns:
            right += slot.width
            if event.at < right:
                name = (
                    slot.name or next(iter(self.answer.bars), "")
                    if slot.kind == "bar"
                    else slot.name
                )
                if name:
                    self.go(moves.by_column(self.answer, name))
                return

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


def _sorted_anew(before: View, view: View) -> bool:
    """Return whether a View differs from the one before in its sort and in nothing else."""
    return before.sort != view.sort and before.but(sort=view.sort) == view


def _shown(sheet: Sheet) -> tuple[object, ...]:
    """Return what of a sheet is seen."""
    return sheet.head.view, sheet.head.manifest.name, sheet.rows
