"""World trade by goods: the tree of a basket, or one good year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.against import compared
from aigoods.analysis.build import (
    SHARE,
    build,
    cagr_column,
    drawing,
    growth_column,
    key_column,
    over_years,
    series_column,
)
from aigoods.analysis.column import Column, Sum
from aigoods.analysis.flows import OWN, economy_values, with_quantities
from aigoods.analysis.formulas import (
    VALUE,
    YEAR,
    cagr,
    concentration,
    leaders,
    measured,
    series,
    with_measures,
    world_totals,
)
from aigoods.analysis.measures import BALASSA
from aigoods.analysis.notes import applicable, here
from aigoods.analysis.position import beside, wholes
from aigoods.analysis.values import as_nodes, totals, traders
from aigoods.analysis.world import world_columns, world_draws, world_facts, world_years
from aigoods.catalog.economies import name
from aigoods.catalog.goods import wto_codes
from aigoods.errors import QueryError
from aigoods.text import lower_first

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Level

HHI_HELP = "Herfindahl-Hirschman index of economies, not of firms; above 1,800 is high"
LEADER = ("leader_usd", "value_usd")
LISTED_HELP = "whether the code is on the WTO's list"
DEPTH: dict[str, tuple[Level, ...]] = {
    "segment": ("segment",),
    "family": ("segment", "family"),
    "code": ("segment", "family", "code"),
}


def goods(ask: Question) -> Answer:
    """Return world trade by goods in one year, or the years of one node of the tree.

    By goods: level, key, goods, value_usd of world trade, share of the goods asked for, growth,
    the leading exporter (or importer) and its share, that of the leading three, hhi of the flow,
    cagr, series; parents stand before their children, so only rows of one level add up. Leaders and
    HHI are of the economies that are ranked, as in `ranking`. Where unit values are asked for,
    quantity_t and unit_value.
    Where some codes are on the WTO's list and others are not, wto_list says of each.
    By year: year, value_usd, growth and, for each side, the number of economies, hhi, the leader
    and its share.
    Where an RCA is asked for, rca or symmetric_rca is that of the leading exporter, and its series
    that of the same economy in the other years.
    """
    return _by_year(ask) if ask.view.by == "year" else _tree(ask)


def _tree(ask: Question) -> Answer:
    view, basket = ask.view, ask.manifest.basket
    # Economies matter in the year of the page alone; the other years are sums of the world.
    trader = pl.when(YEAR == ask.year).then("key").otherwise(pl.lit(""))
    flows = ask.collect(
        totals(economy_values(ask).with_columns(trader.alias("key")), "year", "key", "code")
    )
    total, every = world_totals(flows), wholes(ask) if ask.measure.against else None
    codes = with_quantities(ask, totals(flows, "year", "code"), view.flow, "year", "code")
    parts = []
    for level in DEPTH[view.by]:
        placed = as_nodes(flows, basket, level, "goods")
        year = totals(placed.filter(YEAR == ask.year), "year", "goods", "key")
        ranked, own = traders(year), world_totals(year, "goods")
        values = totals(as_nodes(codes, basket, level, "key"), "year", "key")
        full = measured(values, total, ask.grain)
        led = leaders(ranked, own, "goods").drop("world_usd")
        if every is not None:
            full = _with_rca(ask, full, led, level, every)
        parts.append(
            full.filter(YEAR == ask.year)
            .with_columns(pl.lit(level).alias("level"))
            .join(led, left_on="key", right_on="goods", how="left")
            .join(concentration(ranked, "goods"), left_on="key", right_on="goods", how="left")
            .join(cagr(values, ask.since, ask.year, ask.grain), on="key", how="left")
            .join(series(full, ask.measure.column, ask.years), on="key", how="left")
        )
    nodes = [n for n in basket.nodes if n.level != "all"]
    order = {n.key: place for place, n in enumerate(nodes)}
    table = (
        pl.concat(parts)
        .with_columns(
            pl.col("key").replace({n.key: n.name for n in nodes}).alias("goods"),
            pl.col("key").replace_strict(order, return_dtype=pl.Int64).alias("place"),
            *_named_leader(),
        )
        .sort("place")
    )
    listed = _on_list(ask)
    table = table.with_columns(
        pl.col("key").replace_strict(listed, default=None, return_dtype=pl.String).alias("wto_list")
    )
    flow, side, phrase = view.flow, OWN[view.flow], ask.goods.phrase
    part, world = f"part of world trade in {phrase}", f"its part of world {flow}"
    bars = "value" if view.measure == "rank" else view.measure
    first = 75 if ask.measure.against else 23  # Where it is the leader's RCA, who leads stays.
    columns = (
        Column("level", "Level", "text", "segment, family or code", hidden=True),
        key_column(view.by)._replace(title="Code"),
        Column("goods", "Goods", "text", "what is traded"),
        *([Column("wto_list", "On list", "text", LISTED_HELP, leaves=51)] if listed else []),
        Column(
            "value_usd", "Value", "usd", f"world trade in {ask.period.long}, current US dollars"
        ),
        Column("share", "Share", "share", part, leaves=50, parts=SHARE),
        growth_column(ask),
        *(
            _of_leader(column, side) if ask.measure.against else column
            for column in ask.measure.adds
        ),
        Column("leader_iso3", "ISO3", "code", f"code of the leading {side}", hidden=True),
        Column("leader", "Leader", "text", f"economy with the highest {flow}", leaves=first),
        Column(
            "leader_share",
            "Its share",
            "share",
            world,
            leaves=21,
            parts=LEADER,
            sum=Sum(economy="{leader_iso3}"),
        ),
        Column(
            "top3_share",
            "Top 3",
            "share",
            f"part of world {flow} of the leading three",
            leaves=20,
            parts=("top3_usd", "value_usd"),
        ),
        Column("hhi", "HHI", "hhi", f"concentration of {flow}: {HHI_HELP}", leaves=22),
        cagr_column(ask),
        series_column(view.measure),
    )
    return build(
        ask,
        table,
        columns,
        title=f"World trade in {phrase} by {view.by}{compared(view)}, {ask.period.long}",
        rows="goods",
        level="level",
        bars=("value_usd", "share"),
        draws=(
            *over_years(drawing("lines", view.measure, "series", whole="the total")),
            drawing("bars", bars, whole="the total"),
        ),
        facts=world_facts(world_years(ask, totals(flows)), ask),
        values=(codes,),
        notes=applicable(ask, table["leader_iso3"]),
        empty=f"There is no trade in {phrase} {here(ask)}.",
    )


def _with_rca(
    ask: Question, full: pl.DataFrame, led: pl.DataFrame, level: Level, every: pl.DataFrame
) -> pl.DataFrame:
    """Return the goods of a level by year with the RCA of those who lead in the View's year.

    `full` has year, key and value_usd of world trade, `led` goods and leader; `every` is what
    `position.wholes` returns.
    """
    keys = ["year", "goods", "key"]
    own = economy_values(ask).filter(pl.col("key").is_in(led["leader"].unique().to_list()))
    found = ask.collect(totals(as_nodes(own, ask.manifest.basket, level, "goods"), *keys))
    world = full.select("year", pl.col("key").alias("goods"), VALUE.alias("world_usd"))
    rows = found.join(led.select("goods", pl.col("leader").alias("key")), on=["goods", "key"])
    measured = with_measures(
        beside(rows.join(world, on=["year", "goods"]), every), ask.view.measure
    ).select("year", pl.col("goods").alias("key"), ask.measure.column, *BALASSA[1::2])
    return full.join(measured, on=["year", "key"], how="left")


def _of_leader(column: Column, side: str) -> Column:
    """Return the column of an RCA where it is that of the leader in world trade."""
    parts = ("leader_usd", "against_usd", "value_usd", "world_against_usd")
    said = f"{column.title} of the leading {side}"
    title = f"Leader's {lower_first(column.title)}"
    return column._replace(title=title, help=said, parts=parts)


def _on_list(ask: Question) -> dict[str, str]:
    """Return whether each code is on the WTO's list, nothing where all are or none is."""
    codes = {code.code for code in ask.manifest.basket.codes} if ask.view.by == "code" else set()
    known = wto_codes()
    if not codes & known or codes <= known:
        return {}
    return {code: "yes" if code in known else "no" for code in codes}


def _by_year(ask: Question) -> Answer:
    if ask.measure.against:
        raise QueryError(
            "An RCA is of an economy, on this page of the leader in each of the goods: give "
            "by=code, or ask for economy?by=year."
        )
    both = ask.collect(totals(economy_values(ask, *OWN), "flow", "year", "key"))
    exports = totals(both.filter(flow="exports"), "year")
    table = world_years(ask, with_quantities(ask, exports, "exports", "year"))
    columns = world_columns(ask)
    for flow, side in OWN.items():
        values = both.filter(pl.col("flow") == flow)
        ranked = traders(values)
        found = (
            concentration(ranked, "year")
            .join(leaders(ranked, world_totals(values), "year"), on="year")
            .with_columns(*_named_leader())
            .select(
                "year",
                pl.col("traders").alias(f"{side}s"),
                pl.col("hhi").alias(f"{side}s_hhi"),
                pl.col("leader_iso3").alias(f"leading_{side}_iso3"),
                pl.col("leader").alias(f"leading_{side}"),
                pl.col("leader_share").alias(f"leading_{side}_share"),
                pl.col("leader_usd").alias(f"{side}_leader_usd"),
                pl.col("world_usd").alias(f"{side}_world_usd"),
            )
        )
        table = table.join(found, on="year", how="left")
        count, code, lead = f"{side.capitalize()}s", f"leading_{side}_iso3", f"Leading {side}"
        hhi, first = (40, 71) if flow == "exports" else (24, 23)
        columns += [
            Column(f"{side}s", count, "count", f"economies with {flow}", leaves=22),
            Column(
                f"{side}s_hhi", "HHI", "hhi", f"concentration of {flow}: {HHI_HELP}", leaves=hhi
            ),
            Column(code, "ISO3", "code", f"code of the leading {side}", hidden=True),
            Column(f"leading_{side}", lead, "text", f"economy with most {flow}", leaves=first),
            Column(
                f"leading_{side}_share",
                "Its share",
                "share",
                f"its part of world {flow}",
                leaves=21,
                parts=(f"{side}_leader_usd", f"{side}_world_usd"),
                sum=Sum(flow=flow, economy=f"{{{code}}}"),
            ),
        ]
    measure = ask.view.measure
    return build(
        ask,
        table,
        tuple(columns),
        title=f"World trade in {ask.goods.phrase}, {ask.spelled}",
        rows="periods",
        draws=world_draws("value" if measure in ("share", "rank") else measure),
        facts=world_facts(table, ask),
        values=(table,),
        notes=applicable(
            ask, (who for side in OWN.values() for who in table[f"leading_{side}_iso3"])
        ),
    )


def _named_leader() -> tuple[pl.Expr, pl.Expr]:
    return (
        pl.col("leader").alias("leader_iso3"),
        pl.col("leader").map_elements(name, return_dtype=pl.String).alias("leader"),
    )
