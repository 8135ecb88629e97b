"""The page of who trades with whom: exporters by importers, or the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import GROUPINGS
from aigoods.pages.page import Page, inside_group
from aigoods.pages.partners import DATASETS

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.column import Column
    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Manifest


def opens(head: Head, key: str) -> View:
    """Lead from a trader to its partners, from a group to its economies."""
    view = head.view
    if view.by != "economy":
        return inside_group(view, key)
    return pages.carry(view, "partners", economy=key, measure="value", within="", sort="")


def crosses(head: Head, key: str, column: Column) -> View | None:
    """Lead from a cell to the trade of the two, unless it is of several or of one with itself."""
    view, partner = head.view, column.sum.partner if column.sum else None
    if view.by != "economy" or not partner or partner.startswith("-") or partner == key:
        return None
    kept = {"measure": "value", "within": "", "sort": "", "by": ""}
    return pages.carry(view, "pair", economy=key, partner=partner, **kept)


def lacks(view: View, manifest: Manifest | None) -> tuple[str, ...]:
    """Return growth where the flows of the year before are not known."""
    if manifest is None or manifest.partners is None:
        return ()
    known = manifest.partners.years
    before = manifest.period(view.year or known[-1]).before().number
    return () if before in known else ("growth",)


PAGE = Page(
    name="matrix",
    title="Matrix",
    key="6",
    help="Show who trades with whom.",
    about="Exporters by the leading importers, with --flow imports the other way round. "
    + DATASETS,
    columns="Columns: rank, iso3, economy, value_usd of all trade of the row, share of the world; "
    "then one a leading importer (to_usa ...) and to_rest, of imports from_usa ... and from_rest. "
    "Cells hold the value in US dollars, its share of value_usd, or its growth. With --by region "
    "and the like: key and the group in place of iso3 and economy. --sort -to_mex adds that column "
    "if it is not there.",
    cells="What the cells hold",
    examples=(
        "aigoods matrix --year 2024 --top 10",
        "aigoods matrix --flow imports --by region --measure share",
    ),
    answer="matrix:matrix",
    fields=("year", "flow", "goods", "by", "within", "eu", "one", "measure", "across", "sort"),
    groupings=GROUPINGS,
    partners=True,
    measures=("value", "share", "growth"),
    opens=opens,
    crosses=crosses,
    keeps=("flow", "goods", "year", "measure", "eu", "one"),
    lacks=lacks,
    shifting=True,
    beside=0,
)
