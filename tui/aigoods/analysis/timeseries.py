"""Some economies beside one another, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.against import compared
from aigoods.analysis.build import build, cagr_column, drawing, over_years
from aigoods.analysis.column import Column
from aigoods.analysis.flows import economy_values, with_quantities
from aigoods.analysis.formulas import (
    VALUE,
    YEAR,
    cagr,
    measured,
    world_totals,
)
from aigoods.analysis.measures import UNIT
from aigoods.analysis.notes import applicable, nobody_note, sums_note
from aigoods.analysis.position import beside, wholes
from aigoods.analysis.values import summed, totals, traders
from aigoods.catalog.economies import name
from aigoods.errors import QueryError

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import Unit
    from aigoods.analysis.question import Question
    from aigoods.analysis.view import View

LEADING = 5
INDEX: Unit = "index"


def year_names(view: View, years: tuple[int, ...]) -> dict[int, str]:
    """Return the name of the column of each year."""
    prefix = view.measure.replace("-", "_") if view.index is None else "index"
    return {year: f"{prefix}_{year}" for year in years}


def timeseries(ask: Question) -> Answer:
    """Return the measure of some economies in every year, the leading five where none is named.

    Columns: iso3, economy, the measure in each year (`value_2017`, ...: value, share of the world,
    growth, rank, unit value, RCA or share of all exports; with `index` `index_2017`, ...: the value
    over that of the index year, times 100, null where that year has none), and cagr of the value
    from `since`. Groups of `sums` are the sum of their members, which has no rank.

    Raises:
        QueryError: an index is asked of another measure than the value.

    """
    view = ask.view
    if view.index is not None and view.measure != "value":
        raise QueryError(f"An index is of values; leave out measure={view.measure} or the index.")
    values = ask.collect(totals(economy_values(ask)))
    values = with_quantities(ask, values, view.flow, "year", "key")
    rows = traders(values)
    rows = beside(rows, wholes(ask) if ask.measure.exported else None)
    world = world_totals(values)
    full = measured(rows, world, ask.grain)
    if ask.sums:
        groups = summed(rows, ask.sums)
        no_rank = pl.lit(None, pl.Int64).alias("rank")
        full = pl.concat([full, measured(groups, world, ask.grain).with_columns(no_rank)])
        rows = pl.concat([rows, groups])
    chosen = view.economies or tuple(
        full.filter(YEAR == ask.year).sort("rank", "key")["key"].head(LEADING)
    )
    order = {iso3: place for place, iso3 in enumerate(chosen)}
    own = full.filter(pl.col("key").is_in(list(chosen)))
    if view.index is not None:
        base = own.filter(YEAR == view.index).select("key", VALUE.alias("base_usd"))
        own = own.join(base, on="key", how="left").with_columns(
            (VALUE / pl.col("base_usd") * 100).alias("index")
        )
    column, parts, kind, what = (
        (ask.measure.column, ask.measure.parts, ask.measure.kind, ask.measure.title)
        if view.index is None
        else (
            "index",
            ("value_usd", "base_usd"),
            INDEX,
            f"index, {ask.manifest.period(view.index).long} = 100",
        )
    )
    named = year_names(view, ask.years)
    word = named[ask.year].removesuffix(f"_{ask.period.long}")
    own = own.with_columns(pl.col(column).alias(word))
    wide = own.pivot(
        on="year",
        on_columns=ask.years,
        index="key",
        values=list(dict.fromkeys((word, "value_usd", *parts))),
        sort_columns=False,
    )
    table = (
        pl.DataFrame({"iso3": list(chosen)}, {"iso3": pl.String})
        .join(wide, left_on="iso3", right_on="key", how="left")
        .join(
            cagr(rows, ask.since, ask.year, ask.grain), left_on="iso3", right_on="key", how="left"
        )
        .with_columns(
            pl.col("iso3").replace({iso3: name(iso3) for iso3 in chosen}).alias("economy")
        )
        .sort(pl.col("iso3").replace_strict(order, return_dtype=pl.Int64))
    )
    columns = (
        Column("iso3", "ISO3", "code", "code of the economy", hidden=True),
        Column("economy", "Economy", "text", "name"),
        *(
            Column(
                column_name,
                ask.manifest.tagged(year),
                kind,
                f"{what} in {ask.manifest.period(year).long}",
                period=year,
                leaves=place if year < ask.years[-1] else 0,
                counted="earlier year" if year < ask.years[-1] else "",
                parts=tuple(f"{each}_{year}" for each in parts),
            )
            for place, (year, column_name) in enumerate(named.items(), start=1)
        ),
        cagr_column(ask)._replace(
            leaves=len(ask.years),
            parts=(f"value_usd_{ask.period.long}", "first_usd"),
        ),
    )
    drawn = drawing("lines", view.measure, *named.values(), every="economies")
    words = f"{view.flow.capitalize()} of {ask.goods.phrase}"
    together = ", groups as sums of members" if ask.sums else ""
    detail = "" if column == "value_usd" else compared(view) or f" ({what})"
    return build(
        ask,
        table,
        columns,
        title=f"{words} year by year, {ask.spelled}{detail}{together}",
        rows="economies",
        draws=over_years(drawn._replace(unit=kind)),
        unit=UNIT if column == "value_usd" else what,
        values=(values,),
        notes=(*sums_note(ask), *applicable(ask, chosen)),
        empty=nobody_note(ask),
    )
