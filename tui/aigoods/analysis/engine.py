"""The one way to a number: `answer(view, dataset)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.question import resolve

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.view import View
    from aigoods.dataset.folder import Collect, Dataset


def answer(view: View, dataset: Dataset, collect: Collect = pl.LazyFrame.collect) -> Answer:
    """Return the answer to `view` from `dataset`; the module of its page is imported when asked.

    `collect` runs the queries over the tables, which are sums down to some thousand rows: here by
    default, or on a cluster with a function such as `lambda query: query.remote().collect()`.

    Raises:
        QueryError: the dataset has no answer: an unknown economy or good, a year outside it,
            partners or intra-EU trade that it does not know.
        DataError: a table of the dataset is damaged.
        NetworkError: the address of the dataset cannot be reached.

    """
    ask = resolve(view, dataset, collect)
    match view.page:
        case "economy":
            from aigoods.analysis.economy import economy

            return economy(ask)
        case "goods" | "world":
            from aigoods.analysis.goods import goods, world

            return goods(ask) if view.page == "goods" else world(ask)
        case "partners" | "pair":
            from aigoods.analysis.partners import pair, partners

            return partners(ask) if view.page == "partners" else pair(ask)
        case "matrix":
            from aigoods.analysis.matrix import matrix

            return matrix(ask)
        case "series":
            from aigoods.analysis.timeseries import timeseries

            return timeseries(ask)
        case _:
            from aigoods.analysis.ranking import ranking

            return ranking(ask)
