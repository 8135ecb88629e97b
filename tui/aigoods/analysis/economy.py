"""One economy's profile: its goods in one year, or its trade year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.answer import Answer, Column, Drawing, Fact
from aigoods.analysis.build import (
    build,
    cagr_column,
    drawing,
    flow_column,
    growth_column,
    key_column,
    leaving,
    series_column,
)
from aigoods.analysis.flows import quantities, unit_columns, unit_note, with_unit_values
from aigoods.analysis.measures import (
    VALUE,
    YEAR,
    cagr,
    growth,
    measured,
    series,
    share,
    world_totals,
    year_column,
)
from aigoods.analysis.notes import applicable, missing_note
from aigoods.analysis.question import as_nodes, economy_values, standing
from aigoods.analysis.view import FLOWS
from aigoods.catalog.economies import name
from aigoods.text import possessive
from aigoods.text import years as years_text

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Level

SERIES = {
    "value": "value_usd",
    "share": "world_share",
    "growth": "growth",
    "rank": "rank",
    "unit-value": "unit_value",
}
"""What the series of an economy's goods hold, by measure: shares and ranks are of the world."""


def economy(ask: Question) -> Answer:
    """Return an economy's goods in one year (`by` segment, family or code) or its years.

    By goods: key, goods, segment, value_usd, share of the economy's total, growth, world_share and
    rank among all economies in these goods, cagr, series.
    By year: year and, for each flow, value, growth, share of the world and rank; balance_usd is
    exports less imports. Where unit values are asked for, quantity_t and unit_value, too.
    """
    own = _standings(ask)
    years = _years_table(ask, own.filter(pl.col("key") == ""))
    facts = _facts(ask, years)
    if ask.view.by == "year":
        return _by_year(ask, years, facts)
    return _by_goods(ask, own.filter(pl.col("key") != ""), facts)


def _standings(ask: Question) -> pl.DataFrame:
    """Return `flow`, `year`, `key` and where the economy stands there, as `standing` says.

    `key` is empty for all goods asked for, in both flows; where goods are listed, it is also each
    of them, in the flow of the View.
    """
    view = ask.view
    flows = economy_values(ask, *FLOWS).with_columns(pl.lit("").alias("goods"))
    found = [standing(flows, view.economy, "flow", "year", "goods")]
    if view.by != "year":
        led = flows.filter(pl.col("flow") == view.flow)
        listed = as_nodes(led, ask.manifest.basket, cast("Level", view.by), "goods")
        found.append(standing(listed, view.economy, "flow", "year", "goods"))
    return ask.collect(pl.concat(found)).rename({"goods": "key"})


def _by_goods(ask: Question, own: pl.DataFrame, facts: tuple[Fact, ...]) -> Answer:
    view, basket = ask.view, ask.manifest.basket
    level = cast("Level", view.by)
    ranked = own.with_columns(share(VALUE, pl.col("world_usd")).alias("world_share"))
    total = world_totals(ranked)
    full = (
        measured(ranked.select("year", "key", "value_usd"), total)
        .drop("rank", "rank_change")
        .join(ranked.select("year", "key", "rank", "world_share"), on=["year", "key"])
    )
    found = quantities(ask, view.flow, "year", "code", who=view.economy)
    units = None if found is None else as_nodes(found, basket, level, "key")
    full = with_unit_values(full, units, "year", "key")
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
    who, world = name(view.economy), f"world {view.flow} of these goods"
    kinds = "raw materials, intermediate inputs or equipment"
    columns = (
        key_column(level),
        Column("goods", "Goods", "text", "what is traded"),
        Column("segment", "Segment", "text", kinds, hidden=True),
        Column("value_usd", "Value", "usd", f"{view.flow} in {ask.year}, current US dollars"),
        Column("share", "Share", "share", f"part of all {view.flow} of {who} here", leaves=50),
        growth_column(ask),
        Column("world_share", "World", "share", f"part of {world}", leaves=45),
        Column("rank", "Rank", "rank", f"place of {who} in {world}", leaves=90),
        *unit_columns(ask),
        cagr_column(ask),
        series_column(view.measure),
    )
    return build(
        ask,
        table,
        columns,
        title=f"{possessive(who)} {view.flow} of {ask.goods.phrase}, {ask.year}",
        rows="goods",
        bars=("value_usd", "share"),
        draws=_draws(ask, table),
        facts=facts,
        notes=unit_note(ask, units) + applicable(ask),
        empty=missing_note(ask),
    )


def _draws(ask: Question, table: pl.DataFrame) -> tuple[Drawing, ...]:
    """Return the pictures of goods; in a stack of other years goods traded only then are not."""
    view, basket = ask.view, ask.manifest.basket
    measure = "value" if view.measure == "rank" else view.measure
    lines = drawing("lines", view.measure, "series")
    bars = drawing("bars", measure, SERIES[measure])
    if view.measure != "value":
        return (lines, bars)
    inside = set(ask.goods.codes)
    nodes = sum(not inside.isdisjoint(n.codes) for n in basket.level(cast("Level", view.by)))
    stack = lines._replace(
        kind="stacked",
        names=basket.segments[::-1],
        every="segments",
        by="segment",
        among="" if table.height == nodes else f" of goods traded in {ask.year}",
    )
    return (stack, lines, bars)


def _by_year(ask: Question, table: pl.DataFrame, facts: tuple[Fact, ...]) -> Answer:
    who, flow = name(ask.view.economy), ask.view.flow
    columns = [Column("year", "Year", "year", "year of the flows")]
    units = {side: quantities(ask, side, "year", who=ask.view.economy) for side in FLOWS}
    for side, found in units.items():
        table = with_unit_values(table, found, "year", prefix=f"{side}_")
    for side in (flow, *(other for other in FLOWS if other != flow)):
        own = (
            Column(f"{side}_usd", side.capitalize(), "usd", f"{side}, current US dollars"),
            Column(f"{side}_growth", "Growth", "growth", f"change of {side} on the year before"),
            Column(f"{side}_share", "Share", "share", f"part of world {side} of these goods"),
            Column(f"{side}_rank", "Rank", "rank", f"place in world {side} of these goods"),
        )
        columns += leaving(own, side)
        columns += unit_columns(ask, f"{side}_")
    columns.append(Column("balance_usd", "Balance", "usd", "exports less imports", leaves=60))
    measure = ask.view.measure
    bars = "value" if measure == "rank" else measure
    return build(
        ask,
        table,
        tuple(columns),
        title=f"{possessive(who)} {flow} of {ask.goods.phrase}, {years_text(ask.years)}",
        rows="periods",
        draws=(
            drawing("lines", measure, flow_column(flow, measure), names=(flow,)),
            drawing("bars", bars, flow_column(flow, bars)),
        ),
        facts=facts,
        notes=unit_note(ask, *units.values()) + applicable(ask),
    )


def _years_table(ask: Question, own: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each year of the dataset with both flows and the balance."""
    table = year_column(ask.years)
    for flow in FLOWS:
        there = own.filter(pl.col("flow") == flow)
        before = there.select(YEAR + 1, VALUE.alias("previous_usd"))
        table = table.join(
            there.join(before, on="year", how="left").select(
                "year",
                VALUE.alias(f"{flow}_usd"),
                growth(VALUE, pl.col("previous_usd")).alias(f"{flow}_growth"),
                share(VALUE, pl.col("world_usd")).alias(f"{flow}_share"),
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
