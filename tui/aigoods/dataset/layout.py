"""How partners lie in their file: in tiles of exporters by importers, so that few are read.

A Parquet reader skips the row groups whose exporters or importers cannot be asked for. Sorted by
exporter alone, a question about an importer would read the whole file; in a grid of n by n tiles,
each a row group, both read one part in n, and a question about a pair reads a tile.
"""

from __future__ import annotations

from math import isqrt

import polars as pl

ROW_GROUP = 25_000
BATCH = 1_200_000
"""So many rows at most are laid out together, which bounds the memory that it takes."""


def laid_out(partners: pl.DataFrame) -> pl.DataFrame:
    """Return rows of partners (exporter, importer, code, year and more) in the order of tiles.

    Tiles are cut so that each row and column of the grid holds about as many rows; in each, rows
    are sorted by exporter, importer, code and year. Every other row of tiles runs backwards, so
    that a row group on the edge of two tiles still holds neighbours.
    """
    if partners.is_empty():
        return partners
    across = max(1, isqrt(partners.height // ROW_GROUP))
    ranks = {column: _rank(partners[column]) for column in ("exporter", "importer", "code")}
    rows, columns = (_tile(ranks[side], across) for side in ("exporter", "importer"))
    turned = pl.select(pl.when(rows % 2 == 1).then(across - 1 - columns).otherwise(columns))
    key = rows * across + turned.to_series()
    for rank in ranks.values():
        key = key * (rank.n_unique() + 1) + rank
    key = key * 4096 + partners["year"].cast(pl.UInt64)
    return partners.with_columns(key.alias("key")).sort("key").drop("key")


def _rank(column: pl.Series) -> pl.Series:
    """Return the place of each text in the alphabet of its column."""
    alphabet = pl.Enum(column.unique().cast(pl.String).sort())
    return column.cast(alphabet).to_physical().cast(pl.UInt64)


def _tile(rank: pl.Series, across: int) -> pl.Series:
    """Return the tile of each rank, from 0 to `across` - 1, all with about as many rows."""
    sizes = rank.alias("rank").value_counts().sort("rank")["count"]
    middle = sizes.cum_sum() - sizes / 2
    return (middle * across // len(rank)).cast(pl.UInt64).gather(rank)
