"""What comes back from the threads, answers, refusals and pictures, and what is done then."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from aigoods.analysis.scene import FIRST, LOOKS, Scene
from aigoods.explorer.deeds import filtering
from aigoods.explorer.history import History
from aigoods.explorer.messages import Answered, Drawn, Refused, Visited
from aigoods.explorer.screens.painted import Painted
from aigoods.explorer.widgets.chart import Chart
from aigoods.pages import parse
from aigoods.text import alternatives

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.explorer.sheet import Sheet


MOMENT = 0.06
"""Seconds that a page waits for its chart at most."""


class Answering(Painted):
    """Shows what was asked for once it is there.

    A question that the dataset refuses leaves everything as it was and says why.
    """

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
        fitting = self.fitting(message.sheet)
        if fitting is not None:
            by_key, wanted = self.by_key, self.wanted
            self.ask(fitting, by_key=by_key)
            self.wanted = wanted
            return
        kept, self.sheet = self.sheet, message.sheet
        head = message.sheet.head
        self.history.go(head.view)
        self.history.here.dataset = self.explorer.dataset_named
        if kept is not None and _sorted_anew(kept.head.view, head.view):
            found = self.listed(self.history.here.scene.filter)
            self.history.here.cursor = next((row.key for row in found), "")
        wanted, self.wanted = self.wanted, None
        if wanted is not None:
            self._look_as(wanted)
        elif kept is None:  # Only now is it known whether there is room for both.
            self.settle(self.opened_with)
        self._leave_modes()
        filtering.follow_line(self)
        if kept is not None and wanted is None and _shown(kept) == _shown(self.sheet):
            self.paint_frame()
            self.paint_chart()
            if self.by_key:
                self.explorer.say("This is what the page shows already.")
        else:
            if kept is not None and self.query_one(Chart).place != self.place:
                self._wait_for_chart()
            self.paint()
        self.by_key = False

    def _wait_for_chart(self) -> None:
        """Paint nothing for a moment: a chart in a new place comes in one frame with its page.

        Its cells would cross the line twice, blank before they have it.
        """
        if self.place and self.held is None:
            self.held = ExitStack()
            self.held.enter_context(self.app.batch_update())
            self.set_timer(MOMENT, self._paint_held)

    def _paint_held(self) -> None:
        if self.held is not None:
            self.held.close()
            self.held = None
            self.refresh()

    def _look_as(self, wanted: Scene) -> None:
        """Look at the answer as a scene does, whose highlight is the row under the cursor."""
        here = self.history.here
        here.look(**{name: getattr(wanted, name) for name in LOOKS if name != "highlight"})
        here.cursor = wanted.highlight or here.cursor
        self.settle(wanted)

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
                f"{name} answers now{lacking}; {self.key_of('data')} makes it so for good."
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
        self._paint_held()


def _sorted_anew(before: View, view: View) -> bool:
    """Return whether a View differs from the one before in its sort and in nothing else."""
    return before.sort != view.sort and before.but(sort=view.sort) == view


def _shown(sheet: Sheet) -> tuple[object, ...]:
    """Return what of a sheet is seen."""
    return sheet.head.view, sheet.head.manifest.name, sheet.rows
