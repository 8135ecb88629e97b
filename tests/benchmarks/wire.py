"""What crosses the wire: the explorer beside other programs, in bytes and in time.

    python tests/benchmarks/wire.py [--peers FOLDER] [--runs 3]

It prints a table for each size of the terminal: bytes of the first screen, of an arrow, a page, a
dialog and more, until the program is at rest; and how long it takes here until the table is seen,
and until the first bytes come for an arrow; medians of the runs. Beside the explorer as it is
stands the same with `AIGOODS_WIRE=full`, which sends what Textual writes, and a bare table of
Textual. VisiData and Harlequin show the same 226 rows; they are taken from a virtual environment in
FOLDER, or from one that is made for this and thrown away. The terminal says that it shows
synchronised output at once, and has 24-bit colours.
"""

from __future__ import annotations

import argparse
import select
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.terminal import Terminal  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping

    Keys = Mapping[str, tuple[bytes, ...]]

SIZES = ((80, 24), (120, 40))
MBIT = 1_000_000
DOWN, PAGE, ESCAPE, F1 = b"\x1b[B", b"\x1b[6~", b"\x1b", b"\x1bOP"
KEYS = ("arrow", "page", "help", "year", "flow", "drill")
EXPLORER = [sys.executable, "-m", "aigoods"]


class Program(NamedTuple):
    """A program to be measured; `shown` is on its first screen, `before` leads to its table.

    A key that has an end, as a dialog has, is followed by that.
    """

    name: str
    command: list[str]
    shown: str
    keys: Keys
    wire: str | None = None
    before: tuple[bytes, ...] = ()


class Measured(NamedTuple):
    """Bytes of the first screen and of each key, and the seconds of that and of an arrow."""

    first: int
    seconds: float
    arrow_seconds: float
    costs: dict[str, int]


def measure(program: Program, size: tuple[int, int], home: str) -> Measured:
    """Run a program once."""
    env = {
        **dict.fromkeys(("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }
    with Terminal(
        program.command, env | {"AIGOODS_WIRE": program.wire}, *size, in_frames=True
    ) as terminal:
        first = len(terminal.until_shown(program.shown))
        seconds = terminal.came
        first += len(terminal.settled())
        for key in program.before:
            terminal.answered(key)
        costs, times = {}, []
        for name, (key, *after) in program.keys.items():
            sizes = []
            for _ in range(5 if name == "arrow" else 1):
                begun = terminal.seconds
                terminal.send(key)
                select.select([terminal.fd], [], [], 30)
                times += [terminal.seconds - begun] if name == "arrow" else []
                sizes.append(len(terminal.settled()))
            costs[name] = int(statistics.median(sizes))
            for each in after:
                terminal.answered(each)
    return Measured(first, seconds, statistics.median(times), costs)


def programs(peers: Path, table: Path) -> list[Program]:
    """Return what is measured, ours first; `table` is a CSV for the peers."""
    rows = {"arrow": (DOWN,), "page": (PAGE,)}
    views = {"year": (b"[",), "flow": (b"f",), "drill": (b"\r", ESCAPE), "help": (b"?", ESCAPE)}
    ours: Keys = {**views, **rows}
    fresh = [*EXPLORER, "--fresh"]
    query = (f"from '{table}'".encode(), b"\n")
    bare = [sys.executable, str(HERE / "bare_textual.py")]
    dialog = {"help": (F1, ESCAPE)}
    harlequin = [str(peers / "harlequin"), "--no-download-tzdata"]
    return [
        Program("aigoods", fresh, "Taiwan", ours),
        Program("the same, `full`", fresh, "Taiwan", ours, "full"),
        Program("bare Textual table", bare, "Economy 1", rows),
        Program("VisiData", [str(peers / "vd"), str(table)], "Taiwan", rows),
        Program("Harlequin", harlequin, "memory", {**rows, **dialog}, before=query),
    ]


def installed(folder: Path) -> Path:
    """Return where the peers are, in a virtual environment that is made if it is missing."""
    place = folder / "bin"
    if not place.exists():
        venv.create(folder, with_pip=True)
        wanted = ["visidata", "harlequin"]
        subprocess.run([str(place / "pip"), "install", "--quiet", *wanted], check=False)
    return place


def line(name: str, runs: list[Measured]) -> str:
    """Return a row of the table."""

    def median(values: list[float]) -> float:
        return statistics.median(values)

    costs = [
        f"{median([run.costs[key] for run in runs]):,.0f}" if key in runs[0].costs else ""
        for key in KEYS
    ]
    first = f"{median([run.first for run in runs]):,.0f}"
    seconds = f"{median([run.seconds for run in runs]):.2f} s"
    arrow = f"{1000 * median([run.arrow_seconds for run in runs]):.0f} ms"
    return "| " + " | ".join([name, first, *costs, seconds, arrow]) + " |"


def compare(size: tuple[int, int], runs: int, peers: Path, folder: str) -> None:
    """Print the table of one size, and what it means on a slow line."""
    table = Path(folder) / "exporters.csv"
    with table.open("wb") as file:
        command = [*EXPLORER, "exporters", "--format", "csv"]
        subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, check=True)
    heads = [f"{size[0]} × {size[1]}, bytes", "first screen", *KEYS, "start", "arrow"]
    print(f"\n| {' | '.join(heads)} |\n|---{'|---:' * (len(heads) - 1)}|")
    firsts = {}
    for program in programs(peers, table):
        name = program.name
        if not Path(program.command[0]).exists():
            print(f"{name} is not installed in {peers}: it is left out", file=sys.stderr)
            continue
        found = [
            measure(program, size, f"{folder}/{size[0]}-{name}-{time.monotonic_ns()}")
            for _ in range(runs)
        ]
        firsts[name] = statistics.median(run.first for run in found)
        print(line(name, found), flush=True)
    said = (f"{name} {cost * 8 / MBIT:.2f} s" for name, cost in firsts.items())
    print(f"\nThe first screen on a line of 1 Mbit/s: {', '.join(said)}.")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", type=Path, help="a virtual environment, made if it is missing")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peers = installed(given.peers or Path(folder) / "peers")
        for size in SIZES:
            compare(size, given.runs, peers, folder)


if __name__ == "__main__":
    main()
