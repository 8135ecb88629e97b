"""The page of what an economy trades: its goods in one year, or its trade year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import LEVELS, MEASURES, View
from aigoods.pages.exporters import ranking
from aigoods.pages.page import Page, Pane, usual_level, without_position

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head


def opens(head: Head, key: str) -> View:
    """Lead from a year to its goods, from goods to those below, from a code to its traders."""
    view = head.view
    if view.by == "year":
        return view.but(year=int(key), since=None, by="code", sort="")
    if view.by == "code":
        return ranking(view, goods=key)
    return view.but(goods=key, by="code" if view.by == "family" else "family", sort="")


def panes(view: View) -> tuple[Pane, ...]:
    """Return the panes of an economy: its goods, its years and its partners."""
    own, partners = view.but(sort="", within=""), view.page == "partners"
    by_year = view.by == "year"
    return (
        Pane("Goods", pages.carry(own, "economy", by="code"), not partners and not by_year),
        Pane("Years", pages.carry(own, "economy", by="year"), not partners and by_year),
        Pane("Partners", pages.carry(own, "partners", by="", year=None), partners),
    )


PAGE = Page(
    name="economy",
    title="Economy",
    key="3",
    help="Show what an economy trades.",
    about="Its goods in one year, or its trade year by year (--level year, and for a single code).",
    columns="Columns by goods: key, goods, segment, value_usd, share, growth, world_share, rank, "
    "cagr, and the measure in each year. By year: year, then usd, growth, share and rank of "
    "exports and of imports, and balance_usd. Of exports also all_exports_share, the part of the "
    "exports of all goods, where those are known, and with --measure rca or symmetric-rca a column "
    "of that name.",
    examples=(
        "aigoods economy Mexico --year 2022",
        "aigoods economy MEX --goods 8471 --level year --chart",
    ),
    answer="economy:economy",
    fields=(
        *("economy", "year", "flow", "goods", "by", "eu", "one", "measure", "against"),
        *("sort", "since"),
    ),
    groupings=LEVELS,
    needs=("economy",),
    areas=False,
    usual=usual_level,
    opens=opens,
    panes=panes,
    keeps=("flow", "year", "measure", "against"),
    measures=MEASURES,
    lacks=lambda view, manifest: without_position(view.but(by=view.by or "code"), manifest),
    inert=lambda _: ("eu", "one"),
    order="-value_usd",
)
