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
