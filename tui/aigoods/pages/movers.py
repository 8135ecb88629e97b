"""The page of those whose part of world trade grew or shrank: economies, groups or goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import GROUPINGS, LEVELS
from aigoods.pages.exporters import ranking
from aigoods.pages.page import Page, Pane, inside_group

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View


def opens(head: Head, key: str) -> View:
    """Lead from an economy to its profile, from a group to its economies, from goods to movers.

    What is in Rest is listed.
    """
    view = head.view
    if key == "Rest":
        return view.but(at_least="0", sort="")
    if head.rows == "goods":
        return view.but(goods=key, by="economy", sort="")
    if head.rows == "groups":
        return inside_group(ranking(view, goods=view.goods), key)
    return pages.come(view, "economy", economy=key, goods=view.goods, flow=view.flow)


def panes(view: View) -> tuple[Pane, ...]:
    """Return the panes: how shares changed, and what effects made the change."""
    if view.by in LEVELS:
        return ()
    return (
        Pane("Shares", view.but(decompose=False, sort=""), not view.decompose),
        Pane("Effects", view.but(decompose=True, sort=""), view.decompose),
    )


PAGE = Page(
    name="movers",
    title="Movers",
    help="Show who gained and who lost shares of world trade.",
    about="From a baseline to a year, ordered by the change of the share. Economies below "
    "--at-least in both years, 0.1% of world trade if left out, are one row, Rest, so that the "
    "contributions add up to the growth of the world. --decompose tells what part of each change "
    "is the growth of the world, the mix of goods, and the rest (constant market shares).",
    columns="Columns: rank, iso3, economy (or key and the group or goods), value_from_usd, "
    "value_to_usd, change_usd, share_from, share_to, share_change, rank_from, rank_to, growth, "
    "cagr, contribution; with --decompose also world_effect_usd, mix_effect_usd and "
    "competitiveness_usd, which add up to change_usd.",
    examples=(
        "aigoods movers --from 2018 --to 2024",
        "aigoods movers --from 2018 --goods 8542 --at-least 1bn --decompose",
    ),
    answer="movers:movers",
    fields=(
        *("since", "year", "flow", "goods", "by", "at_least", "decompose", "eu", "one", "sort"),
    ),
    groupings=(*GROUPINGS, *LEVELS[:3]),
    measures=("value",),
    opens=opens,
    panes=panes,
    keeps=("flow", "goods", "since", "year", "eu", "one"),
)
