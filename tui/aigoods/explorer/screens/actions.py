"""What each command does: most turn the present View into the next one and ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.errors import AigoodsError
from aigoods.explorer import moves
from aigoods.explorer.commands import BY_NAME, applies
from aigoods.explorer.screens.choosing import Choosing
from aigoods.explorer.screens.drawing import Drawing
from aigoods.explorer.screens.sharing import Sharing
from aigoods.text import years as years_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View

VIEW_MOVES: dict[str, Callable[[View], View]] = {
    "next_pane": lambda view: moves.next_pane(view, 1),
    "last_pane": lambda view: moves.next_pane(view, -1),
    "flow": moves.other_flow,
    "eu": moves.eu_form,
}
ANSWER_MOVES: dict[str, Callable[[Head], View]] = {
    "grouping": moves.next_grouping,
    "sort": moves.next_sort,
    "reverse": moves.reverse_sort,
}
OF_ROWS = ("open", "sort", "reverse", "mark", "fold", "copy_row")
"""The commands that take rows."""
OF_TABLE = ("sort", "reverse", "fold")
"""The commands whose effect is seen in the table alone."""


class Actions(Choosing, Drawing, Sharing):
    """Runs the commands of the registry on the main screen.

    A command changes what is seen, or says why it does not and keeps nothing.
    """

    def run(self, name: str) -> None:
        """Run the command `name`; one that cannot be done here says why."""
        try:
            self._run(name)
        except AigoodsError as error:
            self.refuse(error)

    def refuse(self, error: AigoodsError) -> None:
        """Say why nothing happened, as with a row whose code no address can hold."""
        self.say(str(error), "warning")

    def _run(self, name: str) -> None:
        screen, command = self.screen, BY_NAME[name]
        key = screen.key_of(name)
        if not applies(command, screen.view):
            self.say(f"{key} is for other pages: {command.help}.")
        elif screen.sheet is not None and name in OF_ROWS and not screen.table.row_count:
            self.say(f"{key} takes a row, and there is none here.")
        elif screen.sheet is not None and name in OF_TABLE and not screen.table_shown:
            self.say(f"{key} is for the table; {screen.key_of('table')} shows it.")
        elif command.goes_to:
            self.go_to_page(command.goes_to)
        elif name in VIEW_MOVES:
            self.ask(VIEW_MOVES[name](screen.view))
        elif name in ANSWER_MOVES:
            if screen.answer is not None:
                self.ask(ANSWER_MOVES[name](screen.answer))
        else:
            getattr(self, name)()

    def measure(self) -> None:
        """Show the next measure that the page has and the dataset knows.

        Where all measures stand side by side, it chooses the one that the chart shows.
        """
        screen, answer = self.screen, self.screen.answer
        view = screen.view
        manifest = answer.manifest if answer is not None else None
        following = moves.next_measure(view, manifest, charted=screen.chart_shown)
        if following != view:
            self.ask(following)
            unseen = not (screen.chart_shown or screen.has_column("series"))
            if answer is not None and (unseen or not screen.table_shown):
                self.say(f"The measure is {following.measure} now.")
        elif len(moves.measures(view, manifest, charted=True)) > 1:
            key, chart = screen.key_of("measure"), screen.key_of("chart")
            self.say(
                f"All measures stand side by side here; {key} chooses the one of the chart, which "
                f"{chart} shows."
            )
        elif moves.side_by_side(view):
            self.say("All measures stand side by side here.")
        else:
            self.say(f"This page has no other measure than {view.measure}.")

    def year_back(self) -> None:
        """Go a year back."""
        self._year(-1)

    def year_on(self) -> None:
        """Go a year on."""
        self._year(1)

    def _year(self, step: int) -> None:
        screen, answer = self.screen, self.screen.answer
        if answer is None:
            return
        view = moves.next_year(screen.view, answer.years, step)
        if view == screen.view:
            key = screen.key_of("year_on" if step < 0 else "year_back")
            end = f"{view.year} is the {'first' if step < 0 else 'last'} year"
            alone = f"There are data for {years_text(answer.years)} alone here."
            self.say(f"{end}; {key} goes the other way." if len(answer.years) > 1 else alone)
            return
        self.go_to_year(view)

    def open(self) -> None:
        """Open what lies behind the row under the cursor."""
        key = self.screen.table.cursor_key
        if self.screen.answer is not None and key:
            self.ask(moves.drill(self.screen.answer, key))

    def back(self) -> None:
        """Clear the filter, or go back to the place before."""
        screen = self.screen
        if screen.filter is not None:
            screen.history.here.look(filter="")
            screen.close_filter()
            screen.paint()
        elif screen.history.back():
            screen.ask(screen.history.here.view)
        else:
            self.say(f"This is where you began; {screen.key_of('quit')} quits.")

    def filter(self) -> None:
        """Type a part of a name to filter the rows."""
        self.screen.open_filter()

    def mark(self) -> None:
        """Mark or unmark the row under the cursor."""
        screen, here = self.screen, self.screen.history.here
        key = screen.table.cursor_key
        others = tuple(mark for mark in here.scene.marks if mark != key)
        here.look(marks=others if len(others) < len(here.scene.marks) else (*others, key))
        screen.paint_line(key)
        screen.paint_foot()
        screen.paint_chart()

    def unmark(self) -> None:
        """Take all marks away."""
        if not self.screen.history.here.scene.marks:
            self.say(f"No row is marked; {self.screen.key_of('mark')} marks one for the chart.")
            return
        self.screen.history.here.look(marks=())
        self.screen.paint()

    def fold(self) -> None:
        """Fold or unfold the branch under the cursor."""
        screen, key = self.screen, self.screen.table.cursor_key
        if screen.history.here.scene.filter:
            self.say(f"Filtered rows are no tree; {screen.key_of('back')} clears the filter.")
        elif screen.sheet is None or len(screen.sheet.listed("", {key})) == len(screen.sheet.rows):
            self.say("Nothing lies below this row.")
        else:
            screen.history.here.folded ^= {key}
            screen.paint_table()

    def notes(self) -> None:
        """Show notes, source, licence and citation."""
        from aigoods.explorer.screens.reader import Reader, notes_text

        if self.screen.answer is not None:
            content = notes_text(self.screen.answer)
            self.screen.app.push_screen(Reader("Notes and source", content))

    def data(self) -> None:
        """Show the datasets on this machine."""
        self.screen.explorer.open_shelf()

    def help(self) -> None:
        """Show what the keys and columns of this page are."""
        from aigoods.explorer.screens.reader import Reader, help_text

        content = help_text(
            self.screen.view, self.screen.answer, self.screen.explorer.settings.commands
        )
        self.screen.app.push_screen(Reader("Help", content))

    def theme(self) -> None:
        """Use the next theme."""
        self.screen.explorer.next_theme()
        self.screen.paint()

    def suspend(self) -> None:
        """Give the terminal back to the shell until `fg`."""
        self.screen.app.action_suspend_process()

    def interrupt(self) -> None:
        """Leave at once, with the exit code of an interrupted program."""
        self.screen.explorer.leave(130)

    def quit(self) -> None:
        """Leave the explorer."""
        self.screen.app.exit()
