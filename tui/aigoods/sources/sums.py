"""What is summed of flows on the way into a dataset: by economy, and where codes merge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from aigoods.catalog.economies import economies

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMBERS = sorted(economy.iso3 for economy in economies().values() if economy.eu27)
FLOW_KEYS = ("t", "exporter", "importer", "code")
SUM_KEYS = ("t", "economy", "flow", "code")


def named(column: pl.Expr, names: Mapping[Any, str]) -> pl.Expr:
    """Return a column with a name for each of its values, as categories: a fourth of the memory."""
    return column.replace_strict(names, return_dtype=pl.Categorical)


def ascending(rows: pl.DataFrame) -> bool:
    """Return whether the rows are sorted by exporter, importer and code, no two with the same."""
    i, j, k = (pl.col(column) for column in ("i", "j", "k"))
    before = [each.shift(1) for each in (i, j, k)]
    later = (i > before[0]) | (
        (i == before[0]) & ((j > before[1]) | ((j == before[1]) & (k > before[2])))
    )
    return bool(rows.select(later.slice(1).all()).item())


def summed(sums: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the sums of parts of a year put together."""
    return pl.concat(sums).group_by(SUM_KEYS).agg(pl.col("usd", "inside", "q", "known").sum())


def sums(flows: pl.DataFrame, flow: str) -> pl.DataFrame:
    """Return the sums of flows by economy and code, with the number of those of known quantity."""
    return (
        flows.with_columns(pl.lit(flow).alias("flow"))
        .group_by(SUM_KEYS)
        .agg(
            pl.col("usd", "inside").sum(),
            pl.col("q").sum(),
            pl.col("q").is_not_null().sum().alias("known"),
        )
    )
