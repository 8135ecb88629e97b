"""Takes the pictures of the README: `python tests/screenshots/take.py` in a checkout."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.explorer.app import Explorer

HERE = Path(__file__).parent
KEYS = ("space", "down", "space", "down", "space", "down", "down", "down", "down", "space")


async def take(name: str, view: View, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    """Save a picture of `view` after some keys as `<name>.svg`."""
    app = Explorer(Scene(view), theme="aigoods-dark")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        picture = app.export_screenshot(title="aigoods")
    # The fonts that Textual names would be fetched from the network by whoever looks at it.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    (HERE / f"{name}.svg").write_text(picture + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    home = tempfile.mkdtemp()
    os.environ.update(
        XDG_STATE_HOME=home, AIGOODS_DATA=home, COLORTERM="truecolor", TERM="xterm-256color"
    )
    chart = ["exporters", "--marks", "China,Taiwan,Korea,Mexico,Viet Nam", "--format", "svg", "-q"]
    drawn = subprocess.run(
        [sys.executable, "-m", "aigoods", *chart], capture_output=True, check=True
    )
    (HERE / "chart.svg").write_bytes(drawn.stdout)
    asyncio.run(take("explorer", View(), (120, 36), KEYS))
