"""What each command does: most turn the present View into the next one and ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.errors import AigoodsError
from aigoods.explorer import moves
from aigoods.explorer.commands import BY_NAME, applies
from aigoods.explorer.screens.sharing import Sharing

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.explorer.screens.main import Panels
    from aigoods.explorer.screens.picker import Choice

PAGES = {
    "exporters": "exporters",
    "importers": "importers",
    "goods_page": "goods",
    "world": "world",
}
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


class Actions(Sharing):
    """Runs the commands of the registry on the main screen."""

    def run(self, name: str) -> None:
        """Run the command `name`; one that cannot be done here says why."""
        try:
            self._run(name)
        except AigoodsError as error:
            self._refuse(error)

    def _refuse(self, error: AigoodsError) -> None:
        """Say why nothing happened, as with a row whose code no address can hold."""
        self.screen.notify(str(error), severity="warning", timeout=8, markup=False)

    def _run(self, name: str) -> None:
        screen, command = self.screen, BY_NAME[name]
        if not applies(command, screen.view):
            screen.notify(f"{command.shown_key} is for other pages: {command.help}.", markup=False)
        elif name in PAGES:
            screen.ask(moves.page(screen.view, PAGES[name]))
        elif name in VIEW_MOVES:
            screen.ask(VIEW_MOVES[name](screen.view))
        elif name in ANSWER_MOVES:
            if screen.answer is not None:
                screen.ask(ANSWER_MOVES[name](screen.answer))
        else:
            getattr(self, name)()

    def matrix(self) -> None:
        """Show who trades with whom."""
        dataset = self.screen.explorer.dataset
        scope = dataset.manifest.partners if dataset else None
        self.screen.ask(moves.matrix(self.screen.view, scope))

    def measure(self) -> None:
        """Show the next measure that the dataset knows."""
        answer = self.screen.answer
        partners = answer.partners if answer is not None else None
        self.screen.ask(moves.next_measure(self.screen.view, partners))

    def year_back(self) -> None:
        """Go a year back."""
        self._year(-1)

    def year_on(self) -> None:
        """Go a year on."""
        self._year(1)

    def open(self) -> None:
        """Open what lies behind the row under the cursor."""
        key = self.screen.table.cursor_key
        if self.screen.answer is not None and key:
            self.screen.ask(moves.drill(self.screen.answer, key))

    def back(self) -> None:
        """Clear the filter, or go back to the place before."""
        screen = self.screen
        if screen.filter is not None:
            screen.history.here.filter = ""
            screen.close_filter()
            screen.paint()
        elif screen.history.back():
            screen.ask(screen.history.here.view)
        else:
            screen.notify("This is where you began; q quits.")

    def economy(self) -> None:
        """Go to the economy of the row, or to the last one, or to one that is chosen."""
        screen, answer = self.screen, self.screen.answer
        if answer is not None and answer.key == "iso3" and screen.table.cursor_key:
            screen.ask(moves.economy(screen.view, screen.table.cursor_key))
        elif last := screen.history.last_economy():
            screen.ask(moves.economy(screen.view, last))
        else:
            self.palette()

    def goods(self) -> None:
        """Choose the goods of the page from the tree."""
        from aigoods.catalog.search import goods_candidates, search
        from aigoods.explorer.screens.picker import Choice, Picker

        answer = self.screen.answer
        if answer is None:
            return
        found = goods_candidates(answer.basket)

        def find(text: str) -> list[Choice]:
            return [Choice(c.kind, c.key, c.name, c.hint) for c in search(text, found, 150)]

        self.screen.app.push_screen(Picker("Goods", find), self._chosen)

    def palette(self) -> None:
        """Go to an economy or a good, or run a command, by a part of its name."""
        from aigoods.catalog.search import candidates, search
        from aigoods.explorer.screens.picker import Choice, Picker

        answer = self.screen.answer
        if answer is None:
            return
        found = candidates(answer.basket)
        commands = [
            Choice("command", c.name, c.help, c.shown_key)
            for c in self.screen.explorer.settings.commands
            if c.name != "palette" and applies(c, self.screen.view)
        ]

        words = {
            c.name: f"{c.name} {c.word} {c.help}".casefold()
            for c in self.screen.explorer.settings.commands
        }

        def find(text: str) -> list[Choice]:
            wanted = text.casefold().split()
            fitting = [c for c in commands if all(word in words[c.key] for word in wanted)]
            if not wanted:
                return fitting
            name = " ".join(wanted)
            named = [c for c in commands if name in (c.key, BY_NAME[c.key].word, c.hint)]
            things = [Choice(c.kind, c.key, c.name, c.hint) for c in search(text, found)]
            return named + things + [c for c in fitting if c not in named]

        self.screen.app.push_screen(Picker("Go to, or do", find), self._chosen)

    def filter(self) -> None:
        """Type a part of a name to filter the rows."""
        self.screen.open_filter()

    def mark(self) -> None:
        """Mark or unmark the row under the cursor."""
        screen, marks = self.screen, self.screen.history.here.marks
        key = screen.table.cursor_key
        if not key:
            return
        if key in marks:
            marks.remove(key)
        else:
            marks.append(key)
        screen.paint_line(key)
        screen.paint_chart()

    def unmark(self) -> None:
        """Take all marks away."""
        self.screen.history.here.marks.clear()
        self.screen.paint()

    def fold(self) -> None:
        """Fold or unfold the branch under the cursor."""
        screen, key = self.screen, self.screen.table.cursor_key
        if screen.sheet is None or len(screen.sheet.listed("", {key})) == len(screen.sheet.rows):
            screen.notify("Nothing lies below this row.")
        else:
            screen.history.here.folded ^= {key}
            screen.paint_table()

    def chart(self) -> None:
        """Show the next chart; where there is no room beside the table, the table follows it."""
        screen = self.screen
        possible, now = screen.kinds_here, screen.kind
        if not possible or now is None:
            screen.notify("There is nothing to draw on this page.")
            return
        if not screen.chart_shown:
            screen.panels = "both" if screen.wide else "chart"
            following = possible[0] if not screen.wide else now
        else:
            place = possible.index(now) + 1
            if place == len(possible) and not screen.wide:
                screen.panels = "both"
            following = possible[place % len(possible)]
        screen.kinds[screen.view.page] = following
        screen.paint()

    def table(self) -> None:
        """Show table and chart, the table alone or the chart alone."""
        screen = self.screen
        order: tuple[Panels, ...] = ("both", "table", "chart") if screen.wide else ("both", "chart")
        now = screen.panels if screen.panels in order else "both"
        screen.panels = order[(order.index(now) + 1) % len(order)]
        screen.paint()

    def log(self) -> None:
        """Draw lines on a logarithmic scale, or not."""
        self.screen.log_scale ^= True
        self.screen.paint_chart()

    def index(self) -> None:
        """Draw lines as an index of the first year, or not."""
        self.screen.index_scale ^= True
        self.screen.paint_chart()

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

    def _year(self, step: int) -> None:
        screen = self.screen
        if screen.answer is None:
            return
        view = moves.next_year(screen.view, screen.answer.years, step)
        if view != screen.view:
            if screen.answer.key == "year":
                screen.history.here.cursor = str(view.year)
            screen.ask(view)

    def _chosen(self, choice: Choice | None) -> None:
        """Follow a choice from a picker."""
        if choice is None:
            return
        if choice.kind == "command":
            self.run(choice.key)
            return
        view = self.screen.view
        try:
            if choice.kind == "economy":
                kept = (
                    view.goods
                    if view.page in (*moves.RANKINGS, *moves.ECONOMY_PAGES, "matrix")
                    else "all"
                )
                self.screen.ask(moves.economy(view, choice.key, kept))
            else:
                self.screen.ask(moves.good(view, choice.key))
        except AigoodsError as error:
            self._refuse(error)
