"""The session on real terminals: after each key they show the same, with the wire and without it.

    python tests/explorer/wire/terminals.py [tmux screen xterm libvterm xterm.js] [--size 120x40]

Each terminal is there twice: one obeys what Textual writes, the other what the wire makes of it in
the same run. What a terminal needs and this machine does not have is said. `NODE_PATH` is where
`npm install @xterm/headless` put xterm.js.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from explorer.wire import windows
from explorer.wire.both import Both, step, writing
from explorer.wire.paper import Paper
from explorer.wire.session import SESSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Seen(Protocol):
    """A real terminal."""

    def feed(self, data: str) -> object:
        """Obey what a program writes."""

    def resize(self, columns: int, rows: int) -> None:
        """Take another size."""

    def look(self) -> object:
        """Return what is seen."""

    def close(self) -> None:
        """End it."""


KINDS: dict[str, Callable[[int, int], Seen]] = {
    "tmux": windows.Tmux,
    "screen": windows.Screen,
    "xterm": windows.Xterm,
    "libvterm": windows.Vterm,
    "xterm.js": windows.XtermJs,
}


class Step(NamedTuple):
    """What a key made the program write, and the size of the terminal then."""

    name: str
    size: tuple[int, int]
    stock: str
    ours: str


async def taped(
    size: tuple[int, int], theme: str, *, in_frames: bool, session: Iterable[str] = SESSION
) -> list[Step]:
    """Run the session and return what was written at each step, the start first."""
    papers: list[Paper] = []

    def paper(columns: int, rows: int) -> Paper:
        papers.append(Paper(columns, rows))
        return papers[-1]

    both = Both(paper, *size, in_frames=in_frames)
    stock, ours = papers
    async with writing(both, theme=theme) as driver:
        steps = [Step("start", size, stock.taken(), ours.taken())]
        for name in session:
            await step(driver, both, name)
            steps.append(Step(name, both.size, stock.taken(), ours.taken()))
    return steps


def replayed(kind: Callable[[int, int], Seen], steps: list[Step]) -> int:
    """Replay the steps on two terminals of a kind; return how many looks were equal.

    Raises:
        AssertionError: they differ after a step.
        Missing: the terminal is not on this machine.
    """
    size = steps[0].size
    stock = kind(*size)
    try:
        ours = kind(*size)
        try:
            for number, each in enumerate(steps):
                if each.size != size:
                    size = each.size
                    stock.resize(*size)
                    ours.resize(*size)
                stock.feed(each.stock)
                ours.feed(each.ours)
                _same(stock, ours, f"step {number}, {each.name}")
        finally:
            ours.close()
    finally:
        stock.close()
    return len(steps)


def _same(stock: Seen, ours: Seen, when: str) -> None:
    """Check that two terminals show the same, at the latest after two seconds."""
    deadline = time.monotonic() + 2
    while (there := stock.look()) != (here := ours.look()):
        if time.monotonic() > deadline:
            _kept(there, here)
            raise AssertionError(f"{when}: the terminals differ")


def _kept(*looks: object) -> None:
    """Keep what differs in files beside each other."""
    for name, look in zip(("stock", "ours"), looks, strict=True):
        raw = look if isinstance(look, bytes) else repr(look).encode()
        path = Path(tempfile.gettempdir()) / f"wire-{name}.txt"
        path.write_bytes(raw)
        print(f"  kept in {path}", file=sys.__stdout__)


def main() -> int:
    """Run the session on the terminals that are asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kinds", nargs="*", metavar="TERMINAL", help=" ".join(KINDS))
    parser.add_argument("--size", default="120x40")
    given = parser.parse_args()
    columns, rows = map(int, given.size.split("x"))
    failed = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)
        for theme, in_frames in (("aigoods-dark", True), ("ansi-dark", False)):
            steps = asyncio.run(taped((columns, rows), theme, in_frames=in_frames))
            for name in given.kinds or KINDS:
                begun = time.monotonic()
                try:
                    said = f"{replayed(KINDS[name], steps)} looks are equal"
                except windows.Missing as missing:
                    said = f"not tried: {missing}"
                except AssertionError as error:
                    said, failed = str(error), 1
                print(f"{name} {given.size} {theme}: {said} ({time.monotonic() - begun:.0f} s)")
    return failed


if __name__ == "__main__":
    sys.exit(main())
