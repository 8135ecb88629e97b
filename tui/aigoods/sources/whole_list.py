"""World trade in the WTO's whole list since 2012, a series for reference: it has no economies.

It has a source, an edition and caveats of its own, and is never mixed with a dataset.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from aigoods.catalog.goods import wto_2025
from aigoods.catalog.tables import data_folder
from aigoods.dataset.folder import Dataset
from aigoods.dataset.manifest import Manifest, Note
from aigoods.dataset.reading import attempt
from aigoods.dataset.schema import economy_schema
from aigoods.sources.baci.manifests import (
    BEFORE_HS2012,
    CITATION,
    LICENCE,
    REPRODUCED,
    RETIRED,
    SEGMENTS_ARE_OURS,
)

EXTRACT = "wto_list_world.csv"
YEARS = tuple(range(2012, 2024))
WORLD = "WLD"
"""What stands where a dataset has an economy."""
RETIRED_CODE = "854150"


@cache
def whole_list() -> Dataset:
    """Return the series in the form of a dataset whose one economy is the world.

    Raises:
        DataError: the extract cannot be read.

    """
    path = data_folder() / "origin" / EXTRACT
    found = attempt(
        lambda: pl.read_csv(
            path,
            schema={"year": pl.Int32, "hs6": pl.String, "world_exports_bn_usd": pl.Float64},
            null_values=[],
        ),
        path,
    )
    economy = found.select(
        "year",
        pl.lit(WORLD).alias("economy"),
        pl.lit("exports").alias("flow"),
        pl.col("hs6").alias("code"),
        (pl.col("world_exports_bn_usd") * 1e9).round().cast(pl.Int64).alias("value_usd"),
        pl.lit(None, pl.Float64).alias("quantity_t"),
        pl.lit(None, pl.Int64).alias("intra_eu_usd"),
    )
    return Dataset(manifest(), economy.match_to_schema(economy_schema()).lazy())


def manifest() -> Manifest:
    """Return where the series comes from and what must be known of it."""
    basket = wto_2025()
    return Manifest(
        name=basket.name,
        title="World trade in the WTO's whole list, a series for reference without economies",
        source="BACI",
        release="release not stated",
        edition="HS2007",
        grain="HS6 code",
        basket=basket,
        years=YEARS,
        provisional=(),
        licence=LICENCE,
        citation=CITATION,
        origin=(
            "CEPII, BACI HS07, release not stated, as shown in the public reproduction "
            "github.com/Dawoon-Jeong0523/EC_dashboard"
        ),
        retrieved="2026-11",
        notes=(
            Note(
                "The whole list is a series for reference, not of the dataset in use: world trade "
                "by code, in steps of $10 m, without economies. Its source is BACI's edition HS07, "
                "whose release is not stated; it gives 8542 some 8% more than HS17 in 2023 ($858 "
                "bn against $794 bn), so the two are never mixed."
            ),
            REPRODUCED,
            SEGMENTS_ARE_OURS,
            BEFORE_HS2012,
            Note(
                f"{RETIRED_CODE} breaks in 2022 ($3.55 bn in 2021, $0.50 bn then): the UN's table "
                "moves its heirs of HS2022 to other codes. Its growth, contribution, CAGR and "
                "index across that year are of the break, not of trade.",
                codes=(RETIRED_CODE,),
                since=RETIRED,
            ),
        ),
    )
