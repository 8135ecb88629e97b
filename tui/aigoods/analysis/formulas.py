"""The formulas: share, growth, CAGR, rank, RCA and concentration, each written down once.

All work on frames of values, one row a year and key, with the columns `year`, `key` and
`value_usd` (current US dollars); a key without a row in a year has no data then. The year may be
another period, by its number; `grain` says how long they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from polars import selectors

from aigoods.analysis.measures import MEASURES
from aigoods.catalog.periods import Grain, Period

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = pl.col("year")
VALUE = pl.col("value_usd")
QUANTITY = pl.col("quantity_t")
VALUED = pl.col("valued_usd")
"""The value of the flows whose quantity is known."""

WEIGHED = selectors.matches("(^|_)(valued_usd|quantity_t)$")
"""The sums behind unit values, where a frame has them."""


def whole(part: pl.Expr) -> pl.Expr:
    """Return the sum of `part`, null where one of the parts is: then the whole is unknown."""
    return pl.when(part.null_count() == 0).then(part.sum())


def known_sum(part: pl.Expr) -> pl.Expr:
    """Return the sum of what is known of `part`, null where nothing is.

    Metric tons are rounded to the gram, so that the last digit is the same in whatever order the
    threads add.
    """
    return pl.when(part.count() > 0).then(part.sum().round(6))


def world_totals(values: pl.DataFrame, *over: str) -> pl.DataFrame:
    """Return `year`, the columns `over` and `world_usd`, the sum over all keys."""
    return values.group_by("year", *over).agg(VALUE.sum().alias("world_usd"))


def measured(values: pl.DataFrame, world: pl.DataFrame, grain: Grain, *over: str) -> pl.DataFrame:
    """Return `values` with rank, share, growth and rank change, each within its year and `over`.

    - `rank`: 1 + the number of keys with a higher value in the year (standard competition rank).
    - `share`: value / world total of the year (`world_usd` of `world`).
    - `growth`: value / value of the same period a year before (`previous_usd`) - 1, or null.
    - `rank_change`: rank a year before (`previous_rank`) - rank, so a climb is positive.

    Other measures likewise, where the values have what they take. All that they are made of stays
    beside them.
    """
    place = VALUE.rank("min", descending=True).over("year", *over).cast(pl.Int64).alias("rank")
    ranked = values.with_columns(place)
    before = ranked.select(
        YEAR + grain.year_on,
        *over,
        "key",
        VALUE.alias("previous_usd"),
        pl.col("rank").alias("previous_rank"),
    )
    return with_measures(
        ranked.join(world, on=["year", *over], how="left")
        .join(before, on=["year", *over, "key"], how="left")
        .with_columns((pl.col("previous_rank") - pl.col("rank")).alias("rank_change"))
    )


def share(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """Return part / whole, null where the whole is 0."""
    return pl.when(whole != 0).then(part / whole)


def unit_value(valued: pl.Expr, quantity: pl.Expr) -> pl.Expr:
    """Return a value in US dollars over a quantity in kilograms, 1,000 to the metric ton.

    Both are of the flows whose quantity is known. Those without one count on neither side, so they
    do not bend it; null where no quantity is known or all of it is 0.
    """
    return share(valued, quantity * 1000)


def growth(value: pl.Expr, before: pl.Expr) -> pl.Expr:
    """Return value / before - 1, null where there was nothing before."""
    return pl.when(before != 0).then(value / before - 1)


def rca(exports: pl.Expr, every: pl.Expr, world: pl.Expr, world_every: pl.Expr) -> pl.Expr:
    """Return the revealed comparative advantage: (exports / every) / (world / world_every).

    `exports` are an economy's of some goods, `every` those of all goods that it is compared with,
    `world` and `world_every` the same of the world with this economy; null where one is 0 or
    unknown. 1 is the share of these goods in what the world exports, 2 twice as much. By hand: of
    300 that it exports 60 are chips, of the world's 6,000 so are 600, so (60 / 300) / (600 / 6,000)
    is 0.2 / 0.1, an RCA of 2.
    Source: Balassa, B. (1965) Trade Liberalisation and "Revealed" Comparative Advantage, The
    Manchester School 33(2), 99-123.
    """
    return share(share(exports, every), share(world, world_every))


def symmetric_rca(*parts: pl.Expr) -> pl.Expr:
    """Return (RCA - 1) / (RCA + 1) of the parts of `rca`, from -1 to 1, 0 where it is 1.

    So what is half of the world's share weighs as much as what is twice of it: RCAs of 2 and of a
    half become (2 - 1) / (2 + 1) = 1/3 and -1/3.
    Source: Dalum, B., Laursen, K. and Villumsen, G. (1998) Structural Change in OECD Export
    Specialisation Patterns, International Review of Applied Economics 12(3), 423-443.
    """
    ratio = rca(*parts)
    return (ratio - 1) / (ratio + 1)


FORMULAS: dict[str, Callable[..., pl.Expr]] = {
    "share": share,
    "growth": growth,
    "unit_value": unit_value,
    "rca": rca,
    "symmetric_rca": symmetric_rca,
}
"""How a measure of each kind is made of its parts."""


def with_measures(table: pl.DataFrame, *words: str) -> pl.DataFrame:
    """Return `table` with each measure whose parts it has, in the measure's own column.

    `words` name those that are wanted, by default all.
    """
    return table.with_columns(
        FORMULAS[measure.kind](*map(pl.col, measure.parts)).alias(measure.column)
        for word, measure in MEASURES.items()
        if measure.parts and {*measure.parts} <= {*table.columns} and (not words or word in words)
    )


def cagr(values: pl.DataFrame, since: int, year: int, grain: Grain) -> pl.DataFrame:
    """Return `key`, `first_usd` and `cagr`, the compound annual growth from `since` to `year`.

    (value in `year` / value in `since`) ** (1 / years between them) - 1, a rate a year; null where
    either is missing or the first is 0, and for a span of less than a year.
    """
    first = values.filter(since == YEAR).select("key", VALUE.alias("first_usd"))
    last = values.filter(year == YEAR).select("key", "value_usd")
    rate = compound(VALUE, pl.col("first_usd"), since, year, grain)
    return last.join(first, on="key", how="left").select("key", "first_usd", rate.alias("cagr"))


def compound(value: pl.Expr, first: pl.Expr, since: int, year: int, grain: Grain) -> pl.Expr:
    """Return (value / first) ** (1 / years) - 1, the rate a year at which `first` becomes `value`.

    Null where the first is 0, and for a span of less than a year.
    """
    span = Period.numbered(year, grain).years_since(Period.numbered(since, grain))
    return share(value, first).pow(1 / span) - 1 if span >= 1 else pl.lit(None, pl.Float64)


def concentration(values: pl.DataFrame, *over: str) -> pl.DataFrame:
    """Return the columns `over` and `hhi`, the Herfindahl-Hirschman index of the keys.

    The sum of the squared shares in percent: 10,000 for one trader, near 0 for many small ones. By
    hand: of 50%, 30% and 20% it is 2,500 + 900 + 400, so 3,800.
    Source: US Department of Justice and Federal Trade Commission, Merger Guidelines (2023),
    guideline 1. The keys are summed in a fixed order, so that the last digit is always the same.
    """
    part = VALUE / VALUE.sum()
    ordered = values.sort("value_usd", "key")
    return ordered.group_by(over, maintain_order=True).agg(((part * 100) ** 2).sum().alias("hhi"))


DEPENDENT_HHI = 4000
DEPENDENT_YEARS = 2
"""Years of three in which the criteria hold where a good is called foreign dependent."""


def criteria_hold(hhi: pl.Expr, world_hhi: pl.Expr, imports_over_exports: pl.Expr) -> pl.Expr:
    """Return whether imports of a good in one year meet the criteria of foreign dependence.

    The HHI of the sources is above 4,000, that of world exports too, and imports over exports are
    above 1; where there are no exports (null) the third holds. Source: CEPII's database GeoDep,
    Lefebvre and Wibaux (2024). A worked example: sources of 80% and 20% have an HHI of 6,800,
    exporters of 60% and 40% one of 5,200; imports of 30 and exports of 20 are 1.5: all hold.
    """
    more = imports_over_exports.is_null() | (imports_over_exports > 1)
    return (hhi > DEPENDENT_HHI) & (world_hhi > DEPENDENT_HHI) & more


def leaders(values: pl.DataFrame, world: pl.DataFrame, *over: str) -> pl.DataFrame:
    """Return the columns `over`, the leading key, what the leading three hold, and how many trade.

    The share of the first (`leader`) is `leader_share`, its value `leader_usd`; of the first three
    `top3_share` and `top3_usd`. They are parts of the world total of `over` (`world_usd` of
    `world`). How many keys trade is `traders`.
    """
    first = (
        values.sort("value_usd", "key", descending=[True, False])
        .group_by(over, maintain_order=True)
        .agg(
            pl.col("key").first().alias("leader"),
            VALUE.first().alias("leader_usd"),
            VALUE.head(3).sum().alias("top3_usd"),
            pl.len().cast(pl.Int64).alias("traders"),
        )
    )
    return first.join(world, on=over, how="left").with_columns(
        share(pl.col(f"{who}_usd"), pl.col("world_usd")).alias(f"{who}_share")
        for who in ("leader", "top3")
    )


def foremost(values: pl.DataFrame, world: pl.DataFrame, *over: str) -> pl.DataFrame:
    """Return how much the leading keys hold of the world total of `over` (`world_usd` of `world`).

    Columns: `over`, world_usd, `top1` (the key with the highest value), top1_usd, top3_usd and
    top5_usd (of the leading one, three and five), their shares (`top1_share`, ...), and
    `suppliers`: the least number of keys that together hold 90% of the world total, null where all
    keys hold less. By hand: of 50, 30, 15 and 5 in 100 the first holds 50%, the first three 95%;
    two hold 80% and three 95%, so 3 hold 90%.
    """
    usd = VALUE.cum_sum() * 10 < pl.col("world_usd").first() * 9
    first = (
        values.filter(VALUE > 0)
        .join(world, on=over)
        .sort("value_usd", "key", descending=[True, False])
        .group_by(over, maintain_order=True)
        .agg(
            pl.col("world_usd").first(),
            pl.col("key").first().alias("top1"),
            *(VALUE.head(count).sum().alias(f"top{count}_usd") for count in (1, 3, 5)),
            pl.when(~usd.all()).then(usd.sum() + 1).cast(pl.Int64).alias("suppliers"),
        )
    )
    parts = {f"top{count}_share": pl.col(f"top{count}_usd") for count in (1, 3, 5)}
    return first.with_columns(
        share(part, pl.col("world_usd")).alias(name) for name, part in parts.items()
    )


def year_column(years: tuple[int, ...]) -> pl.DataFrame:
    """Return a frame with a row for each of `years`, to which data is joined."""
    return pl.DataFrame({"year": list(years)}, {"year": pl.Int32})


def series(
    frame: pl.DataFrame, column: str, years: tuple[int, ...], name: str = "series"
) -> pl.DataFrame:
    """Return `key` and a list with the `column` of each of `years`, null where there is none."""
    wide = frame.pivot(on="year", on_columns=years, index="key", values=column, sort_columns=False)
    cells = [pl.col(str(year)).cast(pl.Float64) for year in years]
    return wide.select("key", pl.concat_list(cells).alias(name))
