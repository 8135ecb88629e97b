"""What is summed of flows on the way into a dataset: by economy, and where codes merge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from aigoods.catalog.economies import eu27_members
from aigoods.dataset.schema import economy_schema, totals_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMBERS = eu27_members()
FLOW_KEYS = ("exporter", "importer", "code")
SUM_KEYS = ("economy", "code", "flow")
ALL_KEYS = ("year", "exporter", "importer")
SUMS = ("value_usd", "inside", "quantity_t")
SIDES = {"exports": "exporter", "imports": "importer"}


def named(column: pl.Expr, names: Mapping[Any, str]) -> pl.Expr:
    """Return a column with a name for each of its values, as categories: a fourth of the memory."""
    return column.replace_strict(names, return_dtype=pl.Categorical)


def ascending(rows: pl.DataFrame) -> bool:
    """Return whether the rows are sorted by exporter, importer and code, no two with the same."""
    i, j, k = (pl.col(column) for column in FLOW_KEYS)
    before = [each.shift(1) for each in (i, j, k)]
    later = (i > before[0]) | (
        (i == before[0]) & ((j > before[1]) | ((j == before[1]) & (k > before[2])))
    )
    return bool(rows.select(later.slice(1).all()).item())


def by_economy(flows: pl.DataFrame) -> pl.DataFrame:
    """Return the sums of flows by economy, code and flow.

    `value_usd`, `inside` (the part among the 27 members of the EU of 2020) and `quantity_t` are
    sums, `known` the number of flows whose quantity is known.
    """
    flows = flows.with_columns(inside_eu())
    return pl.concat(
        flows.group_by(pl.col(side).alias("economy"), "code")
        .agg(pl.col(SUMS).sum(), pl.col("quantity_t").count().cast(pl.Int64).alias("known"))
        .select("economy", "code", pl.lit(flow).alias("flow"), *SUMS, "known")
        for flow, side in SIDES.items()
    )


def summed(sums: list[pl.DataFrame]) -> pl.DataFrame:
    """Return sums of parts of a year put together."""
    return pl.concat(sums).group_by(SUM_KEYS).agg(pl.col(*SUMS, "known").sum())


def total_rows(flows: pl.DataFrame) -> pl.DataFrame:
    """Return trade in all goods by year, economy and flow, in the columns of `totals_schema`.

    `flows` are sums by year, exporter and importer (ISO3) with value_usd; those of an economy with
    itself are left out.
    """
    apart = flows.filter(pl.col("exporter") != pl.col("importer")).with_columns(inside_eu())
    sides = [
        apart.group_by("year", pl.col(side).cast(pl.String).alias("economy"))
        .agg(pl.col("value_usd").sum(), pl.col("inside").sum().alias("intra_eu_usd"))
        .with_columns(pl.lit(flow).alias("flow"))
        for flow, side in SIDES.items()
    ]
    return pl.concat(sides).select(*totals_schema())


def inside_eu() -> pl.Expr:
    """Return `inside`: the value of flows among the 27 members of the EU of 2020, else 0."""
    both = pl.all_horizontal(pl.col("exporter", "importer").is_in(MEMBERS))
    return pl.when(both).then("value_usd").otherwise(0).alias("inside")


def economy_rows(year: int, sums: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of the economy table of one year; a quantity is that of what is known."""
    whole = summed(sums) if len(sums) > 1 else sums[0]
    return whole.select(
        pl.lit(year).alias("year"),
        "economy",
        "flow",
        "code",
        "value_usd",
        pl.when(pl.col("known") > 0).then("quantity_t").alias("quantity_t"),
        pl.col("inside").alias("intra_eu_usd"),
    ).cast(dict(economy_schema()))  # type: ignore[arg-type]
