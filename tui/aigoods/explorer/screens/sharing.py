"""The commands that take something out of the explorer: copies and files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.explorer.screens.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aigoods.analysis.answer import Answer


class Sharing(Part):
    """The part of the commands that copies and exports the view of the main screen."""

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
        """Copy the command line that prints what is on the screen."""
        from aigoods.pages.command import command_line

        screen, scene = self.screen, self.screen.scene
        if screen.sheet is not None:
            rows = {row.key for row in screen.sheet.rows}
            there = replace(  # A row that is not in the table cannot be asked for.
                scene,
                view=screen.sheet.head.view,
                chart=(screen.kind or "") if screen.chart_shown else "",
                marks=tuple(key for key in scene.marks if key in rows),
                highlight=scene.highlight if scene.highlight in rows else "",
            )
            dataset = screen.explorer.wanted
            self._copy("The command line", lambda _: command_line(there, dataset))

    def export(self) -> None:
        """Ask for a path and write the table or the chart to it."""
        from aigoods.explorer.screens.export import Export

        screen = self.screen
        if screen.answer is None:
            return
        view = screen.answer.view
        parts = [
            pages.of(view).name,
            view.economy,
            "" if view.goods == "all" else view.goods,
            str(view.year),
        ]
        proposed = "-".join(part for part in parts if part).lower() + ".csv"

        def write(path: Path | None) -> None:
            if path is not None:
                screen.explorer.export(view, path, screen.kind, screen.charted, screen.charted_as)

        screen.app.push_screen(Export(proposed), write)

    def _copy(self, what: str, text: Callable[[Answer], str]) -> None:
        answer = self.screen.answer
        if answer is not None:
            self.screen.explorer.copy(answer.view, what, text)
