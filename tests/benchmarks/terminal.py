"""A terminal without a screen: runs a program on a pseudo-terminal and watches its bytes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Terminal:
    """A program that runs on a pseudo-terminal of `columns` by `rows`; use it in a `with`."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], columns: int = 80, rows: int = 24
    ) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), {**os.environ, **env})  # noqa: S606
        self.resize(columns, rows)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: bytes) -> None:
        """Type some keys."""
        os.write(self.fd, keys)

    def until(self, text: bytes, seconds: float = 30) -> float:
        """Read until `text` has come; return the seconds since the start of the program.

        Raises:
            TimeoutError: it did not come in time.
        """
        seen = b""
        while text not in seen:
            if not select.select([self.fd], [], [], seconds)[0]:
                raise TimeoutError(
                    f"{text!r} did not come in {seconds} s; the end: {seen[-300:]!r}"
                )
            seen += os.read(self.fd, 65536)
        return time.perf_counter() - self.started

    def quiet(self, seconds: float) -> bytes:
        """Return all bytes that come until none has come for `seconds`."""
        seen = b""
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                seen += os.read(self.fd, 65536)
            except OSError:
                break
        return seen
