"""Start-up, bytes and idleness of the explorer on a pseudo-terminal, beside a bare Textual program.

Run it from the root of a checkout: `python tests/benchmarks/start.py [RUNS]`. It prints medians and
the ratios of pairs that ran one after the other.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from terminal import Terminal

HERE = Path(__file__).parent
BARE = [sys.executable, str(HERE / "bare_textual.py")]
EXPLORER = [sys.executable, "-m", "aigoods"]


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as home:
        env = {
            "HOME": home,
            "XDG_STATE_HOME": home,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        bare, shell, data = [], [], []
        for _ in range(runs + 1):
            with Terminal(BARE, env) as terminal:
                bare.append(terminal.until(b"Economy 1"))
            with Terminal(EXPLORER, env) as terminal:
                shell.append(terminal.until(b"Opening"))
                data.append(terminal.until(b"Taiwan"))
        bare, shell, data = bare[1:], shell[1:], data[1:]
        ratios = [ours / peer for ours, peer in zip(data, bare, strict=True)]
        print(f"runs                         {runs}")
        print(f"bare Textual, 200 rows       {statistics.median(bare):.3f} s")
        print(f"aigoods, first painted shell {statistics.median(shell):.3f} s")
        print(f"aigoods, data on the screen  {statistics.median(data):.3f} s")
        print(f"ratio data / bare            {statistics.median(ratios):.2f} (at most 1.6)")
        for theme, extra in (("dark", {}), ("ANSI", {"NO_COLOR": "1"})):
            with Terminal(EXPLORER, env | extra) as terminal:
                first = terminal.quiet(2)
                sizes = []
                for key in (b"\x1b[B", b"j", b"\x1b[A", b"k", b"\x1b[B", b"j"):
                    terminal.send(key)
                    sizes.append(len(terminal.quiet(0.5)))
                idle = len(terminal.quiet(3))
            print(f"{theme}: first screen {len(first):,} bytes")
            print(f"{theme}: an arrow {statistics.median(sizes):,.0f} bytes (at most 1,500)")
            print(f"{theme}: idle for 3 s {idle} bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
