"""What the wire costs: milliseconds a frame, and the start and a key beside `AIGOODS_WIRE=full`.

    python tests/benchmarks/wire_cost.py [--pairs 10]

The frames are those of the scripted session of tests/explorer/wire, as Textual writes them. Pairs
are two runs of the program one after the other, with the wire and without it, in turns; what is
compared is the seconds until the table is seen and until the program is at rest after a key.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from aigoods.explorer.wire import Wire
from benchmarks.terminal import Terminal
from explorer.wire.both import Both, step, writing
from explorer.wire.paper import Paper
from explorer.wire.session import SESSION

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 120, 40
EXPLORER = [sys.executable, "-m", "aigoods", "--fresh"]
KEYS = (b"j", b"[", b"f", b"\r", b"\x1b", b"g", b"\x1b")
IDLE = 3.0


class Timed(Wire):
    """A wire that says how long it worked at each frame, whoever else had the processor."""

    def __init__(self, columns: int, rows: int, *, in_frames: bool = True) -> None:
        super().__init__(columns, rows, in_frames=in_frames)
        self.times: list[float] = []

    def sent(self, data: str) -> str:
        begun = time.thread_time()
        sent = super().sent(data)
        if len(data) > len("\x1b[?2026h"):
            self.times.append(time.thread_time() - begun)
        return sent


async def frames() -> list[float]:
    """Return the milliseconds of each frame of the session."""
    both = Both(Paper, *SIZE, in_frames=True)
    both.wire = wire = Timed(*SIZE)
    async with writing(both) as driver:
        for name in SESSION:
            await step(driver, both, name)
    return [1000 * each for each in wire.times]


def run(wire: str | None, home: str) -> tuple[float, float, int]:
    """Return the seconds of the start and of all keys, and the bytes of some idle seconds."""
    env = {
        **dict.fromkeys(("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "AIGOODS_WIRE": wire,
    }
    with Terminal(EXPLORER, env, *SIZE, in_frames=True) as terminal:
        terminal.until_seen(b"China")
        start = terminal.came
        terminal.settled()
        keys = 0.0
        for key in KEYS:
            begun = terminal.seconds
            terminal.answered(key)
            keys += terminal.came - begun
        return start, keys, len(terminal.quiet(IDLE))


def ratios(ours: Sequence[float], full: Sequence[float]) -> str:
    """Return both medians, and the median of the ratios of pairs."""
    ratio = statistics.median(a / b for a, b in zip(ours, full, strict=True))
    both = f"{statistics.median(ours):.3f} s, full {statistics.median(full):.3f} s"
    return f"{both}; ratio of pairs {ratio:.3f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)
        times = sorted(asyncio.run(frames()))
        print(
            f"{len(times)} frames at {SIZE[0]} by {SIZE[1]}: median {statistics.median(times):.2f},"
            f" 95% {times[len(times) * 95 // 100]:.2f}, worst {times[-1]:.2f} ms",
            flush=True,
        )
        if not given.pairs:
            return
        pairs = []
        for number in range(given.pairs + 1):  # The first warms the caches.
            order = (None, "full") if number % 2 else ("full", None)
            found = {wire: run(wire, home) for wire in order}
            pairs.append((found[None], found["full"]))
        ours, full = zip(*pairs[1:], strict=True)
        for place, what in enumerate(("start", f"{len(KEYS)} keys")):
            print(f"{what}: {ratios([a[place] for a in ours], [b[place] for b in full])}")
        print(f"idle for {IDLE:.0f} s: at most {max(each[2] for each in ours)} bytes")


if __name__ == "__main__":
    main()
