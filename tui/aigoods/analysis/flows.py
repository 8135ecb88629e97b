"""Flows between economies, and what only they can tell: groups as traders, and unit values."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.formulas import QUANTITY, VALUE, VALUED, known_sum
from aigoods.analysis.question import MEMBERS, require
from aigoods.analysis.values import as_nodes, as_trader, economy_group
from aigoods.catalog.economies import UNCLASSIFIED
from aigoods.catalog.groups import members_of

if TYPE_CHECKING:
    from aigoods.analysis.question import Question
    from aigoods.catalog.economies import Grouping
    from aigoods.catalog.goods import Level

OWN = {"exports": "exporter", "imports": "importer"}
OTHER = {"exports": "importer", "imports": "exporter"}
"""The column of the economy that a flow is of, and that of its partner."""


def flows(ask: Question, codes: tuple[str, ...] = ()) -> pl.LazyFrame:
    """Return the flows between economies in `codes`, by default the goods asked for.

    Columns: year, exporter, importer, code, value_usd, and for unit values quantity_t and
    `valued_usd`, the value where the quantity is known, both null where it is not.

    Raises:
        QueryError: the dataset has no partners.

    """
    require(ask.manifest, "partners")
    found = cast("pl.LazyFrame", ask.dataset.partners)
    wanted = list(codes or ask.goods.codes)
    if len(wanted) < len(ask.manifest.basket.codes):  # Else the column need not be read.
        found = found.filter(pl.col("code").is_in(wanted))
    return found.with_columns(pl.when(QUANTITY.is_not_null()).then(VALUE).alias("valued_usd"))


def side_is(side: str, *who: str) -> pl.Expr:
    """Return whether a side of `flows` is one of some economies; any member is its group."""
    wanted = [iso3 for each in who for iso3 in members_of(each)]
    return pl.col(side).is_in(wanted) if len(wanted) > 1 else pl.col(side) == wanted[0]


def traded(
    ask: Question, codes: tuple[str, ...] = (), where: pl.Expr | None = None
) -> pl.LazyFrame:
    """Return `flows`; members of a group that is one trader are it, without trade among them.

    `where` says which flows are wanted, with `side_is`, before there is a group in them: a reader
    then passes over the parts of the file that hold none.

    Raises:
        QueryError: the dataset has no partners.

    """
    found = flows(ask, codes)
    if where is not None:
        found = found.filter(where)
    if not ask.traders:
        return found
    sides = [pl.col("exporter"), pl.col("importer")]
    inside = [sides[0].is_in(members) & sides[1].is_in(members) for members in ask.traders.values()]
    return found.filter(~pl.any_horizontal(inside)).with_columns(
        as_trader(side, ask.traders).alias(side.meta.output_name()) for side in sides
    )


def economy_values(ask: Question, *flows: str) -> pl.LazyFrame:
    """Return `year`, `flow`, `key` (economy), `code` and `value_usd` of the goods asked for.

    Members of groups that are one trader each are their group, with their trade with all who are
    outside it: 0 where they trade among themselves alone. Of the EU the economy table tells that:
    values less intra-EU values. Of other groups the flows between economies do.

    Raises:
        QueryError: the EU as one is wanted and the dataset does not know intra-EU trade.

    """
    wanted = flows or (ask.view.flow,)
    if ask.view.one:
        return pl.concat([_traded_values(ask, flow) for flow in wanted])
    codes = list(ask.goods.codes)
    found = ask.dataset.economy.filter(pl.col("flow").is_in(wanted), pl.col("code").is_in(codes))
    key = pl.col("economy")
    if ask.traders:
        require(ask.manifest, "intra-eu")
        inside = pl.when(key.is_in(MEMBERS)).then(pl.col("intra_eu_usd")).otherwise(0)
        found = found.with_columns(VALUE - inside)
        key = as_trader(key, ask.traders)
    return found.select("year", "flow", key.alias("key"), "code", "value_usd")


def _traded_values(ask: Question, flow: str) -> pl.LazyFrame:
    """Return the columns of `economy_values` for one flow, from the flows between economies.

    A group whose members trade among themselves alone has its rows too, with 0.
    """
    own, other = pl.col(OWN[flow]), pl.col(OTHER[flow])
    inside = pl.any_horizontal(
        own.is_in(members) & other.is_in(members) for members in ask.traders.values()
    )
    return (
        flows(ask)
        .with_columns(pl.when(inside).then(0).otherwise(VALUE).alias("value_usd"))
        .group_by("year", pl.lit(flow).alias("flow"), own.alias("key"), "code")
        .agg(VALUE.sum())
        .select(
            "year", "flow", as_trader(pl.col("key"), ask.traders).alias("key"), "code", "value_usd"
        )
    )


def sums(ask: Question, where: pl.Expr | None = None) -> list[pl.Expr]:
    """Return the sums of a group of `flows`: value_usd and, for unit values, what they are made of.

    `where` says which flows count, by default all.
    """
    parts = [VALUE, VALUED, QUANTITY] if "quantity_t" in ask.measure.parts else [VALUE]
    if where is not None:
        parts = [part.filter(where) for part in parts]
    return [parts[0].sum(), *(known_sum(part) for part in parts[1:])]


def blocs(ask: Question) -> pl.DataFrame:
    """Return the trade of groups of economies, each as one trader, by year and group (`key`).

    value_usd is the group's trade with all who are outside it, intra_usd that among its own
    economies, so both together are the sum of its economies. Those without a group are no bloc:
    all of their trade counts, and their intra_usd is null. What is one trader besides is a
    group of its own, and the groups of its members are what is left of them.
    """
    view = ask.view
    by = cast("Grouping", view.by)
    sides = [economy_group(pl.col(side), by, ask.traders).alias(side) for side in OWN.values()]
    # Names are looked up for pairs, which are few, not for flows.
    pairs = flows(ask).group_by("year", *OWN.values()).agg(sums(ask)).with_columns(sides)
    key = pl.col(OWN[view.flow])
    inside = (pl.col("exporter") == pl.col("importer")) & (key != UNCLASSIFIED)
    return ask.collect(
        pairs.group_by("year", key.alias("key")).agg(
            *sums(ask, ~inside),
            pl.when((key != UNCLASSIFIED).first())
            .then(VALUE.filter(inside).sum())
            .alias("intra_usd"),
        )
    )


def with_quantities(
    ask: Question,
    values: pl.DataFrame,
    flow: str,
    *keys: str,
    who: str = "",
    level: Level | None = None,
) -> pl.DataFrame:
    """Return `values` by `keys` with what the View's measure takes of the flows between economies.

    That is, for unit values, valued_usd and quantity_t of one flow; `values` come back as they are
    for other measures. Among the keys `key` is the economy that the flow is of or, where there is a
    `level`, the goods of that level; `who` is the only economy that counts, if given.
    """
    if "quantity_t" not in ask.measure.parts:
        return values
    found = traded(ask, where=side_is(OWN[flow], who) if who else None)
    found = found.rename({OWN[flow]: "key"})
    if level:
        found = as_nodes(found, ask.manifest.basket, level, "key")
    return values.join(ask.collect(found.group_by(keys).agg(sums(ask)[1:])), on=keys, how="left")
