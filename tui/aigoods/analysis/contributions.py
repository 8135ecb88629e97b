"""Beside world trade: contributions to its growth, an index, breaks and what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

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
