"""Opening a dataset: the manifest and the footers of its tables; their rows when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import Place, file_of
from aigoods.dataset.reading import attempt, promptly
from aigoods.dataset.schema import (
    ECONOMY_FILE,
    FURTHER,
    MANIFEST_FILE,
    PARTNERS_FILE,
    economy_schema,
    partners_schema,
)
from aigoods.errors import DataError
from aigoods.text import clean
from aigoods.whole import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aigoods.dataset.manifest import Manifest

    Collect = Callable[[pl.LazyFrame], pl.DataFrame]


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """A dataset that was opened: its manifest, its place, and its tables, which are not read yet.

    `economy` has the columns of `economy_schema`; `partners` those of `partners_schema`, and is
    None where the dataset has no partners. `further` are the tables of `FURTHER` that it has, by
    the names of their files.
    """

    manifest: Manifest
    economy: pl.LazyFrame
    partners: pl.LazyFrame | None = None
    place: Place = Path()
    further: Mapping[str, pl.LazyFrame] = field(default_factory=dict)

    def collect(self, query: pl.LazyFrame, run: Collect = pl.LazyFrame.collect) -> pl.DataFrame:
        """Return what a query over the tables finds; `run` runs it, here by default.

        Raises:
            DataError: a table is damaged, which shows only when it is read.
            NetworkError: the address of the dataset cannot be reached.

        """
        return attempt(lambda: run(query), self.place)


def open_dataset(place: Place) -> Dataset:
    """Open the dataset at `place`: check manifest, sizes, schema and rows, but not the hashes.

    Only the manifest and the footer of the economy table are read, so it takes as long for one year
    as for many. The footer of the partners is looked at where the size of the file cannot be.

    Raises:
        DataError: the dataset, its manifest or its tables are missing, damaged or of another form.
        NetworkError: the address cannot be reached.

    """
    manifest = read_manifest(place)
    if isinstance(place, Path):
        _check_sizes(place, manifest)
    economy = _scan(place, ECONOMY_FILE, economy_schema(), manifest)
    partners = None
    if manifest.partners and isinstance(place, Path) and PARTNERS_FILE in manifest.files:
        partners = pl.scan_parquet(file_of(place, PARTNERS_FILE), glob=False)
    elif manifest.partners:
        partners = _scan(place, PARTNERS_FILE, partners_schema(), manifest)
    further = {
        name: pl.scan_parquet(file_of(place, name), glob=False)
        for name in FURTHER
        if name in manifest.files
    }
    return Dataset(manifest, economy, partners, place, further)


def verify(place: Place) -> None:
    """Check every file of the dataset at `place` against the hashes of its manifest.

    Raises:
        DataError: the dataset cannot be opened, a file is not as it was written, or one lies in
            the folder that the manifest does not name; a dataset at an address, which would have to
            be fetched whole.

    """
    if isinstance(place, str):
        raise DataError(
            f"{place} is not on this machine, and to verify it all of it would be fetched: "
            "copy the folder here first."
        )
    manifest = read_manifest(place)
    for name, entry in manifest.files.items():
        if sha256(place / name) != entry.sha256:
            raise DataError(f"{place / name} is not as it was written; import the data again.")
    named = {MANIFEST_FILE, *manifest.files}
    for path in sorted(place.iterdir()):
        if path.name not in named and not path.name.startswith("."):
            raise DataError(f"{clean(str(path))} is no part of the dataset; move it elsewhere.")
    open_dataset(place)
    if manifest.partners:
        _scan(place, PARTNERS_FILE, partners_schema(), manifest)
    for name, schema in FURTHER.items():
        if name in manifest.files:
            _scan(place, name, schema(), manifest)


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
        raise DataError(f"Cannot read {path}: {in_words(error)}.") from None


def _check_sizes(folder: Path, manifest: Manifest) -> None:
    for name, entry in manifest.files.items():
        path = folder / name
        try:
            size = path.stat().st_size
        except OSError as error:
            raise DataError(
                f"Cannot open {path}: {in_words(error)}; import the data again."
            ) from None
        if size != entry.size:
            raise DataError(
                f"{path} is damaged: {size:,} bytes where {entry.size:,} were written; "
                "import the data again."
            )


def _scan(
    place: Place, name: str, wanted: dict[str, pl.DataType], manifest: Manifest
) -> pl.LazyFrame:
    """Return a table that is not read yet, after a look at its footer."""
    path = file_of(place, name)

    def footer() -> tuple[pl.LazyFrame, pl.Schema, int]:
        frame = pl.scan_parquet(path, glob=False)
        return frame, frame.collect_schema(), frame.select(pl.len()).collect().item()

    frame, found, rows = promptly(footer, path)
    for column, dtype in wanted.items():
        if found.get(column) != dtype:
            raise DataError(
                f"{path} is no dataset of this program: column {column} is "
                f"{found.get(column, 'missing')}, not {dtype}."
            )
    written = manifest.files[name].rows if name in manifest.files else 0
    if rows != written:
        raise DataError(f"{path} has {rows:,} rows, its manifest says {written:,}.")
    return frame
