"""The page of the chain, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.pages.page import Page

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View


def opens(head: Head, key: str) -> View:
    """Lead from a stage to its goods: what the economy trades of them, else who exports them."""
    view, stage = head.view, f"stage-{key}"
    if view.economy:
        return pages.carry(view.but(sort="", measure="value"), "economy", goods=stage, by="code")
    return pages.come(view, "exporters", goods=stage)


PAGE = Page(
    name="chain",
    title="Chain",
    under="world",
    help="Show the chain from silicon to data centres.",
    about="World exports of each stage and who leads in it and, where an economy is given, what it "
    "trades there. The stages are this program's own division; --goods stage-5 asks for one.",
    columns="Columns: stage, name, world_usd, top1_iso3, top1, top1_share, top3_share, hhi; of an "
    "economy also exports_usd, imports_usd, balance_usd, rank, rca; and the measure in each year.",
    examples=("aigoods chain", "aigoods chain Malaysia --year 2024 --format tsv"),
    answer="chain:chain",
    fields=("economy", "year", "by", "eu", "one", "measure", "sort"),
    groupings=("code",),
    named=("economy",),
    measures=("value", "share"),
    areas=False,
    opens=opens,
    keeps=("year", "eu", "one"),
    filters=False,
    order="stage",
)
