"""The first answer, computed in a process of its own while this one imports Textual.

Importing Polars takes as long as importing Textual; on two cores both happen at once.
"""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.view import View
    from aigoods.explorer.sheet import Sheet


def answer_ahead(view: View, dataset: str = "") -> Callable[[], Sheet | None]:
    """Start to answer `view` from the dataset of this name; return what waits for the sheet.

    It returns None where there is a single processor, where processes cannot be forked, and where
    there is no answer: then the explorer asks again and says why. Call it once, before any thread
    has started.
    """
    if not hasattr(os, "fork") or _processors() < 2:
        return lambda: None
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(view, dataset, writing)
    os.close(writing)

    def sheet() -> Sheet | None:
        with os.fdopen(reading, "rb") as pipe:
            found = pipe.read()
        os.waitpid(child, 0)
        # Only what this program itself has just written is unpickled.
        return pickle.loads(found) if found else None  # noqa: S301

    return sheet


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _answer(view: View, dataset: str, writing: int) -> None:
    """Write the pickled sheet to the pipe, nothing where there is no answer; end the process."""
    try:
        from aigoods.analysis.engine import answer
        from aigoods.dataset.folder import find_dataset, open_dataset
        from aigoods.explorer.sheet import Sheet

        found = pickle.dumps(Sheet.of(answer(view, open_dataset(find_dataset(dataset)))))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(found)
    finally:
        os._exit(0)
