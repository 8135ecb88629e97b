"""Beside world trade: contributions to its growth, an index, breaks and what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.answer import Drawing
from aigoods.analysis.build import LEAST
from aigoods.analysis.column import Column
from aigoods.analysis.formulas import VALUE, YEAR, share
from aigoods.catalog.figures import published_world_totals

if TYPE_CHECKING:
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Goods

CHANGE = "change_usd"
BREAKS = Column("breaks", "Break", "text", "year in which the series breaks", leaves=65)


def with_contributions(table: pl.DataFrame, ask: Question, columns: list[str]) -> pl.DataFrame:
    """Return a row for each year with what each of `columns` contributes to growth.

    `table` has value_usd and previous_usd of the whole and the values of its parts in `columns`. A
    part without trade counts as 0 where the whole has some, so that the contributions of a year are
    its growth. By hand: of 100 that became 150 a part went from 60 to 90, so it contributes 30
    points of the 50, and the other, from 40 to 60, the 20 that are left.
    """
    before = table.select(ask.year_on, *(pl.col(name).alias(f"{name}_before") for name in columns))
    grew = pl.col("previous_usd").is_not_null() & VALUE.is_not_null()
    changes = (
        pl.when(grew)
        .then(pl.col(name).fill_null(0) - pl.col(f"{name}_before").fill_null(0))
        .alias(_change(name))
        for name in columns
    )
    return (
        table.join(before, on="year", how="left")
        .with_columns(changes)
        .with_columns(
            contributed(_change(name), "previous_usd").alias(contribution(name)) for name in columns
        )
    )


def with_index(table: pl.DataFrame, first: int) -> pl.DataFrame:
    """Return a row for each year with the index, `first` = 100, and what the WTO published."""
    published = {int(each.period): each.amount for each in published_world_totals()}
    base = table.filter(YEAR == first)["value_usd"].item()
    return table.with_columns(
        # A literal would be divided by as a product, and 100 come out as 99.99999999999999.
        pl.Series("base_usd", [base] * table.height, pl.Int64),
        YEAR.replace_strict(published, default=None, return_dtype=pl.Float64).alias(
            "published_usd"
        ),
    ).with_columns(indexed())


def published_column() -> Column:
    """Return the column of what the WTO published for its whole list."""
    said = "published by the WTO for its whole list: another calculation, and no part of the series"
    return Column("published_usd", "Published", "usd", said)


def index_column(ask: Question) -> Column:
    """Return the column of the index with the first year as 100."""
    first = ask.manifest.period(ask.years[0])
    return Column(
        "index",
        "Index",
        "index",
        f"{first.long} = 100",
        leaves=LEAST + 1,
        parts=("value_usd", "base_usd"),
    )


def contribution_column(column: str, segment: str) -> Column:
    """Return the column of what a segment's values in `column` contribute to growth."""
    said = f"change of {segment} on the year before as part of world trade then"
    parts = (_change(column), "previous_usd")
    return Column(contribution(column), "Contrib.", "contribution", said, parts=parts)


def contribution(column: str) -> str:
    """Return the column of contributions to growth of the values in `column`."""
    return f"{column.removesuffix('_usd')}_contribution"


def _change(column: str) -> str:
    return f"{column.removesuffix('_usd')}_{CHANGE}"


def goods_contributions(values: pl.DataFrame, before: pl.DataFrame, ask: Question) -> pl.DataFrame:
    """Return `values` by year and key with what each key contributes to the growth of all.

    `values` have value_usd and previous_usd, `before` the year and world_previous_usd of all. New
    columns: world_previous_usd, change_usd and contribution, null where nothing is known of the
    year before. A key that had trade a year before alone has a row, too, without a value: it counts
    as 0, as a new one did before, so that the contributions of a year add up to its growth.
    """
    there = values["year"].unique().to_list()
    ended = values.select(ask.year_on, "key", VALUE.alias("previous_usd"))
    ended = ended.filter(YEAR.is_in(there)).join(values, on=["year", "key"], how="anti")
    every = pl.concat([values, ended], how="diagonal_relaxed").join(before, on="year", how="left")
    grew = pl.col("world_previous_usd").is_not_null()
    change = VALUE.fill_null(0) - pl.col("previous_usd").fill_null(0)
    return every.with_columns(pl.when(grew).then(change).alias(CHANGE)).with_columns(
        contributed(CHANGE, "world_previous_usd").alias("contribution")
    )


def by_year(every: pl.DataFrame, ask: Question) -> pl.DataFrame:
    """Return key and the columns of `year_columns`, of the rows of `goods_contributions`."""
    return every.pivot(
        on="year",
        on_columns=_grown(ask),
        index="key",
        values=["contribution", CHANGE, "world_previous_usd"],
        sort_columns=False,
    )


def year_columns(ask: Question) -> tuple[Column, ...]:
    """Return the columns of contributions in each year, for machines and for shades."""
    return tuple(
        Column(
            f"contribution_{year}",
            f"Contrib. {ask.manifest.tagged(year)}",
            "contribution",
            f"contribution to growth in {ask.manifest.period(year).long}",
            period=year,
            hidden=True,
            parts=(f"{CHANGE}_{year}", f"world_previous_usd_{year}"),
        )
        for year in _grown(ask)
    )


def year_drawing(ask: Question) -> Drawing:
    """Return the picture of contributions in each year."""
    columns = tuple(column.name for column in year_columns(ask))
    return Drawing("heat", columns, "points", "contributions to growth in percentage points")


def _grown(ask: Question) -> tuple[int, ...]:
    """Return the years that have one before them."""
    return tuple(y for y in ask.years if ask.manifest.period(y).before().number in ask.years)


def contributed(change: str, before: str) -> pl.Expr:
    """Return change / whole before: over all parts they add up to the growth of the whole."""
    return share(pl.col(change), pl.col(before))


def indexed() -> pl.Expr:
    """Return the value over that of the first year, times 100."""
    return (share(VALUE, pl.col("base_usd")) * 100).alias("index")


def broken(ask: Question, node: Goods) -> str:
    """Return the year in which the series of goods breaks, by the notes on the dataset, else ""."""
    codes = set(node.codes) & set(ask.goods.codes)
    since = [note.since for note in ask.manifest.notes if note.since and codes & set(note.codes)]
    return str(min(since)) if since else ""
