"""The form of a dataset: files, columns and types. Needs no Polars to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

SCHEMA_VERSION = 2
"""What is written; version 1, which knows years alone, is read too."""

MANIFEST_FILE = "manifest.json"
ECONOMY_FILE = "economy.parquet"
PARTNERS_FILE = "partners.parquet"

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
