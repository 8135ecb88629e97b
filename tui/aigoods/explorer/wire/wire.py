"""What stands between Textual and the terminal: text in, text out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.explorer.wire.cells import Cells
from aigoods.explorer.wire.looks import PLAIN, UNKNOWN, Looks, NotUnderstood
from aigoods.explorer.wire.tokens import CUT_OFF, TOKEN
from aigoods.explorer.wire.writer import Writer

if TYPE_CHECKING:
    import re

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
MOST_HELD = 1 << 20
"""Characters of a sequence that are kept until its end comes."""


class Wire:
    """What a terminal of `columns` by `rows` shows, and what it is sent so that it shows more.

    A frame is what the program writes in one call of `sent`: Textual writes each update of its
    screen in one, between the marks of synchronised output (mode 2026) where the terminal has it.
    With `in_frames` the terminal shows a frame as a whole, so that its parts may come in any order;
    else they come from the top to the bottom, until such marks tell that it does.

    After each frame the cells, the cursor and the look that is written in are as if all had been
    sent. What is not understood is sent as it is, and nothing is known of the terminal after it.
    """

    def __init__(self, columns: int, rows: int, *, in_frames: bool = True) -> None:
        self.in_frames = in_frames
        self._looks = Looks()
        self._look = UNKNOWN
        self._wraps = True
        self._begun = False
        self._held = ""
        self.resized(columns, rows)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of the terminal."""
        return self._cells.columns, self._cells.rows

    def resized(self, columns: int, rows: int) -> None:
        """Take another size of the terminal; nothing is known of its cells."""
        self._cells = Cells(columns, rows)
        self._writer = Writer(columns, self._looks)
        self.forget()

    def forget(self) -> None:
        """Know nothing of the terminal any more, so that all is sent that comes."""
        self._cells.forget()
        self._writer.place, self._writer.look = None, UNKNOWN
        self._row: int | None = None
        self._column: int | None = None
        self._joined = False

    def sent(self, data: str) -> str:
        """Return what to send in place of `data`, which shows the same.

        A sequence that is cut off at the end is kept until the rest of it comes, and the mark
        before a frame until something is sent in it.
        """
        if data == BEGIN and not self._held:
            self.in_frames = self._begun = True
            return ""
        if data == END and self._begun and not self._held:
            self._begun = False
            return ""
        data, self._held = self._held + data, ""
        try:
            self._read(data)
            self._show()
            data = self._writer.take()
        except Exception:  # Whatever it was: that costs bytes, and nothing else.
            self._writer.take()
            self._held = ""
            self._know_nothing()
        if data and self._begun:
            self._begun = False
            return BEGIN + data
        return data

    def _read(self, data: str) -> None:
        end = 0
        try:
            for match in TOKEN.finditer(data):
                if match.start() != end:
                    break
                codes, text, reset = match.group("codes", "text", "reset")
                if codes is not None:
                    self._turn(codes)
                    if text:
                        self._write(text)
                    if reset:
                        self._turn("0")
                elif match["row"] is not None:
                    self._move(match)
                else:
                    self._pass(match.lastgroup, match[0])
                end = match.end()
        except NotUnderstood:
            pass
        if end == len(data):
            return
        rest = data[end:]
        if len(rest) < MOST_HELD and CUT_OFF.match(rest):
            self._held = rest
        else:
            self._show()
            self._writer.put(rest)
            self._know_nothing()

    def _know_nothing(self) -> None:
        """Go on after what was not understood."""
        self.forget()
        self._look, self._wraps = UNKNOWN, True

    def _turn(self, codes: str) -> None:
        """Read a change of look; one upon an unknown look is for the terminal to know."""
        self._look = self._looks.after(self._look, codes)
        if self._look == UNKNOWN:
            self._show()
            self._writer.put(f"\x1b[{codes}m")

    def _move(self, match: re.Match[str]) -> None:
        """Read a move of the cursor.

        Raises:
            NotUnderstood: it goes beyond the terminal, or the lines that end before it scroll.

        """
        row, column = int(match["row"] or 1) or 1, int(match["column"] or 1) or 1
        columns, rows = self.size
        lines = len(match["lines"])
        if row > rows or column > columns or (lines and not self._has_below(lines)):
            raise NotUnderstood(match[0])
        self._row, self._column, self._joined = row - 1, column - 1, False

    def _has_below(self, lines: int) -> bool:
        return self._row is not None and self._row + lines < self._cells.rows

    def _write(self, text: str) -> None:
        """Read text, each character of which stands in one cell."""
        row, column = self._row, self._column
        columns = self._cells.columns
        if row is None or column is None or self._look == UNKNOWN or column + len(text) > columns:
            self._write_as_is(text)
        else:
            self._cells.write(row * columns + column, text, self._look)
            self._column = column + len(text)
            self._joined = True

    def _write_as_is(self, text: str) -> None:
        """Read text that may be of any width, and may alter the cell before it.

        That one is sent again if it was written just before, as some terminals know only then which
        one it is. Where the cursor is afterwards is not known until it moves.
        """
        self._cells_shown()
        self._settle(joined=self._joined)
        self._writer.put(text)
        if self._wraps or self._row is None:
            self._cells.forget()
            self._row = None
        elif self._column is not None:
            self._cells.forget_from(self._row * self._cells.columns + max(self._column - 1, 0))
        self._column = self._writer.place = None
        self._joined = False

    def _pass(self, kind: str | None, sequence: str) -> None:
        """Read text, or what is sent as it is, in its place among the rest."""
        if kind == "more":
            self._write(sequence)
            return
        if kind == "doubtful":
            self._write_as_is(sequence)
            return
        self._show()
        self._writer.put(sequence)
        if kind == "whole":
            self.forget()
            self._look = PLAIN if sequence.endswith("h") else UNKNOWN
        elif kind == "wrap":
            self._wraps = sequence.endswith("h")

    def _show(self) -> None:
        """Send what has changed, and leave the cursor and the look as they are to be."""
        self._cells_shown()
        self._settle()

    def _cells_shown(self) -> None:
        self._writer.paint(self._cells.changes(), in_frames=self.in_frames)

    def _settle(self, *, joined: bool = False) -> None:
        """Put cursor and look where they are to be.

        Past the last cell of a row no move leads, but only writing that one.
        """
        if self._row is not None and self._column is not None:
            columns = self._cells.columns
            place = self._row * columns + self._column
            if joined or self._column == columns:
                self._writer.write(self._cells.run(place - 1))
            if self._column < columns:
                self._writer.move(place)
        if self._look != UNKNOWN:
            self._writer.turn(self._look)
