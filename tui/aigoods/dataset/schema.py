"""The form of a dataset: files, columns and types. Needs no Polars to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

SCHEMA_VERSION = 2
"""What is written; version 1, which knows years alone, is read too."""

MANIFEST_FILE = "manifest.json"
ECONOMY_FILE = "economy.parquet"
PARTNERS_FILE = "partners.parquet"
COVERAGE_FILE = "coverage.parquet"
TOTALS_FILE = "totals.parquet"

FLOWS = ("exports", "imports")


def economy_schema() -> dict[str, pl.DataType]:
    """Return the columns of `economy.parquet`, one row for each year, economy, flow and code.

    `value_usd` are current US dollars; `quantity_t` metric tons, null where unknown;
    `intra_eu_usd` the part of `value_usd` traded among the 27 EU members of 2020, null where
    unknown. A flow that the source does not report has no row.
    """
    import polars as pl

    return {
        "year": pl.Int32(),
        "economy": pl.String(),
        "flow": pl.String(),
        "code": pl.String(),
        "value_usd": pl.Int64(),
        "quantity_t": pl.Float64(),
        "intra_eu_usd": pl.Int64(),
    }


def partners_schema() -> dict[str, pl.DataType]:
    """Return the columns of `partners.parquet`, a row for each year, exporter, importer and code.

    `code` may stand for several codes together (`8486+8541+8542`) where the source gives only
    their sum; the manifest then says so.
    """
    import polars as pl

    return {
        "year": pl.Int32(),
        "exporter": pl.String(),
        "importer": pl.String(),
        "code": pl.String(),
        "value_usd": pl.Int64(),
        "quantity_t": pl.Float64(),
    }


def coverage_schema() -> dict[str, pl.DataType]:
    """Return the columns of `coverage.parquet`: what a dataset with a floor holds of a whole.

    One row for each year, economy, flow and `code`, a heading whose codes are all in the basket, or
    several (`8486+8541+8542`). `whole_usd` is the flow as it is without a floor, `held_usd` what
    the dataset holds of it, both current US dollars. EU27 is the EU as one trader: extra-EU trade.
    """
    import polars as pl

    return {
        "year": pl.Int32(),
        "economy": pl.String(),
        "flow": pl.String(),
        "code": pl.String(),
        "held_usd": pl.Int64(),
        "whole_usd": pl.Int64(),
    }


def totals_schema() -> dict[str, pl.DataType]:
    """Return the columns of `totals.parquet`: trade in all goods by year, economy and flow.

    `value_usd` are current US dollars, `intra_eu_usd` the part of them traded among the 27 EU
    members of 2020, null where unknown. What the basket holds of it is a part of it.
    """
    import polars as pl

    return {
        "year": pl.Int32(),
        "economy": pl.String(),
        "flow": pl.String(),
        "value_usd": pl.Int64(),
        "intra_eu_usd": pl.Int64(),
    }


FURTHER: Mapping[str, Callable[[], dict[str, pl.DataType]]] = {
    COVERAGE_FILE: coverage_schema,
    TOTALS_FILE: totals_schema,
}
"""Tables that a dataset may have beside its economies and partners, each with its columns."""
