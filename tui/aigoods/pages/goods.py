"""The page of the goods: the tree of segments, families and codes, or one good year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.measures import USUAL
from aigoods.analysis.view import LEVELS
from aigoods.pages.exporters import panes, ranking
from aigoods.pages.page import Page, usual_level, without_position

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Manifest


def opens(head: Head, key: str) -> View:
    """Lead from goods to those who trade them, from a year to those who did then."""
    view = head.view
    if view.by == "year":
        return ranking(view, goods=view.goods, year=int(key))
    return ranking(view, goods=key)


def lacks(view: View, manifest: Manifest | None) -> tuple[str, ...]:
    """Return the measures that a View has not: years are of the world, which has no RCA."""
    if view.by == "year":
        return ("share", "rank", "rca", "symmetric-rca")
    return without_position(view.but(by=view.by or "code"), manifest)


PAGE = Page(
    name="goods",
    title="Goods",
    key="4",
    help="Show world trade by goods.",
    about="The tree of segments, families and codes, or one code year by year.",
    columns="Columns of the tree: level, key, goods, value_usd, share, growth, leader_iso3, "
    "leader, leader_share, top3_share, hhi, cagr, with --measure rca or symmetric-rca that of the "
    "leader, and the measure in each year. Of one good: year, value_usd, growth, and for exporters "
    "and importers their number, HHI, leader and the leader's share.",
    examples=("aigoods goods --level family", "aigoods goods 8542 --format csv"),
    answer="goods:goods",
    fields=(
        *("goods", "year", "flow", "by", "eu", "one", "measure", "against"),
        *("sort", "since"),
    ),
    groupings=LEVELS,
    named=("goods",),
    usual=usual_level,
    opens=opens,
    panes=panes,
    filters=False,
    inert=lambda view: ("flow",) if view.by == "year" else (),
    measures=(*USUAL, "rca", "symmetric-rca"),
    lacks=lacks,
    tree=True,
)
