"""The commands that take something out of the explorer: copies and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.explorer.screens.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.scene import Scene


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

        dataset, scene = self.screen.explorer.wanted, self.scene
        if scene is not None:
            self._copy("The command line", lambda _: command_line(scene, dataset))

    @property
    def scene(self) -> Scene | None:
        """What is on the screen, None before the first answer; marks without a row are left out."""
        from aigoods.analysis.scene import Scene

        screen, here = self.screen, self.screen.history.here
        if screen.sheet is None:
            return None
        rows = {row.key for row in screen.sheet.rows}
        return Scene(
            screen.sheet.head.view,
            (screen.kind or "") if screen.chart_shown else "",
            screen.log_scale,
            screen.index_scale,
            tuple(key for key in here.marks if key in rows),
            here.filter,
            here.cursor if screen.panels == "chart" and here.cursor in rows else "",
        )

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
                charted = tuple(screen.charted)
                screen.explorer.export(view, path, screen.kind, charted, screen.charted_as)

        screen.app.push_screen(Export(proposed), write)

    def _copy(self, what: str, text: Callable[[Answer], str]) -> None:
        answer = self.screen.answer
        if answer is not None:
            self.screen.explorer.copy(answer.view, what, text)
