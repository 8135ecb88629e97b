"""The page of what an importer depends on, good by good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.pages.page import Page

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View


def opens(head: Head, key: str) -> View:
    """Lead from a code to those who supply it."""
    view = head.view
    return pages.carry(view.but(sort="", by=""), "partners", goods=key, flow="imports")


PAGE = Page(
    name="dependence",
    title="Dependence",
    under="economy",
    help="Show what an economy depends on for its imports.",
    about="The suppliers of each code, how concentrated they are, and whether the criteria of "
    "CEPII's GeoDep hold. It takes a dataset with partners by code, such as chips-hs6.",
    columns="Columns: code, goods, imports_usd, top_supplier_iso3, top_supplier, top_usd, "
    "top_share, with --of also of_share, hhi (of its sources), world_hhi, imports_over_exports, "
    "years_held, foreign_dependent, one_supplier, and the top supplier's share in each year.",
    examples=(
        "aigoods dependence MEX --dataset chips-hs6",
        "aigoods dependence Germany --of CHN,HKG --dataset chips-hs6 --format csv",
    ),
    answer="dependence:dependence",
    fields=(
        *("economy", "year", "goods", "by", "of", "threshold", "at_least"),
        *("eu", "one", "sort"),
    ),
    groupings=("code",),
    needs=("economy",),
    partners=True,
    takes=("partners-by-code",),
    areas=False,
    measures=("value",),
    opens=opens,
    keeps=("goods", "year", "eu", "one"),
    order="-top_usd",
)
