"""Why a number: its formula with the figures put in, and the rows of the dataset behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from aigoods.analysis.build import build
from aigoods.analysis.column import Column, Fact, said
from aigoods.analysis.formulas import share
from aigoods.analysis.measures import MEASURES
from aigoods.analysis.tracing import flows_behind, flows_of
from aigoods.catalog.economies import name
from aigoods.catalog.periods import Period
from aigoods.errors import QueryError
from aigoods.text import clean, listing, upper_first

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import ColumnKind
    from aigoods.analysis.question import Inner, Question

MOST = 20
"""Rows that are listed of those that a number is made of."""
WORDS = ("text", "code", "year")
"""The kinds of columns that hold no numbers."""

SIGNS: dict[str, str] = {
    "share": "{} / {}",
    "growth": "{} / {} − 1",
    "contribution": "{} / {}",
    "ratio": "{} / {}",
    "index": "{} / {} × 100",
    "unit_value": "{} / ({} × 1,000 kg)",
    "rca": "({} / {}) / ({} / {})",
    "symmetric_rca": "(RCA − 1) / (RCA + 1) with RCA = ({} / {}) / ({} / {})",
}
"""How a number of each kind is made of its parts; all others are the first less the second."""

RULES: dict[str, str] = {
    "rank": "1 + the number of economies with a higher value",
    "hhi": "the sum of the squared shares in percent of all economies that are ranked",
    "count": "counted",
    "tons": "the sum of the metric tons that are known",
}
"""How a number without parts is made, by its kind."""


class Number(NamedTuple):
    """One number of a table: its column, its row and its value."""

    column: Column
    row: dict[str, Any]
    label: str
    value: float | None


def explain(ask: Question) -> Answer:
    """Return the flows that one number of another answer is made of, largest first.

    Columns: key, year, economy (with its code), partner (where flows between economies are asked),
    code, goods, value_usd and share of their sum; at most twenty rows. The title says the formula
    with the figures put in, the first note the same to the last digit; the facts are the number,
    its parts, and how many rows there are. Where a number is made of all economies (rank, HHI),
    their values are listed. The other notes are those of the answer that the number is from.

    Raises:
        QueryError: there is no such row or column, or the column holds no number.

    """
    inner = ask.answered(ask.view.about)
    found, view = inner.answer, ask.view
    number = _number(found, view.row, view.column)
    parts = _parts(found, number)
    behind = _behind(inner, number, parts)
    shown, whole = behind.head(MOST), sum(behind["value_usd"].to_list())
    scope = found.manifest.partners
    names = {code.code: code.description for code in found.manifest.basket.codes}
    if scope is not None and scope.together:
        names[scope.together_code] = upper_first(scope.together_name)
    called = {iso3: name(iso3) for side in ("economy", "partner") for iso3 in shown[side] if iso3}
    table = shown.with_columns(
        pl.concat_str(
            [pl.col(each).cast(pl.String) for each in ("year", "economy", "partner", "code")],
            separator=":",
        ).alias("key"),
        pl.col("economy").alias("iso3"),
        pl.col("economy").replace(called),
        pl.col("partner").replace(called | {"": None}),
        pl.col("code").replace({"": None}),
        pl.col("code").replace(names | {"": None}).alias("goods"),
        share(pl.col("value_usd"), pl.lit(whole or None)).alias("share"),
    )
    heading = number.column.heading
    exact, rounded = _formula(inner, number, parts)
    said_of = f"{heading} of {number.label}: {rounded}"
    return build(
        replace(ask, view=view.but(year=None, by="")),
        table,
        _columns(bool(behind["partner"].str.len_chars().sum())),
        title=said_of,
        rows="figures",
        label="economy",
        bars=("value_usd",),
        facts=(
            Fact("number", heading, number.value, number.column.kind),
            *(Fact(c.name, c.title, v, c.kind) for c, v in parts),
            Fact("rows", "rows behind it", behind.height, "count"),
        ),
        notes=(
            exact,
            f"From: {found.title} ({found.view}). Printed by: {inner.command}",
            *_told(inner, behind, shown, whole),
            *found.notes,
        ),
        empty="No flows of the dataset are listed behind this number.",
    )


def _number(found: Answer, row: str, column: str) -> Number:
    """Return the number of a row and a column; `MEX>USA` is a cell of a matrix."""
    if ">" in row:
        row, _, other = row.partition(">")
        column = next(
            (c.name for c in found.columns if c.name.endswith(f"_{other.lower()}")), column
        )
    known = [c for c in found.columns if c.kind not in WORDS]
    wanted, year = column, None
    chosen = next((c for c in known if c.name == column and c.kind != "series"), None)
    series = next((c for c in known if c.kind == "series"), None)
    if chosen is None and series is not None:
        stem, _, digits = column.rpartition("_")
        if stem == series.measure.replace("-", "_") and digits.isdigit():
            year = int(digits)
        if year in found.years:
            kind = MEASURES[series.measure].kind
            chosen = Column(column, f"{series.measure} {digits}", kind, period=year, sum=series.sum)
    if chosen is None:
        names = [c.name for c in known if c.kind != "series"]
        raise QueryError(
            f"There is no number {clean(wanted, 40)!r} in this table; it has {listing(names)}."
        )
    if row == "World" and found.totals:
        total = next((f for f in found.totals if f.name == chosen.name), None)
        if total is not None:
            return Number(chosen, {}, "World", total.value)
    rows = found.table.filter(pl.col(found.key).cast(pl.String) == row)
    if not rows.height:
        near = found.table[found.key].cast(pl.String).head(5).to_list()
        raise QueryError(
            f"There is no row {clean(row, 40)!r} in this table; rows are {listing(near)} and so on."
        )
    values = rows.row(0, named=True)
    value = values.get(chosen.name)
    if year is not None:
        value = values["series"][found.years.index(year)]
    return Number(chosen, values, clean(str(values[found.label])), value)


def _parts(found: Answer, number: Number) -> list[tuple[Column, Any]]:
    """Return the parts that the number is made of, each with its column."""
    columns = {column.name: column for column in (*found.columns, *found.parts)}
    return [(columns[name], number.row[name]) for name in number.column.parts if number.row]


def _formula(inner: Inner, number: Number, parts: list[tuple[Column, Any]]) -> tuple[str, str]:
    """Return how the number is made, to the last digit and as people read it."""
    kind, value, found = number.column.kind, number.value, inner.answer
    result = said(kind, value)
    if not parts:
        rule = RULES.get(kind, "the sum of the flows below")
        if number.row and number.row.get(found.key) == found.rest:
            rule = "of all that have no row of their own"
        if number.column.period and kind not in ("usd", "tons"):
            rule = MEASURES[inner.question.view.measure].title
        return f"{number.column.heading} = {rule} = {_exact(value)}.", f"{result}, {rule}"
    if kind == "growth" and number.column.name == "cagr":
        span = _span(inner)
        sign = f"({{}} / {{}}) ^ (1 / {span:g}) − 1"
    elif kind == "usd" and len(parts) > 2:
        sign = "{0} × ({2} / {1} − 1)"
    else:
        sign = SIGNS.get(kind, "{} − {}")
    names = sign.format(*(column.heading for column, _ in parts))
    figures = sign.format(*(_exact(v) for _, v in parts))
    read = sign.format(*(said(c.kind, v) for c, v in parts))
    exact = f"{number.column.heading} = {names} = {figures} = {_exact(value)}."
    return exact, f"{result} = {read}"


def _span(inner: Inner) -> float:
    """Return the years over which the CAGR of the answer runs."""
    ask = inner.question
    return ask.period.years_since(Period.numbered(ask.since, ask.grain))


def _exact(value: Any) -> str:
    if value is None:
        return "unknown"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def _behind(inner: Inner, number: Number, parts: list[tuple[Column, Any]]) -> pl.DataFrame:
    """Return the flows behind the number, or behind its first part; none where it has none."""
    ask, found, column = inner.question, inner.answer, number.column
    nothing = pl.DataFrame(
        schema={
            "year": pl.Int32,
            "economy": pl.String,
            "partner": pl.String,
            "code": pl.String,
            "value_usd": pl.Int64,
        }
    )
    if (
        not number.row
        or number.row.get(found.key) == found.rest
        or not inner.traceable
        or (ask.view.blocs == "one" and column.kind in ("rank", "hhi", "rank_change"))
    ):
        return nothing
    led = parts[0][0] if parts else column
    led = led._replace(period=column.period or led.period, sum=led.sum or column.sum)
    try:
        wanted = flows_of(ask, found, led, number.row)
    except QueryError:
        return nothing
    if over_all := column.kind in ("rank", "hhi", "rank_change"):
        wanted = wanted if column.sum else wanted._replace(economy="", partner="")
    elif column.kind == "growth" and parts:
        earlier = ask.manifest.period(wanted.years[0]).before().number
        since = ask.since if column.name == "cagr" else earlier
        wanted = wanted._replace(years=(wanted.years[0], since))
    behind = flows_behind(ask, wanted)
    if not over_all:
        return behind
    keys = ["year", "economy", *(["partner"] if wanted.economy else [])]
    summed = behind.group_by(keys).agg(pl.col("value_usd").sum())
    lacking = [pl.lit("").alias(each) for each in ("partner", "code") if each not in keys]
    order = ["value_usd", *keys]
    summed = summed.with_columns(lacking).sort(order, descending=[True, *[False] * len(keys)])
    return summed.select(behind.columns)


def _told(inner: Inner, behind: pl.DataFrame, shown: pl.DataFrame, whole: float) -> tuple[str, ...]:
    manifest = inner.answer.manifest
    notes = [
        f"Source: {manifest.source} {manifest.release}, edition {manifest.edition}, dataset "
        f"{manifest.name}; {manifest.licence}."
    ]
    if behind.height > shown.height:
        part = sum(shown["value_usd"].to_list()) / whole if whole else 0
        notes.append(
            f"The {shown.height} largest of {behind.height:,} rows are listed, {part:.1%} of their "
            "sum."
        )
    return tuple(notes)


def _columns(partners: bool) -> tuple[Column, ...]:
    kind: ColumnKind = "text"
    return (
        Column("key", "Key", "code", "year, economy, partner and code", hidden=True),
        Column("year", "Year", "year", "year of the flows"),
        Column("iso3", "ISO3", "code", "code of the economy", hidden=True),
        Column("economy", "Economy", "text", "whose flow it is"),
        Column("partner", "Partner", kind, "the other economy", leaves=40, hidden=not partners),
        Column("code", "Code", "code", "HS code", leaves=30),
        Column("goods", "Goods", "text", "what is traded", leaves=20, open=True),
        Column("value_usd", "Value", "usd", "current US dollars"),
        Column("share", "Share", "share", "part of the sum of all rows", leaves=50),
    )
