"""The page of world trade by segment and year, or by goods: of the dataset or of a whole list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.measures import ALONE
from aigoods.analysis.view import LEVELS, LISTS, View
from aigoods.pages.exporters import ranking
from aigoods.pages.page import Page, Pane

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head


def opens(head: Head, key: str) -> View:
    """Lead from a year to its goods, from goods of a dataset to those who trade them.

    A whole list has no economies: its goods lead to those below, and a code to its years.
    """
    view = head.view
    by_year = head.rows == "periods"
    if view.list and by_year:
        below = {"all": "family", "segment": "family"}.get(
            head.manifest.basket.node(view.goods).level, "code"
        )
        return view.but(year=int(key), by=below, sort="")
    if by_year:
        return View("goods", year=int(key), measure=view.measure)
    if not view.list:
        return ranking(view, goods=key)
    return view.but(goods=key, by="code" if view.by == "family" else "segment", sort="")


def panes(view: View) -> tuple[Pane, ...]:
    """Return the panes: world trade in the dataset, and in the whole list."""
    own = View("world") if view.list else view
    whole = view if view.list else View("world", list=LISTS[0])
    return (
        Pane("Dataset", own, not view.list),
        Pane("Whole list", whole, bool(view.list)),
    )


PAGE = Page(
    name="world",
    title="World",
    key="5",
    help="Show world trade by segment and year.",
    about="Of the dataset, or with --list wto-2025 of all goods of the WTO's list since 2012, a "
    "series for reference without economies; --level family or code lists the goods of a year.",
    columns="Columns: year, value_usd, growth, and of each segment usd, share and contribution to "
    "growth; of a list also index and published_usd (by the WTO, no part of the series). By family "
    "or code: key, goods, breaks, value_usd, share, growth, contribution, index, cagr, the measure "
    "in each year, and contribution_2018 and so on.",
    cells="What stands in the columns",
    examples=(
        "aigoods world --level family --format markdown",
        "aigoods world --list wto-2025 --level family --year 2023",
    ),
    answer="world:world",
    fields=("year", "goods", "by", "list", "eu", "one", "measure", "sort"),
    groupings=LEVELS[:3],
    measures=ALONE,
    opens=opens,
    panes=panes,
    filters=False,
    inert=lambda view: ("eu",) if view.list else (),
    side_by_side=True,
    order="-value_usd",
)
