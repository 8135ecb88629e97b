"""What exports are compared with: those of all goods, or of all goods of the basket."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.against import basis, refusal
from aigoods.analysis.flows import blocs, economy_values
from aigoods.analysis.formulas import whole, with_measures
from aigoods.analysis.question import require
from aigoods.analysis.values import all_exports, totals
from aigoods.catalog.goods import ALL
from aigoods.errors import QueryError

if TYPE_CHECKING:
    from aigoods.analysis.question import Question

AGAINST = pl.col("against_usd")


def wholes(ask: Question) -> pl.DataFrame | None:
    """Return the exports of every economy of which those of some goods are a part.

    Columns: year, key (economy, or group where each is one trader), `all_exports_usd` where exports
    of all goods are known, and `against_usd` where the View's measure compares with what it says:
    those, or the exports of all goods of the basket. None where there is neither.
    """
    one = ask.view.blocs == "one"
    every = None if one else all_exports(ask)
    found = None if every is None else every.rename({"value_usd": "all_exports_usd"})
    if not ask.measure.against:
        return found
    if ask.view.against == "all" and found is not None:
        return found.with_columns(pl.col("all_exports_usd").alias("against_usd"))
    basket = replace(ask, goods=ask.manifest.basket.node(ALL))
    own = blocs(basket) if one else ask.collect(totals(economy_values(basket, "exports")))
    own = own.select("year", "key", pl.col("value_usd").alias("against_usd"))
    return own if found is None else own.join(found, on=["year", "key"], how="left")


def beside(rows: pl.DataFrame, every: pl.DataFrame | None, *, who: str = "") -> pl.DataFrame:
    """Return `rows` (year, key) with the `wholes` of their key, or of the economy `who`.

    Where these hold against_usd, `world_against_usd` is that of the world in the row's year.
    """
    if every is None:
        return rows
    own = every.filter(pl.col("key") == who).drop("key") if who else every
    found = rows.join(own, on=["year"] if who else ["year", "key"], how="left")
    if "against_usd" not in every.columns:
        return found
    world = every.group_by("year").agg(whole(AGAINST).alias("world_against_usd"))
    return found.join(world, on="year", how="left")


def with_rca(ask: Question, rows: pl.DataFrame, who: str) -> pl.DataFrame:
    """Return `rows` of what the economy `who` exports with `rca` and its parts.

    For pages that have it beside other numbers, whatever their measure: `rows` have year,
    value_usd and world_usd (of the world, in the same goods).

    Raises:
        QueryError: the dataset has no RCA for the View; the sentence says why.

    """
    view, manifest = ask.view.but(flow="exports", measure="rca"), ask.manifest
    view = view.but(against=basis(view, manifest))
    if view.against == "all":
        require(manifest, "totals")
    if reason := refusal(view, manifest):
        raise QueryError(reason)
    return with_measures(beside(rows, wholes(replace(ask, view=view)), who=who), "rca")
