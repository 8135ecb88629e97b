"""World trade by goods: the tree of a basket, one good year by year, and the world by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.answer import Answer, Column, Drawing, Fact
from aigoods.analysis.build import (
    SHARE,
    build,
    cagr_column,
    drawing,
    growth_column,
    key_column,
    series_column,
)
from aigoods.analysis.flows import OWN, with_quantities
from aigoods.analysis.formulas import (
    VALUE,
    YEAR,
    cagr,
    concentration,
    growth,
    leaders,
    measured,
    series,
    share,
    with_unit_value,
    world_totals,
    year_column,
)
from aigoods.analysis.notes import applicable, here, published_world_totals
from aigoods.analysis.question import as_nodes, economy_values, totals, traders
from aigoods.catalog.economies import name
from aigoods.catalog.goods import AI_ENABLING
from aigoods.text import slug
from aigoods.text import years as years_text

if TYPE_CHECKING:
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Level

HHI_HELP = "Herfindahl-Hirschman index of economies, not of firms; above 1,800 is high"
LEADER = ("leader_usd", "value_usd")
SHORT_HEADING = 14
"""A segment with a shorter name has it as its heading."""

DEPTH: dict[str, tuple[Level, ...]] = {
    "segment": ("segment",),
    "family": ("segment", "family"),
    "code": ("segment", "family", "code"),
}


def goods(ask: Question) -> Answer:
    """Return world trade by goods in one year, or the years of one node of the tree.

    By goods: level, key, goods, value_usd of world trade, share of the goods asked for, growth,
    the leading exporter (or importer) and its share, hhi of the flow, cagr, series; parents stand
    before their children, so only rows of one level add up. Leader and HHI are of the economies
    that are ranked, as in `ranking`. Where unit values are asked for, quantity_t and unit_value.
    By year: year, value_usd, growth and, for each side, the number of economies, hhi, the leader
    and its share.
    """
    return _by_year(ask) if ask.view.by == "year" else _tree(ask)


def world(ask: Question) -> Answer:
    """Return world trade year by year: value_usd, growth and each segment's value and share."""
    view, basket = ask.view, ask.manifest.basket
    flows = as_nodes(economy_values(ask), basket, "segment", "key")
    values = ask.collect(totals(flows))
    whole = with_quantities(ask, totals(values, "year"), view.flow, "year")
    table = _world_years(whole, ask.years)
    columns = [
        Column("year", "Year", "year", "year of the flows"),
        Column("value_usd", "World", "usd", "world trade, current US dollars"),
        growth_column(ask, "world trade", spanned=False),
        *ask.measure.adds,
    ]
    sizes: dict[str, float] = {}
    for segment, title in zip(basket.segments, headings(basket.segments), strict=True):
        column = segment_column(segment)
        own = values.filter(pl.col("key") == slug(segment)).select("year", VALUE.alias(column))
        table = table.join(own, on="year", how="left").with_columns(
            share(pl.col(column), VALUE).alias(f"{_stem(column)}_share")
        )
        said, part = f"world trade in {segment}, current US dollars", f"{_stem(column)}_share"
        columns.append(Column(column, title, "usd", said, counted="more segment"))
        parts = (column, "value_usd")
        columns.append(Column(part, "Share", "share", "part of the total", parts=parts))
        sizes[column] = float(own[column].sum())
    published = (published_world_totals(),) if basket.phrase == AI_ENABLING else ()
    ranked = sorted(sizes, key=sizes.__getitem__)
    # The growth of the whole says more than the second largest segment.
    order = [f"{_stem(column)}_share" for column in ranked]
    order += [*ranked[:-2], "growth", *ranked[-2:-1], "quantity_t", *ranked[-1:]]
    places = {column: place for place, column in enumerate(order, start=1)}
    return build(
        ask,
        table,
        tuple(column._replace(leaves=places.get(column.name, 0)) for column in columns),
        title=f"World trade in {ask.goods.phrase} by segment, {years_text(ask.years)}",
        rows="periods",
        draws=_world_draws(view.measure, basket.segments[::-1]),
        facts=_world_facts(table, ask),
        values=(table,),
        notes=published + applicable(ask),
    )


def headings(segments: tuple[str, ...]) -> list[str]:
    """Return a short heading for each segment: as many of its first words as tell it apart."""
    found = []
    for segment in segments:
        words = segment.split()
        others = [other.split() for other in segments if other != segment]
        taken = next(
            (n for n in range(1, len(words)) if words[:n] not in [other[:n] for other in others]),
            len(words),
        )
        short = " ".join(words[:taken]).rstrip(",;:")
        found.append((segment if len(segment) < SHORT_HEADING else short).capitalize())
    return found


def segment_column(segment: str) -> str:
    """Return the column of a segment's world trade: `raw_materials_usd`."""
    return f"{slug(segment).replace('-', '_')}_usd"


def _stem(column: str) -> str:
    return column.removesuffix("_usd")


def _world_draws(measure: str, segments: tuple[str, ...] = ()) -> tuple[Drawing, ...]:
    """Return the pictures of the world year by year: segments, or one line of a measure."""
    bars, lines = drawing("bars", measure), drawing("lines", measure, names=("world",))
    if measure != "value" or not segments:
        return (lines, bars)
    columns = tuple(map(segment_column, segments))
    lines = lines._replace(columns=columns, names=segments, every="segments")
    return (lines._replace(kind="stacked"), lines, bars)


def _tree(ask: Question) -> Answer:
    view, basket = ask.view, ask.manifest.basket
    # Economies matter in the year of the page alone; the other years are sums of the world.
    trader = pl.when(YEAR == ask.year).then("key").otherwise(pl.lit(""))
    flows = ask.collect(
        totals(economy_values(ask).with_columns(trader.alias("key")), "year", "key", "code")
    )
    total = world_totals(flows)
    codes = with_quantities(ask, totals(flows, "year", "code"), view.flow, "year", "code")
    parts = []
    for level in DEPTH[view.by]:
        placed = as_nodes(flows, basket, level, "goods")
        year = totals(placed.filter(YEAR == ask.year), "year", "goods", "key")
        ranked, own = traders(year), world_totals(year, "goods")
        values = totals(as_nodes(codes, basket, level, "key"), "year", "key")
        full = measured(values, total)
        parts.append(
            full.filter(YEAR == ask.year)
            .with_columns(pl.lit(level).alias("level"))
            .join(
                leaders(ranked, own, "goods").drop("world_usd"),
                left_on="key",
                right_on="goods",
                how="left",
            )
            .join(concentration(ranked, "goods"), left_on="key", right_on="goods", how="left")
            .join(cagr(values, ask.since, ask.year), on="key", how="left")
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
    flow, side, phrase = view.flow, OWN[view.flow], ask.goods.phrase
    part, world = f"part of world trade in {phrase}", f"its part of world {flow}"
    bars = "value" if view.measure == "rank" else view.measure
    columns = (
        Column("level", "Level", "text", "segment, family or code", hidden=True),
        key_column(view.by)._replace(title="Code"),
        Column("goods", "Goods", "text", "what is traded"),
        Column("value_usd", "Value", "usd", f"world trade in {ask.year}, current US dollars"),
        Column("share", "Share", "share", part, leaves=50, parts=SHARE),
        growth_column(ask),
        *ask.measure.adds,
        Column("leader_iso3", "ISO3", "code", f"code of the leading {side}", hidden=True),
        Column("leader", f"Leading {side}", "text", f"economy with the highest {flow}", leaves=23),
        Column("leader_share", "Its share", "share", world, leaves=21, parts=LEADER),
        Column("hhi", "HHI", "hhi", f"concentration of {flow}: {HHI_HELP}", leaves=22),
        cagr_column(ask),
        series_column(view.measure),
    )
    return build(
        ask,
        table,
        columns,
        title=f"World trade in {phrase} by {view.by}, {ask.year}",
        rows="goods",
        bars=("value_usd", "share"),
        draws=(
            drawing("lines", view.measure, "series", whole="the total"),
            drawing("bars", bars, whole="the total"),
        ),
        facts=_world_facts(_world_years(totals(flows), ask.years), ask),
        values=(codes,),
        notes=applicable(ask, table["leader_iso3"]),
        empty=f"There is no trade in {phrase} {here(ask)}.",
    )


def _by_year(ask: Question) -> Answer:
    both = ask.collect(totals(economy_values(ask, *OWN), "flow", "year", "key"))
    exports = totals(both.filter(flow="exports"), "year")
    table = _world_years(with_quantities(ask, exports, "exports", "year"), ask.years)
    columns = [
        Column("year", "Year", "year", "year of the flows"),
        Column("value_usd", "World", "usd", "world trade, current US dollars"),
        growth_column(ask, "world trade", spanned=False),
        *ask.measure.adds,
    ]
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
            ),
        ]
    measure = ask.view.measure
    return build(
        ask,
        table,
        tuple(columns),
        title=f"World trade in {ask.goods.phrase}, {years_text(ask.years)}",
        rows="periods",
        draws=_world_draws("value" if measure in ("share", "rank") else measure),
        facts=_world_facts(table, ask),
        values=(table,),
        notes=applicable(
            ask, (who for side in OWN.values() for who in table[f"leading_{side}_iso3"])
        ),
    )


def _world_years(values: pl.DataFrame, years: tuple[int, ...]) -> pl.DataFrame:
    """Return `year`, `value_usd`, `growth` and what they are made of, a row for each year."""
    table = year_column(years).join(totals(values, "year"), on="year", how="left")
    before = table.select(YEAR + 1, VALUE.alias("previous_usd"))
    return with_unit_value(table.join(before, on="year", how="left")).with_columns(
        growth(VALUE, pl.col("previous_usd")).alias("growth")
    )


def _world_facts(table: pl.DataFrame, ask: Question) -> tuple[Fact, ...]:
    row = table.row(by_predicate=YEAR.eq(ask.year), named=True)
    return (
        Fact("total_usd", "World", row["value_usd"], "usd"),
        Fact("total_growth", "", row["growth"], "growth"),
    )


def _named_leader() -> tuple[pl.Expr, pl.Expr]:
    return (
        pl.col("leader").alias("leader_iso3"),
        pl.col("leader").map_elements(name, return_dtype=pl.String).alias("leader"),
    )
