"""Whether a published place in the ranking of exporters stands, however one counts."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import polars as pl

from aigoods.analysis.build import build
from aigoods.analysis.column import Column
from aigoods.analysis.view import EU_FORMS, FLOWS
from aigoods.catalog.economies import name
from aigoods.catalog.figures import published_figures
from aigoods.errors import AigoodsError
from aigoods.text import listing, money, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Neighbour, Question
    from aigoods.catalog.figures import PublishedFigure

HUBS = ("HKG", "SGP")
"""Economies through which much of the trade of others goes."""
PAGES = {"exports": "exporters", "imports": "importers"}

COLUMNS = (
    Column("key", "Key", "code", "word of the treatment", hidden=True),
    Column("dataset", "Dataset", "text", "the dataset that was asked"),
    Column("goods", "Goods", "text", "all of its codes, or the WTO list's alone", leaves=5),
    Column("flow", "Flow", "text", "exports or imports"),
    Column("eu", "EU", "text", "one trader, or its members each"),
    Column("hubs", "Hubs", "text", "whether Hong Kong and Singapore are in the ranking"),
    Column("rank", "#", "rank", "the place under this treatment"),
    Column("traders", "Of", "count", "how many are ranked", leaves=3),
    Column("value_usd", "Value", "usd", "current US dollars", leaves=4),
    Column("above", "Above", "text", "who is a place above, and its value", leaves=2, open=True),
    Column("below", "Below", "text", "who is a place below, and its value", leaves=1, open=True),
    Column("view", "View", "text", "the address that was asked", hidden=True),
)


def mexico(ask: Question) -> Answer:
    """Return the place of Mexico, published as the eighth, under each treatment at hand.

    A row for each dataset on the shelf, all of its codes or those of the WTO's list alone where it
    tells them apart, flow, EU as one trader or as its members, and hubs in the ranking or left out.
    Columns: those of `COLUMNS`. Treatments that a dataset has no answer to are no rows, but notes.
    """
    figure = next(
        each for each in published_figures() if each.economy == "MEX" and each.rank is not None
    )
    rows: list[dict[str, Any]] = []
    refused: list[str] = []
    for beside in ask.shelf():
        for (goods, answer), flow, eu in product(_goods(beside), FLOWS, EU_FORMS):
            address = f"{PAGES[flow]}?year={figure.period}" + ("&eu=one" if eu == "one" else "")
            try:
                found = answer(address)
            except AigoodsError as error:
                refused.append(str(error))
                continue
            given = {"dataset": beside.manifest.name, "goods": goods, "flow": flow, "eu": eu}
            rows += _places(found, figure.economy, given, address)
    table = pl.DataFrame(rows, {column.name: _dtype(column) for column in COLUMNS})
    said = {flow: _sentence(table.filter(flow=flow), figure) for flow in FLOWS}
    who = name(figure.economy)
    found = build(
        ask,
        table,
        COLUMNS,
        title=f"{who} in {figure.period} as an exporter: {said['exports']}",
        rows="figures",
        label="dataset",
        notes=(*_told(figure, said), *dict.fromkeys(refused)),
        empty=f"No dataset here tells the place of {who} in {figure.period}.",
    )
    return replace(found, view=found.view.but(year=None, by=""), years=())


def _goods(beside: Neighbour) -> Iterator[tuple[str, Callable[[str], Answer]]]:
    """Yield the goods that a dataset can be asked for: all of its own, the list's codes alone."""
    own = len(beside.manifest.basket.codes)
    if len(beside.listed) < own:
        yield "all", beside.answer
    if beside.listed:
        yield "list", beside.on_list


def _places(
    found: Answer, economy: str, given: dict[str, str], address: str
) -> Iterator[dict[str, Any]]:
    """Yield the place of an economy in a ranking with the hubs, and in one without them."""
    ranked = found.table.filter(pl.col("rank").is_not_null()).sort("rank", found.key).to_dicts()
    for hubs, left in (("in", ()), ("out", HUBS)):
        listed = [row for row in ranked if row[found.key] not in left]
        at = next((i for i, row in enumerate(listed) if row[found.key] == economy), None)
        if at is None:
            continue
        yield {
            "key": "-".join((*given.values(), hubs)),
            **given,
            "hubs": hubs,
            "rank": at + 1,
            "traders": len(listed),
            "value_usd": listed[at]["value_usd"],
            "above": _neighbour(listed[at - 1 : at], found.label),
            "below": _neighbour(listed[at + 1 : at + 2], found.label),
            "view": address,
        }


def _neighbour(rows: list[dict[str, Any]], label: str) -> str | None:
    return f"{rows[0][label]} {money(rows[0]['value_usd'])}" if rows else None


def _sentence(table: pl.DataFrame, figure: PublishedFigure) -> str:
    """Return how often a place is the published one: `8th in 6 of 10, between 7th and 12th`."""
    ranks: list[int] = table["rank"].to_list()
    if not ranks or figure.rank is None:
        return "no place"
    hits = sum(rank == figure.rank for rank in ranks)
    return (
        f"{ordinal(figure.rank)} in {hits} of {len(ranks)}, "
        f"between {ordinal(min(ranks))} and {ordinal(max(ranks))}"
    )


def _told(figure: PublishedFigure, said: dict[str, str]) -> Iterable[str]:
    """Return the notes on what was published, and on how it was put to the test."""
    who, hubs = name(figure.economy), listing([name(each) for each in HUBS])
    place = ordinal(figure.rank or 0)
    yield (
        f"Published: {who} {place}, {figure.said}, {figure.period} ({figure.source}). "
        f"Treatments counted: exports, {said['exports']}; imports, {said['imports']}."
    )
    yield (
        f"{hubs} are absent from the published list of exporters, for a reason that is unknown; "
        "the rows with hubs out leave them out of the ranking, and their trade is nobody else's."
    )
    yield (
        "The treatments are those that the datasets here can answer, not all that there are: none "
        "of them weighs more than another, and a count of them is no measure of likelihood."
    )


def _dtype(column: Column) -> pl.DataType:
    return pl.Int64() if column.kind in ("rank", "count", "usd") else pl.String()
