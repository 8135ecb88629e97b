"""The page of world trade by segment and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.measures import ALONE
from aigoods.analysis.view import View
from aigoods.pages.page import Page

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head


def opens(head: Head, key: str) -> View:
    """Lead from a year to the goods of that year."""
    return View("goods", year=int(key), measure=head.view.measure)


PAGE = Page(
    name="world",
    title="World",
    key="5",
    help="Show world trade by segment and year.",
    columns="Columns: year, value_usd, growth, and the usd and share of each segment.",
    cells="What stands in the columns",
    examples=("aigoods world", "aigoods world --format markdown -o world.md"),
    answer="world:world",
    fields=("year", "goods", "by", "eu", "one", "measure", "sort"),
    groupings=("segment",),
    measures=ALONE,
    opens=opens,
    filters=False,
    side_by_side=True,
)
