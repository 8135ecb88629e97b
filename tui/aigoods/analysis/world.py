"""World trade year by year, whole and by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.answer import Answer, Column, Drawing, Fact
from aigoods.analysis.build import build, drawing, growth_column
from aigoods.analysis.flows import economy_values, with_quantities
from aigoods.analysis.formulas import VALUE, YEAR, share, with_measures, year_column
from aigoods.analysis.notes import applicable, published_world_totals
from aigoods.analysis.values import as_nodes, totals
from aigoods.catalog.goods import AI_ENABLING
from aigoods.text import slug

if TYPE_CHECKING:
    from aigoods.analysis.question import Question

SHORT_HEADING = 14
"""A segment with a shorter name has it as its heading."""


def world(ask: Question) -> Answer:
    """Return world trade year by year: value_usd, growth and each segment's value and share."""
    view, basket = ask.view, ask.manifest.basket
    flows = as_nodes(economy_values(ask), basket, "segment", "key")
    values = ask.collect(totals(flows))
    whole = with_quantities(ask, totals(values, "year"), view.flow, "year")
    table = world_years(ask, whole)
    columns = world_columns(ask)
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
        title=f"World trade in {ask.goods.phrase} by segment, {ask.spelled}",
        rows="periods",
        draws=world_draws(view.measure, basket.segments[::-1]),
        facts=world_facts(table, ask),
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


def world_draws(measure: str, segments: tuple[str, ...] = ()) -> tuple[Drawing, ...]:
    """Return the pictures of the world year by year: segments, or one line of a measure."""
    bars, lines = drawing("bars", measure), drawing("lines", measure, names=("world",))
    if measure != "value" or not segments:
        return (lines, bars)
    columns = tuple(map(segment_column, segments))
    lines = lines._replace(columns=columns, names=segments, every="segments")
    return (lines._replace(kind="stacked"), lines, bars)


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
