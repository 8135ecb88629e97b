"""The embedded datasets, made from the public extracts of BACI in `data/origin`.

`python -m aigoods.sources.embedded` in a checkout writes `data/core-hs4` and `data/chips-hs6` anew;
the second is in `chips.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.goods import core_coverage, core_hs4
from aigoods.catalog.tables import data_folder
from aigoods.dataset.manifest import Manifest, Note, PartnerScope
from aigoods.dataset.places import EMBEDDED
from aigoods.dataset.schema import TOTALS_FILE
from aigoods.dataset.writer import write_dataset
from aigoods.sources.baci.manifests import (
    CITATION,
    LICENCE,
    SEGMENTS_ARE_OURS,
    edition_note,
    heading_notes,
    retired_notes,
    trader_notes,
)
from aigoods.sources.chips import CHIPS, write_chips

if TYPE_CHECKING:
    from pathlib import Path

SEMICONDUCTORS = ("8486", "8541", "8542")
LEAST_PARTNER_FLOW_USD = 1_000


def economy_flows(path: Path) -> pl.DataFrame:
    """Return the economy table of the extract `core_hs4_economy.csv`.

    The extract has a row for each year, heading and economy with both flows side by side; a flow
    of 0 is one that BACI does not report, so it gets no row. Quantities and intra-EU trade are
    not in it.
    """
    wide = pl.read_csv(
        path,
        schema={
            "year": pl.Int32,
            "heading": pl.String,
            "iso3": pl.String,
            "exports_usd": pl.Int64,
            "imports_usd": pl.Int64,
        },
        null_values=[],
    )
    long = wide.unpivot(
        on=["exports_usd", "imports_usd"],
        index=["year", "heading", "iso3"],
        variable_name="flow",
        value_name="value_usd",
    )
    return long.filter(pl.col("value_usd") > 0).select(
        "year",
        pl.col("iso3").alias("economy"),
        pl.col("flow").str.strip_suffix("_usd"),
        pl.col("heading").alias("code"),
        "value_usd",
        pl.lit(None, pl.Float64).alias("quantity_t"),
        pl.lit(None, pl.Int64).alias("intra_eu_usd"),
    )


def partner_flows(path: Path) -> pl.DataFrame:
    """Return the partner table of the extract `semiconductors_partners_2024.csv`.

    Its values are thousand US dollars with three decimals; times 1,000 they are whole dollars.
    """
    flows = pl.read_csv(
        path,
        schema={"exporter_iso3": pl.String, "importer_iso3": pl.String, "value_kusd": pl.Float64},
        null_values=[],
    )
    return flows.select(
        pl.lit(2024, pl.Int32).alias("year"),
        pl.col("exporter_iso3").alias("exporter"),
        pl.col("importer_iso3").alias("importer"),
        pl.lit("+".join(SEMICONDUCTORS)).alias("code"),
        (pl.col("value_kusd") * 1000).round().cast(pl.Int64).alias("value_usd"),
        pl.lit(None, pl.Float64).alias("quantity_t"),
    )


def total_flows(path: Path) -> pl.DataFrame:
    """Return the totals of the extract `all_goods_exports.csv`: exports of all goods alone."""
    totals = pl.read_csv(
        path, schema={"year": pl.Int32, "iso3": pl.String, "exports_usd": pl.Int64}, null_values=[]
    )
    return totals.select(
        "year",
        pl.col("iso3").alias("economy"),
        pl.lit("exports").alias("flow"),
        pl.col("exports_usd").alias("value_usd"),
        pl.lit(None, pl.Int64).alias("intra_eu_usd"),
    )


def manifest() -> Manifest:
    """Return the manifest of `core-hs4`, without the entries of its files."""
    return Manifest(
        name=EMBEDDED,
        title="Core of AI-enabling goods by HS4 heading, embedded in the program",
        source="BACI",
        release="V202601",
        edition="HS2017",
        grain="HS4 heading",
        basket=core_hs4(),
        years=tuple(range(2017, 2025)),
        provisional=(2024,),
        licence=LICENCE,
        citation=CITATION,
        origin=(
            "CEPII, BACI HS17 V202601, summed to headings in the public reproductions "
            "github.com/Lucas-Speciale/trade-atlas (economies) and "
            "github.com/Synthminds/GreatRewire (partners)"
        ),
        retrieved="2026-11",
        partners=PartnerScope(
            years=(2024,),
            together=SEMICONDUCTORS,
            together_name="semiconductors and chip-making machines",
            least_usd=LEAST_PARTNER_FLOW_USD,
        ),
        notes=(
            Note(
                "The ten HS4 headings are wider than the WTO's six-digit codes in some places and "
                "leave codes out elsewhere: the codes of the WTO list inside these headings make "
                f"up {core_coverage():.0%} of the world trade of the whole list in 2023."
            ),
            SEGMENTS_ARE_OURS,
            *heading_notes(),
            edition_note("HS17"),
            *retired_notes("HS17", core_hs4().codes),
            *trader_notes(core_hs4().codes),
            Note(
                "Exports of all goods are derived from the share of an economy's leading headings "
                "in them, which has eight decimals: they are right to 3 parts in ten million.",
                pages=("exporters", "economy"),
            ),
            Note(
                "Partner flows below $1 k are absent: a pair without a row traded less than that, "
                "not nothing.",
                pages=("partners", "pair", "matrix"),
            ),
        ),
    )


def write_embedded(origin: Path, data: Path) -> None:
    """Write the embedded datasets from the extracts in `origin` to folders in `data`.

    Raises:
        DataError: world exports and imports differ, or a folder cannot be written.

    """
    economy = economy_flows(origin / "core_hs4_economy.csv")
    partners = partner_flows(origin / "semiconductors_partners_2024.csv")
    further = {TOTALS_FILE: total_flows(origin / "all_goods_exports.csv")}
    write_dataset(data / EMBEDDED, manifest(), economy, partners, further)
    write_chips(origin, data / CHIPS, economy, partners)


if __name__ == "__main__":
    write_embedded(data_folder() / "origin", data_folder())
