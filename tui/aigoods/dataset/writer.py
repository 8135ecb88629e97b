"""Writing a dataset: beside its place first, verified, then renamed into it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from aigoods.dataset.folder import sha256, verify
from aigoods.dataset.manifest import FileEntry, Manifest
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
    from pathlib import Path

    import polars as pl


def write_dataset(
    folder: Path, manifest: Manifest, economy: pl.DataFrame, partners: pl.DataFrame | None = None
) -> Manifest:
    """Write a dataset to `folder`, replacing the one there, and return its manifest with hashes.

    The tables are sorted and cast to the schema. Until the last rename `folder` is as it was.

    Raises:
        DataError: world exports and imports differ, the disk is full or the place not writable.

    """
    import polars as pl

    economy = _cast(economy, economy_schema())
    check_balance(economy)
    tables = {ECONOMY_FILE: economy.sort("flow", "code", "year", "economy")}
    if partners is not None:
        partners = _cast(partners, partners_schema())
        tables[PARTNERS_FILE] = partners.sort("year", "exporter", "importer", "code")
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        fresh.mkdir(parents=True)
        try:
            files = {}
            for name, table in tables.items():
                path = fresh / name
                table.write_parquet(path, compression="zstd", compression_level=9)
                files[name] = FileEntry(sha256(path), path.stat().st_size, table.height)
            written = replace(manifest, files=files)
            (fresh / MANIFEST_FILE).write_text(written.to_json(), encoding="utf-8", newline="\n")
            verify(fresh)
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            if folder.exists():
                shutil.rmtree(old, ignore_errors=True)
            elif old.exists():
                old.rename(folder)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = error.strerror if isinstance(error, OSError) else clean(str(error), 200)
        raise DataError(f"Cannot write the dataset to {folder}: {reason}.") from None
    return written


def check_balance(economy: pl.DataFrame) -> None:
    """Check that world exports equal world imports for every code and year.

    A relative difference below one part in a million is rounding of the source.

    Raises:
        DataError: they differ; the sentence names the first code and year.

    """
    import polars as pl

    value = pl.col("value_usd")
    sums = (
        economy.group_by("year", "code")
        .agg(
            value.filter(pl.col("flow") == "exports").sum().alias("exports"),
            value.filter(pl.col("flow") == "imports").sum().alias("imports"),
        )
        .filter((pl.col("exports") - pl.col("imports")).abs() > pl.col("exports") * 1e-6)
        .sort("year", "code")
    )
    if sums.height:
        row = sums.row(0, named=True)
        raise DataError(
            f"World exports and imports of {row['code']} in {row['year']} differ: "
            f"{row['exports']:,} and {row['imports']:,} US dollars."
        )


def _cast(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return frame.select(frame[column].cast(dtype) for column, dtype in schema.items())
