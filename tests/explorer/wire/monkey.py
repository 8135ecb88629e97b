"""The monkey on a real pseudo-terminal; what it made the program write is then replayed both ways.

    python tests/explorer/wire/monkey.py --seeds 50 --steps 500

It is the monkey of tests/explorer/monkey.py, which presses keys, resizes, stops the program and
lets it go on, and ends it. The program keeps each write as Textual made it and as it was sent, and
when the wire forgot; two terminals of pyte and two of bittty are then compared after each frame.
Where the wire forgot, the terminals are wiped, as the screen may have been.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from explorer.monkey import PROGRAM, Monkey
from explorer.wire.both import Both
from explorer.wire.emulators import Bittty, Pyte

WIPED = "\x1b7\x1b[0m\x1b[2J\x1b8"
TAPED = r"""
import json, sys
from aigoods.explorer import terminal

class Taped(terminal.Wire):
    tape = open(sys.argv[1] + ".tape", "a", encoding="utf-8", errors="surrogatepass")

    def keep(self, *what):
        self.tape.write(json.dumps(what) + "\n")
        self.tape.flush()

    def sent(self, data):
        sent = super().sent(data)
        self.keep(self.size, data, sent)
        return sent

    def forget(self):
        super().forget()
        if sys._getframe(1).f_code.co_name not in ("_know_nothing", "_pass"):  # Within a write.
            self.keep(self.size, None, "")

terminal.Wire = Taped
"""


class TapedMonkey(Monkey):
    """A monkey with a program that keeps what it writes."""

    program = TAPED + PROGRAM

    @property
    def tape(self) -> Path:
        """The file of writes: size, what Textual wrote (null at forgetting), what was sent."""
        return Path(f"{self.told}.tape")


def replay(tape: Path) -> tuple[int, int, int]:
    """Compare the terminals after each write; return how many there were, and bytes both ways.

    Raises:
        AssertionError: they differ.
    """
    pairs: list[Both] = []
    with tape.open(encoding="utf-8", errors="surrogatepass") as file:
        for line in file:
            size, data, sent = json.loads(line)
            if not pairs:
                pairs = [Both(kind, *size, in_frames=True) for kind in (Pyte, Bittty)]
            for both in pairs:
                both.resize(*size)
                if data is None:
                    both.wipe(WIPED)
                else:
                    both.replay(data, sent)
    stock, ours = pairs[0].sizes
    return pairs[0].writes, stock, ours


def main() -> int:
    """Run the monkeys and replay what they did; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="a folder for the tapes that differ")
    given = parser.parse_args()
    failed = False
    for seed in range(given.first, given.first + given.seeds):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            monkey = TapedMonkey(Path(folder), seed, lambda _: None)
            faults = []
            try:
                monkey.run(given.steps)
            except AssertionError as error:
                faults.append(str(error))
            try:
                writes, stock, ours = replay(monkey.tape)
                said = f"{writes} writes are equal; {stock:,} bytes, sent as {ours:,}"
            except AssertionError as error:
                said = f"{error}"
                faults.append("")
                if given.keep:
                    given.keep.mkdir(exist_ok=True)
                    shutil.copy(monkey.tape, given.keep / f"{seed}.tape")
            failed = failed or bool(faults)
        print(f"seed {seed}: {said} ({time.monotonic() - begun:.0f} s)", *faults, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
