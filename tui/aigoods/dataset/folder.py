"""Opening a dataset: the manifest and the economy table at once, partners when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from aigoods.dataset.manifest import Manifest, read_manifest
from aigoods.dataset.schema import (
    ECONOMY_FILE,
    PARTNERS_FILE,
    economy_schema,
    partners_schema,
)
from aigoods.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """A dataset that was opened.

    `economy` has the columns of `economy_schema`; `partners`, scanned lazily, those of
    `partners_schema`, and is None where the dataset has no partners.
    """

    manifest: Manifest
    economy: pl.DataFrame
    partners: pl.LazyFrame | None = None


def open_dataset(folder: Path) -> Dataset:
    """Open the dataset in `folder`, checking manifest, schema and sizes but not the hashes.

    Raises:
        DataError: the folder, its manifest or its tables are missing, damaged or of another form.

    """
    manifest = read_manifest(folder)
    for name, entry in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
        except OSError as error:
            raise DataError(
                f"Cannot open {path}: {error.strerror}; import the data again."
            ) from None
        if size != entry.size:
            raise DataError(
                f"{path} is damaged: {size:,} bytes where {entry.size:,} were written; "
                "import the data again."
            )
    economy = _read(folder / ECONOMY_FILE, economy_schema(), manifest.files[ECONOMY_FILE].rows)
    partners = None
    if manifest.partners:
        partners = _scan(folder / PARTNERS_FILE, partners_schema())
    return Dataset(manifest, economy, partners)


def verify(folder: Path) -> None:
    """Check every file of the dataset in `folder` against the hashes of its manifest.

    Raises:
        DataError: the dataset cannot be opened, or a file is not as it was written.

    """
    manifest = read_manifest(folder)
    for name, entry in manifest.files.items():
        if sha256(folder / name) != entry.sha256:
            raise DataError(f"{folder / name} is not as it was written; import the data again.")
    open_dataset(folder)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Raises:
        DataError: the file cannot be read.

    """
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"Cannot read {path}: {error.strerror}.") from None


def _read(path: Path, schema: dict[str, pl.DataType], rows: int) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):
        raise DataError(f"{path} is damaged; import the data again.") from None
    _check(path, frame.schema, schema)
    if frame.height != rows:
        raise DataError(f"{path} has {frame.height:,} rows, its manifest says {rows:,}.")
    return frame


def _scan(path: Path, schema: dict[str, pl.DataType]) -> pl.LazyFrame:
    try:
        frame = pl.scan_parquet(path)
        found = frame.collect_schema()
    except (OSError, pl.exceptions.PolarsError):
        raise DataError(f"{path} is damaged; import the data again.") from None
    _check(path, found, schema)
    return frame


def _check(path: Path, found: pl.Schema, wanted: dict[str, pl.DataType]) -> None:
    for column, dtype in wanted.items():
        if found.get(column) != dtype:
            raise DataError(
                f"{path} is no dataset of this program: column {column} is "
                f"{found.get(column, 'missing')}, not {dtype}."
            )
