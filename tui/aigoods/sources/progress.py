"""How far an import or a download is, as numbers and as a line for people."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Progress(NamedTuple):
    """How far an import is: the file at work, bytes read of all, rows kept, seconds so far."""

    name: str
    file: int
    files: int
    done: int
    total: int
    rows: int
    seconds: float

    @property
    def rate(self) -> float:
        """Bytes a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float | None:
        """The seconds that are left at this rate, None before there is one."""
        return (self.total - self.done) / self.rate if self.done else None


class Meter:
    """Counts the bytes that are read of some files, given by name and size, and reports them.

    `rows` is the number of rows that were kept, for others to set.
    """

    def __init__(
        self,
        files: Sequence[tuple[str, int]],
        report: Callable[[Progress], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rows = 0
        self._files = files
        self._report = report
        self._clock = clock
        self._began = clock()

    def counted(self, place: int, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the blocks of the file at `place`, and report each that was taken."""
        done = 0
        for block in blocks:
            yield block
            done += len(block)
            self._say(place, done)

    def ended(self, place: int) -> None:
        """Report that the file at `place` is read, whatever was not counted of it."""
        self._say(place, self._files[place][1])

    def _say(self, place: int, done: int) -> None:
        sizes = [size for _, size in self._files]
        read, seconds = sum(sizes[:place]) + done, self._clock() - self._began
        name = self._files[place][0]
        self._report(Progress(name, place + 1, len(sizes), read, sum(sizes), self.rows, seconds))


def said(progress: Progress) -> str:
    """Return an import's progress as one line: file, part done, rows, speed and time left."""
    part = progress.done / progress.total if progress.total else 1.0
    words = [
        progress.name,
        f"{progress.file} of {progress.files}",
        f"{part:.0%}",
        f"{progress.rows:,} rows kept",
        f"{progress.rate / 1e6:,.0f} MB/s",
    ]
    if progress.left is not None and part < 1:
        words.append(f"{duration(progress.left)} left")
    return " · ".join(words)


def fetched(name: str, done: int, total: int | None, rate: float) -> str:
    """Return a download's progress as one line; `done` and `total` are bytes, `rate` a second."""
    words = [name, f"{done / 1e6:,.1f} MB" + (f" of {total / 1e6:,.1f}" if total else "")]
    if total:
        words.append(f"{done / total:.0%}")
    words.append(f"{rate / 1e3:,.0f} KB/s")
    if total and rate:
        words.append(f"{duration((total - done) / rate)} left")
    return " · ".join(words)


def duration(seconds: float) -> str:
    """Return a time as people say it: `8 s`, `2 min 5 s`, `1 h 40 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


class Lines:
    """Makes lines of reports and gives them to `tell`, at most one in `every` seconds.

    The first of each file and the end are told in any case.
    """

    def __init__(
        self,
        tell: Callable[[str], object],
        every: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = tell
        self._every = every
        self._clock = clock
        self._last = float("-inf")
        self._file = 0
        self._began: tuple[float, int] | None = None

    def imported(self, progress: Progress) -> None:
        """Tell the progress of an import."""
        whole = progress.done >= progress.total
        if self._due(whole or progress.file != self._file):
            self._tell(said(progress))
        self._file = progress.file

    def fetched(self, name: str, done: int, total: int | None) -> None:
        """Tell the progress of a download; its rate is that of this run."""
        now = self._clock()
        if self._began is None:
            self._began = (now, done)
        seconds = now - self._began[0]
        rate = (done - self._began[1]) / seconds if seconds else 0.0
        if self._due(done == total):
            self._tell(fetched(name, done, total, rate))

    def _due(self, now: bool) -> bool:
        moment = self._clock()
        due = now or moment - self._last >= self._every
        if due:
            self._last = moment
        return due
