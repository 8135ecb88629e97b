"""The Textual app: it computes and draws in threads, and keeps the theme."""

from __future__ import annotations

import gc
import os
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.filter import LineFilter, NoColor
from textual.worker import get_current_worker

from aigoods.catalog.groups import read_own_with
from aigoods.dataset.places import in_use, places
from aigoods.errors import AigoodsError, QueryError
from aigoods.explorer.commands import COMMANDS
from aigoods.explorer.deeds import program
from aigoods.explorer.kept import stamp
from aigoods.explorer.lasting import in_thread
from aigoods.explorer.messages import Answered, Drawn, Loaded
from aigoods.explorer.screens.main import MainScreen
from aigoods.explorer.settings import Settings
from aigoods.explorer.state import State
from aigoods.explorer.theme import DARK, INKS, LIGHT, NAMES, Ink, starting_theme
from aigoods.explorer.visiting import Visiting
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.notifications import SeverityLevel

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.scene import Ground, Scene
    from aigoods.analysis.view import View
    from aigoods.charts.style import Kind, Style
    from aigoods.dataset.folder import Dataset
    from aigoods.explorer.sheet import Sheet

SHELF = "datasets"
WITHOUT_COLOUR = NoColor()
KEEP_EVERY = 1.0
"""Seconds between two writes of what is kept."""


class Explorer(Visiting):
    """The explorer of one dataset, beginning with one Scene.

    `dataset` is its name or path; the embedded one takes the place of one that cannot be opened.
    `began` is the one that the next start takes by itself, where it is not `dataset`.
    `kept` is the last screen, shown until the answer comes. `keep` keeps the state and a screen
    with its stamp for the next time; it is called in a thread, once a second at most. `asking` is
    for a first start.
    """

    CSS_PATH = "styles.tcss"
    TITLE = "aigoods"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []

    def __init__(
        self,
        scene: Scene,
        theme: str = "",
        dataset: str = "",
        kept: Sheet | None = None,
        settings: Settings | None = None,
        keep: Callable[[State, Sheet | None, str], object] | None = None,
        began: str | None = None,
        asking: bool = False,
    ) -> None:
        super().__init__()
        said = settings or Settings()
        self.commands, self.wire = said.commands, said.wire
        read_own_with(lambda: said.groups)
        self.main = MainScreen(scene, kept)
        self.dataset_named = self.chosen = dataset
        self.began = dataset if began is None else began
        self.keep, self._waiting, self.asking = keep, False, asking
        for own in (DARK, LIGHT):
            self.register_theme(own)
        fitting = starting_theme(self.console.color_system, no_color=self.no_color)
        self.theme = theme if theme in NAMES and fitting == DARK.name else fitting
        self._kept = self.state, kept

    def get_default_screen(self) -> MainScreen:
        """Return the main screen."""
        return self.main

    def on_mount(self) -> None:
        """Load the data once the shell has been painted."""
        own = zip(self.commands, COMMANDS, strict=True)
        self.set_keymap({c.name: ",".join(c.keys) for c, usual in own if c.keys != usual.keys})
        if self.asking:
            self.call_after_refresh(self.in_order, partial(program.ask_first, self.main))
        self.call_after_refresh(self.load)

    @property
    def ink(self) -> Ink:
        """The styles of cells in the present theme."""
        return INKS[self.theme]

    @property
    def state(self) -> State:
        """What to remember for the next start."""
        elsewhere = self.dataset_named if self.dataset_named != self.began else ""
        return State(self.main.scene, self.theme, elsewhere, in_use() if elsewhere else "")

    def next_theme(self) -> None:
        """Use the theme after the present one; without colours, one that needs none."""
        names = [name for name in NAMES if name.startswith("ansi") or not self.no_color]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to each line: with NO_COLOR all colours are taken out.

        Textual chooses its own filter before the theme is known and would send black on black.
        """
        return [WITHOUT_COLOUR] if self.no_color else super().get_line_filters()

    def on_loaded(self, message: Loaded) -> None:
        """Answer what was asked meanwhile; from here on memory is collected again.

        Where another dataset was open before, nothing of it stays.
        """
        first, self.dataset = self.dataset is None, message.dataset
        if message.used:
            self.dataset_named = self.began = ""
        self.chosen, self.opened = self.dataset_named, {self.dataset_named: message.dataset}
        self.stamped = stamp(message.dataset.place)
        if first:
            gc.freeze()
            gc.enable()
            self.compute(self.main.view)
        else:
            self.answers.clear()
            self.main.begin_anew()
        if message.warning:
            self.say(message.warning, "warning")
        if message.used:
            if self.is_screen_installed(SHELF) and self.screen is self.get_screen(SHELF):
                self.pop_screen()
            self.say(f"Questions go to {message.used} from now on.")

    @in_thread("answer")
    def compute(self, view: View) -> None:
        """Answer `view` and tell the main screen, unless another question came in between.

        Before the dataset is open nothing happens: the question is asked again then.
        """
        dataset, worker = self.dataset, get_current_worker()
        if dataset is None:
            return
        try:
            sheet = self.answers.get(view, dataset).sheet
        except AigoodsError as error:
            if worker.is_cancelled or dataset is not self.dataset:
                return
            if self.main.sheet is None and not isinstance(error, QueryError):
                self.fall_back(error)
            else:
                self.main.post_message(self.refused(view, error, dataset))
            return
        if not worker.is_cancelled and dataset is self.dataset:
            self.main.post_message(Answered(sheet, view))

    @in_thread("chart")
    def draw(
        self,
        view: View,
        kind: Kind,
        style: Style,
        marked: tuple[str, ...],
        word: str = "marked",
        cursor: str = "",
    ) -> None:
        """Draw a chart and tell the main screen, unless another one was wanted in between."""
        if self.dataset is None:
            return
        from aigoods.charts.picture import draw

        try:
            found = self.answer(view, self.dataset)
            picture = draw(found, kind, style, marked, cursor=cursor, word=word)
        except AigoodsError as error:
            # The rows of an answer that was kept no more cannot be read again.
            self.call_from_thread(self.say, str(error), "error")
            return
        if not get_current_worker().is_cancelled:
            self.main.post_message(Drawn(picture))

    @in_thread("export")
    def export(
        self, scene: Scene, path: Path, word: str = "marked", ground: Ground = "white"
    ) -> None:
        """Write the answer to the View of a scene, or its chart, to a file and say so."""
        from aigoods.explorer.exports import export

        if self.dataset is None:
            return
        try:
            written = export(self.answer(scene.view, self.dataset), scene, path, word, ground)
            said, severity = f"Wrote {' and '.join(str(each) for each in written)}.", "information"
        except AigoodsError as error:
            said, severity = str(error), "error"
        self.call_from_thread(self.say, said, severity)

    @in_thread("copy")
    def copy(self, view: View, what: str, text: Callable[[Answer], str]) -> None:
        """Send a text made of the answer to the terminal's clipboard, or to a file if too long."""
        from aigoods.explorer.clipboard import clip

        if self.dataset is None:
            return
        try:
            content = text(self.answer(view, self.dataset))
            codes, said = clip(content, what, os.environ, places().state / "copied.txt")
        except AigoodsError as error:
            self.call_from_thread(self.say, str(error), "error")
            return
        self.call_from_thread(self.send, codes)
        self.call_from_thread(self.say, said)

    def open_shelf(self) -> None:
        """Show the datasets on this machine; the page stays, as a work on them may go on."""
        from aigoods.explorer.screens.data import DataScreen

        if not self.is_screen_installed(SHELF):
            self.install_screen(DataScreen(), SHELF)
        self.push_screen(SHELF)

    def send(self, codes: str) -> None:
        """Send codes to the terminal as they are; Textual has no public way for wrapped ones."""
        if self._driver is not None:
            self._driver.write(codes)

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence for a while, longer where something is wrong; it is never markup."""
        level = cast("SeverityLevel", severity)
        seconds = 6 if severity == "information" else 10
        self.notify(clean(sentence), severity=level, timeout=seconds, markup=False)

    def on_notify(self) -> None:
        """Let a notice take the place of the one before, away from where the reader looks."""
        self.clear_notifications()
        self.main.set_class(self.main.table.cursor_low, "notices-above")

    def answer(self, view: View, dataset: Dataset) -> Answer:
        """Return the answer to `view` as `Answers.get` gives it, or raises what it raises."""
        return self.answers.get(view, dataset).answer

    def keep_soon(self) -> None:
        """Keep what has changed, within a second and not in this thread."""
        if self.keep is None or self._waiting:
            return
        state, sheet = self._kept
        if self.state != state or self.main.sheet is not sheet:
            self._waiting = True
            self.set_timer(KEEP_EVERY, self._keep)

    @in_thread("keep")
    def _keep_now(self, state: State, sheet: Sheet | None, stamped: str) -> None:
        if self.keep is not None:
            self.keep(state, sheet, stamped)

    def _keep(self) -> None:
        self._waiting = False
        self._kept = self.state, self.main.sheet
        self._keep_now(*self._kept, self.stamped)

    def keep_at_once(self) -> None:
        """Keep what is seen, in this thread."""
        if self.keep is not None:
            self.keep(self.state, self.main.sheet, self.stamped)
