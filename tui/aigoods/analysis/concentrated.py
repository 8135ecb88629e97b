"""How concentrated world trade is, good by good or year by year of some goods."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import polars as pl

from aigoods.analysis.answer import Drawing
from aigoods.analysis.build import build, over_years, series_column
from aigoods.analysis.column import Column, Fact
from aigoods.analysis.flows import OWN, economy_values
from aigoods.analysis.formulas import (
    YEAR,
    concentration,
    foremost,
    series,
    world_totals,
    year_column,
)
from aigoods.analysis.notes import applicable, here
from aigoods.analysis.values import as_nodes, totals, traders
from aigoods.catalog.economies import name

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Question
    from aigoods.catalog.goods import Level

TOP_SHARES = (("top3", "Top 3", "leading three", 35), ("top5", "Top 5", "leading five", 25))
BOUNDS = (
    "Small flows are missing here, so HHI and top shares come out too high as a rule, the number "
    "of those that hold 90% too low."
)


def concentrated(ask: Question) -> Answer:
    """Return how concentrated a flow of the world is, by goods in one year, or in each year.

    By goods: code (key of the goods), goods, value_usd of world trade, hhi, top1 (the leading
    economy, with its code), top1_share, top3_share, top5_share, suppliers (how many of the leading
    economies hold 90% together), and the hhi in each year. By year: year and the same.

    Shares are of all trade, areas that are not ranked included; the HHI is of the economies that
    are ranked, as on the page of the goods.
    """
    return _by_year(ask) if ask.view.by == "year" else _by_goods(ask)


def _by_goods(ask: Question) -> Answer:
    view, basket = ask.view, ask.manifest.basket
    level = cast("Level", view.by)
    flows = as_nodes(economy_values(ask), basket, level, "goods")
    values = ask.collect(totals(flows, "year", "goods", "key"))
    found = _found(values, "year", "goods")
    nodes = {node.key: node for node in basket.level(level)}
    table = (
        found.filter(YEAR == ask.year)
        .drop("year")
        .join(
            series(found.rename({"goods": "key"}), "hhi", ask.years),
            left_on="goods",
            right_on="key",
        )
        .rename({"goods": "code"})
        .with_columns(pl.col("code").replace({k: n.name for k, n in nodes.items()}).alias("goods"))
        .sort("value_usd", "code", descending=[True, False])
    )
    code = Column(
        "code",
        "Code" if level == "code" else "Key",
        "code",
        "address word of the goods",
        hidden=level != "code",
    )
    lines = _drawing("lines", "series")
    return build(
        ask,
        table,
        (
            code,
            Column("goods", "Goods", "text", "what is traded"),
            *_columns(ask, f"in {ask.period.long}"),
            series_column("hhi", "HHI"),
        ),
        title=f"Concentration of world {view.flow} of {ask.goods.phrase}, {ask.period.long}",
        rows="goods",
        key="code",
        draws=(*over_years(lines), _drawing("bars", "hhi")),
        facts=_facts(ask, values),
        notes=_notes(ask, table),
        empty=f"There is no trade in {ask.goods.phrase} {here(ask)}.",
    )


def _by_year(ask: Question) -> Answer:
    values = ask.collect(totals(economy_values(ask), "year", "key"))
    table = year_column(ask.years).join(_found(values, "year"), on="year", how="left")
    return build(
        ask,
        table,
        (Column("year", "Year", "year", "year of the flows"), *_columns(ask, "in the year")),
        title=f"Concentration of world {ask.view.flow} of {ask.goods.phrase}, {ask.spelled}",
        rows="periods",
        draws=(
            _drawing("lines", "hhi", names=("HHI",)),
            _drawing("bars", "hhi"),
        ),
        facts=_facts(ask, values),
        notes=_notes(ask, table),
        empty=f"There is no trade in {ask.goods.phrase} {here(ask)}.",
    )


def _found(values: pl.DataFrame, *over: str) -> pl.DataFrame:
    """Return `over`, value_usd of the world, hhi and what `foremost` says of the ranked.

    `top1` is a name, `top1_iso3` its code. `values` have `over`, key and value_usd.
    """
    ranked, world = traders(values), world_totals(values, *over[1:])
    return (
        world.join(foremost(ranked, world, *over).drop("world_usd"), on=over, how="left")
        .join(concentration(ranked, *over), on=over, how="left")
        .rename({"top1": "top1_iso3", "world_usd": "value_usd"})
        .with_columns(pl.col("top1_iso3").map_elements(name, return_dtype=pl.String).alias("top1"))
    )


def _columns(ask: Question, when: str) -> list[Column]:
    flow, side = ask.view.flow, OWN[ask.view.flow]
    said = f"part of world {flow} of the"
    return [
        Column("value_usd", "Value", "usd", f"world trade {when}, current US dollars", leaves=40),
        Column("hhi", "HHI", "hhi", f"Herfindahl-Hirschman index of the {side}s, not of firms"),
        Column("top1_iso3", "ISO3", "code", f"code of the leading {side}", hidden=True),
        Column("top1", "Leader", "text", f"economy with the highest {flow}", leaves=60),
        Column(
            "top1_share",
            "Its share",
            "share",
            f"its part of world {flow}",
            leaves=65,
            parts=("top1_usd", "value_usd"),
        ),
        *(
            Column(
                f"{top}_share",
                title,
                "share",
                f"{said} {which} {side}s",
                leaves=leaves,
                parts=(f"{top}_usd", "value_usd"),
            )
            for top, title, which, leaves in TOP_SHARES
        ),
        Column(
            "suppliers",
            "Hold 90%",
            "count",
            f"how many of the leading {side}s hold 90% of world {flow} together; empty where areas "
            "not specified hold more than the rest",
            leaves=45,
        ),
    ]


def _drawing(kind: str, column: str, names: tuple[str, ...] = ()) -> Drawing:
    said = "HHI of economies, 0 to 10,000"
    return Drawing(kind, (column,), "hhi", said, names=names)  # type: ignore[arg-type]


def _facts(ask: Question, values: pl.DataFrame) -> tuple[Fact, ...]:
    """Return world trade in all the goods asked for, and how concentrated it is as a whole."""
    whole = totals(values.filter(YEAR == ask.year), "year", "key")
    world = sum(whole["value_usd"].to_list())
    hhi = concentration(traders(whole), "year")["hhi"].to_list()
    title = "concentration" if ask.goods.level == "code" else "concentration of all"
    return (
        Fact("total_usd", "World", world or None, "usd"),
        Fact("hhi", title, hhi[0] if hhi else None, "hhi"),
    )


def _notes(ask: Question, table: pl.DataFrame) -> tuple[str, ...]:
    bounds = (BOUNDS,) if ask.manifest.floor_usd else ()
    return (*bounds, *applicable(ask, table["top1_iso3"].drop_nulls()))
