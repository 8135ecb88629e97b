"""Movers: whose part of world trade grew from one period to another, and whose shrank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.answer import Drawing
from aigoods.analysis.build import build
from aigoods.analysis.changes import changes
from aigoods.analysis.column import Column, Fact
from aigoods.analysis.contributions import BREAKS, broken
from aigoods.analysis.effects import (
    check_effects,
    decomposed,
    effect_drawing,
    effect_note,
)
from aigoods.analysis.ends import Of, end_columns, of_grouping
from aigoods.analysis.flows import economy_values
from aigoods.analysis.formulas import VALUE, YEAR
from aigoods.analysis.notes import applicable, nothing
from aigoods.analysis.ranking import GROUP_TITLES
from aigoods.analysis.values import as_nodes, economy_group, is_trader, totals
from aigoods.catalog.economies import name
from aigoods.catalog.groups import group_key
from aigoods.catalog.periods import span
from aigoods.text import amount, listing, money
from aigoods.text import share as text_share

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.economies import Grouping
    from aigoods.catalog.goods import Level

USUAL_LEAST = 0.001
"""The part of world trade that a row has in one of the two years, where no dollars are given."""
REST = "Rest"
FIRST = 20
"""How many of the first rows bring the notes on their economies."""
MOST_NAMED = 5
_KEYS = ("year", "key", "code")
NEVER_LISTED = "areas not specified and economies of the past"


def movers(ask: Question) -> Answer:
    """Return how the trade of economies, groups or goods changed from `since` to the View's year.

    Columns: rank (by the change of the share), iso3 and economy (or key and the group's or goods'
    name), value_from_usd, value_to_usd, change_usd, share_from, share_to, share_change, rank_from,
    rank_to, growth, cagr and contribution, as `changes.changes` has them. Who has less than
    `at_least` dollars, by default 0.1% of world trade, in both years is in the row `Rest` at the
    end, as are areas not specified and economies of the past, so that the table is the world.
    Shares and the ranks of the two years are over all economies. Where the View decomposes, also
    the columns of `effects`.

    Raises:
        QueryError: the change of goods is to be decomposed.

    """
    view, since, year, of = ask.view, ask.since, ask.year, of_grouping(ask.view.by)
    if view.decompose:
        check_effects(view, of.rows)
    every = _values(ask)
    if since == year:
        every = every.clear()
    whole = changes(totals(every), since, year, ask.grain)
    listed = _listed(ask, whole)
    kept = every.with_columns(
        pl.when(pl.col("key").is_in(listed)).then(pl.col("key")).otherwise(pl.lit(REST))
    )
    table = changes(totals(kept), since, year, ask.grain)
    table = table.join(_ranks(ask, every), on="key", how="left").with_columns(
        pl.when(pl.col("key") != REST)
        .then(pl.col("share_change"))
        .rank("min", descending=True)
        .cast(pl.Int64)
        .alias("rank"),
    )
    if view.decompose:
        table = decomposed(table, kept, since, year)
    table = table.with_columns(_names(ask, of, table["key"])).rename({"key": of.key})
    if of.rows == "groups":
        keys = {shown: group_key(cast("Grouping", view.by), shown) for shown in listed}
        keys |= {name(code): code for code in ask.traders}
        table = table.with_columns(pl.col(of.key).replace(keys))
    table = table.sort("rank", "value_to_usd", of.label, descending=[False, True, False])
    columns = end_columns(ask, of)
    if of.rows == "goods":
        table, columns = _with_breaks(ask, table, columns)
    return build(
        ask,
        table,
        columns,
        title=f"Movers in {view.flow} of {ask.goods.phrase}"
        f"{'' if view.by == 'economy' else f' by {of.title.lower()}'}, "
        f"{ask.manifest.period(since).long}–{ask.period.long}",
        rows=of.rows,
        key=of.key,
        label=of.label,
        draws=_draws(ask),
        facts=_facts(ask, of, table),
        notes=_notes(ask, of, whole, listed, table),
        empty=_empty(ask),
        rest=REST,
    )


def _values(ask: Question) -> pl.DataFrame:
    """Return year, key (economy, group or goods), code and value_usd in the two years.

    Rows that are never listed have the key `Rest`; `placed` is the key of those that have a rank in
    their year.
    """
    by, found = ask.view.by, economy_values(ask).filter(YEAR.is_in([ask.since, ask.year]))
    key, placed = pl.col("key"), pl.col("key").alias("placed")
    if by not in GROUP_TITLES:
        nodes = as_nodes(found, ask.manifest.basket, cast("Level", by), "key")
        return ask.collect(totals(nodes, *_KEYS)).with_columns(placed)
    every = ask.collect(totals(found, *_KEYS))
    # Who is no more at the end has not moved.
    ends = every.select(key.unique(), pl.lit(ask.year).alias("year"))
    there = ends.filter(is_trader())["key"].to_list()
    own = key if by == "economy" else economy_group(key, cast("Grouping", by), ask.traders)
    return every.with_columns(
        pl.when(key.is_in(there)).then(own).otherwise(pl.lit(REST)).alias("key"),
        pl.when(is_trader()).then(own).alias("placed"),
    )


def _listed(ask: Question, whole: pl.DataFrame) -> list[str]:
    """Return the keys that have rows of their own."""
    dollars = amount(ask.view.at_least) if ask.view.at_least else None
    enough = [
        pl.col(f"value_{end}_usd")
        >= (pl.col(f"world_{end}_usd") * USUAL_LEAST if dollars is None else dollars)
        for end in ("from", "to")
    ]
    some = pl.max_horizontal("value_from_usd", "value_to_usd") > 0
    return whole.filter(pl.col("key") != REST, some, pl.any_horizontal(enough))["key"].to_list()


def _ranks(ask: Question, every: pl.DataFrame) -> pl.DataFrame:
    """Return key, rank_from and rank_to: places by value among all in each of the two years."""
    placed = every.select("year", VALUE, key="placed").drop_nulls("key")
    place = VALUE.rank("min", descending=True).over("year").cast(pl.Int64)
    found = totals(placed).filter(VALUE > 0).with_columns(place.alias("place"))
    first, last = (
        found.filter(YEAR == when).select("key", pl.col("place").alias(name))
        for name, when in (("rank_from", ask.since), ("rank_to", ask.year))
    )
    return first.join(last, on="key", how="full", coalesce=True)


def _names(ask: Question, of: Of, keys: pl.Series) -> pl.Expr:
    """Return the column of names."""
    by_key = ask.manifest.basket.by_key
    shown = {key: key if key == REST else name(key) for key in keys}
    if of.rows == "goods":
        shown = {key: by_key[key].name if key in by_key else key for key in keys}
    return pl.col("key").replace(shown).alias(of.label)


def _with_breaks(
    ask: Question, table: pl.DataFrame, columns: tuple[Column, ...]
) -> tuple[pl.DataFrame, tuple[Column, ...]]:
    """Return table and columns with the years in which series break on the way, if some do."""
    by_key = ask.manifest.basket.by_key
    years = {key: broken(ask, by_key[key]) for key in table["key"] if key in by_key}
    first, last = ask.manifest.period(ask.since).year, ask.period.year
    known = {key: year for key, year in years.items() if year and first < int(year) <= last}
    if not known:
        return table, columns
    said = pl.col("key").replace_strict(known, default=None, return_dtype=pl.String)
    at = 1 + [column.name for column in columns].index("goods")
    return table.with_columns(said.alias(BREAKS.name)), (*columns[:at], BREAKS, *columns[at:])


def _draws(ask: Question) -> tuple[Drawing, ...]:
    if ask.view.decompose:
        return (effect_drawing(),)
    said = f"change of the share of the world, {span(ask.manifest.period(ask.since), ask.period)}"
    ends = Drawing("slope", ("share_from", "share_to"), "share", "share of the world")
    return (
        Drawing("diverging", ("share_change",), "points", said),
        ends._replace(by="share_change"),
    )


def _facts(ask: Question, of: Of, table: pl.DataFrame) -> tuple[Fact, ...]:
    """Return world trade in the two years, its growth, and how many rows there are."""
    ends = table.select("world_from_usd", "world_to_usd").head(1).rows()
    first, last = ends[0] if ends else (None, None)
    rows = table.filter(pl.col(of.key) != REST).height
    return (
        Fact("world_from_usd", f"World {ask.manifest.period(ask.since).long}", first, "usd"),
        Fact("total_usd", ask.period.long, last, "usd"),
        Fact(
            "total_growth", "", last / first - 1 if first and last is not None else None, "growth"
        ),
        Fact("rows", of.rows, rows, "count"),
    )


def _notes(
    ask: Question, of: Of, whole: pl.DataFrame, listed: list[str], table: pl.DataFrame
) -> tuple[str, ...]:
    """Return what Rest is, who had no trade in one of the years, and the notes on the two."""
    first, last = ask.manifest.period(ask.since).long, ask.period.long
    found = []
    if REST in table[of.key]:
        least = amount(ask.view.at_least) if ask.view.at_least else None
        below = f"{text_share(USUAL_LEAST)} of the world" if least is None else money(least)
        few = whole.filter(pl.col("key") != REST).height - len(listed)
        small = [f"{few:,} {of.rows} of less than {below} in {first} and in {last}"] if few else []
        others = [NEVER_LISTED] if REST in whole["key"] else []
        found.append(f"{REST} is {listing([*small, *others])}; shares and ranks are over all.")
    for end, when in (("from", first), ("to", last)):
        none = table.filter(pl.col(f"value_{end}_usd") == 0, pl.col(of.key) != REST)[of.label]
        if none.len():
            names = [*none.head(MOST_NAMED)]
            names += [f"{none.len() - MOST_NAMED} more"] if none.len() > MOST_NAMED else []
            found.append(f"Without {ask.view.flow} in {when}, which counts as 0: {listing(names)}.")
    if ask.view.decompose:
        found.append(effect_note(ask))
    two = replace(ask, years=(ask.since, ask.year))
    return (*found, *applicable(two, table[of.key].head(FIRST) if of.rows == "economies" else ()))


def _empty(ask: Question) -> str:
    """Return why there are no rows."""
    first, last = ask.manifest.period(ask.since).long, ask.period.long
    if first == last:
        return f"Nothing moves from {first} to {last}: give an earlier baseline, or a later year."
    return nothing(ask, f"{ask.view.flow} of {ask.goods.phrase} in {first} or {last}")
