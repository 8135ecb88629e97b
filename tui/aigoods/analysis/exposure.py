"""Who depends on a supplier: what each importer gets from it, and what all others would have to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.build import GROWTH, build, drawing, series_column
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.flows import economy_values, traded
from aigoods.analysis.formulas import VALUE, YEAR, series, share
from aigoods.analysis.measures import UNIT
from aigoods.analysis.notes import applicable, here, single_flow
from aigoods.analysis.values import totals, traders
from aigoods.catalog.economies import name
from aigoods.text import possessive

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question

ABSENCE = (
    "Needed growth is the arithmetic of an absence, not a forecast: what the supplier sends over "
    "what all others export, the importer's own exports left out. Stocks, prices, spare capacity "
    "and substitutes are not in it."
)
HUBS = (
    "What a hub such as Hong Kong or Singapore imports may go on to others, and what it sends may "
    "come from others: goods are counted where they are said to come from."
)


def exposure(ask: Question) -> Answer:
    """Return who depends on a supplier in some goods: what the world would miss without it.

    Columns: iso3, economy, from_usd (imports from the supplier), imports_usd (from all), share
    (from_usd / imports_usd), others_usd (world exports of the goods less the supplier's and the
    importer's own), needed_growth (from_usd / others_usd: by how much the others would have to
    export more), the share in each year. Sorted by from_usd. The totals hold the same of the world:
    the supplier's exports, and those of all others.

    A worked example: the supplier exports 60 of 100 in the world, 30 of it to an importer that
    imports 50 and exports 10. Then share is 30 / 50 = 60%, others_usd 100 - 60 - 10 = 30 and
    needed_growth 30 / 30 = 100%.
    """
    view, who = ask.view, name(ask.view.economy)
    sides = traded(ask).group_by("year", pl.col("importer").alias("key"))
    own = pl.col("exporter") == view.economy
    found = ask.collect(
        sides.agg(VALUE.sum().alias("imports_usd"), VALUE.filter(own).sum().alias("from_usd"))
    )
    found = found.with_columns(share(pl.col("from_usd"), pl.col("imports_usd")).alias("share"))
    year = found.filter(YEAR == ask.year)
    world, supplied = (sum(year[column].to_list()) for column in ("imports_usd", "from_usd"))
    exports = ask.collect(totals(economy_values(ask, "exports").filter(YEAR == ask.year)))
    table = (
        traders(year.filter(pl.col("from_usd") > 0))
        .join(exports.select("key", VALUE.alias("own_usd")), on="key", how="left")
        .with_columns(
            pl.lit(world - supplied).alias("rivals_usd"),
            pl.col("own_usd").fill_null(0),
        )
        .with_columns((pl.col("rivals_usd") - pl.col("own_usd")).alias("others_usd"))
        .with_columns(share(pl.col("from_usd"), pl.col("others_usd")).alias("needed_growth"))
        .join(series(found, "share", ask.years), on="key", how="left")
        .with_columns(
            pl.col("key").replace({key: name(key) for key in year["key"]}).alias("economy")
        )
        .rename({"key": "iso3"})
        .sort("from_usd", "iso3", descending=[True, False])
    )
    phrase, others = ask.goods.phrase, world - supplied
    sums = (
        Fact("from_usd", "World", supplied, "usd"),
        Fact("imports_usd", "World", world, "usd"),
        Fact("share", "World", supplied / world if world else None, "share"),
        Fact("others_usd", "World", others, "usd"),
        Fact("needed_growth", "World", supplied / others if others else None, "share"),
    )
    bounds = single_flow(ask)
    return build(
        ask,
        table,
        (
            Column("iso3", "ISO3", "code", "code of the importer", hidden=True),
            Column("economy", "Economy", "text", "who imports"),
            Column("from_usd", f"From {view.economy}", "usd", f"imports from {who}"),
            Column(
                "imports_usd",
                "Imports",
                "usd",
                "imports from all",
                leaves=60,
                sum=Sum(flow="imports", economy="{iso3}", partner=""),
            ),
            Column(
                "share",
                "Share",
                "share",
                f"part of its imports that comes from {who}",
                parts=("from_usd", "imports_usd"),
            ),
            Column(
                "others_usd",
                "Others export",
                "usd",
                f"world exports less those of {who} and its own",
                leaves=50,
                parts=("rivals_usd", "own_usd"),
                sum=Sum(flow="exports", economy="", partner=""),
            ),
            Column(
                "needed_growth",
                "Needed",
                "share",
                "by how much the others would have to export more to take the supplier's place",
                leaves=GROWTH,
                parts=("from_usd", "others_usd"),
            ),
            series_column("share", f"part of {who}"),
        ),
        title=f"Who depends on {who} in {phrase}, {ask.period.long}",
        rows="economies",
        bars=("from_usd", "share"),
        draws=(
            drawing("lines", "share", "series")._replace(
                said=f"part that comes from {who}", of="imports"
            ),
            drawing("bars", "value", "from_usd")._replace(said=f"{UNIT}, from {who}", of="imports"),
        ),
        facts=(
            Fact("supplier_usd", f"{possessive(who)} exports", supplied or None, "usd"),
            sums[2]._replace(title="of the world"),
            sums[-1]._replace(title="others would need"),
            Fact("rows", "importers", table.height, "count"),
        ),
        notes=(
            ABSENCE,
            HUBS,
            *([f"Imports and exports are sums of every {bounds}."] if bounds else []),
            *applicable(ask, table["iso3"]),
        ),
        totals=sums if table.height else (),
        empty=f"{who} has no exports of {phrase} {here(ask)}.",
    )
