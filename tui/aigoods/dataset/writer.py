"""Writing a dataset: beside its place first, verified, then put into it in one step."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from aigoods.dataset.checks import check_balance, check_partners, check_totals
from aigoods.dataset.folder import sha256, verify
from aigoods.dataset.manifest import FileEntry, Manifest
from aigoods.dataset.manifest_file import to_json
from aigoods.dataset.places import pointed_at
from aigoods.dataset.schema import (
    ECONOMY_FILE,
    FURTHER,
    MANIFEST_FILE,
    PARTNERS_FILE,
    TOTALS_FILE,
    economy_schema,
    partners_schema,
)
from aigoods.dataset.tiles import BATCH, ROW_GROUP, laid_out
from aigoods.errors import DataError
from aigoods.text import clean
from aigoods.threads import Behind
from aigoods.whole import in_words, put_in_place, synchronise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FRESH = ".new"
AHEAD = 1
PIECE = 100_000
"""Batches of partners that may wait to be written, and rows that are packed at once: more would
only fill the memory."""


def write_dataset(
    folder: Path,
    manifest: Manifest,
    economy: pl.DataFrame,
    partners: pl.DataFrame | None = None,
    further: Mapping[str, pl.DataFrame] = MappingProxyType({}),
) -> Manifest:
    """Write a dataset to `folder`, replacing the one there, and return its manifest with hashes.

    The tables are sorted and cast to the schema; `further` are those of `FURTHER`. Until the last
    step `folder` is as it was.

    Raises:
        DataError: world exports and imports differ, the disk is full or the place not writable.

    """
    with writing(folder) as writer:
        if partners is not None:
            writer.add_partners(partners)
        return writer.commit(manifest, economy, further)


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
            f"Cannot write the dataset to {clean(str(folder))}: {in_words(error)}."
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
        self._rows = 0
        self._packing: Behind[pl.DataFrame] | None = None

    def add_partners(self, partners: pl.DataFrame) -> None:
        """Take rows with the columns of `partners_schema`, at most a few millions.

        Raises:
            OSError, PolarsError: what was given before could not be written.

        """
        if self._packing is None:
            self._packing = Behind(self._pack, AHEAD)
        self._rows += partners.height
        self._packing.give(partners)

    def end_partners(self) -> None:
        """Say that no more partners come: the rest of them is packed from now on."""
        if self._packing is not None:
            self._packing.end()

    def commit(
        self,
        manifest: Manifest,
        economy: pl.DataFrame,
        further: Mapping[str, pl.DataFrame] = MappingProxyType({}),
    ) -> Manifest:
        """Write the economy table, those in `further` and the manifest, verify, put it in place.

        Raises:
            DataError: world exports and imports differ, or what was written cannot be read back.
            OSError, PolarsError: it cannot be written.

        """
        economy = _cast(economy, economy_schema())
        check_balance(economy)
        tables = {ECONOMY_FILE: economy.sort("flow", "code", "year", "economy")}
        for name, table in further.items():
            columns = FURTHER[name]()
            keys = [column for column in columns if not column.endswith("_usd")]
            tables[name] = _cast(table, columns).sort(keys)
        if TOTALS_FILE in tables:
            check_totals(economy, tables[TOTALS_FILE])
        for name, table in tables.items():
            table.write_parquet(self._fresh / name, compression="zstd", row_group_size=ROW_GROUP)
        rows = {name: table.height for name, table in tables.items()}
        self.end_partners()
        if self._packing is not None:
            self._packing.wait()
            rows[PARTNERS_FILE] = self._rows
            scope = manifest.partners
            if scope is not None and not scope.together:
                partners = pl.scan_parquet(self._fresh / PARTNERS_FILE, glob=False)
                check_partners(economy, partners)
        files = {}
        for name, height in rows.items():
            path = self._fresh / name
            synchronise(path)
            files[name] = FileEntry(sha256(path), path.stat().st_size, height)
        written = replace(manifest, files=files)
        path = self._fresh / MANIFEST_FILE
        path.write_text(to_json(written), encoding="utf-8", newline="\n")
        synchronise(path)
        synchronise(self._fresh)
        verify(self._fresh)
        put_in_place(self._fresh, self._folder)
        return written

    def stop(self) -> None:
        """Let the thread end, whatever it is waiting for."""
        if self._packing is not None:
            self._packing.stop()

    def _pack(self, batches: Iterator[pl.DataFrame]) -> None:
        from polars.io.plugins import register_io_source

        register_io_source(lambda *_: _in_tiles(batches), schema=partners_schema()).sink_parquet(
            self._fresh / PARTNERS_FILE,
            compression="zstd",
            row_group_size=ROW_GROUP,
            maintain_order=True,
        )


def _in_tiles(batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Yield batches of partners, many rows laid out together and then in handy pieces."""
    held: list[pl.DataFrame] = []
    for batch in batches:
        held.append(batch)
        if sum(each.height for each in held) >= BATCH:
            yield from _pieces(held)
            held = []
    if held:
        yield from _pieces(held)


def _pieces(held: list[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    for piece in laid_out(pl.concat(held)).iter_slices(PIECE):
        yield _cast(piece, partners_schema())


def _cast(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(frame[column].cast(dtype) for column, dtype in schema.items())
