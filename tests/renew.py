"""Makes anew what is generated, in a checkout: `.venv/bin/python tests/renew.py`.

These are the table of keys in the README, the first screen of the explorer, the golden files of
output and charts, and the pictures of the pages, which are pinned to the version of Textual that
is installed; `--screenshots` takes that of the README, too.
What has changed shows in `git diff`, and is looked at before it is kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import groupby
from pathlib import Path

TESTS = Path(__file__).parent
README = TESTS.parent / "README.md"
BEGIN, END = "<!-- keys: made by tests/renew.py -->\n", "<!-- end of the keys -->\n"
GOLDEN = ("output/test_golden.py", "charts/test_picture.py", "charts/svg/test_svg.py")
SNAPSHOTS = "explorer/test_snapshots.py"


def keys() -> str:
    """Return the table of all keys of the explorer, as Markdown, from its registry."""
    from aigoods.explorer.commands import COMMANDS

    lines = ["| press | to |\n", "|---|---|\n"]
    for group, commands in groupby(COMMANDS, lambda command: command.group):
        lines.append(f"| **{group}** | |\n")
        for command in commands:
            shown = " ".join(f"`{key}`" for key in command.shown_keys.split())
            if shown:
                lines.append(f"| {shown} | {command.help} |\n")
    return "".join(lines)


def with_keys(text: str) -> str:
    """Return the text of the README with the present table of keys between its marks."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + keys() + END + rest.partition(END)[2]


def main() -> int:
    """Make everything anew; return the exit code of what failed, else 0."""
    from aigoods.explorer.kept import write_first_screen
    from explorer.pinned import pin

    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    write_first_screen()
    pin()
    pytest = [sys.executable, "-m", "pytest", "-n", "0"]
    works = [
        [*pytest, "-k", "golden", *(str(TESTS / name) for name in GOLDEN)],
        [*pytest, "--snapshot-update", str(TESTS / SNAPSHOTS)],
    ]
    if "--screenshots" in sys.argv[1:]:
        works.append([sys.executable, str(TESTS / "screenshots" / "take.py")])
    env = {**os.environ, "AIGOODS_UPDATE_GOLDEN": "1"}
    return max(subprocess.run(work, env=env, check=False).returncode for work in works)


if __name__ == "__main__":
    sys.exit(main())
