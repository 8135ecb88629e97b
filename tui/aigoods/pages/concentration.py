"""The page of how concentrated world trade is, good by good."""

from __future__ import annotations

from aigoods.analysis.view import LEVELS
from aigoods.pages.goods import opens
from aigoods.pages.page import Page, usual_level

PAGE = Page(
    name="concentration",
    title="Concentration",
    under="goods",
    help="Show how concentrated world trade is by good.",
    about="The HHI of the exporters (or importers) of each good, the parts of the first, the first "
    "three and five, and how many hold 90%; of one code year by year.",
    columns="Columns: code, goods, value_usd, hhi, top1_iso3, top1, top1_share, top3_share, "
    "top5_share, suppliers, and the HHI in each year (hhi_2017 ...). Of one good, or with --level "
    "year: year and the same from value_usd on.",
    examples=("aigoods concentration --flow imports", "aigoods concentration 8112 --chart"),
    answer="concentrated:concentrated",
    fields=("goods", "year", "flow", "by", "eu", "one", "sort"),
    groupings=LEVELS,
    named=("goods",),
    measures=("value",),
    usual=usual_level,
    opens=opens,
    keeps=("year", "flow", "goods", "eu", "one"),
    order="-value_usd",
)
