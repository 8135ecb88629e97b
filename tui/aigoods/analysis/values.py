"""The values that answers begin with: by economy, by group or by goods; and who is ranked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from aigoods.analysis.formulas import VALUE, WEIGHED, known_sum, whole
from aigoods.catalog.economies import EU27, UNCLASSIFIED, Grouping, economies, name
from aigoods.dataset.schema import TOTALS_FILE

if TYPE_CHECKING:
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Basket, Level

Traders = Mapping[str, tuple[str, ...]]
Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
_KEY = pl.col("key")


def as_trader(key: pl.Expr, traders: Traders) -> pl.Expr:
    """Return the economy in `key`, or the group that it is part of and that is one trader."""
    for code, members in traders.items():
        key = pl.when(key.is_in(members)).then(pl.lit(code)).otherwise(key)
    return key


def all_exports(ask: Question) -> pl.DataFrame | None:
    """Return the exports of all goods in every year; None where they are not known.

    Columns: year, key (economy) and value_usd. The EU as one trader is among them with what it
    exports to others, where that is known. Other groups that are one trader are not, nor their
    members: trade inside is in what is known of these.
    """
    table = ask.dataset.further.get(TOTALS_FILE)
    if table is None:
        return None
    known = {EU27} & {*ask.traders} if "intra-eu" in ask.manifest.capabilities else set()
    others = [iso3 for code, own in ask.traders.items() if code not in known for iso3 in own]
    key = pl.col("economy")
    found = table.filter(pl.col("flow") == "exports", ~key.is_in(others))
    if known:
        members = ask.traders[EU27]
        inside = pl.when(key.is_in(members)).then(pl.col("intra_eu_usd")).otherwise(0)
        found = found.with_columns(VALUE - inside)
        key = as_trader(key, {EU27: members})
    return ask.collect(totals(found.select("year", key.alias("key"), "value_usd")))


def totals(flows: Frame, *keys: str) -> Frame:
    """Return the values of `flows` summed to one row for each of `keys` (year, key by default)."""
    return flows.group_by(keys or ("year", "key")).agg(whole(VALUE), known_sum(WEIGHED))


def standing(flows: pl.LazyFrame, who: str, *over: str) -> pl.LazyFrame:
    """Return where the economy `who` stands in the world, for each of `over`.

    Columns: `over`, value_usd (its own), world_usd and rank among the economies that are ranked
    (1 + the number of those with a higher value). Where it has no trade there is no row.
    """
    own = pl.col("key") == who
    return (
        totals(flows, *over, "key")
        .group_by(over)
        .agg(
            own.any().alias("there"),
            VALUE.filter(own).sum(),
            whole(VALUE).alias("world_usd"),
            (1 + (VALUE.filter(is_trader()) > VALUE.filter(own).max()).sum())
            .cast(pl.Int64)
            .alias("rank"),
        )
        .filter(pl.col("there"), is_trader(pl.lit(who)))
        .drop("there")
    )


def is_trader(key: pl.Expr = _KEY) -> pl.Expr:
    """Return whether `key` is an economy that is ranked in its row's year.

    Residual areas (trade not specified by economy) are in every total and in no ranking; a former
    economy is ranked up to its last year.
    """
    residual = [e.iso3 for e in economies().values() if e.kind == "residual area"]
    former = {e.iso3: e.last_year or 0 for e in economies().values() if e.kind == "former"}
    last = key.replace_strict(former, default=9999, return_dtype=pl.Int32)
    number = pl.col("year")  # Of a month it has two digits more than a year, else one.
    year = pl.when(number > 99_999).then(number // 100).otherwise(number)
    year = pl.when(number.is_between(10_000, 99_999)).then(number // 10).otherwise(year)
    return ~key.is_in(residual) & (year <= last)


def traders(values: Frame) -> Frame:
    """Return the rows of `values` whose key is an economy that is ranked."""
    return values.filter(is_trader())


def economy_group(key: pl.Expr, by: Grouping, traders: Traders) -> pl.Expr:
    """Return the name of the group of the economy in `key`.

    Each of `traders`, groups that are one trader each, is a group of its own with its members,
    whose groups may differ.
    """
    groups = {e.iso3: e.group(by) for e in economies().values()}
    for code, members in traders.items():
        groups |= dict.fromkeys((code, *members), name(code))
    return key.replace_strict(groups, default=UNCLASSIFIED, return_dtype=pl.String)


def grouped(values: pl.DataFrame, by: Grouping, traders: Traders) -> pl.DataFrame:
    """Return `values` with the economies in `key` summed to their groups, by the group's name."""
    parts = [column for column in values.columns if column not in ("year", "key")]
    named = values.with_columns(economy_group(pl.col("key"), by, traders))
    return named.group_by("year", "key").agg(known_sum(pl.col(part)) for part in parts)


def summed(rows: pl.DataFrame, groups: Traders) -> pl.DataFrame:
    """Return the sums of the members of `groups`, by year and group (`key`), which may overlap.

    `rows` have a row for each year and economy, and come back with the same columns: what is of the
    world stays as it is. Trade among the members counts.
    """
    world = [name for name in rows.columns if name.startswith("world_")]
    own = [name for name in rows.columns if name.endswith("_usd") and name not in world]
    sums = [whole(pl.col(own).exclude("valued_usd")), known_sum(WEIGHED), pl.col(world).first()]
    return pl.concat(
        rows.filter(_KEY.is_in(list(members)))
        .group_by("year")
        .agg(pl.lit(code).alias("key"), *sums)
        .select(rows.columns)
        for code, members in groups.items()
    )


def as_nodes(flows: Frame, basket: Basket, level: Level, column: str) -> Frame:
    """Return `flows` with `column`: the key of the node of `level` that holds the row's code."""
    nodes = {code: node.key for node in basket.level(level) for code in node.codes}
    return flows.with_columns(
        pl.col("code").replace_strict(nodes, return_dtype=pl.String).alias(column)
    )
