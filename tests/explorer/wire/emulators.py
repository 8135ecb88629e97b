"""Terminals without a window: what two emulators show after each piece of a stream.

pyte is the plain one; it is taught the attributes that it leaves out. bittty knows what becomes of
the other half of a wide character. Neither knows anything of the program under test.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pyte
from bittty import Board
from wcwidth import wcwidth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bittty import Video
    from bittty.style import Style

Look = tuple[Any, ...]
"""All that a cell shows: its text and every attribute."""

ALTERNATE = 1049
ON = f"\x1b[?{ALTERNATE}h"
"""The mode of the alternate screen, and the order that takes it."""
FLAGS = {2: "dim", 8: "conceal", 21: "double", 53: "overline"}
OFF = {22: ["dim"], 24: ["double"], 28: ["conceal"], 55: ["overline"], 0: [*FLAGS.values()]}
"""SGR codes that pyte passes over, and those that take them back (ECMA-48 8.3.117)."""


ATTRIBUTES = (
    "bold",
    "dim",
    "italic",
    "underline",
    "blink",
    "reverse",
    "conceal",
    "strike",
    "underline_style",
    "overline",
    "hyperlink",
)


class Emulator(Protocol):
    """A terminal of a size that is fed and looked at."""

    def feed(self, data: str) -> None:
        """Obey what a program writes."""

    def resize(self, columns: int, rows: int) -> None:
        """Take another size."""

    def changed(self) -> Iterable[int]:
        """Return the rows that may have changed since the last call."""

    def row(self, y: int) -> list[Look]:
        """Return all that the cells of a row show."""

    def cursor(self) -> tuple[int, int, bool]:
        """Return column and row of the cursor, and whether it is hidden."""


class Cell(NamedTuple):
    """A cell of pyte with the attributes that it does not know by itself."""

    data: str
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    dim: bool = False
    conceal: bool = False
    double: bool = False
    overline: bool = False


class _Screen(pyte.Screen):
    """pyte's screen with all attributes, and without its loss of text behind odd characters."""

    @property
    def default_char(self) -> Any:
        return Cell(" ")

    def reset(self) -> None:
        super().reset()
        self.cursor.attrs = self.default_char

    def set_mode(self, *modes: int, **options: Any) -> None:
        super().set_mode(*modes, **options)
        if ALTERNATE in modes and options.get("private"):  # Which xterm clears at taking it.
            self.erase_in_display(2)

    def draw(self, data: str) -> None:
        """Draw; what follows a character that pyte does not draw is drawn all the same."""
        start = 0
        for place, char in enumerate(data):
            if wcwidth(char) < 1:
                super().draw(data[start : place + 1])
                start = place + 1
        super().draw(data[start:])

    def select_graphic_rendition(self, *attrs: int, **options: Any) -> None:
        if options.get("private"):
            return
        super().select_graphic_rendition(*attrs)
        codes = iter(attrs or (0,))
        for code in codes:
            if code in (38, 48, 58):
                for _ in range({5: 1, 2: 3}.get(next(codes, 0), 0)):
                    next(codes, 0)
            else:
                cell: Any = self.cursor.attrs
                changes = dict.fromkeys(OFF.get(code, ()), False)
                changes |= {FLAGS[code]: True} if code in FLAGS else {}
                self.cursor.attrs = cell._replace(**changes)


class Pyte:
    """A screen of pyte."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = _Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)

    def feed(self, data: str) -> None:
        self.stream.feed(data)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)

    def changed(self) -> set[int]:
        dirty = set(self.screen.dirty)
        self.screen.dirty.clear()
        return dirty

    def row(self, y: int) -> list[Look]:
        line = self.screen.buffer[y]
        return [line[x] for x in range(self.screen.columns)]

    def cursor(self) -> tuple[int, int, bool]:
        cursor = self.screen.cursor
        return cursor.x, cursor.y, cursor.hidden


class Bittty:
    """A board of bittty."""

    def __init__(self, columns: int, rows: int) -> None:
        self.board = Board(width=columns, height=rows)
        self._seen = self._page.observe()

    @property
    def _page(self) -> Video:
        return self.board.blitter.main_page

    def feed(self, data: str) -> None:
        # bittty shows at 1049 what the alternate screen showed before; xterm clears it.
        self.board.feed_host_data(data.replace(ON, f"{ON}\x1b[2J").encode())

    def resize(self, columns: int, rows: int) -> None:
        self.board.resize(columns, rows)

    def changed(self) -> range:
        return range(self.board.height)

    def row(self, y: int) -> list[Look]:
        return [(text, *_attributes(style)) for style, text in self._page.line(y).cells]

    def cursor(self) -> tuple[int, int, bool]:
        cursor = self.board.cursor
        return cursor.x, cursor.y, not self.board.modes.cursor_visible


_KNOWN: dict[int, tuple[Style, Look]] = {}
"""Styles by their identity: to hash one takes longer than all else."""


def _attributes(style: Style) -> Look:
    """Return the attributes of a style of bittty; one taken back is as one never set."""
    known = _KNOWN.get(id(style))
    if known is None or known[0] is not style:
        known = _KNOWN[id(style)] = (style, _read(style))
    return known[1]


@cache
def _read(style: Style) -> Look:
    colours = (style.fg, style.bg, style.underline_color)
    return (
        *(None if colour is None or colour.mode == "default" else colour for colour in colours),
        *(getattr(style, name) or None for name in ATTRIBUTES),
    )
