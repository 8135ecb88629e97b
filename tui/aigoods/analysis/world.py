"""World trade year by year, whole and by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.answer import Drawing
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
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.contributions import (
    BREAKS,
    CHANGE,
    broken,
    by_year,
    contribution,
    contribution_column,
    goods_contributions,
    index_column,
    indexed,
    published_column,
    with_contributions,
    with_index,
    year_columns,
    year_drawing,
)
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
from aigoods.analysis.notes import applicable, here, published_world_totals
from aigoods.analysis.values import as_nodes, totals
from aigoods.catalog.goods import AI_ENABLING
from aigoods.text import slug

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Level

SHORT_HEADING = 14
"""A segment with a shorter name has it as its heading."""


def world(ask: Question) -> Answer:
    """Return world trade year by year and by segment, or by family or code in one year."""
    return _by_year(ask) if ask.view.by == "segment" else _by_goods(ask)


def _by_year(ask: Question) -> Answer:
    """Return world trade year by year: its value and growth, and of each segment three numbers.

    They are its value, its share and what it contributes to growth. Of a whole list also the index
    with the first year as 100 and what the WTO published.
    """
    view, basket = ask.view, ask.manifest.basket
    flows = as_nodes(economy_values(ask), basket, "segment", "key")
    values = ask.collect(totals(flows))
    whole = with_quantities(ask, totals(values, "year"), view.flow, "year")
    table = world_years(ask, whole)
    columns = world_columns(ask)
    if view.list:
        columns.append(index_column(ask))
        columns += [published_column()] if ask.goods.level == "all" else []
    sizes: dict[str, float] = {}
    for segment, title in zip(basket.segments, headings(basket.segments), strict=True):
        column = segment_column(segment)
        own = values.filter(pl.col("key") == slug(segment)).select("year", VALUE.alias(column))
        table = table.join(own, on="year", how="left").with_columns(
            share(pl.col(column), VALUE).alias(f"{_stem(column)}_share")
        )
        said, part = f"world trade in {segment}, current US dollars", f"{_stem(column)}_share"
        columns.append(
            Column(column, title, "usd", said, counted="more segment", sum=Sum(goods=slug(segment)))
        )
        parts = (column, "value_usd")
        columns.append(Column(part, "Share", "share", "part of the total", parts=parts))
        columns.append(contribution_column(column, segment))
        sizes[column] = float(own[column].sum())
    table = with_contributions(table, ask, list(sizes))
    if view.list:
        table = with_index(table, ask.years[0])
    published = (published_world_totals(),) if basket.phrase == AI_ENABLING else ()
    ranked = sorted(sizes, key=sizes.__getitem__)
    # The growth of the whole says more than the second largest segment.
    order = [*map(contribution, ranked), "index", *(f"{_stem(each)}_share" for each in ranked)]
    order += [*ranked[:-2], "published_usd", "growth", *ranked[-2:-1], "quantity_t", *ranked[-1:]]
    places = {column: place for place, column in enumerate(order, start=1)}
    return build(
        ask,
        table,
        tuple(column._replace(leaves=places.get(column.name, 0)) for column in columns),
        title=f"World trade in {ask.goods.phrase} by segment, {ask.spelled}{_whole(ask)}",
        rows="periods",
        draws=world_draws(view.measure, basket.segments[::-1]),
        facts=world_facts(table, ask),
        values=(table,),
        notes=published + applicable(ask),
    )


def _by_goods(ask: Question) -> Answer:
    """Return world trade by segment, family or code in one year, the largest first.

    Columns: key, goods, the year of a break where some series has one, value_usd, share of the
    goods asked for, growth, contribution to their growth in parts of one, index with the first year
    as 100, cagr, series and the contribution in each year. Goods that ended are listed a year more,
    without a value, for what they took from growth.
    """
    view, level = ask.view, cast("Level", ask.view.by)
    nodes = {node.key: node for node in ask.manifest.basket.level(level)}
    codes = ask.collect(totals(economy_values(ask), "year", "code"))
    facts = world_facts(world_years(ask, codes), ask)
    codes = with_quantities(ask, codes, view.flow, "year", "code")
    values = totals(as_nodes(codes, ask.manifest.basket, level, "key"), "year", "key")
    whole = world_totals(values)
    full = measured(values, whole, ask.grain).drop("rank", "rank_change", "previous_rank")
    first = values.filter(YEAR == ask.years[0]).select("key", VALUE.alias("base_usd"))
    before = whole.select(ask.year_on, pl.col("world_usd").alias("world_previous_usd"))
    known = {key: said for key, node in nodes.items() if (said := broken(ask, node))}
    every = goods_contributions(full, before, ask)
    table = (
        every.filter(YEAR == ask.year)
        .join(first, on="key", how="left")
        .join(cagr(values, ask.since, ask.year, ask.grain), on="key", how="left")
        .join(series(full, ask.measure.column, ask.years), on="key", how="left")
        .join(by_year(every, ask), on="key", how="left")
        .with_columns(
            pl.col("key").replace({key: node.name for key, node in nodes.items()}).alias("goods"),
            pl.col("key")
            .replace_strict(known, default=None, return_dtype=pl.String)
            .alias("breaks"),
            indexed(),
        )
        .sort("value_usd", "key", descending=[True, False], nulls_last=True)
    )
    phrase, year = ask.goods.phrase, ask.period.long
    what = f"world trade in {phrase}"
    columns = (
        key_column(level),
        Column("goods", "Goods", "text", "what is traded"),
        *([BREAKS] if known else []),
        Column("value_usd", "Value", "usd", f"world trade in {year}, current US dollars"),
        Column("share", "Share", "share", f"part of {what}", leaves=50, parts=SHARE),
        growth_column(ask),
        Column(
            "contribution",
            "Contrib.",
            "contribution",
            f"its change on the year before as part of all {what} then: they add up to its growth",
            leaves=60,
            parts=(CHANGE, "world_previous_usd"),
        ),
        index_column(ask),
        *ask.measure.adds,
        cagr_column(ask),
        series_column(view.measure),
        *year_columns(ask),
    )
    lines = drawing("lines", view.measure, "series")
    stack = lines._replace(
        kind="stacked",
        names=tuple(dict.fromkeys(table["goods"].reverse())),
        every={"family": "families"}.get(level, f"{level}s"),
        by="goods",
    )
    return build(
        ask,
        table,
        columns,
        title=f"World trade in {phrase} by {level}{_whole(ask)}, {year}",
        rows="goods",
        bars=("value_usd", "share"),
        draws=(
            *([stack] if view.measure == "value" else []),
            *(each for each in over_years(lines) if each.kind != "heat"),
            year_drawing(ask),
            Drawing("diverging", ("contribution",), "points", f"contribution to growth, {year}"),
            drawing("bars", view.measure),
        ),
        facts=facts,
        values=(codes,),
        notes=applicable(ask),
        empty=f"There is no trade in {phrase} {here(ask)}.",
    )


def _whole(ask: Question) -> str:
    """Return what a title says where the series of a whole list is shown."""
    return ", whole list" if ask.view.list else ""


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


def world_draws(measure: str, segments: tuple[str, ...] = ()) -> tuple[Drawing, ...]:
    """Return the pictures of the world year by year: segments, or one line of a measure."""
    bars, lines = drawing("bars", measure), drawing("lines", measure, names=("world",))
    if measure != "value" or not segments:
        return (lines, bars)
    columns = tuple(map(segment_column, segments))
    lines = lines._replace(columns=columns, names=segments, every="segments")
    grew = lines._replace(
        kind="diverging",
        columns=tuple(map(contribution, columns)),
        unit="points",
        said="contributions to growth on the year before",
    )
    return (lines._replace(kind="stacked"), grew, lines, bars)


def world_columns(ask: Question) -> list[Column]:
    """Return the columns of the world as a whole, year by year."""
    return [
        Column("year", "Year", "year", "year of the flows"),
        Column("value_usd", "World", "usd", "world trade, current US dollars"),
        growth_column(ask, "world trade", spanned=False),
        *ask.measure.adds,
    ]


def world_years(ask: Question, values: pl.DataFrame) -> pl.DataFrame:
    """Return a row for each year with the world's value and the measures that follow from it."""
    table = year_column(ask.years).join(totals(values, "year"), on="year", how="left")
    before = table.select(ask.year_on, VALUE.alias("previous_usd"))
    return with_measures(table.join(before, on="year", how="left"))


def world_facts(table: pl.DataFrame, ask: Question) -> tuple[Fact, ...]:
    """Return world trade in the year of the View and its growth, from a row for each year."""
    row = table.row(by_predicate=YEAR.eq(ask.year), named=True)
    return (
        Fact("total_usd", "World", row["value_usd"], "usd"),
        Fact("total_growth", "", row["growth"], "growth"),
    )
