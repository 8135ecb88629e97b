"""The page of one number of another: its formula and the rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.pages.page import Page

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View


def opens(head: Head, _: str) -> View:
    """Lead back to the answer that the number is from."""
    return pages.parse(head.view.about)


PAGE = Page(
    name="explain",
    title="Explain",
    help="Show how a number is made, and of which rows.",
    about="The formula with the figures put in, the largest twenty rows of the dataset behind the "
    "number, and all that must be known of it.",
    columns="Columns: key, year, iso3, economy, partner, code, goods, value_usd, share. The facts "
    "in the metadata are the number, its parts and how many rows there are.",
    examples=(
        "aigoods explain 'exporters?year=2022' MEX share",
        "aigoods explain 'economy?economy=MEX&by=year' 2022 balance_usd --format json",
    ),
    answer="explain:explain",
    fields=("about", "row", "column", "sort"),
    groupings=("figure",),
    needs=("about", "row", "column"),
    measures=("value",),
    explains=True,
    opens=opens,
    keeps=(),
    filters=False,
    order="-value_usd",
    beside=240,
)
