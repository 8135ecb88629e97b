"""All lines of a block at once: the rows of wanted codes, and the sums of all goods beside them.

Fields are parsed as what they are in CEPII's own files. A block in which one is anything else is
read again, line by line, as an import of all goods reads it.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

import polars as pl

from aigoods.catalog.editions import DIGITS
from aigoods.sources.baci.rows import (
    COLUMNS,
    FIRST_YEAR,
    LAST_YEAR,
    MISSING,
    MOST,
    TYPED,
    as_flows,
    of_wanted_codes,
    read_rows,
    wanted_lines,
)
from aigoods.sources.sums import ALL_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORTEST = len("\n2022,4,8,10121,1")
"""Bytes of the shortest line, with the line break before it."""


class Everything(NamedTuple):
    """What a block holds: `rows` of wanted codes in the columns of FLOWS, and `sums` of all goods.

    The sums have year, exporter, importer (trade codes, an economy with itself among them) and
    value_usd; a pair may stand there more than once.
    """

    rows: pl.DataFrame
    sums: pl.DataFrame


def read_everything(block: bytes, codes: Mapping[str, str], name: str) -> Everything:
    """Return what a block of whole lines holds; `codes` are those that are wanted.

    `block` begins with a line break, as those of `Member.blocks` do; `name` is for the sentence of
    an error.

    Raises:
        DataError: a line has too few or too many fields, or one of them is not what it must be.

    """
    return _numbered(block, codes) or _by_words(block, codes, name)


@cache
def _wanted(codes: tuple[str, ...]) -> pl.Series:
    """Return for each number below 1,000,000 whether a code that it is begins as one of `codes`."""
    numbers: dict[int, list[int]] = {}
    for code in filter(str.isdecimal, codes):
        numbers.setdefault(len(code), []).append(int(code))
    every = pl.int_range(10**DIGITS)
    begins = ((every // 10 ** (DIGITS - length)).is_in(each) for length, each in numbers.items())
    return pl.select(pl.any_horizontal(pl.lit(value=False), *begins)).to_series()


def _numbered(block: bytes, codes: Mapping[str, str]) -> Everything | None:
    """Return what a block holds whose codes are digits alone, None where a field is not right."""
    if b'"' in block:
        return None
    try:
        frame = pl.read_csv(
            block,
            skip_lines=1,  # The block begins with a line break.
            has_header=False,
            schema={**TYPED, "k": pl.UInt32(), "q": pl.String()},
            quote_char=None,
        )
        if not _are_right(frame):
            return None
        wanted = _wanted(tuple(codes)).gather(frame["k"])
        found = frame.with_row_index("number").filter(wanted).lazy()
        rows = found.with_columns(
            pl.col("k").cast(pl.String).str.zfill(DIGITS),
            pl.when(~pl.col("q").is_in(MISSING)).then("q").cast(pl.Float64).alias("q"),
            pl.col("q").is_null().alias("blank"),
        ).collect()
        if not _between(rows["q"], 0, MOST) or not _have_all_fields(block, rows.filter("blank")):
            return None
    except pl.exceptions.PolarsError:
        return None
    return Everything(as_flows(rows), _summed(frame))


def _are_right(frame: pl.DataFrame) -> bool:
    """Return whether all fields but quantities are what they must be; codes may lack their zero.

    What RIGHT says of rows, in the extremes of columns, which are found at once.
    """
    return (
        not any(frame[column].null_count() for column in "tijkv")
        and _between(frame["t"], FIRST_YEAR, LAST_YEAR)
        and _between(frame["k"], 10 ** (DIGITS - 2), 10**DIGITS - 1)
        and _between(frame["v"], 0, MOST)
    )


def _between(column: pl.Series, least: float, most: float) -> bool:
    """Return whether all numbers that are known are in these bounds; one that is none is not."""
    low, high = cast("float | None", column.min()), cast("float | None", column.max())
    if low is None or high is None:
        return True
    return least <= low and high <= most and math.isfinite(column.sum())


def _have_all_fields(block: bytes, rows: pl.DataFrame) -> bool:
    """Return whether the lines of rows without a quantity have its comma; a few are looked up.

    `number` of a row is that of its line. Lines between two of them have at least SHORTEST bytes.
    """
    at, before = 0, 0
    for number, year, i, j, code in rows.select("number", "t", "i", "j", "k").iter_rows():
        start = at + (number - before) * SHORTEST
        at, before = block.find(f"\n{year},{i},{j},{code},".encode(), start), number
        end = block.find(b"\n", at + 1)
        commas = block.count(b",", at, end if end > 0 else len(block))
        if at < 0 or commas != len(COLUMNS) - 1:
            return False
    return True


def _by_words(block: bytes, codes: Mapping[str, str], name: str) -> Everything:
    every = read_rows(wanted_lines(block, None, name), name)
    sums = every.group_by(ALL_KEYS).agg(pl.col("value_usd").sum())
    return Everything(of_wanted_codes(every, codes), sums)


def _summed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the sums of runs of rows with one pair; as files are sorted, a pair is one run."""
    upto = (pl.col("v") * 1000).round().cast(pl.Int64).cum_sum().alias("upto")
    keys = "ij" if frame["t"].min() == frame["t"].max() else "tij"
    last = pl.any_horizontal(pl.col(key) != pl.col(key).shift(-1) for key in keys)
    ends = frame.lazy().select("t", "i", "j", upto, last.fill_null(value=True).alias("last"))
    names = [pl.col(column).alias(name) for column, name in zip("tij", ALL_KEYS, strict=True)]
    sums = pl.col("upto").diff().fill_null(pl.col("upto")).alias("value_usd")
    return ends.filter("last").select(*names, sums).collect()
