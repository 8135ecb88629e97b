"""The Textual app: it opens the dataset, computes and draws in threads, and keeps the theme."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.filter import LineFilter, NoColor
from textual.worker import get_current_worker

from aigoods.errors import AigoodsError
from aigoods.explorer.messages import Answered, Drawn, Loaded, Refused
from aigoods.explorer.screens.main import MainScreen
from aigoods.explorer.sheet import Sheet
from aigoods.explorer.state import State
from aigoods.explorer.theme import DARK, INKS, LIGHT, NAMES, Ink, starting_theme
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.view import View
    from aigoods.charts.style import Kind, Style
    from aigoods.dataset.folder import Dataset

KEPT_ANSWERS = 64
WITHOUT_COLOUR = NoColor()


class Explorer(App[None]):
    """The explorer of one dataset, beginning with one View.

    `dataset` is its name or path; the embedded one takes the place of one that cannot be opened.
    `ahead` returns the first answer if another process has computed it meanwhile.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "aigoods"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []

    def __init__(
        self,
        view: View,
        theme: str = "",
        dataset: str = "",
        ahead: Callable[[], Sheet | None] = lambda: None,
    ) -> None:
        super().__init__()
        self.main = MainScreen(view)
        self.begin = view
        self.wanted = dataset
        self.ahead = ahead
        self.dataset: Dataset | None = None
        self.answers: dict[View, Answer] = {}
        self.sheets: dict[View, Sheet] = {}
        for own in (DARK, LIGHT):
            self.register_theme(own)
        fitting = starting_theme(self.console.color_system, no_color=self.no_color)
        self.theme = theme if theme in NAMES and fitting == DARK.name else fitting

    def get_default_screen(self) -> MainScreen:
        """Return the main screen."""
        return self.main

    def on_mount(self) -> None:
        """Load the data once the shell has been painted."""
        self.call_after_refresh(self.load)

    @property
    def ink(self) -> Ink:
        """The styles of cells in the present theme."""
        return INKS[self.theme]

    @property
    def state(self) -> State:
        """What to remember for the next start."""
        return State(self.main.history.here.view, self.theme)

    def next_theme(self) -> None:
        """Use the theme after the present one; without colours, one that needs none."""
        names = [name for name in NAMES if name.startswith("ansi") or not self.no_color]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to each line: with NO_COLOR all colours are taken out.

        Textual chooses its own filter before the theme is known and would send black on black.
        """
        return [WITHOUT_COLOUR] if self.no_color else super().get_line_filters()

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Open the dataset, the embedded one where the other cannot be opened.

        Where the first answer was computed ahead, it is shown before that.
        """
        if (sheet := self.ahead()) is not None:
            self.main.post_message(Answered(sheet, self.begin))
        from aigoods.dataset.folder import embedded_folder, find_dataset, open_dataset

        warning = ""
        try:
            dataset = open_dataset(find_dataset(self.wanted))
        except AigoodsError as error:
            if not self.wanted:
                self.call_from_thread(self.exit, return_code=error.exit_code, message=str(error))
                return
            warning = f"{error} The embedded dataset is shown instead."
            dataset = open_dataset(embedded_folder())
        self.post_message(Loaded(dataset, warning))

    def on_loaded(self, message: Loaded) -> None:
        """Answer what was asked meanwhile; from here on memory is collected again."""
        self.dataset = message.dataset
        gc.freeze()
        gc.enable()
        if message.warning:
            self.notify(clean(message.warning), severity="warning", timeout=12, markup=False)
        if self.main.asked is not None or self.main.sheet is None:
            self.compute(self.main.view)
        else:
            self.main.paint_chart()

    @work(thread=True, exclusive=True, group="answer")
    def compute(self, view: View) -> None:
        """Answer `view` and tell the main screen, unless another question came in between.

        Before the dataset is open nothing happens: the question is asked again then.
        """
        if self.dataset is None:
            return
        worker = get_current_worker()
        try:
            sheet = self.sheets.get(view) or Sheet.of(self.answer(view, self.dataset))
        except AigoodsError as error:
            if not worker.is_cancelled:
                self.main.post_message(Refused(view, str(error)))
            return
        self.sheets[view] = sheet
        if not worker.is_cancelled:
            self.main.post_message(Answered(sheet, view))

    @work(thread=True, exclusive=True, group="chart")
    def draw(self, view: View, kind: Kind, style: Style, marked: tuple[str, ...]) -> None:
        """Draw a chart and tell the main screen, unless another one was wanted in between."""
        if self.dataset is None:
            return
        from aigoods.charts.picture import draw

        picture = draw(self.answer(view, self.dataset), kind, style, marked)
        if not get_current_worker().is_cancelled:
            self.main.post_message(Drawn(picture))

    def answer(self, view: View, dataset: Dataset) -> Answer:
        """Return the answer to `view`, the one kept from before if there is one.

        Raises:
            QueryError: the dataset has no answer.

        """
        from aigoods.analysis.engine import answer

        if view not in self.answers:
            if len(self.answers) >= KEPT_ANSWERS:
                self.answers.clear()
                self.sheets.clear()
            self.answers[view] = answer(view, dataset)
        return self.answers[view]
