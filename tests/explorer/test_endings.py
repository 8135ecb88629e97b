"""Every way out of the explorer on a real (pseudo) terminal: modes, bytes, exit code, state."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import sys
import termios
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import aigoods
from aigoods.pages import parse_scene
from benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = [sys.executable, "-m", "aigoods"]
MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
CHILD = re.compile(rb"child (\d+)\.")
MODES_OF_A_SHELL = {b"7", b"25"}
"""Modes that are on where no program is: line wrap, the cursor."""
FAULTY = """
import sys, threading
from aigoods.explorer.app import Explorer
from aigoods.explorer.screens.main import MainScreen

class Panic(BaseException):
    pass

def fail(self, sentence):
    raise RuntimeError("a fault of the test [bold]\\x1b[31m")

def answer(self, view, dataset):
    raise Panic("a panic of the test")

if sys.argv.pop(1) == "screen":
    MainScreen.say = fail
else:
    MainScreen.say = lambda self, _: setattr(Explorer, "answer", answer) or self.paint_chart()
from aigoods.__main__ import main
main()
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str | None]:
    """The environment of a terminal, and homes of its own."""
    return {
        "PYTHONPATH": str(Path(aigoods.__file__).parents[1]),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "AIGOODS_DATA": None,
        "NO_COLOR": None,
        "COLUMNS": None,
        "LINES": None,
    }


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file of the state."""
    return tmp_path / "state" / "aigoods" / "explorer.json"


def modes(seen: bytes) -> set[bytes]:
    """Return the modes that a terminal is in after it has got these bytes."""
    found = set(MODES_OF_A_SHELL)
    for number, order in MODE.findall(seen):
        if order == b"h":
            found.add(number)
        else:
            found.discard(number)
    return found


def marks(kept: Path) -> tuple[str, ...]:
    """Return the marks in the file of the state."""
    return parse_scene(json.loads(kept.read_text())["scene"]).marks


def marked(terminal: Terminal, kept: Path) -> bytes:
    """Go to the importers, mark two rows, wait until that is kept; return all bytes."""
    seen = terminal.until_shown("China")
    terminal.send(b"2")
    seen += terminal.until_shown("Importers of")
    terminal.send(b" j ")
    while not (kept.exists() and len(marks(kept)) == 2):
        seen += terminal.settled()
        if terminal.seconds > 30:
            raise TimeoutError("the marks were not kept")
    return seen


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, 143),
        (signal.SIGHUP, 129),
        (signal.SIGINT, 130),
        (signal.SIGQUIT, 131),
        (0, 130),
    ],
)
def test_a_signal_gives_the_terminal_back_and_keeps_the_state(
    number: int, code: int, env: dict[str, str | None], kept: Path
) -> None:
    with Terminal(COMMAND, env) as terminal:
        before = termios.tcgetattr(terminal.fd)
        seen = marked(terminal, kept)
        assert {b"1049", b"1003"} <= modes(seen)
        assert termios.tcgetattr(terminal.fd) != before
        terminal.send(b"[")  # A year more, which there is no second to keep.
        seen += terminal.until_shown("2023]")
        if number:
            os.kill(terminal.pid, number)
        else:
            terminal.send(b"\x03")
        after, seen = terminal.left(seen)
        assert after == code
        assert termios.tcgetattr(terminal.fd) == before
    assert modes(seen) == MODES_OF_A_SHELL
    assert b"Traceback" not in seen
    assert json.loads(kept.read_text())["scene"].startswith("importers?year=2023")
    assert len(marks(kept)) == 2


def test_a_closed_terminal_ends_it_and_keeps_the_state(
    env: dict[str, str | None], kept: Path
) -> None:
    terminal = Terminal(COMMAND, env)
    marked(terminal, kept)
    os.close(terminal.fd)
    assert os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1]) == 129
    assert len(marks(kept)) == 2


def test_a_closed_terminal_ends_it_where_no_signal_comes(
    env: dict[str, str | None], kept: Path
) -> None:
    deaf = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    command = [sys.executable, "-c", deaf + "from aigoods.__main__ import main; main()"]
    terminal = Terminal(command, env)
    marked(terminal, kept)
    os.close(terminal.fd)
    assert os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1]) == 129


def test_an_interrupt_that_a_computation_gets_ends_it_as_any_other(
    env: dict[str, str | None],
) -> None:
    interrupted = FAULTY.replace('raise Panic("a panic of the test")', "raise KeyboardInterrupt")
    assert interrupted != FAULTY
    with Terminal([sys.executable, "-c", interrupted, "thread"], env, 120, 40) as terminal:
        seen = terminal.until_seen(b"1049h")
        terminal.until_shown("China")
        terminal.send(b"U")
        code, seen = terminal.left(seen)
    assert code == 130
    assert b"a fault" not in seen


@pytest.mark.parametrize("where", ["screen", "thread"])
def test_a_fault_of_the_program_is_one_sentence_and_a_log(
    where: str, env: dict[str, str | None], kept: Path
) -> None:
    with Terminal([sys.executable, "-c", FAULTY, where], env, 120, 40) as terminal:
        before = termios.tcgetattr(terminal.fd)
        seen = terminal.until_shown("China")
        terminal.send(b"U")
        code, seen = terminal.left(seen)
        assert code == 1
        assert termios.tcgetattr(terminal.fd) == before
    assert modes(seen) == MODES_OF_A_SHELL
    said = seen.rpartition(b"\x1b[?1004l")[2].decode().strip()
    log = kept.parent / "error.log"
    assert said.startswith("aigoods: The explorer ended by a fault of its own (RuntimeError: a ")
    assert said.endswith(f" is in {log}.")
    assert "\n" not in said
    assert "\x1b" not in said
    assert "of the test" in log.read_text()
    assert "Traceback" in log.read_text()


class Shell:
    """A shell with jobs on a terminal, in which the explorer runs."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.seen = b""
        self.modes: list[Any] = []

    def run(self, line: str, word: str = "") -> bytes:
        """Type a line and return what comes until it is obeyed.

        Then there is the prompt again, or a program on the terminal that shows a word.
        """
        self.terminal.send(line.encode() + b"\n")
        if not word:
            return self.until(b"ready> ")
        return self.until(b"\x1b[?1049h") + self.shown(word)

    def until(self, some: bytes) -> bytes:
        """Return what comes until some bytes have come."""
        more = self.terminal.until_seen(some)
        self.seen += more
        return more

    def shown(self, word: str) -> bytes:
        """Return what comes until a word is on the screen."""
        more = self.terminal.until_shown(word)
        self.seen += more
        return more


@pytest.fixture
def shell(env: dict[str, str | None]) -> Iterator[Shell]:
    """An interactive shell at 80 by 24."""
    with Terminal(["/bin/sh", "-im"], env | {"PS1": "ready> ", "ENV": None}) as terminal:
        shell = Shell(terminal)
        shell.until(b"ready> ")
        terminal.settled()
        shell.modes = termios.tcgetattr(terminal.fd)
        yield shell


WHOLE = ("Exporters", "Economy", "China", "Taiwan", "Korea", "World", "help")
"""Words that a whole screen shows at the top, inside and at the foot."""


@pytest.mark.parametrize("how", ["ctrl+z", "TSTP", "STOP"])
def test_after_fg_all_is_painted_and_works(how: str, shell: Shell) -> None:
    program = f"exec {sys.executable} -m aigoods --fresh"
    child = int(CHILD.findall(shell.run(f"sh -c 'echo child $$.; {program}'", "help"))[0])
    shell.seen += shell.terminal.settled()
    if how == "ctrl+z":
        shell.terminal.send(b"\x1a")
    else:
        os.kill(child, getattr(signal, f"SIG{how}"))
    shell.until(b"ready> ")
    if how != "STOP":
        assert modes(shell.seen) - {b"2004"} == MODES_OF_A_SHELL
    painted = shell.run("fg", "help") + shell.terminal.settled()
    assert all(word in shell.terminal.shown for word in WHOLE)
    assert {b"1049", b"1003"} <= modes(painted)
    shell.terminal.send(b"2")
    shell.shown("Importers of")
    os.kill(child, signal.SIGTERM)
    shell.until(b"ready> ")
    assert modes(shell.seen) - {b"2004"} == MODES_OF_A_SHELL
    assert termios.tcgetattr(shell.terminal.fd) == shell.modes


WAITING = """
import sys, termios
from pathlib import Path
from aigoods.__main__ import main

line, real, taken = Path(sys.argv.pop(1)), termios.tcsetattr, []

def waiting(fd, when, attrs):
    real(fd, when, attrs)
    if not attrs[3] & termios.ICANON:
        taken.append(True)
    elif taken and line.exists():
        line.read_bytes()

termios.tcsetattr = waiting
main()
"""
"""The explorer, which waits at a named pipe once the terminal is as before."""


def test_ctrl_s_while_the_terminal_is_given_back_holds_nothing_back(
    shell: Shell, tmp_path: Path
) -> None:
    program, line = tmp_path / "waiting.py", tmp_path / "line"
    program.write_text(WAITING)
    os.mkfifo(line)
    shell.run(f"{sys.executable} {program} {line} --fresh", "help")
    shell.seen += shell.terminal.settled()
    shell.terminal.send(b"\x1a")
    with opened(line, shell):
        shell.seen += shell.terminal.quiet(0.1)
        assert modes(shell.seen) == MODES_OF_A_SHELL
        shell.terminal.send(b"\x13")
        line.unlink()
    meanwhile = shell.terminal.quiet(0.1)  # A busy kernel may obey ctrl+s only after the prompt.
    shell.terminal.send(b"\x11")
    if b"ready> " not in meanwhile:
        shell.until(b"ready> ")
    shell.run("fg", "help")
    shell.terminal.settled()
    shell.terminal.send(b"q")
    shell.until(b"ready> ")
    assert termios.tcgetattr(shell.terminal.fd) == shell.modes


@contextmanager
def opened(line: Path, shell: Shell) -> Iterator[None]:
    """Open a named pipe once a program waits at it, which goes on at the end."""
    deadline = time.monotonic() + 30
    while True:
        try:
            file = os.open(line, os.O_WRONLY | os.O_NONBLOCK)
            break
        except OSError:
            assert time.monotonic() < deadline
            shell.seen += shell.terminal.quiet(0.01)
    try:
        yield
    finally:
        os.close(file)


def test_a_job_in_the_background_leaves_the_terminal_to_the_shell(shell: Shell) -> None:
    program = f"exec {sys.executable} -m aigoods --fresh"
    child = int(CHILD.findall(shell.run(f"sh -c 'echo child $$.; {program}'", "help"))[0])
    shell.seen += shell.terminal.settled()
    os.kill(child, signal.SIGSTOP)
    shell.until(b"ready> ")
    shell.run("bg")
    shell.run("fg", "China")
    shell.terminal.settled()
    shell.terminal.send(b"q")
    shell.until(b"ready> ")
    assert modes(shell.seen) - {b"2004"} == MODES_OF_A_SHELL
    assert termios.tcgetattr(shell.terminal.fd) == shell.modes


@pytest.mark.parametrize("option", ["", "--foreground"])
def test_timeout_ends_it(option: str, env: dict[str, str | None]) -> None:
    """Without the option, in a script, it is in the background and may not touch the terminal."""
    line = f"timeout {option} 2 {sys.executable} -m aigoods; echo code $?"
    with Terminal(["/bin/sh", "-c", line], env) as terminal:
        before = termios.tcgetattr(terminal.fd)
        code, seen = terminal.ended()
        assert b"code 124" in seen[-40:]
        assert code == 0
        assert termios.tcgetattr(terminal.fd) == before
    assert modes(seen) == MODES_OF_A_SHELL


def test_ctrl_z_without_a_shell_says_so_and_does_nothing(env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env) as terminal:
        terminal.until_shown("China")
        terminal.settled()
        terminal.send(b"\x1a")
        terminal.until_shown("No shell waits")
        os.kill(terminal.pid, signal.SIGTSTP)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.until_seen(b"\x1b[?1049h")
        terminal.until_shown("help")
        assert all(word in terminal.shown for word in WHOLE)
        terminal.send(b"2")
        terminal.until_shown("Importers of")
        terminal.send(b"q")
        assert terminal.ended()[0] == 0


@pytest.mark.parametrize("paints", [3, 60], ids=["the writer waits", "the loop waits"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGQUIT, 131)])
def test_a_terminal_that_takes_nothing_more_is_as_before_all_the_same(
    number: int, code: int, paints: int, env: dict[str, str | None]
) -> None:
    """Nobody reads what is written, as where a line is dead."""
    with Terminal([*COMMAND, "--fresh"], env) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.until("China")
        terminal.settled()
        for _ in range(paints):
            terminal.send(b"\x0c")
            time.sleep(0.03)  # Faster, and several are painted as one.
        program = os.pidfd_open(terminal.pid)
        os.kill(terminal.pid, number)
        assert select.select([program], [], [], 15)[0]
        os.close(program)
        assert termios.tcgetattr(terminal.fd) == before
        assert terminal.ended()[0] == code
