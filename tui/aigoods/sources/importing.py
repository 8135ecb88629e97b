"""From files or from a server to a dataset on the shelf, for commands and explorer alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.dataset.places import places
from aigoods.dataset.shelf import locked
from aigoods.errors import DataError, UsageError
from aigoods.sources import every
from aigoods.sources.source import NothingThereError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aigoods.dataset.manifest import Manifest
    from aigoods.sources.progress import Progress
    from aigoods.sources.source import Plan, Request, Source

DOWNLOADS = ".downloads"


def plan_import(paths: Sequence[Path], request: Request) -> Plan:
    """Return what will be imported from files, by the first source that knows them as its own.

    Raises:
        DataError: nothing of any source lies there, or it cannot be read.
        UsageError: there is no such basket, or something must be said that the files do not.

    """
    failures = []
    for source in every():
        try:
            plan = source.plan(paths, request)
        except NothingThereError as failure:
            failures.append(failure)
        else:
            _check_own(request, source)
            return plan
    raise failures[0]


def import_files(
    paths: Sequence[Path], request: Request, report: Callable[[Progress], None]
) -> Manifest:
    """Make a dataset from files and put it on the shelf; one of the same name is replaced.

    `report` is told how far the import is, in a thread of the import's; what it raises ends it.

    Raises:
        DataError: nothing of any source is there, it is damaged, another import is at work, or the
            dataset cannot be written.
        UsageError: there is no such basket, or something must be said that the files do not.

    """
    try:
        plan = plan_import(paths, request)
        with locked() as data:
            name = request.name or plan.name
            return make(plan, data / name, name, report)
    except DataError:
        _drop_damaged([path for path in paths if path.parent == places().data / DOWNLOADS])
        raise


def make(plan: Plan, folder: Path, name: str, report: Callable[[Progress], None]) -> Manifest:
    """Make the dataset `folder` as planned and return its manifest; until the end it is as it was.

    Raises:
        DataError: a file is damaged, a flow stands in it twice, there is nothing of the basket in
            it, or the dataset cannot be written.

    """
    # Files are read from here on, while Polars is imported.
    with plan.reading() as reading:
        from aigoods.dataset.writer import writing
        from aigoods.sources.intake import Intake

        with writing(folder) as writer:
            intake = Intake(plan, writer)
            intake.read(reading, report)
            if not intake.economy:
                raise DataError(
                    f"There is no flow of the goods and years asked for in {plan.release}."
                )
            manifest = plan.manifest(name, intake.findings)
            return writer.commit(manifest, intake.economy_table(), intake.further())


def fetch(
    source: Source, request: Request, progress: Callable[[str, int, int | None], None]
) -> Path:
    """Download what is asked for and return where it lies; what is there is gone on with.

    Raises:
        NetworkError: the server does not answer as it should, or has no such release.
        DataError: another import is at work, the basket cannot be read, or the disk is full.
        UsageError: what is asked for does not exist.

    """
    _check_own(request, source)
    with locked() as data:
        folder = data / DOWNLOADS
        folder.mkdir(exist_ok=True)
        return source.fetch(request, folder, progress)


def _check_own(request: Request, source: Source) -> None:
    """Check that a source asks for all that was answered.

    Raises:
        UsageError: it has no such field.

    """
    known = {field.name for field in (*source.to_import, *source.to_fetch)}
    for name, answer in request.own.items():
        if answer and name not in known:
            raise UsageError(f"{source.title} has no {name}; leave out {clean(answer, 40)!r}.")


def _drop_damaged(archives: Sequence[Path]) -> None:
    """Remove the downloaded archives that are damaged, so that the next fetch gets them again."""
    import zipfile
    import zlib

    for path in archives:
        try:
            with zipfile.ZipFile(path) as archive:
                damaged = archive.testzip() is not None
        except (zipfile.BadZipFile, zlib.error, EOFError):
            damaged = True
        except (OSError, RuntimeError, ValueError):
            damaged = False
        if damaged:
            path.unlink(missing_ok=True)
