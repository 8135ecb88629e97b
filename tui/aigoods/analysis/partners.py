"""Who trades with whom: the partners of an economy, and a pair of economies both ways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.build import (
    BALANCE,
    build,
    drawing,
    flow_columns,
    flow_table,
    growth_column,
    key_column,
    of_flow,
)
from aigoods.analysis.column import Column, Fact
from aigoods.analysis.flows import OTHER, OWN, side_is, sums, traded
from aigoods.analysis.formulas import (
    VALUE,
    WEIGHED,
    YEAR,
    known_sum,
    share,
    with_measures,
    year_column,
)
from aigoods.analysis.notes import applicable, here, missing_note
from aigoods.analysis.ranking import Whole, ranked
from aigoods.analysis.values import as_nodes
from aigoods.catalog.economies import name
from aigoods.catalog.goods import ALL, Goods
from aigoods.errors import QueryError
from aigoods.text import listing, possessive

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Level

SIDES = {"exports": "imports", "imports": "exports"}
"""Each flow of an economy with the flow that it is for the partner."""


def partners(ask: Question) -> Answer:
    """Return the partners of one economy in some goods, ranked by value.

    The columns are those of `ranking`, with shares of all trade of the economy in these goods;
    where the dataset knows partners for a single year, those that need two are left out. By group,
    a group is the sum of its economies, also the group that the economy itself is in: it trades
    with its neighbours as with all others. EU27 trades with those outside the EU alone.

    Raises:
        QueryError: the dataset has no partners for these goods.

    """
    view, who = ask.view, name(ask.view.economy)
    ask, flows, notes = partner_flows(ask, side_is(OWN[view.flow], view.economy))
    values = ask.collect(
        flows.group_by("year", pl.col(OTHER[view.flow]).alias("key")).agg(sums(ask))
    )
    title = f"{possessive(who)} {view.flow} of {ask.goods.phrase} by partner"
    whole = Whole("All partners", f"all {view.flow} of {who}", "all partners", "'s ")
    return ranked(ask, values, title, notes, missing_note(ask), whole)


def pair(ask: Question) -> Answer:
    """Return the trade of two economies with each other, year by year or by goods in one year.

    Columns: year (or key and goods); for each flow of the economy, that of the View first, its
    value, its growth, its part of all the economy's trade in that flow and of all the partner's
    trade in the opposite one; balance_usd is exports less imports. Parts are of the same goods.
    Where unit values are asked for, quantity_t and unit_value of each flow, too.

    Raises:
        QueryError: the dataset has no partners for these goods.

    """
    ask, _, notes = partner_flows(ask)
    view, by_year = ask.view, ask.view.by == "year"
    who, other_name = name(view.economy), name(view.partner)
    key = "year" if by_year else "key"
    found = _sums(ask)
    table = year_column(ask.years) if by_year else _nodes(ask)
    columns = [Column("year", "Year", "year", "year of the flows")]
    if not by_year:
        word = key_column(view.by)._replace(help="address word")
        columns = [word, Column("goods", "Goods", "text", "what is traded")]
    for flow in (view.flow, SIDES[view.flow]):
        opposite = SIDES[flow]
        table = table.join(_side(ask, found, flow), on=key, how="left")
        part = ("value_usd", "whole_usd")
        columns += flow_columns(
            flow,
            Column("value_usd", flow.capitalize(), "usd", f"{flow} to or from the partner"),
            growth_column(ask, flow, spanned=not by_year),
            Column(
                "share", f"Of {view.economy}", "share", f"part of all {flow} of {who}", parts=part
            ),
        )
        theirs, said = f"partner_{opposite}", f"part of all {opposite} of {other_name}"
        part = (f"{flow}_usd", f"{theirs}_whole_usd")
        columns.append(
            Column(f"{theirs}_share", f"Of {view.partner}", "share", said, leaves=25, parts=part)
        )
        columns += flow_columns(flow, *ask.measure.adds)
    columns.append(BALANCE)
    if len(ask.years) == 1:
        columns = [column for column in columns if column.kind != "growth"]
    table = table.with_columns((pl.col("exports_usd") - pl.col("imports_usd")).alias("balance_usd"))
    if not by_year:
        table = table.filter(pl.any_horizontal(pl.col("exports_usd", "imports_usd").is_not_null()))
    span = ask.spelled if by_year else ask.period.long
    lead = f"{view.flow}_usd"
    draws = [drawing("bars", view.measure, of_flow(view.flow, ask.measure.column))]
    if by_year:
        both = (of_flow(flow, ask.measure.column) for flow in SIDES)
        draws.insert(
            0, drawing("lines", view.measure, *both, names=tuple(SIDES), of=" and ".join(SIDES))
        )
    return build(
        ask,
        table if by_year else table.sort(lead, key, descending=[True, False], nulls_last=True),
        tuple(columns),
        title=f"Trade of {who} with {other_name} in {ask.goods.phrase}, {span}",
        rows="periods" if by_year else "goods",
        draws=tuple(draws),
        facts=_facts(ask, found),
        values=tuple(_of(found, flow) for flow in SIDES),
        notes=notes + applicable(ask),
        empty=f"{who} and {other_name} have no trade with each other in {ask.goods.phrase} "
        f"{here(ask)}.",
    )


def partner_flows(
    ask: Question, where: pl.Expr | None = None
) -> tuple[Question, pl.LazyFrame, tuple[str, ...]]:
    """Return the flows among partners in the goods asked for, and the notes that they need.

    The question comes back with the goods that the dataset really tells apart. With the EU as one
    trader its members are EU27, and trade among them is left out. `where` is that of `traded`.

    Raises:
        QueryError: the dataset has no partners, or none for these goods.

    """
    known, notes = _known_goods(ask)
    ask = replace(ask, goods=known)
    return ask, traded(ask, _codes(ask), where), notes


def _codes(ask: Question) -> tuple[str, ...]:
    """Return the codes in the partner table that stand for the goods asked for."""
    scope = ask.manifest.partners
    return (scope.together_code,) if scope and scope.together else ask.goods.codes


def _known_goods(ask: Question) -> tuple[Goods, tuple[str, ...]]:
    """Return the goods whose partners are known for this question, and the notes that it needs."""
    scope = ask.manifest.partners
    if scope is None or not scope.together:
        return ask.goods, ()
    known = Goods("", "family", scope.together_name, scope.together)
    if ask.goods.key != ALL and set(ask.goods.codes) != set(scope.together):
        raise QueryError(
            f"Partners in {ask.manifest.name} are known for {known.phrase} together "
            f"({listing(list(scope.together))}), not for {ask.goods.phrase}: leave goods out for "
            "that sum; others take a dataset with partners by code, such as BACI in full.",
            _instead(ask),
        )
    if ask.view.partner and ask.view.by != "year":
        raise QueryError(
            f"Partners in {ask.manifest.name} are known for {known.phrase} together and cannot be "
            f"listed by {ask.view.by}; give by=year.",
            _instead(ask),
        )
    note = f"Partners are known for the sum of {listing(list(scope.together))} alone"
    if set(ask.goods.codes) != set(scope.together):
        note += f", not for {ask.goods.phrase}"
    return known, (f"{note}, in {ask.manifest.spelled(scope.years)}.",)


def _instead(ask: Question) -> str:
    """Return the address of the same question about the goods whose partners are known together."""
    view = ask.view.but(goods=ALL, year=None if ask.year == ask.years[-1] else ask.year)
    own_choice = bool(view.partner) or view.by == ask.rules.groupings[0]
    return str(view.but(by="", sort="") if own_choice else view)


def _nodes(ask: Question) -> pl.DataFrame:
    """Return `key` and `goods` of the nodes of the level asked for, in the order of the tree."""
    inside = set(ask.goods.codes)
    nodes = [
        node
        for node in ask.manifest.basket.level(cast("Level", ask.view.by))
        if set(node.codes) & inside
    ]
    return pl.DataFrame(
        {"key": [node.key for node in nodes], "goods": [node.name for node in nodes]},
        {"key": pl.String, "goods": pl.String},
    )


def _sums(ask: Question) -> pl.DataFrame:
    """Return what the two economies trade, for each year and, where goods are listed, each `key`.

    For each flow of the economy: `exports_value_usd` to the partner, `exports_whole_usd` to all and
    `partner_exports_whole_usd`, the partner's own to all; `imports` likewise. Zero stands for none.
    Where unit values are asked for, exports_valued_usd and exports_quantity_t are behind them.
    """
    view = ask.view
    keys = ["year"] if view.by == "year" else ["year", "key"]
    parts = []
    # Each side by itself reads the tiles of one economy; both in one filter read far more.
    for flow, side in OWN.items():
        for who, whose in ((view.economy, ""), (view.partner, "partner_")):
            found = traded(ask, _codes(ask), side_is(side, who)).filter(pl.col(side) == who)
            if view.by != "year":
                found = as_nodes(found, ask.manifest.basket, cast("Level", view.by), "key")
            both = pl.col(OTHER[flow]) == view.partner
            shared = [part.name.prefix(f"{flow}_") for part in sums(ask, both)]
            total = VALUE.sum().alias(f"{whose}{flow}_whole_usd")
            parts.append(found.group_by(keys).agg(total, *([] if whose else shared)))
    every = pl.concat(parts, how="diagonal").group_by(keys)
    return ask.collect(every.agg((~WEIGHED).sum(), known_sum(WEIGHED)))


def _of(found: pl.DataFrame, flow: str) -> pl.DataFrame:
    """Return the sums of one flow under their usual names, and what the partner's share is of."""
    prefix, others = f"{flow}_", ("year", "key", f"partner_{SIDES[flow]}_whole_usd")
    kept = [column for column in found.columns if column in others or column.startswith(prefix)]
    own = {column: column.removeprefix(prefix) for column in kept}
    return found.select(kept).rename(own).filter(VALUE > 0)


def _side(ask: Question, found: pl.DataFrame, flow: str) -> pl.DataFrame:
    """Return one flow of the economy with its partner, by year or by goods in the year."""
    keys = ["year"] if ask.view.by == "year" else ["year", "key"]
    own = _of(found, flow)
    before = own.select(ask.year_on, *keys[1:], VALUE.alias("previous_usd"))
    theirs = f"partner_{SIDES[flow]}"
    table = with_measures(own.join(before, on=keys, how="left")).with_columns(
        share(VALUE, pl.col("whole_usd")).alias("share"),
        share(VALUE, pl.col(f"{theirs}_whole_usd")).alias(f"{theirs}_share"),
    )
    table = flow_table(flow, table, *keys, f"{theirs}_whole_usd", f"{theirs}_share")
    return table if len(keys) == 1 else table.filter(YEAR == ask.year).drop("year")


def _facts(ask: Question, found: pl.DataFrame) -> tuple[Fact, ...]:
    year = found.filter(YEAR == ask.year)
    exports, imports = (sum(year[f"{flow}_value_usd"].to_list()) or None for flow in SIDES)
    balance = exports - imports if exports is not None and imports is not None else None
    return (
        Fact("exports_usd", "Exports", exports, "usd"),
        Fact("imports_usd", "Imports", imports, "usd"),
        Fact("balance_usd", "Balance", balance, "usd"),
    )
