"""What takes something out of the explorer: copies and files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aigoods import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.scene import Scene
    from aigoods.explorer.screens.export import Wanted
    from aigoods.explorer.screens.painted import Painted


def copy_row(screen: Painted) -> None:
    """Copy the row under the cursor, with the headings of its columns."""
    from aigoods.explorer.exports import rows_text

    key = screen.table.cursor_key
    _copy(screen, "The row", lambda answer: rows_text(answer, (key,)))


def copy_view(screen: Painted) -> None:
    """Copy the whole table as TSV."""
    from aigoods.output.formats import render

    _copy(screen, "The table", lambda answer: render(answer, "tsv").decode())


def copy_command(screen: Painted) -> None:
    """Copy the command line that prints what is on the screen."""
    from aigoods.pages.command import command_line

    if screen.sheet is not None:
        there, dataset = seen(screen), screen.explorer.dataset_named
        _copy(screen, "The command line", lambda _: command_line(there, dataset))


def seen(screen: Painted) -> Scene:
    """Return what is on the screen, without rows that are not in the table: none can be asked for.

    Before the first answer it is what was asked for.
    """
    scene = screen.scene
    if screen.sheet is None:
        return scene
    rows = {row.key for row in screen.sheet.rows}
    brought_out = screen.drawn_for if screen.chart_shown else ""
    return replace(
        scene,
        view=screen.sheet.head.view,
        chart=(screen.kind or "") if screen.chart_shown else "",
        marks=tuple(key for key in scene.marks if key in rows),
        highlight=brought_out if brought_out in rows else "",
    )


def export(screen: Painted) -> None:
    """Ask for a path and write the table or the chart to it."""
    from aigoods.explorer.screens.export import Export

    if screen.answer is None:
        return
    view, word = screen.answer.view, screen.charted_as
    parts = [
        pages.of(view).name,
        view.economy,
        "" if view.goods == "all" else view.goods,
        str(view.year),
    ]
    ending = ".csv" if screen.table_shown else ".svg"
    proposed = "-".join(part for part in parts if part).lower() + ending
    scene = replace(seen(screen), chart=screen.kind or "", marks=screen.charted)

    def write(wanted: Wanted | None) -> None:
        if wanted is not None:
            screen.explorer.export(scene, wanted.path, word, wanted.ground)

    screen.app.push_screen(Export(proposed), write)


def _copy(screen: Painted, what: str, text: Callable[[Answer], str]) -> None:
    answer = screen.answer
    if answer is not None:
        screen.explorer.copy(answer.view, what, text)
