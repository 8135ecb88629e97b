"""The table of an answer for programs: unrounded, clean, one column a year where that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer, Head


def year_columns(answer: Head) -> list[str]:
    """Return the columns into which the series is spread: `value_2017`, `value_2018`, ..."""
    return [
        f"{column.measure.replace('-', '_')}_{year}"
        for column in answer.columns
        if column.kind == "series"
        for year in answer.years
    ]


def listed(answer: Answer) -> pl.DataFrame:
    """Return the columns of `answer` in their order, the series as one list a row.

    Text is clean, and what is not finite is null.
    """
    columns: list[pl.Expr | pl.Series] = []
    for column in answer.columns:
        found = answer.table[column.name]
        if column.kind == "series":
            # The analysis keeps every series as floats, also those of whole numbers.
            whole = column.measure in ("value", "rank")
            inner = pl.Int64() if whole else pl.Float64()
            finite = pl.element().replace([float("nan"), float("inf"), -float("inf")], None)
            columns.append(pl.col(column.name).list.eval(finite).cast(pl.List(inner)))
        elif found.dtype == pl.String:
            texts = [None if text is None else " ".join(clean(text).split()) for text in found]
            columns.append(pl.Series(column.name, texts, pl.String))
        elif found.dtype.is_float():
            value = pl.col(column.name)
            columns.append(pl.when(value.is_finite()).then(value))
        else:
            columns.append(pl.col(column.name))
    return answer.table.select(columns)


def flat(answer: Answer) -> pl.DataFrame:
    """Return the columns of `answer` in their order, the series as one column a year."""
    table = listed(answer)
    names = year_columns(answer)
    columns: list[pl.Expr] = []
    for column in answer.columns:
        if column.kind == "series":
            years = pl.col(column.name)
            columns += [
                years.list.get(place, null_on_oob=True).alias(name)
                for place, name in enumerate(names)
            ]
        else:
            columns.append(pl.col(column.name))
    return table.select(columns)
