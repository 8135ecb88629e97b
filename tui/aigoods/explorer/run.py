"""Starting the explorer from a terminal and leaving it well."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from aigoods.analysis.scene import Scene
from aigoods.dataset.places import find_dataset, in_use, places
from aigoods.errors import UsageError
from aigoods.explorer.app import Explorer
from aigoods.explorer.kept import SCREEN_FILE, Keeper, first_screen, load_screen
from aigoods.explorer.settings import load_settings
from aigoods.explorer.state import STATE_FILE, State, load_state, save_text
from aigoods.out import put, say, terminal
from aigoods.text import clean

LOG_FILE = "error.log"


def run(
    scene: Scene | None = None,
    *,
    dataset: str = "",
    fresh: bool = False,
    print_marked: bool = False,
) -> int:
    """Run the explorer until the reader quits; return the exit code.

    It begins at `scene`, else where the last time ended unless `fresh` is wanted; the very first
    time it asks the questions of analysts. With `print_marked` the marked rows are printed at the
    end, as TSV.

    Raises:
        UsageError: there is no terminal, or it cannot move its cursor; the settings are wrong.

    """
    check_terminal(printing=print_marked)
    here = places()
    settings = load_settings(here.config)
    state = State() if fresh else load_state(here.state)
    start = scene or state.scene
    began = dataset
    if not dataset and scene is None and state.used == in_use():
        dataset = state.dataset
    place = find_dataset(dataset)
    every = (here.state / SCREEN_FILE, first_screen())
    kept = next(filter(None, (load_screen(path, start.view, place) for path in every)), None)
    keep = Keeper(here.state)
    app = Explorer(
        start,
        theme=settings.theme or state.theme,
        dataset=dataset,
        kept=kept,
        settings=settings,
        keep=keep,
        began=began,
        asking=scene is None and not (fresh or print_marked or (here.state / STATE_FILE).exists()),
    )
    app.run()
    if app._exception is not None:
        return _failed(app._exception, app, here.state)
    keep(app.state, app.main.sheet, app.stamped)
    if app.return_code:
        return app.return_code
    if keep.failure:
        say(keep.failure)
    if print_marked and app.dataset is not None:
        from aigoods.explorer.exports import marked_text

        last = app.state.scene
        put(marked_text(app.answer(last.view, app.dataset), last.marks).encode())
    return 0


def _failed(error: BaseException, app: Explorer, folder: Path) -> int:
    """Say in a sentence that the program failed, and keep in a file where it did."""
    import platform
    import traceback

    from aigoods import __version__

    cause = getattr(error, "error", error)
    told = [
        f"aigoods {__version__}, Python {platform.python_version()}, {platform.platform()}\n",
        f"{app.state.scene}\n",
        *traceback.format_exception(cause),
    ]
    path = folder / LOG_FILE
    log = "".join(told).encode("utf-8", "backslashreplace").decode()
    where = save_text(path, log, "What led to it") or f"What led to it is in {path}."
    name = f"{type(cause).__name__}: {clean(str(cause), 200)}"
    say(f"aigoods: The explorer ended by a fault of its own ({name}). {where}")
    return 1


def check_terminal(*, printing: bool = False) -> None:
    """Check that the explorer can be drawn here; Textual draws on stderr and reads stdin.

    With `printing`, stdout may be a pipe.

    Raises:
        UsageError: there is no terminal, or TERM says that it is a dumb one.

    """
    drawing = sys.stderr if printing else sys.stdout
    if not all(map(terminal, (sys.stdin, drawing, sys.stderr))):
        raise UsageError(
            "The explorer draws on a terminal, and there is none here: run aigoods without a pipe "
            "or a redirection, or print a table with a command such as aigoods exporters."
        )
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        raise UsageError(
            f"The terminal TERM={os.environ.get('TERM', '')} cannot move its cursor: set TERM to "
            "what it is, such as xterm-256color, or print a table with a command such as aigoods "
            "exporters."
        )
