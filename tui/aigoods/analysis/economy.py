"""One economy's profile: its goods in one year, or its trade year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.against import compared
from aigoods.analysis.answer import Answer
from aigoods.analysis.build import (
    ALL_EXPORTS,
    BALANCE,
    SHARE,
    build,
    cagr_column,
    drawing,
    flow_columns,
    flow_table,
    growth_column,
    key_column,
    of_flow,
    over_years,
    series_column,
)
from aigoods.analysis.column import Column, Fact
from aigoods.analysis.flows import economy_values, with_quantities
from aigoods.analysis.formulas import (
    VALUE,
    YEAR,
    cagr,
    measured,
    series,
    share,
    with_measures,
    world_totals,
    year_column,
)
from aigoods.analysis.measures import MEASURES
from aigoods.analysis.notes import applicable, missing_note
from aigoods.analysis.position import beside, wholes
from aigoods.analysis.values import as_nodes, standing
from aigoods.analysis.view import FLOWS
from aigoods.catalog.economies import name
from aigoods.text import possessive

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer, Drawing
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Level


def economy(ask: Question) -> Answer:
    """Return an economy's goods in one year (`by` segment, family or code) or its years.

    By goods: key, goods, segment, value_usd, share of the economy's total, growth, world_share and
    rank among all economies in these goods, cagr, series.
    By year: year and, for each flow, value, growth, share of the world and rank; balance_usd is
    exports less imports. Where unit values are asked for, quantity_t and unit_value, too.
    Where exports of all goods are known, all_exports_share is the part of them that exports are;
    where an RCA is asked for, rca or symmetric_rca of the exports.
    """
    own = _standings(ask)
    sides = {flow: own.filter(flow=flow, key="") for flow in FLOWS}
    if ask.view.by == "year":
        return _by_year(ask, sides)
    return _by_goods(ask, own.filter(pl.col("key") != ""), _facts(ask, _years_table(ask, sides)))


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
    own = with_quantities(ask, own, view.flow, "year", "key", who=view.economy, level=level)
    full = (
        measured(own.drop("rank", "world_usd"), world_totals(own), ask.grain)
        .rename({"world_usd": "whole_usd"})
        .drop("rank", "flow")
        .join(own.select("year", "key", "rank", "world_usd"), on=["year", "key"])
        .with_columns(share(VALUE, pl.col("world_usd")).alias("world_share"))
    )
    if view.flow == "exports":
        full = _positioned(ask, full)
    # The share of one economy in the world is what compares with others.
    column = "world_share" if view.measure == "share" else ask.measure.column
    nodes = {node.key: node for node in basket.level(level)}
    table = (
        full.filter(YEAR == ask.year)
        .join(cagr(own, ask.since, ask.year, ask.grain), on="key", how="left")
        .join(series(full, column, ask.years), on="key", how="left")
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
        Column(
            "value_usd", "Value", "usd", f"{view.flow} in {ask.period.long}, current US dollars"
        ),
        Column(
            "share",
            "Share",
            "share",
            f"part of all {view.flow} of {who} here",
            leaves=50,
            parts=("value_usd", "whole_usd"),
        ),
        growth_column(ask),
        Column("world_share", "World", "share", f"part of {world}", leaves=45, parts=SHARE),
        Column("rank", "Rank", "rank", f"place of {who} in {world}", leaves=90),
        *ask.measure.adds,
        cagr_column(ask),
        *([ALL_EXPORTS] if ALL_EXPORTS.name in table.columns else []),
        series_column(view.measure),
    )
    return build(
        ask,
        table,
        columns,
        title=f"{possessive(who)} {view.flow} of {ask.goods.phrase}{compared(view)}, "
        f"{ask.period.long}",
        rows="goods",
        bars=("value_usd", "share"),
        draws=_draws(ask, table, column),
        facts=facts,
        values=(own,),
        notes=applicable(ask),
        empty=missing_note(ask),
    )


def _draws(ask: Question, table: pl.DataFrame, column: str) -> tuple[Drawing, ...]:
    """Return the pictures of goods; in a stack of other years goods traded only then are not."""
    view, basket = ask.view, ask.manifest.basket
    lines = drawing("lines", view.measure, "series")
    lined = over_years(lines)
    bars = drawing("bars", view.measure, column)
    if view.measure == "rank":
        bars = drawing("bars", "value")
    if view.measure != "value":
        return (*lined, bars)
    inside = set(ask.goods.codes)
    nodes = sum(not inside.isdisjoint(n.codes) for n in basket.level(cast("Level", view.by)))
    stack = lines._replace(
        kind="stacked",
        names=basket.segments[::-1],
        every="segments",
        by="segment",
        among="" if table.height == nodes else f" of goods traded in {ask.period.long}",
    )
    return (stack, *lined, bars)


def _by_year(ask: Question, sides: dict[str, pl.DataFrame]) -> Answer:
    who, flow, measure = name(ask.view.economy), ask.view.flow, ask.view.measure
    sides = {
        side: with_quantities(ask, own, side, "year", who=ask.view.economy)
        for side, own in sides.items()
    }
    sides["exports"] = _positioned(ask, sides["exports"])
    table = _years_table(ask, sides)
    known = f"exports_{ALL_EXPORTS.name}"
    if known in table.columns:
        table = table.rename({known: ALL_EXPORTS.name})
    columns = [Column("year", "Year", "year", "year of the flows")]
    for side in (flow, *(other for other in FLOWS if other != flow)):
        columns += flow_columns(
            side,
            Column("value_usd", side.capitalize(), "usd", f"{side}, current US dollars"),
            growth_column(ask, side, spanned=False),
            Column("share", "Share", "share", f"part of world {side} of these goods", parts=SHARE),
            Column("rank", "Rank", "rank", f"place in world {side} of these goods"),
            *(ask.measure.adds if side == "exports" or not ask.measure.exported else ()),
        )
    columns.append(BALANCE)
    if ALL_EXPORTS.name in table.columns:
        columns.append(ALL_EXPORTS._replace(parts=("exports_usd", "exports_all_exports_usd")))
    bars = "value" if measure == "rank" else measure
    return build(
        ask,
        table,
        tuple(columns),
        title=f"{possessive(who)} {flow} of {ask.goods.phrase}{compared(ask.view)}, {ask.spelled}",
        rows="periods",
        draws=(
            drawing("lines", measure, _column(flow, measure), names=(flow,)),
            drawing("bars", bars, _column(flow, bars)),
        ),
        facts=_facts(ask, table),
        values=tuple(sides.values()),
        notes=applicable(ask),
    )


def _column(flow: str, measure: str) -> str:
    """Return the column of a measure of one flow in the table of years."""
    column = MEASURES[measure].column
    return column if column == ALL_EXPORTS.name else of_flow(flow, column)


def _positioned(ask: Question, own: pl.DataFrame) -> pl.DataFrame:
    """Return exports of the economy by year with what they are compared with, and the measures."""
    found = beside(own, wholes(ask), who=ask.view.economy)
    return with_measures(found, *(word for word, each in MEASURES.items() if each.exported))


def _years_table(ask: Question, sides: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return a row for each year of the dataset with both flows and the balance."""
    table = year_column(ask.years)
    for flow, own in sides.items():
        before = own.select(ask.year_on, VALUE.alias("previous_usd"))
        found = with_measures(own.drop("flow", "key").join(before, on="year", how="left"))
        table = table.join(flow_table(flow, found, "year"), on="year", how="left")
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
