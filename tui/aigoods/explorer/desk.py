"""What the screens ask of the program: a protocol, so that they need not know the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.scene import Ground, Scene
    from aigoods.analysis.view import View
    from aigoods.charts.style import Kind, Style
    from aigoods.dataset.folder import Dataset
    from aigoods.explorer.command import Command
    from aigoods.explorer.theme import Ink


class Desk(Protocol):
    """Computes, draws and writes in threads, and posts messages to the screens when it has.

    `dataset` is the one that is open, `dataset_named` the name that was asked for, "" for the one
    in use; `chosen` is that of the one that the reader chose, while another one may be looked at.
    `begun` tells whether a key has come, `wire` what is sent to the terminal: `CHANGES` or `FULL`.
    """

    dataset: Dataset | None
    dataset_named: str
    chosen: str
    wire: str
    begun: bool

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, with the reader's own keys."""

    @property
    def ink(self) -> Ink:
        """The styles of cells in the present theme."""

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence for a while."""

    def load(self) -> object:
        """Open the dataset that is wanted; `Loaded` tells when it is."""

    def turn_to(self, name: str) -> None:
        """Ask a dataset from now on that was open before."""

    def visit(self, name: str, view: View) -> object:
        """Answer `view` from another dataset; `Visited` comes back."""

    def next_dataset(self, view: View) -> object:
        """Go on with the next dataset on this machine; `Visited` comes back."""

    def compute(self, view: View) -> object:
        """Answer `view`; `Answered` or `Refused` comes back."""

    def draw(
        self,
        view: View,
        kind: Kind,
        style: Style,
        marked: tuple[str, ...],
        word: str = "marked",
        cursor: str = "",
    ) -> object:
        """Draw a chart; `Drawn` comes back."""

    def export(
        self, scene: Scene, path: Path, word: str = "marked", ground: Ground = "white"
    ) -> object:
        """Write the answer to the View of a scene, or its chart, to a file and say so."""

    def copy(self, view: View, what: str, text: Callable[[Answer], str]) -> object:
        """Send a text made of the answer to the clipboard."""

    def open_shelf(self) -> None:
        """Show the datasets on this machine."""

    def next_theme(self) -> None:
        """Use the theme after the present one."""

    def keep_soon(self) -> None:
        """Keep what has changed, soon."""

    def repaint(self) -> None:
        """Paint the whole screen anew."""

    def leave(self, code: int) -> None:
        """End with an exit code."""

    def break_off(self, code: int) -> None:
        """End with an exit code after a while, whatever goes on; called in a thread of its own."""
