"""Driving the explorer without a terminal: presses keys and reads what is on the screen."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from textual.css.stylesheet import Stylesheet
from textual.events import Key, Resize
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.worker import WorkerCancelled

from aigoods.analysis.scene import Scene
from aigoods.explorer.app import Explorer
from aigoods.explorer.screens.seen import FOOT, HEAD
from aigoods.explorer.sheet import Line
from aigoods.pages import parse_scene

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.css.model import RuleSet
    from textual.drivers.headless_driver import HeadlessDriver
    from textual.pilot import Pilot

    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.explorer.screens.main import MainScreen
    from aigoods.explorer.sheet import Sheet


CALM = 2
"""How often the loop is found at rest before the screen counts as settled: what is drawn may itself
ask for something."""

parse_rules = Stylesheet._parse_rules
PARSED: dict[tuple[object, ...], list[RuleSet]] = {}


def parsed_once(sheet: Stylesheet, *css: Any, **options: Any) -> list[RuleSet]:
    """Return the rules of a style sheet, which is parsed once for all apps of this process."""
    key = css, tuple(options.items()), frozenset(sheet._variables.items())
    if key not in PARSED:
        PARSED[key] = parse_rules(sheet, *css, **options)
    return PARSED[key]


Stylesheet._parse_rules = parsed_once  # type: ignore[assignment,method-assign]


class Driver:
    """A running explorer, its pilot and what can be seen of it."""

    def __init__(self, app: Explorer, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        return self.app.main

    @property
    def sheet(self) -> Sheet:
        """The answer on the screen, as its table shows it."""
        assert self.main.sheet is not None
        return self.main.sheet

    @property
    def head(self) -> Head:
        """The head of the answer on the screen."""
        return self.sheet.head

    @property
    def address(self) -> str:
        """The address of the answer on the screen, as the analysis filled it in.

        How many columns a matrix has follows from the size, and is left out.
        """
        return str(self.head.view.but(across=""))

    @property
    def notices(self) -> list[str]:
        """The sentences that lie over the screen."""
        return [notice.message for notice in self.app._notifications]

    @property
    def rows(self) -> list[str]:
        """The lines of the table, also those scrolled out of sight."""
        table = self.main.table
        found = (table.get_row_at(place)[0] for place in range(table.row_count))
        return [(line.text if isinstance(line, Line) else line).plain for line in found]

    @property
    def screen(self) -> list[str]:
        """The lines of the screen as painted."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.screen)

    @property
    def body(self) -> list[str]:
        """The lines of the main screen below its heading and above its foot."""
        return self.screen[HEAD - self.main.low : -FOOT]

    async def rest(self) -> None:
        """Wait until nothing in the loop can go on by itself, and draw what is to be drawn.

        `Pilot.pause` would send every widget a message and wait for all of them.
        """
        await asyncio.sleep(0)
        while cast("Any", asyncio.get_running_loop())._ready:
            await asyncio.sleep(0)
        self.app.screen._on_timer_update()

    async def settle(self) -> None:
        """Wait until all keys are handled, all questions answered and all charts drawn."""
        calm = 0
        async with asyncio.timeout(30):
            while calm < CALM:
                await self.rest()
                busy = [worker for worker in self.app.workers if not worker.is_finished]
                for worker in busy:
                    with suppress(WorkerCancelled):
                        await worker.wait()
                waiting = self.app.typing or self.main.sheet is None or self.main.asked is not None
                waiting = waiting or self.main.moving is not None
                calm = 0 if busy or waiting else calm + 1

    async def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and wait; neither for the clock nor for further sizes."""
        size = Size(columns, rows)
        cast("HeadlessDriver", self.app._driver)._size = size
        self.app.post_message(Resize(size, size))
        await self.rest()
        self.app._check_resize()
        await self.settle()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something while a work goes on that `settle` would wait for."""
        async with asyncio.timeout(30):
            while not condition():
                await self.rest()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, waiting each time for what comes of it."""
        for key in keys:
            self.hit(key)
            await self.settle()

    def hit(self, key: str) -> None:
        """Press a key without waiting; `Pilot.press` would wait for the clock."""
        name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
        char = " " if key == "space" else key if len(key) == 1 else None
        self.app.post_message(Key(name, char))

    async def type(self, text: str) -> None:
        """Type a text, then wait."""
        await self.press(*text)

    def unfold(self) -> None:
        """Open all branches of a tree."""
        self.main.history.here.folded = frozenset()
        self.main.paint_table()

    async def move_to(self, key: str) -> None:
        """Put the cursor of the table on the row of this key by pressing `j`."""
        await self.press("home")
        for _ in range(self.main.table.row_count):
            if self.main.table.cursor_key == key:
                return
            await self.press("j")
        raise AssertionError(f"no row {key} in the table")


@asynccontextmanager
async def driving(
    start: Scene | View | str = "exporters", size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[Driver]:
    """Run the explorer of the embedded dataset and wait for its first answer."""
    start = parse_scene(start) if isinstance(start, str) else start
    app = Explorer(start if isinstance(start, Scene) else Scene(start), **options)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
