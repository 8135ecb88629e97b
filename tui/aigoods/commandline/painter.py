"""How far a long work is, painted on stderr."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from aigoods.out import say, terminal
from aigoods.sources.progress import Lines

if TYPE_CHECKING:
    from collections.abc import Callable


class Painter:
    """Paints how far the work is: one line that changes on a terminal, a line a file elsewhere."""

    EVERY = 0.1
    EVERY_PLAIN = 30.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._terminal = terminal(sys.stderr)
        self._painted = False
        lines = Lines(self._paint, self.EVERY if self._terminal else self.EVERY_PLAIN, clock)
        self.imported = lines.imported
        self.fetched = lines.fetched

    def close(self) -> None:
        """End the line, if there is one."""
        if self._painted and self._terminal:
            say("")
        self._painted = False

    def _paint(self, line: str) -> None:
        self._painted = True
        if self._terminal:
            import shutil

            width = shutil.get_terminal_size().columns - 1
            say(f"\r\x1b[K{line[:width]}", end="")
        else:
            say(line)
