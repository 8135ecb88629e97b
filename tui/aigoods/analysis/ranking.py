"""Rankings of economies or of their groups: exporters, importers and an economy's partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import polars as pl

from aigoods.analysis.against import compared
from aigoods.analysis.build import (
    ALL_EXPORTS,
    SHARE,
    build,
    cagr_column,
    drawing,
    growth_column,
    over_years,
    rank_change_column,
    series_column,
)
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.flows import blocs, economy_values, with_quantities
from aigoods.analysis.formulas import (
    VALUE,
    YEAR,
    cagr,
    concentration,
    measured,
    series,
    world_totals,
)
from aigoods.analysis.notes import applicable, nobody_note
from aigoods.analysis.position import beside, wholes
from aigoods.analysis.values import grouped, totals, traders
from aigoods.catalog.economies import UNCLASSIFIED, name
from aigoods.catalog.groups import find_group, group_key
from aigoods.errors import QueryError
from aigoods.text import lower_first, money

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer, Drawing
    from aigoods.analysis.question import Question
    from aigoods.analysis.view import View
    from aigoods.catalog.economies import Grouping

FIRST = 20
"""How many of the first rows bring the notes on their economies."""

GROUP_TITLES = {
    "economy": "Economy",
    "region": "Region",
    "sub-region": "Sub-region",
    "income": "Income group",
}
"""The headings of the groupings, also the names of their columns after folding."""


class Whole(NamedTuple):
    """What a ranking is of: the title of its total, what shares are of, and `by` in its title."""

    total: str = "World"
    said: str = "the world"
    drawn: str = "the world"
    by: str = " by "


def ranking(ask: Question) -> Answer:
    """Return the exporters or importers of some goods, ranked by value.

    Columns: rank, iso3 and economy (or key and the group's name), value_usd, share of the world,
    growth on the year before, rank_change, cagr from `since`, series. Shares and ranks are those
    of the world also where `within` lists one group's economies alone. Where exports of all goods
    are known, all_exports_share is the part of them that exports are. Where each group is one
    trader, intra_usd is the trade inside it, which no other column holds, as `flows.blocs` says;
    where unit values are asked for, quantity_t and unit_value; where an RCA is, rca or
    symmetric_rca.
    """
    who = "Exporters" if ask.view.flow == "exports" else "Importers"
    title = f"{who} of {ask.goods.phrase}{compared(ask.view)}"
    every = wholes(ask) if ask.view.flow == "exports" else None
    if ask.view.blocs == "one":
        return ranked(ask, blocs(ask), title, every=every)
    values = ask.collect(totals(economy_values(ask)))
    values = with_quantities(ask, values, ask.view.flow, "year", "key")
    return ranked(ask, values, title, every=every)


def ranked(
    ask: Question,
    values: pl.DataFrame,
    title: str,
    notes: tuple[str, ...] = (),
    empty: str = "",
    whole: Whole = Whole(),  # noqa: B008 (a value)
    every: pl.DataFrame | None = None,
) -> Answer:
    """Return the ranking of `values` (year, key, value_usd) in the View's year and grouping.

    Keys are economies, or groups already where each is one trader. For unit values the sums behind
    them are among the values. `empty` says that the economy has none at all; `whole` is what the
    ranking is of, `every` what `position.wholes` returns.
    """
    view = ask.view
    world = world_totals(values)
    rows = values
    if view.by == "economy":
        rows = traders(values)
    elif view.blocs == "members":
        rows = grouped(values, _grouping(view.by), ask.traders)
        every = every if every is None else grouped(every, _grouping(view.by), ask.traders)
    rows = beside(rows, every)
    full = measured(rows, world, ask.grain)
    table = (
        full.filter(YEAR == ask.year)
        .join(cagr(rows, ask.since, ask.year, ask.grain), on="key", how="left")
        .join(series(full, ask.measure.column, ask.years), on="key", how="left")
        .with_columns(_names(view, full["key"]))
    )
    key, label = ("iso3" if view.by == "economy" else "key"), _label(view.by)
    if view.by == "economy":
        table = table.rename({"key": "iso3"})
    else:
        keys = {shown: group_key(_grouping(view.by), shown) for shown in table["key"]}
        keys |= {name(code): code for code in ask.traders}
        table = table.with_columns(pl.col("key").replace_strict(keys, return_dtype=pl.String))
    if view.within:
        if view.by != "economy":
            raise QueryError(
                f"The economies inside one group are listed one by one: leave out by={view.by} or "
                f"within={view.within}."
            )
        table = table.filter(pl.col(key).is_in(_listed(ask)))
        title += _within_phrase(view.within)
        if values.filter(YEAR == ask.year).height:
            empty = nobody_note(ask)
    if view.by != "economy":
        group = GROUP_TITLES[view.by].lower()
        title += whole.by + group
    return build(
        ask,
        table.sort("rank", label),
        _columns(
            ask, key, label, whole, *([ALL_EXPORTS] if ALL_EXPORTS.name in full.columns else [])
        ),
        title=f"{title}, {ask.period.long}",
        rows="economies" if view.by == "economy" else "groups",
        label=label,
        bars=("value_usd", "share"),
        draws=_draws(ask, whole),
        facts=_facts(ask, rows, world, table, whole),
        values=(values,),
        notes=notes
        + _unranked_note(ask, values, rows)
        + applicable(ask, table.sort("rank")["iso3"].head(FIRST) if view.by == "economy" else ()),
        empty=empty or nobody_note(ask),
    )


def _draws(ask: Question, whole: Whole) -> tuple[Drawing, ...]:
    measure = ask.view.measure
    bars = drawing("bars", "value" if measure == "rank" else measure, whole=whole.drawn)
    rest = measure == "share" and not ask.view.within
    lines = drawing("lines", measure, "series", whole=whole.drawn, rest=rest)
    first, *others = over_years(lines)
    maps = [bars._replace(kind="map")] if ask.view.by == "economy" else []
    return (first, *maps, *others, bars)


def _columns(
    ask: Question, key: str, label: str, whole: Whole, *further: Column
) -> tuple[Column, ...]:
    view = ask.view
    code = "ISO3" if key == "iso3" else "Key"
    columns = [
        Column("rank", "#", "rank", "place by value", leaves=90),
        Column(key, code, "code", "code of the row in addresses", hidden=True),
        Column(label, GROUP_TITLES[view.by], "text", "name"),
        Column(
            "value_usd", "Value", "usd", f"{view.flow} in {ask.period.long}, current US dollars"
        ),
        Column("share", "Share", "share", f"part of {whole.said}", leaves=50, parts=SHARE),
    ]
    if view.blocs == "one":
        said = "trade among the group's own economies"
        inside = Sum(partner="{key}")
        columns.insert(4, Column("intra_usd", "Inside", "usd", said, leaves=60, sum=inside))
    columns += ask.measure.adds
    if len(ask.years) > 1:
        columns += [growth_column(ask), rank_change_column(ask), cagr_column(ask)]
    columns += further
    if len(ask.years) > 1:
        columns.append(series_column(view.measure))
    return tuple(columns)


def _facts(
    ask: Question, rows: pl.DataFrame, world: pl.DataFrame, table: pl.DataFrame, whole: Whole
) -> tuple[Fact, ...]:
    sums = dict(world.select("year", "world_usd").iter_rows())
    total, before = sums.get(ask.year), sums.get(ask.before)
    hhi = dict(concentration(rows.filter(VALUE > 0), "year").iter_rows())
    facts = [
        Fact("total_usd", whole.total, total, "usd"),
        Fact("rows", "economies" if ask.view.by == "economy" else "groups", table.height, "count"),
        Fact("hhi", _hhi_title(ask), hhi.get(ask.year), "hhi"),
    ]
    if len(ask.years) > 1:
        change = total / before - 1 if total and before else None
        facts.insert(1, Fact("total_growth", "", change, "growth"))
    if ask.view.within:
        listed = sum(table["value_usd"].to_list())
        facts.insert(-2, Fact("listed_usd", "listed", listed, "usd"))
    return tuple(facts)


def _hhi_title(ask: Question) -> str:
    """Return what the concentration is of, where that is not plain."""
    if ask.view.by != "economy":
        return "concentration of groups"
    return "concentration of all" if ask.view.within else "concentration"


def _unranked_note(ask: Question, values: pl.DataFrame, ranked: pl.DataFrame) -> tuple[str, ...]:
    """Return the note on trade that is in the total but in no row."""
    every, listed = (
        sum(frame.filter(YEAR == ask.year)["value_usd"].to_list()) for frame in (values, ranked)
    )
    if every == listed:
        return ()
    return (
        f"{money(every - listed)} of trade by areas not specified, or by economies of the past, is "
        "in the total and unranked.",
    )


def _names(view: View, keys: pl.Series) -> pl.Expr:
    shown = {key: name(key) for key in keys.unique()} if view.by == "economy" else {}
    return pl.col("key").replace(shown).alias(_label(view.by))


def _label(by: str) -> str:
    return GROUP_TITLES[by].lower().replace(" ", "_").replace("-", "_")


def _grouping(by: str) -> Grouping:
    return cast("Grouping", by)


def _listed(ask: Question) -> list[str]:
    """Return the economies of the View's group, and the traders whose members are all in it."""
    members = find_group(ask.view.within).members
    return [*members, *(code for code, own in ask.traders.items() if set(own) <= set(members))]


def _within_phrase(within: str) -> str:
    group = find_group(within)
    if not group.of_grouping:
        return f", members of {group.name}"
    if group.name == UNCLASSIFIED:
        return f", economies without {GROUP_TITLES[group.kind].lower()}"
    named = group.name
    return f", {lower_first(named)} economies" if group.kind == "income" else f" in {named}"
