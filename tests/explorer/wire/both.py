"""The explorer in this process, written to two terminals: as it is, and through the wire."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Resize
from textual.geometry import Size
from textual.messages import TerminalSupportsSynchronizedOutput

from aigoods.explorer.app import Explorer
from aigoods.explorer.wire import Wire
from aigoods.pages import parse_scene
from driver import Driver
from explorer.wire.session import SIZES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from explorer.wire.emulators import Emulator

START = "\x1b[?1049h\x1b[?25l"
FRAME, END_OF_FRAME = "\x1b[?2026h", "\x1b[?2026l"


class Both:
    """Two terminals of one kind: one for what Textual writes, one for what the wire makes of it.

    They are compared after each write, and in a synchronised frame, which no terminal shows before
    its end, after that. `sizes` has the bytes of both.
    """

    def __init__(
        self, kind: Callable[[int, int], Emulator], columns: int, rows: int, *, in_frames: bool
    ) -> None:
        self.stock, self.ours = kind(columns, rows), kind(columns, rows)
        self.wire = Wire(columns, rows, in_frames=in_frames)
        self.size = self.first_size = columns, rows
        self.sizes = [0, 0]
        self.writes = 0
        self.in_frames = in_frames
        self.in_frame = False
        self.last = "", ""

    def write(self, data: str) -> None:
        """Write to both and compare them."""
        self.replay(data, self.wire.sent(data))

    def replay(self, data: str, sent: str) -> None:
        """Write what was sent in place of `data` before, and compare."""
        self.writes += 1
        self.sizes[0] += len(data.encode())
        self.sizes[1] += len(sent.encode())
        self.last = data, sent
        self.stock.feed(data)
        self.ours.feed(sent)
        begun, ended = data.rfind(FRAME), data.rfind(END_OF_FRAME)
        if begun != ended:
            self.in_frame = begun > ended
        if not self.in_frame:
            self.compare()

    def wipe(self, data: str) -> None:
        """Write the same to both, as another program might."""
        self.stock.feed(data)
        self.ours.feed(data)

    def compare(self) -> None:
        """Check that all cells, their attributes and the cursor are equal.

        Raises:
            AssertionError: something differs; it says where, and what was written last.
        """
        rows = self.size[1]
        for y in {*self.stock.changed(), *self.ours.changed()}:
            if y < rows and self.stock.row(y) != self.ours.row(y):
                pairs = zip(self.stock.row(y), self.ours.row(y), strict=True)
                x = next(x for x, (here, there) in enumerate(pairs) if here != there)
                self._fail(f"cell {x},{y}", self.stock.row(y)[x], self.ours.row(y)[x])
        if self.stock.cursor() != self.ours.cursor():
            self._fail("the cursor", self.stock.cursor(), self.ours.cursor())

    def _fail(self, what: str, stock: object, ours: object) -> None:
        data, sent = self.last
        raise AssertionError(
            f"write {self.writes}: {what} is {stock!r} in the stock terminal, {ours!r} in ours, "
            f"after {data[-2000:]!r}, sent as {sent[-2000:]!r}"
        )

    def resize(self, columns: int, rows: int) -> None:
        """Give both terminals another size, of which the wire hears before the next write."""
        if self.size == (columns, rows):
            return
        self.size = columns, rows
        for emulator in (self.stock, self.ours):
            emulator.resize(columns, rows)
        self.wire.resized(columns, rows)


@asynccontextmanager
async def writing(
    both: Both, start: str = "exporters", theme: str = "aigoods-dark"
) -> AsyncIterator[Driver]:
    """Run the explorer with what it writes going to `both`, and wait for its first answer."""

    class Tee(HeadlessDriver):
        """Textual's driver for tests, which is written to all the same."""

        @property
        def is_headless(self) -> bool:
            return False

        def start_application_mode(self) -> None:
            both.write(START)
            super().start_application_mode()

        def write(self, data: str) -> None:
            both.write(data)

    app = Explorer(parse_scene(start), theme=theme)
    app.theme = theme
    app.driver_class = Tee
    async with app.run_test(headless=False, size=both.size, notifications=True) as pilot:
        if both.in_frames:
            app.post_message(TerminalSupportsSynchronizedOutput())
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


async def resized(driver: Driver, both: Both, columns: int, rows: int) -> None:
    """Resize the terminal, and tell the program a frame later."""
    both.resize(columns, rows)
    driver.hit("j")
    await driver.settle()
    before, size = both.writes, Size(columns, rows)
    driver.app.post_message(Resize(size, size))
    await driver.until(lambda: both.writes > before)
    await driver.settle()


async def step(driver: Driver, both: Both, name: str) -> None:
    """Press a key, or take a size of `SIZES`; then wait for what comes of it."""
    if name in SIZES:
        await resized(driver, both, *SIZES[name])
    elif name == "back":
        await resized(driver, both, *both.first_size)
    else:
        await driver.press(name)
