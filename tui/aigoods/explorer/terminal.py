"""The terminal that the explorer is drawn on: its input, its size, its signals and its end."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual import constants
from textual.drivers.linux_driver import LinuxDriver

from aigoods.explorer.keys import Keys
from aigoods.explorer.names import CHANGES
from aigoods.explorer.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from aigoods.explorer.desk import Desk

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
PLAIN = (
    b"\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Takes all back that Textual asks of a terminal."""
CHUNK = 1 << 16
POLL = 0.1
"""Seconds after which the reader looks whether it is to end."""


class Output:
    """A terminal to write to as a file; `lost` is called once it is gone, and all after it is air.

    A write that fails never raises: the thread of Textual that writes would end, and all others
    would wait for it.
    """

    encoding = "utf-8"

    def __init__(self, fileno: int, lost: Callable[[], None]) -> None:
        self._fileno = fileno
        self._lost = lost
        self._parts: list[str] = []
        self._gone = False

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._fileno

    def write(self, text: str) -> None:
        """Write a text at the next `flush`."""
        self._parts.append(text)

    def flush(self) -> None:
        """Send what was written."""
        data = "".join(self._parts).encode("utf-8", "replace")
        self._parts.clear()
        while data and not self._gone:
            try:
                data = data[os.write(self._fileno, data[:CHUNK]) :]
            except BlockingIOError:
                select.select([], [self._fileno], [])
            except OSError:
                self._gone = True
                self._lost()


class TerminalDriver(LinuxDriver):
    """Textual's driver, for input of any kind and for every way in which a program can end.

    Signals are handled between two messages: a handler that comes in the middle of one could
    wait for a lock that its own thread holds.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.desk = cast("Desk", app)
        self.output = Output(2 if sys.__stderr__ is None else sys.__stderr__.fileno(), self._lost)
        self._file = cast("Any", self.output)
        self._owed: list[Any] | None = None
        if self._size is None:
            self._size = self._get_terminal_size()
        self.wire = Wire(*self._size, in_frames=False) if self.desk.wire == CHANGES else None
        told, self._tells = os.pipe()
        threading.Thread(target=self._await_end, args=(told,), daemon=True).start()
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._loop.add_signal_handler(number, self.desk.leave, 128 + number)
                # asyncio's wake-up tells the loop, whatever the handler is.
                signal.signal(number, self._told)
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self._loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def _told(self, number: int, _: object) -> None:
        """Tell the thread that waits, and nothing more: the loop may hold any lock."""
        os.write(self._tells, bytes([128 + number]))

    def _await_end(self, told: int) -> None:
        """End as a signal wants it even where the loop waits for a terminal that takes nothing."""
        self.desk.break_off(os.read(told, 1)[0])

    @property
    def running(self) -> bool:
        """Whether the explorer is on the terminal."""
        return self._writer_thread is not None and self._writer_thread.is_alive()

    @property
    def in_foreground(self) -> bool:
        """Whether the terminal is ours: a job in the background would stop at touching it."""
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:  # It is gone, and stops nobody.
            return True

    def start_application_mode(self) -> None:
        """Take the terminal; what it was before is not known anew where it was not given back."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.running and self._owed is not None:
            self.attrs_before, self._owed = self._owed, None

    def stop_application_mode(self) -> None:
        """Give the terminal back, if we have it.

        All is written before the terminal is as it was: there ctrl+s would hold the rest back.
        """
        if self.running and self.in_foreground:
            self._owed, self.attrs_before = self.attrs_before, None
            super().stop_application_mode()
            self.close()
            self.attrs_before, self._owed = self._owed, None
            self._set_back()
        elif self.running:
            self._owed = self.attrs_before
            self.disable_input()

    def disable_input(self) -> None:
        """Read no more."""
        if self.in_foreground:
            super().disable_input()
        elif self._key_thread is not None:
            self.exit_event.set()
            self._key_thread.join()
            self.exit_event.clear()

    def write(self, data: str) -> None:
        """Write to the terminal what changes it; nothing where it is given back."""
        if not self.running:
            return
        if self.wire is not None:
            if (size := self._get_terminal_size()) != self.wire.size:
                self.wire.resized(*size)
            data = self.wire.sent(data)
        if data:
            super().write(data)

    def forget(self) -> None:
        """Take it that the terminal may show anything."""
        if self.wire is not None:
            self.wire.forget()

    def restore(self) -> None:
        """Give the terminal back at once, from any thread and in any state."""
        if self.running and self.in_foreground:
            self._set_back()
            with suppress(OSError, ValueError):
                if select.select([], [self.output], [], 0.5)[1]:
                    os.write(self.output.fileno(), PLAIN)

    def _set_back(self) -> None:
        """Let lines be edited and echoed as before, where that is known."""
        before = self.attrs_before or self._owed
        if before is not None:
            with suppress(termios.error, ValueError):
                termios.tcsetattr(self.fileno, termios.TCSANOW, before)

    def run_input_thread(self) -> None:
        """Read the terminal until the end."""
        fileno = self._without_waiting()
        try:
            self._read(fileno)
        finally:
            if fileno != self.fileno:
                os.close(fileno)

    def _without_waiting(self) -> int:
        """Return the terminal opened anew, so that reading never waits.

        What was there to be read may have gone to the shell meanwhile. The shell reads by the same
        opened file as we do, which must go on waiting.
        """
        try:
            return os.open(os.ttyname(self.fileno), os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:  # It belongs to somebody else, as after `su`.
            return self.fileno

    def _read(self, fileno: int) -> None:
        keys = Keys()
        while not self.exit_event.is_set():
            patience = constants.ESCAPE_DELAY if keys.pending else POLL
            if not select.select([fileno], [], [], patience)[0]:
                found = keys.rest()
            elif not self.in_foreground:  # What is typed is for the shell.
                self.exit_event.wait(POLL)
                continue
            else:
                try:
                    data = os.read(fileno, CHUNK)
                except BlockingIOError:
                    continue
                except OSError:
                    data = b""
                if not data:
                    self._lost()
                    return
                found = keys.feed(data)
            for message in found:
                self.process_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._tell(self._app._handle_exception, error)

    def _lost(self) -> None:
        """End as after a hangup: there is no terminal any more."""
        self._tell(self.desk.leave, 128 + signal.SIGHUP)

    def _tell(self, what: Callable[..., object], *values: object) -> None:
        """Call something in the thread of the app."""
        with suppress(RuntimeError):  # The app has ended.
            self._loop.call_soon_threadsafe(what, *values)

    def _stop(self) -> None:
        """Give the terminal back and stop, as the shell or another process wants it.

        Where no shell waits the kernel would not stop us either.
        """
        if has_shell():
            if self.running:
                self.suspend_application_mode()
            os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take the terminal again, unless a signal that came with this one ends the program."""
        self._loop.call_soon(self._take)

    def _take(self) -> None:
        """Take the terminal; whoever was stopped without a word gives it back first."""
        if self._app._exit:
            return
        if self.running:
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and lines of the terminal that is drawn on, whatever others say."""
        for fileno in (self.output.fileno(), self.fileno):
            with suppress(OSError):
                columns, lines = os.get_terminal_size(fileno)
                if columns and lines:
                    return columns, lines
        return 80, 24

    def _query_in_band_window_resize(self) -> None:
        """Ask for no sizes among the keys: the kernel tells them."""


def has_shell() -> bool:
    """Return whether a shell can bring this process back once it has stopped.

    None can where the process group is that of the session's leader, as with `tmux new aigoods`,
    or where its parent is of another session (POSIX: an orphaned process group).
    """
    session = os.getsid(0)
    try:
        return session not in (os.getpgrp(), 0) and os.getsid(os.getppid()) == session
    except OSError:
        return False


def suspend() -> bool:
    """Stop this process and those of its pipe as `ctrl+z` does; return whether that is possible."""
    if possible := has_shell():
        os.kill(0, signal.SIGTSTP)
    return possible
