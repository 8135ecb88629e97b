"""The page of the exporters of some goods, ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import GROUPINGS, MEASURES, View
from aigoods.pages.page import Page, Pane, inside_group, without_position

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head


def opens(head: Head, key: str) -> View:
    """Lead from a trader to its profile, from a group to its economies."""
    view = head.view
    if view.by != "economy":
        return inside_group(view, key)
    return pages.come(view, "economy", economy=key, goods=view.goods)


def panes(view: View) -> tuple[Pane, ...]:
    """Return the panes of one good: who exports it, who imports it, its years."""
    if view.goods == "all":
        return ()
    own = pages.carry(view, "exporters", by="", within="", blocs="members", sort="", since=None)
    return (
        Pane("Exporters", own, view.page == "exporters"),
        Pane("Importers", pages.carry(own, "importers"), view.page == "importers"),
        Pane("Years", pages.carry(own, "goods", by="year"), view.page == "goods"),
    )


def ranking(view: View, **fields: str | int) -> View:
    """Return the ranking of those who trade in the flow of `view`, in its year and measure."""
    name = "importers" if view.flow == "imports" else "exporters"
    kept = {"year": view.year, "measure": view.measure, "against": view.against}
    return pages.named(name).fit(**{**kept, **fields})


PAGE = Page(
    name="exporters",
    title="Exporters",
    key="1",
    twin="importers",
    help="Rank the exporters of some goods.",
    columns="Columns: rank, iso3, economy, value_usd, share, growth, rank_change, cagr, of "
    "exporters all_exports_share where exports of all goods are known, and the measure in each "
    "year (value_2017 ...); with --by region and the like: rank, key, the group, "
    "and the same, with --blocs one also intra_usd; with --measure unit-value also quantity_t and "
    "unit_value, with rca or symmetric-rca a column of that name.",
    examples=(
        "aigoods exporters --year 2022 --goods 8542 --top 10",
        "aigoods exporters --by sub-region --format json",
    ),
    answer="ranking:ranking",
    fields=(
        *("year", "goods", "by", "within", "eu", "one", "blocs", "measure", "against"),
        *("sort", "since"),
    ),
    groupings=GROUPINGS,
    measures=MEASURES,
    lacks=without_position,
    opens=opens,
    panes=panes,
    keeps=("goods", "year", "measure", "against", "eu", "one"),
)
