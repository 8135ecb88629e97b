"""Who trades with whom: the traders of one side as rows, the leading ones of the other across."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

import polars as pl

from aigoods.analysis.build import build, drawing
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.formulas import VALUE, YEAR, share, with_measures
from aigoods.analysis.measures import UNIT
from aigoods.analysis.notes import nothing
from aigoods.analysis.partners import partner_flows
from aigoods.analysis.ranking import ranked
from aigoods.analysis.values import economy_group, totals, traders
from aigoods.analysis.view import LEADING
from aigoods.catalog.economies import EU27, name
from aigoods.catalog.groups import group_key, short_group
from aigoods.errors import QueryError
from aigoods.text import clean, scale_of, scale_unit

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.analysis.view import View
    from aigoods.catalog.economies import Grouping

LONGEST_TITLE = 10
FEW_CELLS = 3
"""So many columns of cells leave before the rank does."""


class _Sides(NamedTuple):
    """The words of a flow: who stands in the rows (`own`) and who across (`other`)."""

    own: str
    other: str
    verb: str
    way: str

    @property
    def rest(self) -> str:
        """The column of those across that have none of their own."""
        return f"{self.way}_rest"


SIDES = {
    "exports": _Sides("exporter", "importer", "exports", "to"),
    "imports": _Sides("importer", "exporter", "imports", "from"),
}


def matrix(ask: Question) -> Answer:
    """Return the exporters (of imports: the importers) by the leading traders of the other side.

    Columns: rank, iso3 and economy (or key and the group's name), value_usd of all trade of the
    row, its share of the world and, where the measure is growth, the growth of value_usd; then one
    column for each leading importer (`to_usa`; of imports one for each exporter, `from_usa`), and
    the others of them together (`to_rest`). A column that the table is to be sorted by is there
    even if its trader does not lead.

    A cell holds, by measure: the `value` of the flow in current US dollars; its `share`, the value
    over all trade of the row, so that the cells and the rest of a row make 1; its `growth`, the
    value over that of the year before, less 1. It is null where there is no flow, as in the
    diagonal, since no economy trades with itself; the diagonal of groups is the trade inside them.
    The totals hold the same of all rows together, those of areas that are not ranked included.

    Raises:
        QueryError: the dataset has no partners, none for these goods, or none for the year before,
            which growth needs; or the measure is not one of a single flow.

    """
    ask, lazy, notes = partner_flows(ask)
    _check(ask)
    view, sides = ask.view, SIDES[ask.view.flow]
    years = [ask.before, ask.year] if view.measure == "growth" else [ask.year]
    flows = ask.collect(
        lazy.filter(YEAR.is_in(years))
        .group_by("year", pl.col(sides.own).alias("key"), pl.col(sides.other).alias("other"))
        .agg(VALUE.sum())
    )
    plain = replace(ask, view=view.but(sort="", measure="value"))
    title = f"Who {sides.verb} {ask.goods.phrase} {sides.way} whom"
    empty = nothing(ask, f"trade in {ask.goods.phrase} in {ask.period.long}")
    found = ranked(plain, totals(flows), title, notes, empty)
    if view.by != "economy":
        flows = _grouped(flows, ask)
    now = flows.filter(YEAR == ask.year)
    across = _across(ask, now, sides)
    placed = flows.with_columns(
        pl.col("other").replace_strict(across, default=sides.rest, return_dtype=pl.String)
    )
    names = [*across.values(), sides.rest]
    table = found.table.join(
        _cells(placed, ask, names),
        left_on="iso3" if view.by == "economy" else found.label,
        right_on="key",
        how="left",
    )
    largest = table.select(pl.max_horizontal(0, *across.values()).max()).item() or 0
    scale = {"value": scale_of(largest), "share": -3, "growth": -2}[view.measure]
    columns = (*_heads(found, view, scale), *_columns(ask, sides, across, scale))
    totals_of = _totals(columns, found, _cells(placed.with_columns(key=pl.lit("")), ask, names))
    columns = _leaving(columns, [*across.values()], totals_of, chosen=bool(view.across))
    bars = "growth" if view.measure == "growth" else "value"  # Shares are of the row.
    drawn = drawing("bars", bars)
    if bars == "value":
        drawn = drawn._replace(said=f"all {view.flow} of each, {UNIT}")
    return build(
        ask,
        table,
        columns,
        title=found.title,
        rows=found.rows,
        label=found.label,
        unit=f"share of all {view.flow} of the {sides.own} in the row"
        if view.measure == "share"
        else ask.measure.axis,
        draws=(*([drawn._replace(kind="map")] if view.by == "economy" else []), drawn),
        cell_unit=_cell_unit(view, columns, scale),
        facts=(
            *(fact for fact in found.facts if fact.value is not None),
            Fact("flows", "flows", now.height, "count"),
        ),
        notes=found.notes,
        empty=found.empty,
        totals=totals_of,
    )


def _check(ask: Question) -> None:
    """Check that the measure is one of a single flow and can be had for the year."""
    if ask.view.measure == "growth" and ask.before not in ask.years:
        raise QueryError(
            f"Growth in {ask.period.long} takes the flows of {ask.period.before().long}; "
            f"the dataset {ask.manifest.name} has partners for {ask.spelled}."
        )


def _grouped(flows: pl.DataFrame, ask: Question) -> pl.DataFrame:
    """Return `flows` with both sides summed to their groups; what is one trader is its own."""
    named = economy_group(pl.col("key", "other"), cast("Grouping", ask.view.by), ask.traders)
    return totals(flows.with_columns(named), "year", "key", "other")


def _across(ask: Question, now: pl.DataFrame, sides: _Sides) -> dict[str, str]:
    """Return those that have a column, the leading ones first, each with the column's name."""
    view = ask.view
    values = totals(now, "year", "other").rename({"other": "key"})
    listed = (traders(values) if view.by == "economy" else values).sort(
        "value_usd", "key", descending=[True, False]
    )
    columns: dict[str, str] = {}
    for key in listed["key"]:
        word = key if view.by == "economy" else group_key(cast("Grouping", view.by), key)
        column = f"{sides.way}_{_machine_name(EU27 if key == name(EU27) else word)}"
        while column in (*columns.values(), sides.rest):
            column += "_"
        columns[key] = column
    wanted = view.sort.removeprefix("-")
    return {
        key: column
        for place, (key, column) in enumerate(columns.items())
        if place < int(view.across or LEADING) or column == wanted
    }


def _machine_name(text: str) -> str:
    return re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")


def _cells(placed: pl.DataFrame, ask: Question, names: list[str]) -> pl.DataFrame:
    """Return `key` and for each of `names` the measure of the flows placed there, and its parts."""
    sums = totals(placed, "year", "key", "other")
    before = sums.select(ask.year_on, "key", "other", VALUE.alias("previous_usd"))
    column = ask.measure.column
    made = (
        sums.join(before, on=["year", "key", "other"], how="left")
        .with_columns(VALUE.sum().over("year", "key").alias("whole_usd"))
        .pipe(with_measures)
        .with_columns(share(VALUE, pl.col("whole_usd")).alias("share"))
        .filter(YEAR == ask.year)
        .pivot(
            on="other",
            on_columns=names,
            index="key",
            values=[column, *_parts(ask)],
            sort_columns=False,
        )
    )
    return made.rename({f"{column}_{name}": name for name in names}, strict=False)


def _parts(ask: Question) -> tuple[str, ...]:
    """Return what a cell is made of: a share is one of all trade of the row."""
    return ("value_usd", "whole_usd") if ask.view.measure == "share" else ask.measure.parts


def _heads(found: Answer, view: View, scale: int) -> list[Column]:
    """Return the columns of the ranking that stand before the cells."""
    growing = ["growth"] if view.measure == "growth" else []
    kept = ["rank", found.key, found.label, "value_usd", "share", *growing]
    titles = {"value_usd": view.flow.capitalize(), "share": "World"}
    helps = {
        "value_usd": f"all {view.flow} of the row in {found.period.long}, current US dollars",
        "share": f"part of world {view.flow}",
    }
    return [
        column._replace(
            title=titles.get(column.name, column.title),
            help=helps.get(column.name, column.help),
            scale=scale if column.name == "value_usd" and view.measure == "value" else None,
        )
        for column in found.columns
        if column.name in kept
    ]


def _columns(
    ask: Question, sides: _Sides, across: dict[str, str], scale: int
) -> tuple[Column, ...]:
    """Return the columns of the cells."""
    view = ask.view
    what = {
        "value": "{flow} {way} {whom}, current US dollars",
        "share": "{flow} {way} {whom}, part of all {flow} of the row",
        "growth": "{flow} {way} {whom}, change on the year before",
    }[view.measure]
    by = cast("Grouping", view.by)
    named = {name(code): code for code in ask.traders}
    whom = {column: name(key) if view.by == "economy" else key for key, column in across.items()}
    whom[sides.rest] = f"all other {sides.other}s together"
    words = {
        column: key if view.by == "economy" else named.get(key) or group_key(by, key)
        for key, column in across.items()
    }
    partners = words | {sides.rest: f"-{','.join(words.values())}"}
    titles = {
        column: clean(key if view.by == "economy" else short_group(key), LONGEST_TITLE)
        for key, column in across.items()
    }
    return tuple(
        Column(
            column,
            titles.get(column, "Rest"),
            ask.measure.kind,
            what.format(flow=view.flow, way=sides.way, whom=each),
            scale,
            heat=column != sides.rest,
            counted="" if column == sides.rest else "more column",
            parts=tuple(f"{each}_{column}" for each in _parts(ask)),
            sum=Sum(partner=partners[column]),
        )
        for column, each in whom.items()
    )


def _leaving(
    columns: tuple[Column, ...], cells: list[str], sums: tuple[Fact, ...], *, chosen: bool
) -> tuple[Column, ...]:
    """Return the columns with their order of leaving: the rest is only right beside all cells.

    Where the number of cells is `chosen` they stay as long as they can. The rest is hidden where it
    is none, since all traders across have a column.
    """
    late = cells[:0:-1]
    few = 0 if chosen else max(0, len(late) - FEW_CELLS + 1)
    rest = sums[-1].name
    order = ["share", *([] if chosen else [rest]), *late[:few], "rank", *late[few:]]
    places = {name: place for place, name in enumerate(order, start=1)}
    placed = [c._replace(leaves=places.get(c.name, 0 if c.heat else c.leaves)) for c in columns]
    return (*placed[:-1], placed[-1]._replace(hidden=sums[-1].value is None))


def _totals(columns: tuple[Column, ...], found: Answer, together: pl.DataFrame) -> tuple[Fact, ...]:
    """Return what the columns hold for all rows together."""
    facts = {fact.name: fact.value for fact in found.facts}
    values = dict.fromkeys([column.name for column in columns]) | {
        "value_usd": facts["total_usd"],
        "share": 1.0 if facts["total_usd"] else None,
        "growth": facts.get("total_growth"),
    }
    values |= together.drop("key").row(0, named=True) if together.height else {}
    return tuple(
        Fact(column.name, column.title, values[column.name], column.kind)
        for column in columns
        if column.name not in ("rank", found.key, found.label)
    )


def _cell_unit(view: View, columns: tuple[Column, ...], scale: int) -> str:
    """Return what the cells leave out, for the title."""
    if view.measure == "value":
        return scale_unit(scale)
    if view.measure == "share":
        return "% of the row"
    return next(f"growth {column.span}" for column in columns if column.name == "growth")
