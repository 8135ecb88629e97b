"""What an importer depends on, good by good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.build import build, drawing, series_column
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.flows import side_is, traded
from aigoods.analysis.formulas import DEPENDENT_YEARS, VALUE, YEAR, leaders, series, share
from aigoods.analysis.geodep import YEARS_LOOKED_AT, judged, window
from aigoods.analysis.measures import UNIT
from aigoods.analysis.notes import GEODEP, OWN_CHOICE, applicable, nothing, single_flow
from aigoods.analysis.values import totals, traders
from aigoods.catalog.economies import economies, name
from aigoods.catalog.groups import members_of, trader
from aigoods.errors import QueryError
from aigoods.text import amount, listing, money

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question

USUAL_THRESHOLD = 50.0
"""Percent of the imports of a good above which they are said to hang on one supplier."""
USUAL_LEAST = 100e6
"""Dollars of imports from which on a dataset with a floor is judged by."""

SOURCE_HHI = "HHI of the economies that supply it, not of firms"


def dependence(ask: Question) -> Answer:
    """Return what an economy imports, code by code, and how far it depends on its suppliers.

    Columns: code, goods, imports_usd, top_supplier (with its code), top_usd and top_share of the
    imports, of_share (the part from the economies `of`, where these are given), hhi of the sources,
    world_hhi of the exporters in the world, imports_over_exports (null without exports),
    years_held (in how many of three years the criteria of `formulas.criteria_hold` held),
    foreign_dependent (`yes` from two of them on) and one_supplier (`yes` where top_share is above
    `threshold` percent), and the share of the top supplier in each year. Sorted by top_usd.

    Of less than `at_least` dollars of imports the last three are null; years_held also where fewer
    than three years are known. Top supplier and HHI are of economies, and shares of all imports.

    Raises:
        QueryError: nobody has heard of one of the economies `of`.

    """
    view, who = ask.view, name(ask.view.economy)
    least, threshold = _least(ask), float(view.threshold or USUAL_THRESHOLD)
    sources = ask.collect(
        traded(ask, where=side_is("importer", view.economy))
        .filter(pl.col("importer") == view.economy)
        .group_by("year", "code", pl.col("exporter").alias("key"))
        .agg(VALUE.sum())
    )
    imports = totals(sources, "year", "code").rename({"value_usd": "imports_usd"})
    known = judged(ask, sources, imports)
    looked_at = window(ask)
    held = (
        known.filter(YEAR.is_in(looked_at))
        .group_by("code")
        .agg(pl.col("held").sum().cast(pl.Int64).alias("years_held"))
    )
    now = traders(sources).filter(YEAR == ask.year)
    whole = imports.filter(YEAR == ask.year).select(
        "code", pl.col("imports_usd").alias("world_usd")
    )
    top = leaders(now, whole, "code").select(
        "code",
        pl.col("leader").alias("top_supplier_iso3"),
        pl.col("leader_usd").alias("top_usd"),
        pl.col("leader_share").alias("top_share"),
    )
    names = {code.code: code.description for code in ask.manifest.basket.codes}
    called = {iso3: name(iso3) for iso3 in top["top_supplier_iso3"].unique().drop_nulls()}
    large = pl.col("imports_usd") >= least
    enough = large & pl.lit(len(looked_at) == YEARS_LOOKED_AT)
    table = (
        known.filter(YEAR == ask.year)
        .join(held, on="code", how="left")
        .join(top, on="code", how="left")
        .join(_from(ask, sources), on="code", how="left")
        .join(_shares(ask, sources, imports, top), on="code", how="left")
        .with_columns(
            pl.col("code").replace(names).alias("goods"),
            pl.col("top_supplier_iso3").replace(called).alias("top_supplier"),
            share(pl.col("of_usd"), pl.col("imports_usd")).alias("of_share"),
            pl.when(enough).then("years_held").alias("years_held"),
        )
        .with_columns(
            _yes(pl.col("years_held") >= DEPENDENT_YEARS).alias("foreign_dependent"),
            pl.when(large).then(_yes(pl.col("top_share") * 100 > threshold)).alias("one_supplier"),
        )
        .sort("top_usd", "code", descending=[True, False], nulls_last=True)
    )
    phrase, year = ask.goods.phrase, ask.period.long
    return build(
        ask,
        table,
        _columns(ask, threshold),
        title=f"What {who} imports of {phrase}, and on whom it depends, {year}",
        rows="goods",
        key="code",
        draws=(
            drawing("bars", "value", "top_usd")._replace(
                said=f"{UNIT}, from the top supplier", of="imports"
            ),
            drawing("lines", "share", "series")._replace(
                said="part of the top supplier", of="imports"
            ),
        ),
        facts=_facts(ask, table, threshold),
        notes=(*_notes(ask, table, least, looked_at), *applicable(ask, table["top_supplier_iso3"])),
        empty=nothing(ask, f"imports of {phrase} by {who} in {year}"),
    )


def _least(ask: Question) -> float:
    """Return the dollars of imports of a code from which on it is judged."""
    if ask.view.at_least:
        return amount(ask.view.at_least) or 0.0
    return USUAL_LEAST if ask.manifest.floor_usd else 0.0


def _from(ask: Question, sources: pl.DataFrame) -> pl.DataFrame:
    """Return `code` and `of_usd`, what comes from the economies `of` in the year asked for."""
    wanted: set[str] = set()
    for code in filter(None, ask.view.of.split(",")):
        if code not in economies() and not trader(code):
            raise QueryError(f"There is no economy {code}; give ISO codes such as of=CHN,HKG.")
        wanted |= {code, *members_of(code)}
    of = VALUE.filter(pl.col("key").is_in(wanted)).sum().alias("of_usd")
    return sources.filter(YEAR == ask.year).group_by("code").agg(of)


def _shares(
    ask: Question, sources: pl.DataFrame, imports: pl.DataFrame, top: pl.DataFrame
) -> pl.DataFrame:
    """Return `code` and the series: the part that the top supplier of the year had in each year."""
    own = sources.join(
        top.select("code", pl.col("top_supplier_iso3").alias("key")), on=["code", "key"]
    )
    parts = (
        imports.join(own.select("year", "code", "value_usd"), on=["year", "code"], how="left")
        .with_columns(share(VALUE.fill_null(0), pl.col("imports_usd")).alias("share"))
        .rename({"code": "key"})
    )
    return series(parts, "share", ask.years).rename({"key": "code"})


def _yes(condition: pl.Expr) -> pl.Expr:
    """Return `yes` or `no`, null where it is not known."""
    said = pl.when(condition).then(pl.lit("yes")).otherwise(pl.lit("no"))
    return pl.when(condition.is_not_null()).then(said)


def _columns(ask: Question, threshold: float) -> tuple[Column, ...]:
    year, of = ask.period.long, listing([name(code) for code in ask.view.of.split(",") if code])
    columns = [
        Column("code", "Code", "code", "HS code"),
        Column("goods", "Goods", "text", "what is imported"),
        Column("imports_usd", "Imports", "usd", f"imports in {year}, current US dollars"),
        Column("top_supplier_iso3", "ISO3", "code", "code of the top supplier", hidden=True),
        Column("top_supplier", "Top supplier", "text", "economy from which most comes"),
        Column(
            "top_usd",
            "From it",
            "usd",
            "imports from the top supplier",
            leaves=45,
            sum=Sum(flow="imports", partner="{top_supplier_iso3}"),
        ),
        Column(
            "top_share",
            "Share",
            "share",
            "its part of the imports",
            parts=("top_usd", "imports_usd"),
        ),
    ]
    if of:
        parts = ("of_usd", "imports_usd")
        said = f"part of the imports that comes from {of}"
        of_them = Sum(flow="imports", partner=ask.view.of)
        columns.append(
            Column("of_share", "Of them", "share", said, leaves=75, parts=parts, sum=of_them)
        )
    over = ("imports_usd", "exports_usd")
    return (
        *columns,
        Column("hhi", "HHI", "hhi", SOURCE_HHI, leaves=60, sum=Sum(flow="imports")),
        Column(
            "world_hhi",
            "World HHI",
            "hhi",
            "HHI of world exports of the code",
            leaves=40,
            sum=Sum(flow="exports", economy=""),
        ),
        Column(
            "imports_over_exports",
            "Imp./exp.",
            "ratio",
            "imports over exports of the code",
            leaves=35,
            parts=over,
        ),
        Column("years_held", "Years", "count", "of three in which all criteria held", leaves=30),
        Column("foreign_dependent", "Dependent", "text", "by the criteria of GeoDep", leaves=65),
        Column(
            "one_supplier",
            "One supplier",
            "text",
            f"whether more than {threshold:g}% comes from the top supplier",
            leaves=50,
        ),
        series_column("share", "part of the top supplier")._replace(leaves=20),
    )


def _facts(ask: Question, table: pl.DataFrame, threshold: float) -> tuple[Fact, ...]:
    def count(column: str) -> int | None:
        known = table[column].drop_nulls()
        return known.to_list().count("yes") if known.len() else None

    whole = sum(table["imports_usd"].to_list()) or None
    facts = [
        Fact("imports_usd", "Imports", whole, "usd"),
        Fact("rows", "codes", table.height, "count"),
        Fact("foreign_dependent", "foreign dependent", count("foreign_dependent"), "count"),
        Fact("one_supplier", f"above {threshold:g}% from one", count("one_supplier"), "count"),
    ]
    if ask.view.of and whole:
        part = sum(table["of_usd"].to_list()) / whole
        names = [name(code) for code in ask.view.of.split(",")]
        facts.insert(1, Fact("of_share", f"from {listing(names)}", part, "share"))
    return tuple(facts)


def _notes(
    ask: Question, table: pl.DataFrame, least: float, looked_at: tuple[int, ...]
) -> tuple[str, ...]:
    found = [GEODEP]
    if len(looked_at) < YEARS_LOOKED_AT:
        found.append(
            f"Whether a code is foreign dependent takes three years up to {ask.period.long}; the "
            f"dataset {ask.manifest.name} has {ask.spelled}, so that is not said."
        )
    if table["exports_usd"].null_count():
        found.append("Where imports over exports are empty, there are no exports of the code.")
    found.append(OWN_CHOICE)
    if single := single_flow(ask):
        found.append(
            f"The dataset holds every {single}, so HHI and share of the top supplier are upper "
            "bounds: small suppliers are missing."
        )
    if least:
        below = table.filter(pl.col("imports_usd") < least).height
        found.append(
            f"Below {money(least)} of imports a code is not judged ({below} of {table.height} "
            "here)."
        )
    return tuple(found)
