"""The page of the partners of an economy, ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import GROUPINGS
from aigoods.pages.economy import panes
from aigoods.pages.page import Page, inside_group, one_code

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Manifest

DATASETS = (
    "The dataset must have partners: core-hs4 has them for 2024 and semiconductors together, "
    "chips-hs6 by code since 2017."
)


def opens(head: Head, key: str) -> View:
    """Lead from a partner to the goods of the pair where the dataset tells them apart."""
    view = head.view
    if view.by != "economy":
        return inside_group(view, key)
    if head.summed:
        return pages.come(view, "economy", economy=key)
    by = "year" if one_code(head) else "code"
    return pages.carry(view, "pair", partner=key, by=by, sort="")


def lacks(_: View, manifest: Manifest | None) -> tuple[str, ...]:
    """Return growth and rank where there is a single year."""
    scope = manifest.partners if manifest else None
    return ("growth", "rank") if scope is not None and len(scope.years) == 1 else ()


PAGE = Page(
    name="partners",
    title="Partners",
    under="economy",
    help="Rank the partners of an economy.",
    about=DATASETS,
    columns="Columns: rank, iso3, economy, value_usd, share; where it has several years also "
    "growth, rank_change, cagr and the series.",
    examples=(
        "aigoods partners Taiwan --top 10",
        "aigoods partners MEX --flow imports --format tsv",
    ),
    answer="partners:partners",
    fields=(
        *("economy", "year", "flow", "goods", "by", "within", "eu", "one"),
        *("measure", "sort", "since"),
    ),
    groupings=GROUPINGS,
    needs=("economy",),
    partners=True,
    opens=opens,
    panes=panes,
    keeps=("flow", "goods", "year", "measure"),
    lacks=lacks,
)
