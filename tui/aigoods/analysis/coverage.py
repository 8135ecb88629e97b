"""What a dataset with a floor holds of world trade and of an economy's, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.economies import EU27, name
from aigoods.dataset.schema import COVERAGE_FILE, FLOWS
from aigoods.text import listing, possessive, share

if TYPE_CHECKING:
    from aigoods.analysis.question import Question

PART = pl.col("held_usd").sum() / pl.col("whole_usd").sum()


def coverage_notes(ask: Question) -> tuple[str, ...]:
    """Return how much of whole headings the dataset holds: of the world and of who is asked about.

    Headings are those in which goods asked for lie; by year it is the least and the most of all
    years. The EU as one stands beside the world. Where nothing is known of it there is no sentence.
    """
    table = ask.dataset.further.get(COVERAGE_FILE)
    if table is None:
        return ()
    view, headings = ask.view, {code[:4] for code in ask.goods.codes}
    by_year = view.by == "year"
    years, when = (ask.years, ask.spelled) if by_year else ((ask.year,), ask.period.long)
    found = ask.collect(table)
    union = pl.col("economy") == EU27
    single = found.filter(~union, pl.col("code").is_in(headings), pl.col("year").is_in(list(years)))
    # World exports are world imports.
    said = [_sentence("world trade", when, single.filter(pl.col("flow") == FLOWS[0]))]
    for who in filter(None, (view.economy, view.partner)):
        own = single.filter(pl.col("economy") == who)
        for flow in FLOWS:
            whose = f"{possessive(name(who))} {flow}"
            said.append(_sentence(whose, when, own.filter(pl.col("flow") == flow)))
    if view.eu == "one":
        for row in found.filter(union).iter_rows(named=True):
            inside, flow, year = row["code"].split("+"), row["flow"], row["year"]
            if headings.isdisjoint(inside):
                continue
            same = (pl.col("flow") == flow) & (pl.col("year") == year)
            world = found.filter(same, pl.col("code").is_in(inside)).select(PART).item()
            said.append(
                f"Of the {flow} of the EU as one in {ask.manifest.period(year).long} it holds "
                f"{share(row['held_usd'] / row['whole_usd'])} in {listing(inside)} together, of "
                f"world {flow} {share(world)}."
            )
    return tuple(filter(None, said))


def whole_headings(ask: Question) -> set[str]:
    """Return the headings of which the dataset is known to have all codes."""
    table = ask.dataset.further.get(COVERAGE_FILE)
    return set() if table is None else {*ask.collect(table.select("code").unique())["code"]}


def _sentence(whose: str, when: str, rows: pl.DataFrame) -> str:
    """Return what is held of the trade in `rows`, heading by heading."""
    parts = (
        rows.group_by("code", "year")
        .agg(PART.alias("part"))
        .group_by("code")
        .agg(pl.col("part").min().alias("least"), pl.col("part").max().alias("most"))
    )
    spans = [
        f"{' to '.join(dict.fromkeys((share(least), share(most))))} in {code}"
        for code, least, most in parts.sort("code").iter_rows()
    ]
    return f"Of {whose} in {when} it holds {listing(spans)}." if spans else ""
