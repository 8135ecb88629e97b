"""The formulas of change from one year to another: shares, contributions, constant market shares.

They work on the frames of values that `formulas` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.formulas import VALUE, YEAR, compound, growth, share

if TYPE_CHECKING:
    from aigoods.catalog.periods import Grain


def changes(values: pl.DataFrame, since: int, year: int, grain: Grain) -> pl.DataFrame:
    """Return what each key was in two years and how it changed; `values` are of all there is.

    Columns: key, value_from_usd and value_to_usd (0 where there is no row), world_from_usd and
    world_to_usd (their sums, null where a year has no row at all), change_usd, and

    - `share_from`, `share_to`: value / world of the year; `share_change`: the second less the
      first. Over all keys the changes add up to 0.
    - `growth`: value_to / value_from - 1, or null; `cagr`: the same a year.
    - `contribution`: change / world of the first year. Over all keys they add up to its growth.

    By hand: of a world of 100 that became 150, a key that went from 20 to 45 changed by 25; its
    share went from 20% to 30%, by 10 points, it grew by 125%, and of the growth of the world, 50%,
    25 points are its own.
    """
    first, last, base = (pl.col(f"{name}_usd") for name in ("value_from", "value_to", "world_from"))
    ends = {"from": since, "to": year}
    found = values.select("key").unique(maintain_order=True)
    for end, when in ends.items():
        then = values.filter(YEAR == when)
        world = then["value_usd"].sum() if then.height else None
        own = then.select("key", VALUE.alias(f"value_{end}_usd"))
        found = found.join(own, on="key", how="left").with_columns(
            pl.col(f"value_{end}_usd").fill_null(0),
            pl.lit(world, pl.Int64).alias(f"world_{end}_usd"),
        )
    return found.with_columns(
        (last - first).alias("change_usd"),
        *(
            share(pl.col(f"value_{end}_usd"), pl.col(f"world_{end}_usd")).alias(f"share_{end}")
            for end in ends
        ),
        growth(last, first).alias("growth"),
        compound(last, first, since, year, grain).alias("cagr"),
    ).with_columns(
        (pl.col("share_to") - pl.col("share_from")).alias("share_change"),
        share(pl.col("change_usd"), base).alias("contribution"),
    )


def expected_changes(values: pl.DataFrame, since: int, year: int) -> pl.DataFrame:
    """Return `key`, `world_effect_usd` and `expected_usd`: constant market shares.

    `values` have the column `code` and are of all that trade. With X the value of a key in the
    first year and X_c that in one code, and g and g_c what the world's trade grew by, in all
    codes and in one, the change of a key has three parts:

    - world effect g X: what it had gained, had it grown as the world did;
    - mix effect, sum of (g_c - g) X_c: what more, since it sold what the world came to want;
    - the rest, called competitiveness: what it won or lost of the world's trade in its codes.

    `expected_usd` is the sum of the first two, the change at constant shares of each code. A code
    that the world did not trade in the first year has no growth, and is in the rest. Both are whole
    dollars, so that the three parts are exactly the change.

    By hand: the world's trade in A grew from 100 to 150 and in B from 100 to 110, so g is 30%. Who
    sold 40 of A and 10 of B and then 55 and 15 gained 20: 30% of 50 are 15 for the world, 50% of 40
    and 10% of 10 are 21, so 6 more for the mix, and -1 is the rest.

    Source: E. E. Leamer and R. M. Stern, Quantitative International Economics (1970), chapter 7;
    weights are those of the first year, and the world includes the key.
    """
    codes = values.group_by("year", "code").agg(VALUE.sum())
    first = codes.filter(YEAR == since).select("code", VALUE.alias("code_from_usd"))
    last = codes.filter(YEAR == year).select("code", VALUE.alias("code_to_usd"))
    world, after = first["code_from_usd"].sum(), last["code_to_usd"].sum()
    whole = growth(pl.lit(after), pl.lit(world))
    own = growth(pl.col("code_to_usd").fill_null(0), pl.col("code_from_usd"))
    return (
        values.filter(YEAR == since)
        .join(first, on="code", how="left")
        .join(last, on="code", how="left")
        .sort("key", "code")
        .group_by("key", maintain_order=True)
        .agg(
            (VALUE.sum() * whole.first()).round().cast(pl.Int64).alias("world_effect_usd"),
            (VALUE * own).sum().round().cast(pl.Int64).alias("expected_usd"),
        )
    )
