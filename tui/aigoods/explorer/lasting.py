"""An app that gives the terminal back however it ends, and works in threads that can panic."""

from __future__ import annotations

import _thread
import functools
import os
import sys
import threading
import time
from abc import abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.driver import Driver

from aigoods.explorer.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

PATIENCE = 3.0
"""Seconds that the end of the program may take where a signal wants it."""


def in_thread(group: str) -> Callable[[Callable[..., None]], Callable[..., object]]:
    """Return a decorator for a work in a thread, which takes the place of one of its group.

    A panic of Polars is no Exception, and Textual would wait for its end for ever.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., object]:
        @functools.wraps(function)
        def guarded(*args: Any, **options: Any) -> None:
            try:
                function(*args, **options)
            except Exception:
                raise
            except KeyboardInterrupt:
                # Polars takes the signal while it computes; it is for the whole program.
                _thread.interrupt_main()
            except BaseException as panic:
                raise RuntimeError(str(panic)) from panic

        return work(thread=True, exclusive=True, group=group)(guarded)

    return decorate


class Lasting(Typed):
    """Ends with the code that it was told, with 1 after a fault; stops and goes on like a job."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority it is known over a dialog, too.
        Binding("ctrl+l", "repaint", show=False, priority=True, id="repaint"),
    ]

    def __init__(self) -> None:
        super().__init__()
        # Every step of a movement would cross the line, and be late.
        self.animation_level = "none"

    def keep_at_once(self) -> None:
        """Keep what is to be kept, in this thread."""

    @abstractmethod
    def say(self, sentence: str, severity: str) -> None:
        """Show a sentence for a while."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver for input of any kind and for every way out."""
        usual = super().get_driver_class()
        if sys.platform == "win32" or usual.__name__ != "LinuxDriver":
            return usual
        from aigoods.explorer.terminal import TerminalDriver

        return TerminalDriver

    def leave(self, code: int) -> None:
        """End with an exit code, even where a thread is stuck or the terminal takes nothing."""
        if not self.is_headless:
            threading.Thread(target=self.break_off, args=(code,), daemon=True).start()
        self.exit(return_code=code)

    def break_off(self, code: int) -> None:
        """Wait a while for the program to end, and end it; called in a thread of its own."""
        time.sleep(PATIENCE)
        # A disk may take its time, for which neither the terminal nor the end waits.
        keeping = threading.Thread(target=self._keep_quietly, daemon=True)
        keeping.start()
        if (restore := getattr(self._driver, "restore", None)) is not None:
            restore()
        keeping.join(PATIENCE)
        os._exit(code)

    def _keep_quietly(self) -> None:
        with suppress(Exception):
            self.keep_at_once()

    @on(Driver.SignalResume)
    def repaint(self) -> None:
        """Paint the whole screen: others have written to the terminal meanwhile."""
        self._forget_cells()
        self.refresh(layout=True)

    def action_repaint(self) -> None:
        """Paint the whole screen, whatever is on it."""
        self.repaint()

    def on_resize(self) -> None:
        """Send all that is painted from here on: a terminal that was smaller has lost cells."""
        self._forget_cells()

    def _forget_cells(self) -> None:
        if (forget := getattr(self._driver, "forget", None)) is not None:
            forget()

    def action_suspend_process(self) -> None:
        """Stop, with all that runs in the same pipe, until the shell brings us back."""
        if self._driver is None or not self._driver.can_suspend:
            return
        from aigoods.explorer.terminal import suspend

        if not suspend():
            self.say(
                "No shell waits behind this terminal, so nothing could bring it back.", "warning"
            )

    def _handle_exception(self, error: Exception) -> None:
        """End the program; `run` says what happened, where Textual would print and exit with 0.

        What fails while the program ends is of no more interest than what it was doing.
        """
        if not self._exit and self._exception is None:
            self._return_code = 1
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
