"""A monkey at the keyboard of the explorer, on a real pseudo-terminal and under a shell with jobs.

    python tests/explorer/monkey.py --steps 20000 --seed 1

It presses keys of the registry and others, sends mouse reports, garbage and signals, resizes the
terminal to 1 by 1 and back, pauses, and now and then ends the program and starts it again. It fails
where the program ends without being told to, leaves a log of a fault, prints a traceback, answers
no more for half a minute, gives the keyboard to nothing that is seen, or does not restore the
terminal. With the seed that is printed the same is done again. `--say` prints each step.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

import aigoods
from aigoods.explorer.commands import COMMANDS
from benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 30.0
CHECKS = 10
"""Steps between two looks at the focus."""
ENDS = ("q", "ctrl+q", "ctrl+c")
SIGNALS = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGINT: 130}
BYTES = {
    "enter": b"\r",
    "escape": b"\x1b",
    "backspace": b"\x7f",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "delete": b"\x1b[3~",
    "colon": b":",
    "slash": b"/",
    "full_stop": b".",
    "comma": b",",
    "left_square_bracket": b"[",
    "right_square_bracket": b"]",
    "question_mark": b"?",
    "f1": b"\x1bOP",
}
MOVES = ("up", "down", "home", "end", "pageup", "pagedown", "enter", "escape", "left", "right")
WORDS = ("taiwan", "8542", "chips", "zzz", "export", "\u00e9", "\u5b57", "2019", "/", "a" * 60)
SEQUENCES = (
    b"\x1b[1114112u",
    b"\x1b[49;1:1u",
    b"\x1b[M \xa2*",
    b"\x1b[200~",
    b"\x1b]0;x",
    b"\x1b[O",
)
SIZES = ((80, 24), (120, 40), (40, 15), (100, 30), (39, 14), (1, 1), (200, 60), (2, 80))

SHELL = """
import os, signal, sys
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
child = os.fork()
if not child:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
while os.WIFSTOPPED(status := os.waitpid(child, os.WUNTRACED)[1]):
    os.tcsetpgrp(0, os.getpgrp())
    os.write(1, b"stopped, and on again")
    os.tcsetpgrp(0, child)
    os.kill(child, signal.SIGCONT)
os.tcsetpgrp(0, os.getpgrp())
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""
PROGRAM = """
import os, signal, sys
from pathlib import Path
from aigoods.__main__ import main
from aigoods.explorer import terminal

told = Path(sys.argv.pop(1))

class Watched(terminal.TerminalDriver):
    number = 0

    def __init__(self, *values, **options):
        super().__init__(*values, **options)
        self._loop.add_signal_handler(signal.SIGUSR2, self.report)
        self.report()

    def report(self):
        self.number += 1
        stack = self._app._screen_stack
        screen = stack[-1] if stack else None
        held = screen.focused if screen else None
        seen = held is not None and all(each.display for each in held.ancestors_with_self)
        if seen and min(screen.size) >= 15:
            seen = held.region.area > 0
        fresh = told.with_suffix(".new")
        fresh.write_text(f"{os.getpid()} {self.number} {seen} {screen!r} {held!r}")
        fresh.replace(told)

terminal.TerminalDriver = Watched
main()
"""


class Monkey:
    """Does so many random steps; `seed` decides which."""

    program = PROGRAM
    """The explorer, watched: Python that is given where to tell how it is."""

    def __init__(self, folder: Path, seed: int, say: Callable[[str], object]) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.folder = folder
        self.say = say
        self.told = folder / "told"
        self.starts = 0
        self.step = 0
        self.tail = b""

    def run(self, steps: int) -> None:
        """Do the steps; raises AssertionError with the number of the step that failed."""
        home = self.folder / "work"
        home.mkdir(exist_ok=True)
        os.chdir(home)
        while self.step < steps:
            self.told.unlink(missing_ok=True)
            command = [sys.executable, "-c", SHELL, "-c", self.program, str(self.told)]
            size, in_frames = SIZES[self.starts % 3], bool(self.starts % 2)
            with Terminal(command, self.env, *size, in_frames=in_frames) as terminal:
                self.starts += 1
                self._life(terminal, steps)

    def _life(self, terminal: Terminal, steps: int) -> None:
        """Let the program live until it is told to end, or until the last step."""
        self.terminal, self.tail = terminal, b""
        before = termios.tcgetattr(terminal.fd)
        self._wait(lambda: self.told.exists(), "it did not start")
        self.pid = int(self.told.read_text().split()[0])
        code: int | None = None
        while code is None:
            self.step += 1
            code = self._step() if self.step < steps else self._end(signal.SIGTERM)
            self._drain(self.chance.choice((0.0, 0.01, 0.01, 0.03)))
            if self.step % CHECKS == 0 and code is None:
                self._look()
        ended, rest = terminal.ended(PATIENCE)
        self.tail += rest
        self._check(ended == code, f"it ended with {ended} and not {code}")
        self._check(termios.tcgetattr(terminal.fd) == before, "termios is not restored")
        for mode in (b"?1049l", b"?25h", b"?1003l", b"?1006l", b"?2004l"):
            on = mode[:-1] + (b"l" if mode.endswith(b"h") else b"h")
            self._check(self.tail.rfind(mode) > self.tail.rfind(on), f"{mode!r} was not sent")

    def _step(self) -> int | None:
        """Do something; return the exit code that it leads to, if any."""
        chance = self.chance
        kind = chance.choices(
            ("key", "move", "word", "mouse", "garbage", "size", "signal", "pause", "end"),
            (50, 25, 4, 6, 5, 5, 3, 2, 0.4),
        )[0]
        if kind == "key":
            key = chance.choice([key for command in COMMANDS for key in command.keys])
            if key not in ENDS:
                self._send(key, of_key(key))
        elif kind == "move":
            key = chance.choice(MOVES)
            self._send(key, of_key(key))
        elif kind == "word":
            self._send("word", chance.choice(WORDS).encode())
        elif kind == "mouse":
            button, end = chance.choice((0, 1, 2, 32, 35, 64, 65)), chance.choice("Mm")
            place = f"{chance.randint(0, 210)};{chance.randint(0, 70)}"
            self._send("mouse", f"\x1b[<{button};{place}{end}".encode())
        elif kind == "garbage":
            some = chance.choice((chance.randbytes(chance.randint(1, 12)), *SEQUENCES))
            self._send("garbage", bytes(byte for byte in some if byte not in b"q\x03\x11"))
        elif kind == "size":
            size = chance.choice(SIZES)
            self.say(f"{self.step} size {size}")
            self.terminal.resize(*size)
        elif kind == "signal":
            number = chance.choice(
                (signal.SIGCONT, signal.SIGWINCH, signal.SIGTSTP, signal.SIGSTOP)
            )
            self.say(f"{self.step} {number!r}")
            os.kill(self.pid, number)
        elif kind == "pause":
            self._drain(0.3)
        else:
            return self._end(chance.choice(list(SIGNALS)))
        return None

    def _end(self, number: signal.Signals) -> int:
        """Send the signal to end."""
        self.say(f"{self.step} {number!r}")
        os.kill(self.pid, number)
        return SIGNALS[number]

    def _send(self, what: str, data: bytes) -> None:
        """Type bytes; those for which there is no room are lost."""
        self.say(f"{self.step} {what} {data!r}")
        if select.select([], [self.terminal.fd], [], 1)[1]:
            self.terminal.send(data)

    def _drain(self, seconds: float) -> None:
        """Read what comes, until nothing has come for so long."""
        while select.select([self.terminal.fd], [], [], seconds)[0]:
            try:
                more = os.read(self.terminal.fd, 65536)
            except OSError:
                return
            if not more:
                return
            self.tail = self.tail[-20_000:] + more
            self._check(b"Traceback" not in self.tail, "there is a traceback")

    def _look(self) -> None:
        """Look whether the program answers and whether what has the keyboard is seen."""
        before = self.told.read_text().split()[1]

        def fine() -> bool:
            os.kill(self.pid, signal.SIGUSR2)
            self._drain(0.02)
            number, seen = self.told.read_text().split()[1:3]
            return number != before and seen == "True"

        self._wait(fine, "the keyboard is with nothing that is seen, or it answers no more")
        log = self.folder / "STATE" / "aigoods" / "error.log"
        self._check(not log.exists(), "there is a log of a fault")

    def _wait(self, condition: Callable[[], bool], complaint: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if condition():
                    return
            except ProcessLookupError:
                self._check(condition=False, complaint="it ended")
            self._check(time.monotonic() < deadline, complaint)
            self._drain(0.02)

    def _check(self, condition: bool, complaint: str) -> None:
        if condition:
            return
        log = self.folder / "STATE" / "aigoods" / "error.log"
        found = log.read_text() if log.exists() else ""
        told = self.told.read_text() if self.told.exists() else ""
        raise AssertionError(
            f"step {self.step}: {complaint}; {told}; {self.tail[-600:]!r}\n{found}"
        )

    @property
    def env(self) -> dict[str, str | None]:
        """The environment: homes of its own, and no way to the network."""
        nowhere = "http://127.0.0.1:9"
        return {
            "PYTHONPATH": str(Path(aigoods.__file__).parents[1]),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "HOME": str(self.folder / "work"),
            **{f"XDG_{name}_HOME": str(self.folder / name) for name in ("STATE", "DATA", "CONFIG")},
            "AIGOODS_DATA": None,
            "NO_COLOR": None,
            "http_proxy": nowhere,
            "https_proxy": nowhere,
        }


def of_key(name: str) -> bytes:
    """Return the bytes of a key as a terminal sends them."""
    if name.startswith("ctrl+"):
        return bytes([ord(name[-1]) & 31])
    return BYTES.get(name) or name.encode()


def main() -> None:
    """Run the monkey from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--say", action="store_true", help="print each step")
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        monkey = Monkey(Path(folder), given.seed, print if given.say else lambda _: None)
        monkey.run(given.steps)
    print(f"{monkey.step} steps in {monkey.starts} runs of the program: nothing found")


if __name__ == "__main__":
    main()
