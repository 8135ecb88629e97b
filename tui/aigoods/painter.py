"""How far a long work is, painted on stderr."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.sources.progress import Progress


class Painter:
    """Paints how far the work is: one line that changes on a terminal, a line a file elsewhere."""

    EVERY = 0.1
    EVERY_PLAIN = 30.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._terminal = sys.stderr.isatty()
        self._last = float("-inf")
        self._file = 0
        self._began: tuple[float, int] | None = None
        self._painted = False

    def imported(self, progress: Progress) -> None:
        """Paint the progress of an import."""
        from aigoods.sources.progress import said

        whole = progress.done >= progress.total
        self._say(said(progress), whole or progress.file != self._file)
        self._file = progress.file

    def fetched(self, name: str, done: int, total: int | None) -> None:
        """Paint the progress of a download; its rate is that of this run."""
        from aigoods.sources.progress import fetched

        now = self._clock()
        if self._began is None:
            self._began = (now, done)
        seconds = now - self._began[0]
        rate = (done - self._began[1]) / seconds if seconds else 0.0
        self._say(fetched(name, done, total, rate), done == total)

    def close(self) -> None:
        """End the line, if there is one."""
        if self._painted and self._terminal:
            print(file=sys.stderr)
        self._painted = False

    def _say(self, line: str, now: bool) -> None:
        moment = self._clock()
        if not now and moment - self._last < (self.EVERY if self._terminal else self.EVERY_PLAIN):
            return
        self._last = moment
        self._painted = True
        if self._terminal:
            import shutil

            width = shutil.get_terminal_size().columns - 1
            print(f"\r\x1b[K{line[:width]}", end="", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)
