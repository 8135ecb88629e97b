"""All that a reader must know of the numbers on the screen, and how to cite them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.table import Table as Grid
from rich.text import Text
from textual.binding import Binding, BindingType

from aigoods import __version__
from aigoods.analysis.answer import provenance
from aigoods.explorer.screens.reader import Reader

if TYPE_CHECKING:
    from rich.console import RenderableType

    from aigoods.analysis.answer import Answer, Head
    from aigoods.analysis.scene import Scene
    from aigoods.explorer.desk import Desk


class Notes(Reader):
    """Shows the notes of an answer; `y` copies its citation with the command that asks again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "cite", show=False)]

    def __init__(self, answer: Head, scene: Scene) -> None:
        super().__init__("Notes and source", notes_text(answer), "y copy citation · ")
        self.scene = scene

    def action_cite(self) -> None:
        """Copy the citation, in words and as BibTeX."""
        desk, scene = cast("Desk", self.app), self.scene

        def cited(answer: Answer) -> str:
            from aigoods.output.citation import citation, today
            from aigoods.pages.command import command_line

            source = answer.manifest
            command = command_line(scene, desk.dataset_named or source.name)
            return citation(source, today(), answer.title, str(scene.view), command)

        desk.copy(scene.view, "The citation", cited)


def notes_text(answer: Head) -> RenderableType:
    """Return all that a reader must know of the numbers: notes, source, licence, citation."""
    source = answer.manifest
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column()
    for number, note in enumerate(answer.notes, start=1):
        grid.add_row(f"Note {number}", Text(note))
        grid.add_row("", "")
    for title, said in (
        ("View", str(answer.view)),
        ("Unit", answer.unit),
        ("Dataset", f"{source.name}: {source.title}"),
        ("Source", provenance(source)),
        ("Origin", source.origin),
        ("Basket", source.basket.name),
        ("Years", source.spelled(source.years)),
        ("Provisional", source.spelled(source.provisional) if source.provisional else "none"),
        ("Licence", source.licence),
        ("Citation", source.citation),
        ("Program", f"aigoods {__version__}"),
    ):
        grid.add_row(title, Text(said))
    return grid
