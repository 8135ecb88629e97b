"""One economy's profile: its goods in one year, or its trade year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.answer import Answer, Column, Fact
from aigoods.analysis.build import build, series_column
from aigoods.analysis.measures import VALUE, YEAR, cagr, measured, series, world_totals, year_column
from aigoods.analysis.notes import applicable, missing_note
from aigoods.analysis.select import as_nodes, economy_values, totals, traders
from aigoods.analysis.view import FLOWS
from aigoods.catalog.economies import name
from aigoods.text import possessive
from aigoods.text import years as years_text

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.select import Question
    from aigoods.catalog.goods import Level

SERIES = {"value": "value_usd", "share": "world_share", "growth": "growth", "rank": "rank"}
"""What the series of an economy's goods hold, by measure: shares and ranks are of the world."""


def economy(ask: Question) -> Answer:
    """Return an economy's goods in one year (`by` segment, family or code) or its years.

    By goods: key, goods, segment, value_usd, share of the economy's total, growth, world_share and
    rank among all economies in these goods, cagr, series.
    By year: year and, for each flow, value, growth, share of the world and rank; balance_usd is
    exports less imports.
    """
    years = _years_table(ask)
    facts = _facts(ask, years)
    return _by_year(ask, years, facts) if ask.view.by == "year" else _by_goods(ask, facts)


def _by_goods(ask: Question, facts: tuple[Fact, ...]) -> Answer:
    view, basket = ask.view, ask.manifest.basket
    level = cast("Level", view.by)
    flows = as_nodes(economy_values(ask, view.flow), basket, level, "goods")
    by_economy = totals(flows, "year", "goods", "key")
    ranked = (
        measured(traders(by_economy), world_totals(by_economy, "goods"), "goods")
        .filter(pl.col("key") == view.economy)
        .select("year", "value_usd", "rank", key="goods", world_share="share")
    )
    total = world_totals(ranked)
    full = (
        measured(ranked.select("year", "key", "value_usd"), total)
        .drop("rank", "rank_change")
        .join(ranked.select("year", "key", "rank", "world_share"), on=["year", "key"])
    )
    nodes = {node.key: node for node in basket.level(level)}
    table = (
        full.filter(YEAR == ask.year)
        .join(cagr(ranked, ask.since, ask.year), on="key", how="left")
        .join(series(full, SERIES[view.measure], ask.years), on="key", how="left")
        .with_columns(
            pl.col("key").replace({key: node.name for key, node in nodes.items()}).alias("goods"),
            pl.col("key").replace({key: n.segment for key, n in nodes.items()}).alias("segment"),
        )
        .sort("value_usd", "key", descending=[True, False])
    )
    who = name(view.economy)
    columns = (
        Column("key", "Code" if level == "code" else "Key", "code", "address word of the goods"),
        Column("goods", "Goods", "text", "what is traded"),
        Column("segment", "Segment", "text", "raw materials, intermediate inputs or equipment"),
        Column("value_usd", "Value", "usd", f"{view.flow} in {ask.year}, current US dollars"),
        Column("share", "Share", "share", f"part of all {view.flow} of {who} here"),
        Column("growth", "Growth", "growth", "change of the value on the year before"),
        Column("world_share", "World", "share", f"part of world {view.flow} of these goods"),
        Column("rank", "Rank", "rank", f"place of {who} in world {view.flow} of these goods"),
        Column("cagr", "CAGR", "growth", f"growth a year from {ask.since} to {ask.year}"),
        series_column(view.measure),
    )
    return build(
        ask,
        table,
        columns,
        title=f"{possessive(who)} {view.flow} of {ask.goods.phrase}, {ask.year}",
        key="key",
        label="goods",
        facts=facts,
        notes=(() if table.height else (missing_note(ask, ask.goods),)) + applicable(ask),
    )


def _by_year(ask: Question, table: pl.DataFrame, facts: tuple[Fact, ...]) -> Answer:
    who, flow = name(ask.view.economy), ask.view.flow
    columns = [Column("year", "Year", "year", "year of the flows")]
    for side in (flow, *(other for other in FLOWS if other != flow)):
        columns += [
            Column(f"{side}_usd", side.capitalize(), "usd", f"{side}, current US dollars"),
            Column(f"{side}_growth", "Growth", "growth", f"change of {side} on the year before"),
            Column(f"{side}_share", "Share", "share", f"part of world {side} of these goods"),
            Column(f"{side}_rank", "Rank", "rank", f"place in world {side} of these goods"),
        ]
    columns.append(Column("balance_usd", "Balance", "usd", "exports less imports"))
    return build(
        ask,
        table,
        tuple(columns),
        title=f"{possessive(who)} {flow} of {ask.goods.phrase}, {years_text(ask.years)}",
        key="year",
        label="year",
        facts=facts,
        notes=applicable(ask),
    )


def _years_table(ask: Question) -> pl.DataFrame:
    """Return a row for each year of the dataset with both flows and the balance."""
    table = year_column(ask.years)
    for flow in FLOWS:
        flows = totals(economy_values(ask, flow))
        every = measured(traders(flows), world_totals(flows))
        own = every.filter(pl.col("key") == ask.view.economy)
        table = table.join(
            own.select(
                "year",
                VALUE.alias(f"{flow}_usd"),
                pl.col("growth").alias(f"{flow}_growth"),
                pl.col("share").alias(f"{flow}_share"),
                pl.col("rank").alias(f"{flow}_rank"),
            ),
            on="year",
            how="left",
        )
    return table.with_columns((pl.col("exports_usd") - pl.col("imports_usd")).alias("balance_usd"))


def _facts(ask: Question, years: pl.DataFrame) -> tuple[Fact, ...]:
    row = years.row(by_predicate=YEAR.eq(ask.year), named=True)
    facts: list[Fact] = []
    for flow in FLOWS:
        facts += [
            Fact(f"{flow}_usd", flow.capitalize(), row[f"{flow}_usd"], "usd"),
            Fact(f"{flow}_rank", "rank", row[f"{flow}_rank"], "rank"),
            Fact(f"{flow}_share", "of the world", row[f"{flow}_share"], "share"),
        ]
    return (*facts, Fact("balance_usd", "Balance", row["balance_usd"], "usd"))
