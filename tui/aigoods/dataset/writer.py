"""Writing a dataset: beside its place first, verified, then put into it in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import shutil
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.dataset.checks import check_balance, check_partners
from aigoods.dataset.folder import sha256, verify
from aigoods.dataset.layout import BATCH, ROW_GROUP, laid_out
from aigoods.dataset.manifest import FileEntry, Manifest
from aigoods.dataset.places import pointed_at
from aigoods.dataset.schema import (
    ECONOMY_FILE,
    MANIFEST_FILE,
    PARTNERS_FILE,
    economy_schema,
    partners_schema,
)
from aigoods.errors import DataError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRESH, OLD = ".new", ".old"
AHEAD = 1
PIECE = 100_000
"""Batches of partners that may wait to be written, and rows that are packed at once: more would
only fill the memory."""


def write_dataset(
    folder: Path, manifest: Manifest, economy: pl.DataFrame, partners: pl.DataFrame | None = None
) -> Manifest:
    """Write a dataset to `folder`, replacing the one there, and return its manifest with hashes.

    The tables are sorted and cast to the schema. Until the last step `folder` is as it was.

    Raises:
        DataError: world exports and imports differ, the disk is full or the place not writable.

    """
    with writing(folder) as writer:
        if partners is not None:
            writer.add_partners(partners)
        return writer.commit(manifest, economy)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """Give a Writer of the dataset `folder`; what it wrote and did not commit is removed.

    Where `folder` is a link the dataset is written where it points, so the link stays.

    Raises:
        DataError: the disk is full, the place not writable, or a link that leads nowhere.

    """
    folder = pointed_at(folder)
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}{FRESH}")
    writer = Writer(folder, fresh)
    try:
        fresh.mkdir(parents=True)
        yield writer
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(
            f"Cannot write the dataset to {clean(str(folder))}: {_reason(error)}."
        ) from None
    finally:
        writer.stop()
        shutil.rmtree(fresh, ignore_errors=True)


class Writer:
    """Takes the partners of a dataset batch by batch, then all the rest at once.

    A thread lays the partners out and packs them while the next batch is made.
    """

    def __init__(self, folder: Path, fresh: Path) -> None:
        self._folder = folder
        self._fresh = fresh
        self._batches: queue.Queue[pl.DataFrame | None] = queue.Queue(AHEAD)
        self._failure: BaseException | None = None
        self._stopped = False
        self._rows = 0
        self._packing: threading.Thread | None = None
        self._ended = False

    def add_partners(self, partners: pl.DataFrame) -> None:
        """Take rows with the columns of `partners_schema`, at most a few millions.

        Raises:
            OSError, PolarsError: what was given before could not be written.

        """
        if self._packing is None:
            self._packing = threading.Thread(target=self._pack, name="partners", daemon=True)
            self._packing.start()
        self._rows += partners.height
        self._put(partners)

    def end_partners(self) -> None:
        """Say that no more partners come: the rest of them is packed from now on.

        Raises:
            OSError, PolarsError: what was given before could not be written.

        """
        if self._packing is not None and not self._ended:
            self._put(None)
            self._ended = True

    def commit(self, manifest: Manifest, economy: pl.DataFrame) -> Manifest:
        """Write the economy table and the manifest, verify all, and put it in place.

        Raises:
            DataError: world exports and imports differ, or what was written cannot be read back.
            OSError, PolarsError: it cannot be written.

        """
        economy = _cast(economy, economy_schema())
        check_balance(economy)
        economy = economy.sort("flow", "code", "year", "economy")
        economy.write_parquet(
            self._fresh / ECONOMY_FILE,
            compression="zstd",
            row_group_size=ROW_GROUP,
        )
        rows = {ECONOMY_FILE: economy.height}
        self.end_partners()
        if self._packing is not None:
            self._packing.join()
            self._raise_failure()
            rows[PARTNERS_FILE] = self._rows
            scope = manifest.partners
            if scope is not None and not scope.together and not scope.least_usd:
                partners = pl.scan_parquet(self._fresh / PARTNERS_FILE, glob=False)
                check_partners(economy, partners)
        files = {}
        for name, height in rows.items():
            path = self._fresh / name
            _synchronise(path)
            files[name] = FileEntry(sha256(path), path.stat().st_size, height)
        written = replace(manifest, files=files)
        path = self._fresh / MANIFEST_FILE
        path.write_text(written.to_json(), encoding="utf-8", newline="\n")
        _synchronise(path)
        _synchronise(self._fresh)
        verify(self._fresh)
        put_in_place(self._fresh, self._folder)
        return written

    def stop(self) -> None:
        """Let the thread end, whatever it is waiting for."""
        self._stopped = True
        if self._packing is not None:
            with contextlib.suppress(queue.Full):
                self._batches.put_nowait(None)
            self._packing.join()

    def _put(self, batch: pl.DataFrame | None) -> None:
        while True:
            self._raise_failure()
            with contextlib.suppress(queue.Full):
                self._batches.put(batch, timeout=0.1)
                return

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _pack(self) -> None:
        from polars.io.plugins import register_io_source

        schema = partners_schema()
        try:
            register_io_source(lambda *_: self._given(), schema=schema).sink_parquet(
                self._fresh / PARTNERS_FILE,
                compression="zstd",
                row_group_size=ROW_GROUP,
                maintain_order=True,
            )
        except BaseException as error:  # Whatever it is, also Ctrl-C: the other thread tells it.
            self._failure = error

    def _given(self) -> Iterator[pl.DataFrame]:
        """Yield what was given, many rows laid out together and then in handy pieces."""
        held: list[pl.DataFrame] = []
        while True:
            batch = self._batches.get()
            if self._stopped:
                raise InterruptedError(errno.EINTR, "stopped")
            if batch is not None:
                held.append(batch)
            if held and (batch is None or sum(each.height for each in held) >= BATCH):
                whole = laid_out(pl.concat(held))
                held = []
                for piece in whole.iter_slices(PIECE):
                    yield _cast(piece, partners_schema())
            if batch is None:
                return


def put_in_place(fresh: Path, folder: Path) -> None:
    """Rename `fresh` to `folder`, whose old content takes its place or goes.

    Where the system can exchange two folders in one step (Linux), nobody ever finds none; elsewhere
    the old one is renamed first, and `aigoods.dataset.shelf.sweep` puts it back after a crash.

    Raises:
        OSError: it cannot be renamed.

    """
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchanged(fresh, folder):
        old = fresh.with_suffix(OLD)
        folder.rename(old)
        try:
            fresh.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)
    with contextlib.suppress(OSError):
        _synchronise(folder.parent)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step with renameat2(2); False where there is no such call."""
    if sys.platform != "linux":
        return False
    import ctypes

    at_cwd, exchange = -100, 2
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return call is not None and (
        call(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0
    )


def _cast(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(frame[column].cast(dtype) for column, dtype in schema.items())


def _synchronise(path: Path) -> None:
    """Wait until the disk has what was written to a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return "the disk is full"
        return clean(error.strerror or str(error), 200)
    text = str(error)
    return "the disk is full" if "os error 28" in text else clean(text, 200)
