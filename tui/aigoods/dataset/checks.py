"""What must hold of a dataset before it is put in place: identities between its tables."""

from __future__ import annotations

import polars as pl

from aigoods.errors import DataError


def check_balance(economy: pl.DataFrame) -> None:
    """Check that world exports equal world imports for every code and year.

    A relative difference below one part in a million is rounding of the source.

    Raises:
        DataError: they differ; the sentence names the first code and year.

    """
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


def check_totals(economy: pl.DataFrame, totals: pl.DataFrame) -> None:
    """Check that trade in all goods is at least that in the goods of the dataset.

    Raises:
        DataError: it is less, or unknown; the sentence names the first economy and year.

    """
    keys = ("year", "economy", "flow")
    value, whole = pl.col("value_usd"), pl.col("whole_usd")
    less = (
        economy.group_by(keys)
        .agg(value.sum())
        .join(totals.select(*keys, value.alias("whole_usd")), on=keys, how="left")
        .filter(
            (pl.col("flow").is_in(totals["flow"].unique().to_list())) & (whole.fill_null(0) < value)
        )
        .sort(keys)
    )
    if less.height:
        row = less.row(0, named=True)
        raise DataError(
            f"The {row['flow']} of {row['economy']} in {row['year']} are {row['value_usd']:,} US "
            f"dollars in the goods of the dataset, and {row['whole_usd'] or 0:,} in all goods."
        )


def check_partners(economy: pl.DataFrame, partners: pl.LazyFrame) -> None:
    """Check that the flows between partners add up to the exports of the economies in every year.

    Raises:
        DataError: they do not; the sentence names the first year.

    """
    value = pl.col("value_usd")
    flows = partners.group_by("year").agg(value.sum().alias("flows")).collect()
    exports = economy.filter(pl.col("flow") == "exports").group_by("year").agg(value.sum())
    sums = exports.join(flows, on="year", how="full", coalesce=True).sort("year")
    for year, whole, parts in sums.select("year", "value_usd", "flows").iter_rows():
        if whole != parts:
            raise DataError(
                f"The flows between partners in {year} do not add up to the exports of economies: "
                f"{parts or 0:,} and {whole or 0:,} US dollars."
            )
