"""Which flows of the dataset an amount in a table is the sum of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import polars as pl

from aigoods.analysis.column import Sum
from aigoods.analysis.flows import OTHER, OWN, economy_values, traded
from aigoods.analysis.flows import flows as every_flow
from aigoods.analysis.formulas import VALUE, YEAR
from aigoods.analysis.values import economy_group
from aigoods.catalog.economies import UNCLASSIFIED
from aigoods.catalog.groups import find_group, group_key, trader
from aigoods.errors import QueryError

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import Column
    from aigoods.analysis.question import Question
    from aigoods.catalog.economies import Grouping
    from aigoods.catalog.goods import Goods


class Flows(NamedTuple):
    """Some flows: one flow of an economy in some goods in some periods, to a partner if given.

    `economy` is "" for all economies; `partner` as in `Column.sum`.
    """

    flow: str
    economy: str
    partner: str
    goods: Goods
    years: tuple[int, ...]


def flows_of(ask: Question, found: Answer, column: Column, row: dict[str, Any]) -> Flows:
    """Return the flows that the amount in a row is the sum of.

    What the column does not say follows from what the rows of the table are, and from the View.
    """
    view, told = ask.view, column.sum or Sum()
    key = str(row[found.key])
    listed, by = found.rows in ("economies", "groups"), cast("Grouping", view.by)
    between = listed and ask.rules.partners and bool(view.economy)
    economy = view.economy if between or not listed else key
    partner = key if between else view.partner
    if view.blocs == "one" and found.rows == "groups" and key != group_key(by, UNCLASSIFIED):
        partner = f"-{key}"  # Each group trades with all who are outside it.
    goods = key if found.rows == "goods" else view.goods
    year = int(key) if found.rows == "periods" else column.period or ask.year
    flow = next((flow for flow in OWN if column.name.startswith(flow)), view.flow)
    fields = [
        given if template is None else template.format(**row)
        for given, template in zip((flow, economy, partner, goods), told, strict=True)
    ]
    flow, economy, partner, goods = fields
    return Flows(flow, economy, partner, ask.manifest.basket.node(goods), (year,))


def flows_behind(ask: Question, wanted: Flows) -> pl.DataFrame:
    """Return the rows behind an amount: year, economy, partner, code, value_usd, the largest first.

    `partner` is empty where the dataset is asked for the trade of economies as a whole. They are
    made as the pages make their values, so groups that are one trader are, with what is inside
    left out unless that is asked for.
    """
    scope, partners = ask.manifest.partners, ask.rules.partners or bool(wanted.partner)
    codes = wanted.goods.codes
    if partners and scope and scope.together:
        codes = (scope.together_code,)
    asked = replace(ask, goods=wanted.goods)
    if partners:
        own, other = OWN[wanted.flow], OTHER[wanted.flow]
        inside = wanted.economy and wanted.economy == wanted.partner
        flows = (every_flow if inside else traded)(asked, codes).select(
            "year", pl.col(own).alias("economy"), pl.col(other).alias("partner"), "code", VALUE
        )
    else:
        flows = economy_values(asked, wanted.flow).select(
            "year", pl.col("key").alias("economy"), pl.lit("").alias("partner"), "code", VALUE
        )
    flows = flows.filter(YEAR.is_in(wanted.years))
    if wanted.economy:
        flows = flows.filter(_is(ask, "economy", wanted.economy))
    if wanted.partner:
        listed = [_is(ask, "partner", each) for each in wanted.partner.lstrip("-").split(",")]
        any_of = pl.any_horizontal(listed)
        flows = flows.filter(~any_of if wanted.partner.startswith("-") else any_of)
    summed = flows.group_by("year", "economy", "partner", "code").agg(VALUE.sum())
    order = ["value_usd", "year", "economy", "partner", "code"]
    return ask.collect(summed).sort(order, descending=[True, *[False] * 4])


def _is(ask: Question, side: str, who: str) -> pl.Expr:
    """Return whether a side of the flows is an economy, a trader, or one of a group's economies."""
    if who in ask.traders:
        return pl.col(side).is_in([who, *ask.traders[who]])
    if not _is_group(who):
        return pl.col(side) == who
    group = find_group(who)
    if not group.of_grouping or ask.view.by == "economy":
        return pl.col(side).is_in(group.members)
    by: Any = group.kind
    return economy_group(pl.col(side), by, ask.traders) == group.name


def _is_group(who: str) -> bool:
    if trader(who):
        return True
    try:
        return bool(find_group(who)) and not who.isupper()
    except QueryError:
        return False
