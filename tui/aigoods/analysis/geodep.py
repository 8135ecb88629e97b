"""The criteria of foreign dependence of CEPII's database GeoDep, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.flows import economy_values
from aigoods.analysis.formulas import VALUE, YEAR, concentration, criteria_hold, share
from aigoods.analysis.values import totals, traders

if TYPE_CHECKING:
    from aigoods.analysis.question import Question

YEARS_LOOKED_AT = 3


def judged(ask: Question, sources: pl.DataFrame, imports: pl.DataFrame) -> pl.DataFrame:
    """Return what the criteria are made of, for each year looked at and each code imported then.

    Columns: year, code, imports_usd, hhi, world_hhi, exports_usd, imports_over_exports and held.
    """
    every = ask.collect(
        totals(
            economy_values(ask, "exports").filter(YEAR.is_in(window(ask))), "year", "key", "code"
        )
    )
    keys = ["year", "code"]
    suppliers = concentration(traders(sources).filter(VALUE > 0), *keys)
    world = concentration(traders(every).filter(VALUE > 0), *keys).rename({"hhi": "world_hhi"})
    own = every.filter(pl.col("key") == ask.view.economy, VALUE > 0)
    exports = own.select(*keys, VALUE.alias("exports_usd"))
    known = imports.join(suppliers, on=keys, how="left").join(world, on=keys, how="left")
    known = known.join(exports, on=keys, how="left").with_columns(
        share(pl.col("imports_usd"), pl.col("exports_usd")).alias("imports_over_exports")
    )
    hold = criteria_hold(pl.col("hhi"), pl.col("world_hhi"), pl.col("imports_over_exports"))
    return known.with_columns(hold.alias("held"))


def window(ask: Question) -> tuple[int, ...]:
    """Return the year asked for and the two before it, those of them that the dataset has."""
    last, before = ask.period, ask.period.before()
    wanted = (last.number, before.number, before.before().number)
    return tuple(number for number in wanted if number in ask.years)
