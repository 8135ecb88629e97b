"""Real terminals that are fed and looked at: tmux, GNU screen, xterm, libvterm and xterm.js."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from benchmarks.terminal import Terminal
from explorer.wire.emulators import Pyte

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
PATIENCE = 20.0


class Missing(Exception):  # noqa: N818 - nothing is wrong.
    """What a terminal needs is not on this machine."""


def needs(*programs: str) -> None:
    """Check that programs are there.

    Raises:
        Missing: one is not.
    """
    for program in programs:
        if shutil.which(program) is None:
            raise Missing(f"there is no {program}")


class Window(ABC):
    """A terminal of a size with a program inside that writes to it what it is told to."""

    def __init__(self, columns: int, rows: int) -> None:
        self.size = columns, rows
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.window = ""
        listener = self.stack.enter_context(socket.socket(socket.AF_UNIX))
        path = str(self.folder / "line")
        listener.bind(path)
        listener.listen()
        listener.settimeout(PATIENCE)
        self.start([sys.executable, str(HERE / "inside.py"), path])
        line = self.stack.enter_context(listener.accept()[0])
        line.settimeout(PATIENCE)
        self.file = self.stack.enter_context(line.makefile("rwb"))
        self.wait_for(columns, rows)

    @abstractmethod
    def start(self, inside: Sequence[str]) -> None:
        """Start the terminal with the program inside."""

    @abstractmethod
    def look(self) -> object:
        """Return what is seen."""

    @abstractmethod
    def set_size(self, columns: int, rows: int) -> None:
        """Ask for another size."""

    def feed(self, data: str) -> tuple[int, int]:
        """Write to the terminal, and wait until it has obeyed; return its columns and rows."""
        raw = data.encode()
        self.file.write(len(raw).to_bytes(4, "big") + raw)
        self.file.flush()
        self.window, columns, rows = self.file.readline().decode().split()
        return int(columns), int(rows)

    def resize(self, columns: int, rows: int) -> None:
        """Take another size."""
        self.set_size(columns, rows)
        self.wait_for(columns, rows)

    def wait_for(self, columns: int, rows: int) -> None:
        """Wait until the terminal has a size.

        Raises:
            TimeoutError: it does not take it.
        """
        self.size = columns, rows
        deadline = time.monotonic() + PATIENCE
        while (has := self.feed("")) != self.size:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{has} and not {self.size} is the size of {self}")

    def close(self) -> None:
        """End the terminal."""
        self.stack.close()


class Tmux(Window):
    """A pane of a tmux of its own, seen by `capture-pane -e`: text and attributes."""

    def start(self, inside: Sequence[str]) -> None:
        needs("tmux")
        config = self.folder / "tmux.conf"
        config.write_text("set -g status off\nset -g default-terminal tmux-256color\n")
        self.tmux = ["tmux", "-S", str(self.folder / "tmux"), "-f", str(config)]
        columns, rows = map(str, self.size)
        self._ask("new-session", "-d", "-x", columns, "-y", rows, *inside)
        # The server ends with its pane, where it is not quicker than this.
        self.stack.callback(subprocess.run, [*self.tmux, "kill-server"], capture_output=True)

    def _ask(self, *words: str) -> bytes:
        return subprocess.run([*self.tmux, *words], check=True, capture_output=True).stdout

    def set_size(self, columns: int, rows: int) -> None:
        self._ask("resize-window", "-x", str(columns), "-y", str(rows))

    def look(self) -> bytes:
        where = self._ask("display-message", "-p", "#{cursor_x},#{cursor_y}")
        return where + self._ask("capture-pane", "-e", "-N", "-p")


class Screen(Window):
    """GNU screen, seen by `hardcopy`, and with its attributes as it draws on a terminal itself."""

    def start(self, inside: Sequence[str]) -> None:
        needs("screen")
        config = self.folder / "screenrc"
        config.write_text("startup_message off\ndefutf8 on\naltscreen on\nvbell off\n")
        home = self.folder / "sockets"
        home.mkdir(mode=0o700)
        self.env = {"SCREENDIR": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        command = ["screen", "-U", "-c", str(config), "-S", "wire", *inside]
        self.terminal = self.stack.enter_context(Terminal(command, self.env, *self.size))
        self.outside = Pyte(*self.size)
        self.copies = 0

    def set_size(self, columns: int, rows: int) -> None:
        self.terminal.resize(columns, rows)
        self.outside.resize(columns, rows)

    def look(self) -> object:
        self.outside.feed(self.terminal.quiet(0.02).decode("utf-8", "replace"))
        self.copies += 1
        copy = self.folder / f"copy{self.copies}"
        ask = ["screen", "-S", "wire", "-X", "hardcopy", str(copy)]
        subprocess.run(ask, check=True, env={**os.environ, **self.env})
        deadline = time.monotonic() + PATIENCE
        rows = self.size[1]
        while not copy.exists() or copy.read_bytes().count(b"\n") < rows:
            if time.monotonic() > deadline:
                raise TimeoutError("there is no hardcopy")
            time.sleep(0.01)
        return copy.read_bytes(), [self.outside.row(y) for y in range(rows)]


class Xterm(Window):
    """xterm on an X server without a screen, seen as a picture."""

    places: ClassVar[list[int]] = []

    def start(self, inside: Sequence[str]) -> None:
        needs("xterm", "Xvfb", "xwd")
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        self.stack.callback(server.wait)
        self.stack.callback(server.terminate)
        os.close(write)
        with open(read, encoding="ascii") as file:  # noqa: PTH123
            self.display = f":{file.readline().strip()}"
        options = ("allowWindowOps: true", "internalBorder: 0", "cursorBlink: false")
        resources = [word for each in options for word in ("-xrm", f"XTerm*{each}")]
        columns, rows = self.size
        command = ["xterm", "-u8", "-fn", "fixed", *resources, "-geometry", f"{columns}x{rows}+0+0"]
        env = {**os.environ, "DISPLAY": self.display, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        xterm = subprocess.Popen([*command, "-e", *inside], env=env, stderr=subprocess.DEVNULL)
        self.stack.callback(xterm.wait)
        self.stack.callback(xterm.terminate)

    def set_size(self, columns: int, rows: int) -> None:
        self.feed(f"\x1b[8;{rows};{columns}t")

    def look(self) -> bytes:
        """Return the picture once it has come to rest."""
        ask = ["xwd", "-silent", "-display", self.display, "-id", self.window]
        last, now = b"", subprocess.run(ask, check=True, capture_output=True).stdout
        while last != now:
            time.sleep(0.05)
            last, now = now, subprocess.run(ask, check=True, capture_output=True).stdout
        return now


class _Position(ctypes.Structure):
    _fields_ = (("row", ctypes.c_int), ("column", ctypes.c_int))


class Vterm:
    """A screen of libvterm, on which the terminals of Neovim and Emacs are built."""

    CELL = 64
    """At least the bytes of a cell (24 for its characters, then width, attributes, colours)."""

    def __init__(self, columns: int, rows: int) -> None:
        name = ctypes.util.find_library("vterm")
        if name is None:
            raise Missing("there is no libvterm")
        self.size = columns, rows
        self.library = ctypes.CDLL(name)
        for function in ("vterm_new", "vterm_obtain_screen"):
            getattr(self.library, function).restype = ctypes.c_void_p
        self.vterm = ctypes.c_void_p(self.library.vterm_new(rows, columns))
        self.library.vterm_set_utf8(self.vterm, 1)
        self.screen = ctypes.c_void_p(self.library.vterm_obtain_screen(self.vterm))
        self.library.vterm_screen_enable_altscreen(self.screen, 1)
        self.library.vterm_screen_reset(self.screen, 1)

    def feed(self, data: str) -> None:
        raw = data.encode()
        self.library.vterm_input_write(self.vterm, raw, ctypes.c_size_t(len(raw)))

    def resize(self, columns: int, rows: int) -> None:
        self.size = columns, rows
        self.library.vterm_set_size(self.vterm, rows, columns)

    def look(self) -> list[bytes]:
        columns, rows = self.size
        seen = []
        for y in range(rows):
            for x in range(columns):
                cell = ctypes.create_string_buffer(self.CELL)
                self.library.vterm_screen_get_cell(self.screen, _Position(y, x), cell)
                seen.append(cell.raw)
        return seen

    def close(self) -> None:
        self.library.vterm_free(self.vterm)


class XtermJs:
    """A buffer of xterm.js, which is the terminal of VS Code and many web pages."""

    def __init__(self, columns: int, rows: int) -> None:
        needs("node")
        command = ["node", str(HERE / "xterm.cjs"), str(columns), str(rows)]
        self.node = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if not self._ask({}):
            raise Missing("node finds no @xterm/headless: NODE_PATH is where it is installed")

    def _ask(self, what: dict[str, object]) -> bytes:
        assert self.node.stdin is not None
        assert self.node.stdout is not None
        try:
            self.node.stdin.write(json.dumps(what).encode() + b"\n")
            self.node.stdin.flush()
        except BrokenPipeError:
            return b""
        return self.node.stdout.readline()

    def feed(self, data: str) -> None:
        self._ask({"write": data})

    def resize(self, columns: int, rows: int) -> None:
        self._ask({"columns": columns, "rows": rows})

    def look(self) -> bytes:
        return self._ask({"look": True})

    def close(self) -> None:
        self.node.kill()
        self.node.communicate()
