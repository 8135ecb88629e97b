"""The Textual app: it opens the dataset, computes and draws in threads, and keeps the theme."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.worker import get_current_worker

from aigoods.errors import AigoodsError
from aigoods.explorer.messages import Answered, Drawn, Loaded, Refused
from aigoods.explorer.screens.main import MainScreen
from aigoods.explorer.sheet import Sheet
from aigoods.explorer.state import State
from aigoods.explorer.theme import DARK, INKS, LIGHT, NAMES, Ink, starting_theme

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.view import View
    from aigoods.charts.style import Kind
    from aigoods.dataset.folder import Dataset

KEPT_SHEETS = 64


class Explorer(App[None]):
    """The explorer of one dataset, beginning with one View.

    `folder` is the dataset's; None, and one that cannot be opened, stand for the embedded one.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "aigoods"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []

    def __init__(self, view: View, theme: str = "", folder: Path | None = None) -> None:
        super().__init__()
        self.start = view
        self.folder = folder
        self.dataset: Dataset | None = None
        self.sheets: dict[View, Sheet] = {}
        for own in (DARK, LIGHT):
            self.register_theme(own)
        fitting = starting_theme(self.console.color_system, no_color=self.no_color)
        self.theme = theme if theme in NAMES and fitting == DARK.name else fitting

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return MainScreen(self.start)

    def on_mount(self) -> None:
        """Load the data once the shell has been painted."""
        self.call_after_refresh(self.load)

    @property
    def main(self) -> MainScreen:
        """The main screen, under whatever lies over it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)  # noqa: S101
        return screen

    @property
    def ink(self) -> Ink:
        """The styles of cells in the present theme."""
        return INKS[self.theme]

    @property
    def state(self) -> State:
        """What to remember for the next start."""
        return State(self.main.history.here.view, self.theme)

    def next_theme(self) -> None:
        """Use the theme after the present one."""
        self.theme = NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)]

    @work(thread=True, exclusive=True, group="answer")
    def load(self) -> None:
        """Open the dataset, the embedded one where the other cannot be opened."""
        from aigoods.dataset.folder import embedded_folder, open_dataset

        warning = ""
        try:
            dataset = open_dataset(self.folder or embedded_folder())
        except AigoodsError as error:
            if self.folder is None:
                self.call_from_thread(self.exit, return_code=error.exit_code, message=str(error))
                return
            warning = f"{error} The embedded dataset is shown instead."
            dataset = open_dataset(embedded_folder())
        self.post_message(Loaded(dataset, warning))
        self._answer(self.start, dataset)

    def on_loaded(self, message: Loaded) -> None:
        """Keep the dataset that was opened; from here on memory is collected again."""
        gc.freeze()
        gc.enable()
        self.dataset = message.dataset
        if message.warning:
            self.notify(message.warning, severity="warning", timeout=12, markup=False)

    @work(thread=True, exclusive=True, group="answer")
    def compute(self, view: View) -> None:
        """Answer `view` and tell the main screen, unless another question came in between."""
        if self.dataset is not None:
            self._answer(view, self.dataset)

    def _answer(self, view: View, dataset: Dataset) -> None:
        from aigoods.analysis.engine import answer

        worker = get_current_worker()
        try:
            found = self.sheets.get(view) or Sheet.of(answer(view, dataset))
        except AigoodsError as error:
            if not worker.is_cancelled:
                self.main.post_message(Refused(view, str(error)))
            return
        if len(self.sheets) >= KEPT_SHEETS:
            self.sheets.clear()
        self.sheets[view] = found
        if not worker.is_cancelled:
            self.main.post_message(Answered(found))

    @work(thread=True, exclusive=True, group="chart")
    def draw(
        self,
        answer: Answer,
        kind: Kind | None,
        size: tuple[int, int],
        marked: tuple[str, ...],
        *,
        log: bool,
        index: bool,
    ) -> None:
        """Draw a chart and tell the main screen, unless another one was wanted in between."""
        from aigoods.charts.picture import draw
        from aigoods.charts.style import Style

        picture = ""
        if kind is not None:
            style = Style(size[0], size[1], self.ink.palette, log=log, index=index)
            picture = draw(answer, kind, style, marked)
        if not get_current_worker().is_cancelled:
            self.main.post_message(Drawn(picture))
