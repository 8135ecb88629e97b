"""What an importer depends on, good by good, and who depends on a supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.build import GROWTH, build, drawing, series_column
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.flows import economy_values, side_is, traded
from aigoods.analysis.formulas import (
    DEPENDENT_YEARS,
    VALUE,
    YEAR,
    concentration,
    criteria_hold,
    leaders,
    series,
    share,
)
from aigoods.analysis.notes import applicable, here, nothing, single_flow
from aigoods.analysis.values import totals, traders
from aigoods.catalog.economies import economies, name
from aigoods.catalog.groups import members_of, trader
from aigoods.errors import QueryError
from aigoods.text import amount, listing, money, possessive

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question

USUAL_THRESHOLD = 50.0
"""Percent of the imports of a good above which they are said to hang on one supplier."""
USUAL_LEAST = 100e6
"""Dollars of imports from which on a dataset with a floor is judged by."""
YEARS_LOOKED_AT = 3

SOURCE_HHI = "HHI of the economies that supply it, not of firms"
GEODEP = (
    "Foreign dependent, by the criteria of CEPII's GeoDep (Lefebvre and Wibaux 2024): the HHI of "
    "the importer's sources above 4,000, that of world exports above 4,000, and imports above "
    "exports, all three in the same year, in at least two of three years. Where there are no "
    "exports the third holds."
)
ABSENCE = (
    "Needed growth is the arithmetic of an absence, not a forecast: what the supplier sends over "
    "what all others export, the importer's own exports left out. Stocks, prices, spare capacity "
    "and substitutes are not in it."
)
HUBS = (
    "What a hub such as Hong Kong or Singapore imports may go on to others, and what it sends may "
    "come from others: goods are counted where they are said to come from."
)


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
    known = _judged(ask, sources, imports)
    window = _window(ask)
    held = (
        known.filter(YEAR.is_in(window))
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
    judged = pl.col("imports_usd") >= least
    enough = judged & pl.lit(len(window) == YEARS_LOOKED_AT)
    table = (
        known.filter(YEAR == ask.year)
        .join(held, on="code", how="left")
        .join(top, on="code", how="left")
        .join(_from(ask, sources), on="code", how="left")
        .join(_shares(ask, sources, imports, top), on="code", how="left")
        .with_columns(
            pl.col("code").replace(_names(ask)).alias("goods"),
            pl.col("top_supplier_iso3").replace(_called(top)).alias("top_supplier"),
            share(pl.col("of_usd"), pl.col("imports_usd")).alias("of_share"),
            pl.when(enough).then("years_held").alias("years_held"),
        )
        .with_columns(
            _yes(pl.col("years_held") >= DEPENDENT_YEARS).alias("foreign_dependent"),
            pl.when(judged).then(_yes(pl.col("top_share") * 100 > threshold)).alias("one_supplier"),
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
                said="from the top supplier", of="imports"
            ),
            drawing("lines", "share", "series")._replace(
                said="part of the top supplier", of="imports"
            ),
        ),
        facts=_facts(ask, table, threshold),
        notes=(*_notes(ask, table, least, window), *applicable(ask, table["top_supplier_iso3"])),
        empty=nothing(ask, f"imports of {phrase} by {who} in {year}"),
    )


def _judged(ask: Question, sources: pl.DataFrame, imports: pl.DataFrame) -> pl.DataFrame:
    """Return what the criteria are made of, for each year looked at and each code imported then.

    Columns: year, code, imports_usd, hhi, world_hhi, exports_usd, imports_over_exports and held.
    """
    every = ask.collect(
        totals(
            economy_values(ask, "exports").filter(YEAR.is_in(_window(ask))), "year", "key", "code"
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


def _window(ask: Question) -> tuple[int, ...]:
    """Return the year asked for and the two before it, those of them that the dataset has."""
    last, before = ask.period, ask.period.before()
    wanted = (last.number, before.number, before.before().number)
    return tuple(number for number in wanted if number in ask.years)


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


def _names(ask: Question) -> dict[str, str]:
    return {code.code: code.description for code in ask.manifest.basket.codes}


def _called(top: pl.DataFrame) -> dict[str, str]:
    return {iso3: name(iso3) for iso3 in top["top_supplier_iso3"].unique().drop_nulls()}


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
    ask: Question, table: pl.DataFrame, least: float, window: tuple[int, ...]
) -> tuple[str, ...]:
    found = [GEODEP]
    if len(window) < YEARS_LOOKED_AT:
        found.append(
            f"Whether a code is foreign dependent takes three years up to {ask.period.long}; the "
            f"dataset {ask.manifest.name} has {ask.spelled}, so that is not said."
        )
    if table["exports_usd"].null_count():
        found.append("Where imports over exports are empty, there are no exports of the code.")
    found.append(
        "Above which part one supplier is one too many is this program's own choice, not published."
    )
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


def exposure(ask: Question) -> Answer:
    """Return who depends on a supplier in some goods: what the world would miss without it.

    Columns: iso3, economy, from_usd (imports from the supplier), imports_usd (from all), share
    (from_usd / imports_usd), others_usd (world exports of the goods less the supplier's and the
    importer's own), needed_growth (from_usd / others_usd: by how much the others would have to
    export more), the share in each year. Sorted by from_usd. The totals hold the same of the world:
    the supplier's exports, and those of all others.

    A worked example: the supplier exports 60 of 100 in the world, 30 of it to an importer that
    imports 50 and exports 10. Then share is 30 / 50 = 60%, others_usd 100 - 60 - 10 = 30 and
    needed_growth 30 / 30 = 100%.
    """
    view, who = ask.view, name(ask.view.economy)
    sides = traded(ask).group_by("year", pl.col("importer").alias("key"))
    own = pl.col("exporter") == view.economy
    found = ask.collect(
        sides.agg(VALUE.sum().alias("imports_usd"), VALUE.filter(own).sum().alias("from_usd"))
    )
    found = found.with_columns(share(pl.col("from_usd"), pl.col("imports_usd")).alias("share"))
    year = found.filter(YEAR == ask.year)
    world, supplied = (sum(year[column].to_list()) for column in ("imports_usd", "from_usd"))
    exports = ask.collect(totals(economy_values(ask, "exports").filter(YEAR == ask.year)))
    table = (
        traders(year.filter(pl.col("from_usd") > 0))
        .join(exports.select("key", VALUE.alias("own_usd")), on="key", how="left")
        .with_columns(
            pl.lit(world).alias("world_usd"),
            pl.lit(supplied).alias("supplier_usd"),
            pl.col("own_usd").fill_null(0),
        )
        .with_columns(
            (pl.col("world_usd") - pl.col("supplier_usd") - pl.col("own_usd")).alias("others_usd")
        )
        .with_columns(share(pl.col("from_usd"), pl.col("others_usd")).alias("needed_growth"))
        .join(series(found, "share", ask.years), on="key", how="left")
        .with_columns(
            pl.col("key").replace({key: name(key) for key in year["key"]}).alias("economy")
        )
        .rename({"key": "iso3"})
        .sort("from_usd", "iso3", descending=[True, False])
    )
    phrase, others = ask.goods.phrase, world - supplied
    sums = (
        Fact("from_usd", "World", supplied, "usd"),
        Fact("imports_usd", "World", world, "usd"),
        Fact("share", "World", supplied / world if world else None, "share"),
        Fact("others_usd", "World", others, "usd"),
        Fact("needed_growth", "World", supplied / others if others else None, "share"),
    )
    bounds = single_flow(ask)
    return build(
        ask,
        table,
        (
            Column("iso3", "ISO3", "code", "code of the importer", hidden=True),
            Column("economy", "Economy", "text", "who imports"),
            Column("from_usd", f"From {view.economy}", "usd", f"imports from {who}"),
            Column(
                "imports_usd",
                "Imports",
                "usd",
                "imports from all",
                leaves=60,
                sum=Sum(flow="imports", economy="{iso3}", partner=""),
            ),
            Column(
                "share",
                "Share",
                "share",
                f"part of its imports that comes from {who}",
                parts=("from_usd", "imports_usd"),
            ),
            Column(
                "others_usd",
                "Others export",
                "usd",
                f"world exports less those of {who} and its own",
                leaves=50,
                parts=("world_usd", "supplier_usd", "own_usd"),
                sum=Sum(flow="exports", economy="", partner=""),
            ),
            Column(
                "needed_growth",
                "Needed",
                "share",
                "by how much the others would have to export more to take the supplier's place",
                leaves=GROWTH,
                parts=("from_usd", "others_usd"),
            ),
            series_column("share", f"part of {who}"),
        ),
        title=f"Who depends on {who} in {phrase}, {ask.period.long}",
        rows="economies",
        bars=("from_usd", "share"),
        draws=(
            drawing("lines", "share", "series")._replace(
                said=f"part that comes from {who}", of="imports"
            ),
            drawing("bars", "value", "from_usd")._replace(said=f"from {who}", of="imports"),
        ),
        facts=(
            Fact("supplier_usd", f"{possessive(who)} exports", supplied or None, "usd"),
            sums[2]._replace(title="of the world"),
            sums[-1]._replace(title="others would need"),
            Fact("rows", "importers", table.height, "count"),
        ),
        notes=(
            ABSENCE,
            HUBS,
            *([f"Imports and exports are sums of every {bounds}."] if bounds else []),
            *applicable(ask, table["iso3"]),
        ),
        totals=sums if table.height else (),
        empty=f"{who} has no exports of {phrase} {here(ask)}.",
    )
