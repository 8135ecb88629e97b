"""The chain from silicon to data centres, stage by stage: who leads, and one economy's part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.against import basis
from aigoods.analysis.build import BALANCE, build, drawing, series_column
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.flows import economy_values
from aigoods.analysis.formulas import VALUE, YEAR, concentration, leaders, series, share
from aigoods.analysis.measures import BALASSA, MEASURES
from aigoods.analysis.notes import RCA_MEANS, STAGES, applicable, here, missing_note
from aigoods.analysis.position import with_rca
from aigoods.analysis.values import standing, totals, traders
from aigoods.catalog.chain import stages
from aigoods.catalog.economies import name
from aigoods.errors import QueryError
from aigoods.text import listing

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.chain import Stage

OWNERS = (
    "Goods count for the economy that they are sent from: who owns the plant or the design may "
    "be elsewhere."
)
FLOWS = ("exports", "imports")
WORLD, OWN = Sum("exports", "", goods="stage-{stage}"), Sum(goods="stage-{stage}")
"""What amounts of a stage are the sums of: all exports, or a flow of the economy."""
VALUE_OF_EXPORTS = pl.col("exports_usd").alias("value_usd")
"""The value that an RCA is made of."""


def chain(ask: Question) -> Answer:
    """Return the stages of the chain in one year: world trade, who leads, and one economy's part.

    Columns: stage, name, world_usd (world exports of its goods), top1 (the leading exporter, with
    its code), top1_share, top3_share and hhi of the exporters; where an economy is given also its
    exports_usd, imports_usd, balance_usd, rank among exporters and rca, which is null where it is
    not known; the series of the measure:
    the economy's exports or their share of the world's, else world trade or the stage's part of all
    stages. Stages of which the basket has no goods are left out, and a note says which.

    Leaders, shares and HHI are as in `formulas.leaders` and `formulas.concentration`; a stage is
    the sum of its codes, so economies are summed over them before they are compared.
    """
    view, who = ask.view, ask.view.economy
    placed = {code: int(n.key[6:]) for n in ask.manifest.basket.stages for code in n.codes}
    flows = economy_values(ask, *FLOWS).filter(pl.col("code").is_in(list(placed)))
    flows = flows.with_columns(
        pl.col("code").replace_strict(placed, return_dtype=pl.Int64).alias("stage")
    )
    found = ask.collect(totals(flows, "flow", "year", "stage", "key"))
    exports = found.filter(flow="exports")
    world = totals(exports, "year", "stage").rename({"value_usd": "world_usd"})
    now = exports.filter(YEAR == ask.year)
    table = (
        world.filter(YEAR == ask.year)
        .join(_leading(now), on="stage", how="left")
        .join(_series(ask, exports, world), on="stage", how="left")
        .with_columns(
            pl.col("stage").replace_strict(_names(), return_dtype=pl.String).alias("name")
        )
    )
    if who:
        table = table.join(_own(ask, found, now), on="stage", how="left").with_columns(
            (pl.col("exports_usd") - pl.col("imports_usd")).alias(BALANCE.name),
            VALUE_OF_EXPORTS,
        )
        table, unknown = _with_rca(ask, table)
    else:
        unknown = ()
    lacking = [s for s in stages() if s.number not in placed.values()]
    owned = f" of {name(who)}" if who else ""
    said = "exports" if who else "world exports"
    measure = view.measure
    return build(
        ask,
        table.sort("stage"),
        _columns(ask),
        title=f"The chain{owned} in {ask.goods.phrase}, stage by stage, {ask.period.long}",
        rows="goods",
        key="stage",
        label="name",
        bars=("exports_usd",) if who else ("world_usd",),
        draws=(
            drawing("lines", measure, "series", every="stages"),
            drawing("bars", "value", "exports_usd" if who else "world_usd")._replace(said=said),
        ),
        facts=_facts(table, who),
        notes=(
            STAGES,
            OWNERS,
            *_lacking(ask, lacking),
            *unknown,
            *(
                [missing_note(ask)]
                if who and table["exports_usd"].null_count() == table.height
                else []
            ),
            *applicable(ask, table["top1_iso3"]),
        ),
        empty=f"There is no trade in {ask.goods.phrase} {here(ask)}.",
    )


def _names() -> dict[int, str]:
    return {stage.number: stage.name for stage in stages()}


def _leading(now: pl.DataFrame) -> pl.DataFrame:
    """Return who leads in each stage in one year, from values by stage and economy.

    Columns: stage, top1, top1_iso3, top1_usd, top1_share, top3_usd, top3_share, hhi. Shares are of
    all exports, areas that are not ranked included.
    """
    ranked, whole = traders(now), totals(now, "stage").rename({"value_usd": "world_usd"})
    return (
        leaders(ranked, whole, "stage")
        .join(concentration(ranked.filter(VALUE > 0), "stage"), on="stage", how="left")
        .select(
            "stage",
            "hhi",
            "top3_usd",
            pl.col("leader").alias("top1_iso3"),
            pl.col("leader").map_elements(name, return_dtype=pl.String).alias("top1"),
            pl.col("leader_usd").alias("top1_usd"),
            pl.col("leader_share").alias("top1_share"),
            "top3_share",
        )
    )


def _own(ask: Question, found: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Return `stage` and the economy's exports_usd, imports_usd and rank in the year asked for."""
    own = found.filter(YEAR == ask.year, pl.col("key") == ask.view.economy)
    wide = own.pivot(on="flow", on_columns=FLOWS, index="stage", values="value_usd")
    rank = standing(now.lazy(), ask.view.economy, "year", "stage").select("stage", "rank")
    return wide.rename({flow: f"{flow}_usd" for flow in FLOWS}).join(
        ask.collect(rank), on="stage", how="left"
    )


def _with_rca(ask: Question, table: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the table with the economy's RCA in each stage, and why there is none if so."""
    dated = table.with_columns(pl.lit(ask.year, pl.Int32).alias("year"))
    try:
        return with_rca(ask, dated, ask.view.economy), (_means(ask),)
    except QueryError as error:
        parts = (pl.lit(None, pl.Float64).alias(name) for name in ("rca", *BALASSA[1::2]))
        return table.with_columns(parts), (f"RCA is empty: {error}",)


def _means(ask: Question) -> str:
    return RCA_MEANS.format("all goods" if basis(ask.view, ask.manifest) == "all" else "the basket")


def _series(ask: Question, exports: pl.DataFrame, world: pl.DataFrame) -> pl.DataFrame:
    """Return `stage` and the series of the measure."""
    keys = ["year", "stage"]
    if who := ask.view.economy:
        part = exports.filter(pl.col("key") == who).select(*keys, "value_usd")
        values = part.join(world, on=keys)
    else:
        every = world.group_by("year").agg(pl.col("world_usd").sum().alias("all_usd"))
        values = world.rename({"world_usd": "value_usd"}).join(every, on="year")
        values = values.rename({"all_usd": "world_usd"})
    values = values.with_columns(share(VALUE, pl.col("world_usd")).alias("share"))
    found = series(values.rename({"stage": "key"}), ask.measure.column, ask.years)
    return found.rename({"key": "stage"})


def _columns(ask: Question) -> tuple[Column, ...]:
    year, who = ask.period.long, ask.view.economy
    columns = [
        Column("stage", "#", "rank", "place in the chain"),
        Column("name", "Stage", "text", "what the goods of the stage are"),
        Column(
            "world_usd",
            "World",
            "usd",
            f"world exports in {year}, current US dollars",
            leaves=55,
            sum=WORLD,
        ),
        Column("top1_iso3", "ISO3", "code", "code of the leading exporter", hidden=True),
        Column("top1", "Leader", "text", "economy with the highest exports", leaves=45),
        Column(
            "top1_share",
            "Its share",
            "share",
            "its part of world exports",
            leaves=40,
            parts=("top1_usd", "world_usd"),
            sum=WORLD._replace(economy="{top1_iso3}"),
        ),
        Column(
            "top3_share",
            "Top 3",
            "share",
            "part of world exports of the leading three",
            leaves=35,
            parts=("top3_usd", "world_usd"),
            sum=WORLD,
        ),
        Column("hhi", "HHI", "hhi", "HHI of the exporters", leaves=38, sum=WORLD),
    ]
    if who:
        called = name(who)
        columns += [
            Column("exports_usd", "Exports", "usd", f"exports of {called}", sum=OWN),
            Column("imports_usd", "Imports", "usd", f"imports of {called}", leaves=70, sum=OWN),
            BALANCE._replace(sum=OWN),
            Column(
                "rank",
                "Rank",
                "rank",
                f"place of {called} among the exporters",
                leaves=65,
                sum=WORLD,
            ),
            *(each._replace(sum=OWN._replace(flow="exports")) for each in MEASURES["rca"].adds),
        ]
        said = "" if ask.view.measure == "value" else f"part of {called} in world exports"
    else:
        said = "" if ask.view.measure == "value" else "part of all stages"
    led = OWN._replace(flow="exports") if who else WORLD
    return (*columns, series_column(ask.view.measure, said)._replace(sum=led))


def _facts(table: pl.DataFrame, who: str) -> tuple[Fact, ...]:
    facts = [
        Fact("rows", "stages", table.height, "count"),
        Fact("world_usd", "World", sum(table["world_usd"].to_list()) or None, "usd"),
    ]
    if who:
        balance = sum(table["balance_usd"].drop_nulls().to_list())
        facts.append(Fact("balance_usd", "Balance", balance, "usd"))
    return tuple(facts)


def _lacking(ask: Question, lacking: list[Stage]) -> tuple[str, ...]:
    """Return which stages are left out."""
    if not lacking:
        return ()
    named = [f"{stage.number} ({stage.name})" for stage in lacking]
    word = "Stage" if len(named) == 1 else "Stages"
    verb = "is" if len(named) == 1 else "are"
    return (
        f"{word} {listing(named)} {verb} left out: the basket {ask.manifest.basket.name} has none "
        "of the goods.",
    )
