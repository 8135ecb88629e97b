"""How partners lie in their file: in tiles of exporters by importers, so that few are read.

A Parquet reader skips the row groups whose exporters or importers cannot be asked for. Sorted by
exporter alone, a question about an importer would read the whole file; in a grid of n by n tiles,
each a row group, both read one part in n, and a question about a pair reads a tile.
"""

from __future__ import annotations

from math import isqrt

import polars as pl

ROW_GROUP = 20_000
BATCH = 400_000
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
    ranks = partners.select(_rank(partners[name]) for name in ("exporter", "importer", "code"))
    row, column = (_tile(ranks[side], across) for side in ("exporter", "importer"))
    turned = pl.when(pl.col("row") % 2 == 1).then(across - 1 - pl.col("column"))
    key = pl.col("row").cast(pl.UInt64) * across + turned.otherwise("column")
    for name in ranks.columns:
        key = key * (ranks[name].n_unique() + 1) + pl.col(name)
    key = key * 4096 + pl.col("year")
    places = ranks.with_columns(row.alias("row"), column.alias("column"), partners["year"])
    order = places.select(key.alias("key")).to_series().arg_sort()
    return partners.select(pl.all().gather(order))


def _rank(column: pl.Series) -> pl.Series:
    """Return the place of each text in the alphabet of its column."""
    alphabet = pl.Enum(column.unique().cast(pl.String).sort())
    return column.cast(alphabet).to_physical()


def _tile(rank: pl.Series, across: int) -> pl.Series:
    """Return the tile of each rank, from 0 to `across` - 1, all with about as many rows."""
    sizes = rank.alias("rank").value_counts().sort("rank")["count"]
    middle = sizes.cum_sum() - sizes / 2
    return (middle * across // len(rank)).cast(pl.UInt8).gather(rank)
