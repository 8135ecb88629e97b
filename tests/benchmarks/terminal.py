"""A terminal for tests: runs a program on a pseudo-terminal, watches its bytes and shows them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyte

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

USUAL = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""Signals that end a program from a terminal; a job in the background of a script ignores some."""
ASKED = b"\x1b[?2026$p"
"""The question whether a terminal shows what comes between two marks at once."""
STRANGE = re.compile(rb"\x1b\[(?:[<>=][0-9;]*u|\?[0-9]+\$p)")
"""Questions and key protocols, which pyte would show as text."""
ALTERNATE = 1049


class Screen(pyte.Screen):
    """pyte's screen; it has no alternate one, which is empty when it is taken and when it goes."""

    def set_mode(self, *modes: int, **options: Any) -> None:
        super().set_mode(*modes, **options)
        if ALTERNATE in modes:
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **options: Any) -> None:
        super().reset_mode(*modes, **options)
        if ALTERNATE in modes:
            self.erase_in_display(2)


class Terminal:
    """A program that runs on a pseudo-terminal of `columns` by `rows`; use it in a `with`.

    It gets the signals of `USUAL` whoever runs the tests, as a program on a new terminal does.
    A None in `env` takes a variable out of the environment. With `in_frames` it says that it shows
    synchronised output at once, as most do. What the program has written is seen on `screen`.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str | None],
        columns: int = 80,
        rows: int = 24,
        *,
        in_frames: bool = False,
    ) -> None:
        whole = {**os.environ, **env}
        given = {name: value for name, value in whole.items() if value is not None}
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            _set_size(0, columns, rows)
            for number in USUAL:
                signal.signal(number, signal.SIG_DFL)
            os.execvpe(command[0], list(command), given)  # noqa: S606
        self.code: int | None = None
        self._screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._unseen = b""
        self._answers = in_frames
        self.came = 0.0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    @property
    def seconds(self) -> float:
        """The seconds since the start of the program."""
        return time.perf_counter() - self.started

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        _set_size(self.fd, columns, rows)
        self.screen.resize(rows, columns)

    @property
    def screen(self) -> Screen:
        """The cells after all that has come; they are made of it when they are looked at."""
        self._stream.feed(STRANGE.sub(b"", self._unseen))
        self._unseen = b""
        return self._screen

    @property
    def shown(self) -> str:
        """The text on the screen, line by line."""
        return "\n".join(self.screen.display)

    @property
    def reversed(self) -> str:
        """The text of the cells that are shown in reverse, with a bar where there are others."""
        lines = [self.screen.buffer[row] for row in range(self.screen.lines)]
        cells = (line[place] for line in lines for place in range(self.screen.columns))
        return "".join(cell.data if cell.reverse else "|" for cell in cells)

    def _read(self) -> bytes:
        """Return what has come; nothing at the end."""
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return b""
        self.came = self.seconds
        self._unseen += data
        if self._answers and ASKED in data:
            self.send(ASKED.replace(b"$p", b";2$y"))
        return data

    def send(self, keys: bytes) -> None:
        """Type some keys."""
        os.write(self.fd, keys)

    def until(self, text: str, seconds: float = 30) -> float:
        """Read until `text` is shown; return the seconds from the start until the last of it came.

        Raises:
            TimeoutError: it did not come in time.
        """
        self.until_shown(text, seconds)
        return self.came

    def until_shown(self, text: str, seconds: float = 30) -> bytes:
        """Read until `text` is on a line of the screen; return all that came.

        Raises:
            TimeoutError: it did not come in time.
        """
        seen = b""
        while text not in self.shown:
            if not select.select([self.fd], [], [], seconds)[0]:
                raise TimeoutError(f"{text!r} did not come in {seconds} s; there is\n{self.shown}")
            seen += self._read()
        return seen

    def until_seen(self, text: bytes, seconds: float = 30) -> bytes:
        """Read until these bytes have come; return all that came.

        Raises:
            TimeoutError: it did not come in time.
        """
        seen = b""
        while text not in seen:
            if not select.select([self.fd], [], [], seconds)[0]:
                raise TimeoutError(
                    f"{text!r} did not come in {seconds} s; the end: {seen[-300:]!r}"
                )
            seen += self._read()
        return seen

    def left(self, seen: bytes) -> tuple[int, bytes]:
        """Read until the program ends; return its exit code and `seen` with what came meanwhile."""
        code, more = self.ended()
        return code, seen + more

    def quiet(self, seconds: float) -> bytes:
        """Return all bytes that come until none has come for `seconds`."""
        seen = b""
        while select.select([self.fd], [], [], seconds)[0]:
            more = self._read()
            if not more:
                break
            seen += more
        return seen

    def settled(self, quiet: float = 0.3, seconds: float = 30) -> bytes:
        """Return all bytes that come until none has come for `quiet` and no thread wants to run.

        Silence alone says little of a program that waits for its turn on a busy machine.

        Raises:
            TimeoutError: it did not come to rest in time.
        """
        seen = b""
        deadline = time.perf_counter() + seconds
        patience, resting = quiet, False
        while True:
            if select.select([self.fd], [], [], patience)[0]:
                more = self._read()
                if not more:
                    return seen
                seen += more
                patience, resting = quiet, False
            elif self._wants_to_run():
                patience, resting = 0.02, False
            elif resting:
                return seen
            else:  # One thread may have woken another while the two were looked at.
                patience, resting = 0.02, True
            if time.perf_counter() > deadline:
                raise TimeoutError(f"no rest in {seconds} s; the end: {seen[-300:]!r}")

    def answered(self, keys: bytes, seconds: float = 30) -> bytes:
        """Type keys that must change the screen; return all bytes until the program is at rest.

        Raises:
            TimeoutError: nothing came in time, or no end of it.
        """
        self.send(keys)
        if not select.select([self.fd], [], [], seconds)[0]:
            raise TimeoutError(f"{keys!r} changed nothing in {seconds} s")
        return self.settled(seconds=seconds)

    def _wants_to_run(self) -> bool:
        """Whether a thread of the program or its children runs or waits for a processor or disk.

        Where there is no /proc that tells, none does.
        """
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if os.getsid(int(process.name)) != self.pid:
                    continue
                stats = [stat.read_text() for stat in process.glob("task/*/stat")]
            except OSError:
                continue
            if any(stat.rpartition(") ")[2][0] in "RD" for stat in stats):
                return True
        return False

    def ended(self, seconds: float = 30) -> tuple[int, bytes]:
        """Read until the program ends; return its exit code and what it wrote meanwhile.

        Raises:
            TimeoutError: it did not end in time.
        """
        seen = b""
        deadline = time.perf_counter() + seconds
        while select.select([self.fd], [], [], max(0.0, deadline - time.perf_counter()))[0]:
            more = self._read()
            if not more:
                self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
                return self.code, seen
            seen += more
        raise TimeoutError(f"it did not end in {seconds} s; the end: {seen[-300:]!r}")


def _set_size(fd: int, columns: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
