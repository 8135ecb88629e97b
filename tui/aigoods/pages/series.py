"""The page that compares economies year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import MEASURES
from aigoods.pages.page import Page, without_position

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View


def opens(head: Head, key: str) -> View:
    """Lead from an economy to its profile in the same goods."""
    return pages.come(head.view, "economy", economy=key, goods=head.view.goods)


PAGE = Page(
    name="series",
    title="Series",
    under="economy",
    help="Compare economies year by year.",
    about="Groups stand beside economies: EU27, ASEAN, high-income. Each is one trader where the "
    "dataset tells the trade inside it and no economy is in two, else the sum of its members; the "
    "title says so.",
    columns="Columns: iso3, economy, the measure in each year (value_2017 ..., or index_2017 ...), "
    "cagr.",
    examples=(
        "aigoods series MEX VNM THA EU27 high-income --index 2017",
        "aigoods series Vietnam Malaysia --measure share --chart",
    ),
    answer="timeseries:timeseries",
    fields=(
        *("economy", "year", "flow", "goods", "by", "measure", "against", "index", "eu", "one"),
        *("sort", "since"),
    ),
    groupings=("economy",),
    named=("economy",),
    several=True,
    areas=False,
    opens=opens,
    keeps=("flow", "goods", "year", "measure", "against", "eu", "one"),
    measures=MEASURES,
    lacks=without_position,
)
