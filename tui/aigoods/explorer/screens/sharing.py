"""The commands that take something out of the explorer: copies and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.explorer.screens.main import MainScreen


class Sharing:
    """The part of the commands that copies and exports the view of the main screen."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def copy_row(self) -> None:
        """Copy the row under the cursor, with the headings of its columns."""
        from aigoods.explorer.exports import row_text

        key = self.screen.table.cursor_key
        self._copy("The row", lambda answer: row_text(answer, key))

    def copy_view(self) -> None:
        """Copy the whole table as TSV."""
        from aigoods.output.formats import render

        self._copy("The table", lambda answer: render(answer, "tsv").decode())

    def copy_command(self) -> None:
        """Copy the command line that prints this view."""
        from aigoods.output.command import command_line

        dataset = self.screen.explorer.wanted
        self._copy("The command line", lambda answer: command_line(answer.view, dataset))

    def export(self) -> None:
        """Ask for a path and write the table or the chart to it."""
        from aigoods.explorer.screens.export import Export

        screen = self.screen
        if screen.answer is None:
            return
        view = screen.answer.view
        parts = [view.page, view.economy, "" if view.goods == "all" else view.goods, str(view.year)]
        proposed = "-".join(part for part in parts if part).lower() + ".csv"

        def write(path: Path | None) -> None:
            if path is not None:
                screen.explorer.export(view, path, screen.kind, tuple(screen.charted))

        screen.app.push_screen(Export(proposed), write)

    def _copy(self, what: str, text: Callable[[Answer], str]) -> None:
        answer = self.screen.answer
        if answer is not None:
            self.screen.explorer.copy(answer.view, what, text)
