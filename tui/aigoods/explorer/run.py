"""Starting the explorer from a terminal and leaving it well."""

from __future__ import annotations

import os
import sys

from aigoods.analysis.view import View
from aigoods.dataset.places import find_dataset, places
from aigoods.errors import UsageError
from aigoods.explorer.app import Explorer
from aigoods.explorer.kept import SCREEN_FILE, load_screen, stamp, to_json
from aigoods.explorer.state import load_state, save_state, save_text


def run(view: View | None = None, *, dataset: str = "", fresh: bool = False) -> int:
    """Run the explorer until the reader quits; return the exit code.

    It begins at `view`, else where the last time ended unless `fresh` is wanted.

    Raises:
        UsageError: there is no terminal, or it cannot move its cursor.

    """
    check_terminal()
    folder = places().state
    state = load_state(folder)
    start = view or (View() if fresh else state.view)
    when = stamp(find_dataset(dataset))
    kept = load_screen(folder, start, when)
    app = Explorer(start, theme=state.theme, dataset=dataset, kept=kept)
    app.run()
    if app.return_code == 0:
        failure = save_state(folder, app.state)
        if not failure and when and app.main.sheet is not None:
            screen = to_json(app.main.sheet, app.state.view, when)
            failure = save_text(folder / SCREEN_FILE, screen)
        if failure:
            print(failure, file=sys.stderr)
    return app.return_code or 0


def check_terminal() -> None:
    """Check that the explorer can be drawn here.

    Raises:
        UsageError: stdin or stdout is no terminal, or TERM says that it is a dumb one.

    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The explorer draws on a terminal, and there is none here: run aigoods without a pipe "
            "or a redirection."
        )
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        raise UsageError(
            f"The terminal TERM={os.environ.get('TERM', '')} cannot move its cursor: set TERM to "
            "what it is, such as xterm-256color."
        )
