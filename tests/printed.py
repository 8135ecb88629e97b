"""The table of an answer as it is printed and exported: without the parts of its numbers."""

import polars as pl

from aigoods.analysis.answer import Answer


def printed(answer: Answer) -> pl.DataFrame:
    return answer.table.select(column.name for column in answer.columns)
