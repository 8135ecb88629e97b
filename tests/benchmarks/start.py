"""Start-up, bytes and idleness of the explorer on a pseudo-terminal, beside a bare Textual program.

Run it from the root of a checkout: `python tests/benchmarks/start.py [RUNS]`. It prints medians and
the ratios of pairs that ran one after the other.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.terminal import Terminal  # noqa: E402

BARE = [sys.executable, str(HERE / "bare_textual.py")]
EXPLORER = [sys.executable, "-m", "aigoods"]


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as home:
        env = {
            "HOME": home,
            "XDG_STATE_HOME": home,
            "AIGOODS_DATA": home,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        bare, shell, first, again = [], [], [], []
        for run in range(runs + 1):
            own = env | {"XDG_STATE_HOME": f"{home}/{run}"}
            with Terminal(BARE, env) as terminal:
                bare.append(terminal.until("Economy 1"))
            with Terminal(EXPLORER, own) as terminal:
                terminal.until_seen(b"\x1b[?1049h")
                shell.append(terminal.seconds)
                first.append(terminal.until("China"))
                terminal.send(b"q")
                terminal.quiet(1)
            with Terminal(EXPLORER, own) as terminal:
                again.append(terminal.until("China"))
                terminal.quiet(1)
        print(f"runs                                          {runs}")
        print(f"bare Textual, 200 rows                        {_median(bare):.3f} s")
        print(f"aigoods, the terminal is taken over           {_median(shell):.3f} s")
        print(f"aigoods, data on the screen, first start      {_median(first):.3f} s")
        print(f"aigoods, data on the screen, later starts     {_median(again):.3f} s")
        print(f"ratio to bare, first start                    {_ratio(first, bare):.2f}")
        print(f"ratio to bare, later starts                   {_ratio(again, bare):.2f}")
        computed = []
        with_screen = env | {"XDG_STATE_HOME": f"{home}/other"}
        for _ in range(runs + 1):
            # Another view than the one that is kept: it has to be computed before it is seen.
            with Terminal([*EXPLORER, "importers?year=2023"], with_screen) as terminal:
                computed.append(terminal.until("Hong Kong"))
        print(f"aigoods, a view that must be computed first   {_median(computed):.3f} s")
        print(f"ratio to bare, computed first                 {_ratio(computed, bare):.2f}")
        for theme, extra in (("dark", {}), ("ANSI", {"NO_COLOR": "1"})):
            with Terminal(EXPLORER, env | extra) as terminal:
                screen = terminal.quiet(2)
                sizes = []
                for key in (b"\x1b[B", b"j", b"\x1b[A", b"k", b"\x1b[B", b"j"):
                    terminal.send(key)
                    sizes.append(len(terminal.quiet(0.5)))
                idle = len(terminal.quiet(3))
            print(f"{theme}: first screen {len(screen):,} bytes")
            print(f"{theme}: an arrow {statistics.median(sizes):,.0f} bytes (at most 1,500)")
            print(f"{theme}: idle for 3 s {idle} bytes")


def _median(seconds: list[float]) -> float:
    """Return the median without the first, which warms the caches."""
    return statistics.median(seconds[1:])


def _ratio(ours: list[float], peer: list[float]) -> float:
    """Return the median of the ratios of runs that followed one another."""
    return statistics.median(a / b for a, b in zip(ours[1:], peer[1:], strict=True))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
