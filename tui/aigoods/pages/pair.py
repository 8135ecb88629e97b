"""The page of the trade of two economies with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.measures import ALONE
from aigoods.analysis.view import LEVELS
from aigoods.pages.page import Page, Pane, one_code
from aigoods.pages.partners import DATASETS

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View


def opens(head: Head, key: str) -> View:
    """Lead from a year to its goods, from goods to those below or to their years."""
    view = head.view
    if view.by != "year":
        return view.but(goods=key, by="year" if view.by == "code" else "code", sort="")
    if head.summed or one_code(head):
        return pages.come(view, "economy", economy=view.partner, goods=view.goods)
    return view.but(year=int(key), by="code", sort="")


def panes(view: View) -> tuple[Pane, ...]:
    """Return the panes of a pair: its goods and its years."""
    own, by_year = view.but(sort=""), view.by == "year"
    by = view.by if view.by in LEVELS and not by_year else "code"
    return (Pane("Goods", own.but(by=by), not by_year), Pane("Years", own.but(by="year"), by_year))


PAGE = Page(
    name="pair",
    title="Pair",
    under="economy",
    help="Show the bilateral trade of two economies.",
    about=DATASETS,
    columns="Columns: year (or key and goods), then exports_usd, exports_share, "
    "partner_imports_share, imports_usd, imports_share, partner_exports_share, balance_usd; with "
    "several years also the growth of both flows.",
    cells="What stands in the columns",
    examples=('aigoods pair Mexico "United States"', "aigoods pair CHN KOR --format json"),
    answer="partners:pair",
    fields=("economy", "partner", "year", "flow", "goods", "by", "eu", "one", "measure", "sort"),
    groupings=("year", *LEVELS[:3]),
    needs=("economy", "partner"),
    partners=True,
    measures=ALONE,
    opens=opens,
    panes=panes,
    keeps=("flow", "goods", "year", "measure"),
    inert=lambda _: ("eu", "one"),
    side_by_side=True,
)
