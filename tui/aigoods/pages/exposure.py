"""The page of who depends on a supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.pages.page import Page

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View


def opens(head: Head, key: str) -> View:
    """Lead from an importer to what it depends on in the same goods."""
    return pages.come(head.view, "dependence", economy=key)


PAGE = Page(
    name="exposure",
    title="Exposure",
    under="economy",
    help="Show who depends on a supplier.",
    about="What each importer gets from one economy, and by how much all others would have to "
    "export more in its place: arithmetic, not a forecast. It takes a dataset with partners by "
    "code, such as chips-hs6.",
    columns="Columns: iso3, economy, from_usd, imports_usd, share, others_usd, needed_growth, and "
    "the share in each year; the metadata of a file have the totals.",
    examples=(
        "aigoods exposure KOR --goods 854232 --dataset chips-hs6",
        "aigoods exposure Taiwan --goods 8542 --dataset chips-hs6 --top 10",
    ),
    answer="exposure:exposure",
    fields=("economy", "year", "goods", "by", "eu", "one", "sort"),
    groupings=("economy",),
    needs=("economy",),
    partners=True,
    takes=("partners-by-code",),
    areas=False,
    measures=("value",),
    opens=opens,
    keeps=("goods", "year", "eu", "one"),
    order="-from_usd",
)
