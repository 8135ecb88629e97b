"""What the Data page does with datasets in a thread: each work says how far it is, and can stop."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aigoods.dataset import shelf
from aigoods.sources import importing
from aigoods.sources.progress import Lines, Progress
from aigoods.text import size
from aigoods.threads import abandonable

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.dataset.manifest import Manifest
    from aigoods.sources.source import Request, Source

EVERY = 0.2
"""Seconds between two lines of progress: more would only cost bytes."""
PATIENCE = 1.0
"""Seconds that a download has to end by itself before it is left to its silent server."""


class Stopped(Exception):  # noqa: N818
    """The reader asked a work to stop."""


class Job:
    """A work that goes on, and whether it is to stop.

    `tell` gets each line of progress, in the thread of the work.
    """

    def __init__(
        self, tell: Callable[[str], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.stopping = threading.Event()
        self._lines = Lines(tell, EVERY, clock)

    def imported(self, progress: Progress) -> None:
        """Report of an import; raises Stopped where the reader asked for it."""
        self.check()
        self._lines.imported(progress)

    def fetched(self, name: str, done: int, total: int | None) -> None:
        """Report of a download; raises Stopped where the reader asked for it."""
        self.check()
        self._lines.fetched(name, done, total)

    def check(self) -> None:
        """Raise Stopped where the reader asked for it."""
        if self.stopping.is_set():
            raise Stopped


class Done(NamedTuple):
    """What came of a work: a sentence, the dataset that it was about, whether that one changed."""

    sentence: str
    name: str
    changed: bool = False


def import_files(path: Path, request: Request, job: Job) -> Done:
    """Import from a file or a folder.

    Raises:
        AigoodsError: as `importing.import_files` does.
        Stopped: the reader asked for it; the datasets are as they were.

    """
    made = importing.import_files([path], request, job.imported)
    return Done(f"{told(made)} enter uses it.", made.name, changed=True)


def fetch(source: Source, request: Request, job: Job) -> Done:
    """Download what a source has, and import it.

    Raises:
        AigoodsError: as `importing.fetch` and `importing.import_files` do.
        Stopped: the reader asked for it; what came is kept for the next time.

    """
    archive = abandonable(
        lambda: importing.fetch(source, request, job.fetched), job.check, PATIENCE
    )
    return import_files(archive, request, job)


def verify(dataset: shelf.Shelved, _job: Job) -> Done:
    """Check a dataset against the hashes of its manifest.

    Raises:
        DataError: it is damaged.

    """
    from aigoods.dataset.folder import verify as verify_folder

    verify_folder(dataset.folder)
    return Done(f"{dataset.name} is as it was written.", dataset.name)


def remove(dataset: shelf.Shelved, _job: Job) -> Done:
    """Remove a dataset from this machine.

    Raises:
        DataError: it is the embedded one or cannot be removed.

    """
    return Done(shelf.remove(dataset.name), dataset.name, changed=True)


def told(made: Manifest) -> str:
    """Return what came of an import as a sentence."""
    rows = sum(entry.rows for entry in made.files.values())
    written = sum(entry.size for entry in made.files.values())
    return (
        f"{made.name}: {made.basket.name} in {made.spelled(made.years)}, {rows:,} rows, "
        f"{size(written)}."
    )
