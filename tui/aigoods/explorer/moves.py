"""What keys do to a View: pure functions from a View to the next one, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aigoods.analysis.view import (
    BY,
    FIELDS,
    LEVELS,
    MATRIX_MEASURES,
    MEASURES,
    OWN_MEASURES,
    View,
    fitting,
)
from aigoods.output.layout import hidden

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.dataset.manifest import Manifest, PartnerScope

RANKINGS = ("exporters", "importers")
ECONOMY_PAGES = ("economy", "partners")
COMPARING = ("pair", "series")
NOT_CHARTED = {"goods": ("share", "rank")}
"""The measures that the lines of a page do not have where its rows are years."""


class Pane(NamedTuple):
    """One of the panes among which a page can be turned: its name and its View."""

    name: str
    view: View


def page(view: View, name: str) -> View:
    """Return the start of a page, with the year and measure of `view`.

    The rankings and the matrix keep the goods too, so that a good can be followed from side to
    side.
    """
    goods = view.goods if name in (*RANKINGS, "matrix") else "all"
    return fitting(name, goods=goods, year=view.year, measure=view.measure, eu=view.eu)


def matrix(view: View, scope: PartnerScope | None) -> View:
    """Return the matrix of the goods of `view`, in a year and measure that it can show.

    `scope` is what the dataset knows of partners; another year is the last one that it knows.
    """
    here = page(view, "matrix").but(flow=view.flow)
    if scope and here.year not in scope.years:
        here = here.but(year=None)
    known = scope is None or (here.year or scope.years[-1]) - 1 in scope.years
    fits = here.measure in MATRIX_MEASURES and (known or here.measure != "growth")
    return here if fits else here.but(measure="value")


def economy(view: View, iso3: str, goods: str = "all") -> View:
    """Return the page of an economy, with the flow, year and measure of `view`."""
    return View(
        "economy", flow=view.flow, economy=iso3, goods=goods, year=view.year, measure=view.measure
    )


def good(view: View, key: str) -> View:
    """Return the page of `view` for other goods; pages without such a filter become a ranking."""
    if view.page in (*RANKINGS, *ECONOMY_PAGES, *COMPARING, "matrix"):
        by = "" if view.page == "economy" else view.by
        return view.but(goods=key, by=by, sort="")
    return View(
        "importers" if view.flow == "imports" else "exporters",
        goods=key,
        year=view.year,
        measure=view.measure,
    )


def panes(view: View) -> tuple[Pane, ...]:
    """Return the panes of the page of `view`: of an economy, a pair, or one good."""
    if view.page in ECONOMY_PAGES:
        own = view.but(sort="", within="")
        return (
            Pane("Goods", own.but(page="economy", by="code")),
            Pane("Years", own.but(page="economy", by="year")),
            Pane("Partners", own.but(page="partners", by="", year=None)),
        )
    if view.page == "pair":
        own = view.but(sort="")
        by = view.by if view.by in LEVELS[:3] else "code"
        return (Pane("Goods", own.but(by=by)), Pane("Years", own.but(by="year")))
    if view.goods != "all" and view.page in (*RANKINGS, "goods"):
        own = View(goods=view.goods, year=view.year, measure=view.measure, eu=view.eu)
        return (
            Pane("Exporters", own),
            Pane("Importers", own.but(page="importers")),
            Pane("Years", own.but(page="goods", by="year")),
        )
    return ()


def current_pane(view: View) -> int:
    """Return the place of `view` among its panes."""
    if view.page == "partners":
        return 2
    if view.page in ("economy", "pair"):
        return 1 if view.by == "year" else 0
    return {"exporters": 0, "importers": 1}.get(view.page, 2)


def next_pane(view: View, step: int) -> View:
    """Return the next pane (or the one before, with a `step` of -1), round and round."""
    found = panes(view)
    return found[(current_pane(view) + step) % len(found)].view if found else view


def other_flow(view: View) -> View:
    """Return `view` for the other flow."""
    if view.page in RANKINGS:
        return view.but(page="importers" if view.page == "exporters" else "exporters")
    if "flow" not in FIELDS[view.page]:
        return view
    flow = "imports" if view.flow == "exports" else "exports"
    return _in_own_order(view).but(flow=flow)


def in_year(view: View, year: int) -> View:
    """Return `view` in another year; a CAGR that would run backwards begins where it may."""
    since = view.since if view.since is not None and view.since <= year else None
    return view.but(year=year, since=since)


def next_year(view: View, years: tuple[int, ...], step: int) -> View:
    """Return `view` one year later or earlier among `years`; at either end it stays."""
    place = years.index(view.year) if view.year in years else len(years) - 1
    return in_year(view, years[max(0, min(len(years) - 1, place + step))])


def side_by_side(view: View) -> bool:
    """Return whether the table has all measures, so that the View's is only that of the chart."""
    return view.page in ("world", "pair") or view.by == "year"


def next_measure(view: View, manifest: Manifest | None, *, charted: bool = True) -> View:
    """Return `view` with the next measure that makes a difference on its page.

    `manifest` is that of the dataset; `charted` tells whether the chart is shown.
    """
    return _with_measure(view, after(measures(view, manifest, charted=charted), view.measure))


def measures(view: View, manifest: Manifest | None, *, charted: bool) -> tuple[str, ...]:
    """Return the measures that make a difference on the page of `view`."""
    partners = manifest.partners if manifest else None
    if view.page == "matrix":
        grows = partners is None or (view.year or partners.years[-1]) - 1 in partners.years
        return MATRIX_MEASURES if grows else MATRIX_MEASURES[:-1]
    absent = set(NOT_CHARTED.get(view.page, ())) if side_by_side(view) else set()
    if manifest is None or "unit-values" not in manifest.capabilities:
        absent.add("unit-value")
    if view.page in ("pair", "partners") and partners is not None and len(partners.years) == 1:
        absent |= {"growth", "rank"}
    if side_by_side(view) and not charted:
        absent |= {"share", "growth", "rank"}
    return tuple(
        measure for measure in OWN_MEASURES.get(view.page, MEASURES) if measure not in absent
    )


def _with_measure(view: View, measure: str) -> View:
    """Return `view` with another measure; a matrix has its column of growth by that alone."""
    sort = "" if view.page == "matrix" and view.sort.endswith("growth") else view.sort
    return view.but(measure=measure, sort=sort)


def next_grouping(answer: Head) -> View:
    """Return the View with the next grouping of its page; the years of a page are a pane.

    Goods are not listed by a level above their own.
    """
    view = answer.view
    level = answer.manifest.basket.node(view.goods).level
    choices = tuple(by for by in BY[view.page] if by != "year")
    if level in choices:
        choices = choices[choices.index(level) :]
    if view.by not in choices:
        return view
    return view.but(by=after(choices, view.by), within="", blocs="members", sort="")


def next_sort(answer: Head) -> View:
    """Return the View sorted by the next column: numbers from the top, words from A.

    Columns that are never on the screen, such as codes for machines, are passed over.
    """
    visible = [column for column in answer.columns if not hidden(answer, column)]
    names = [column.name for column in visible if column.kind != "series"]
    now = answer.view.sort.removeprefix("-") or _natural(answer)
    column = after(tuple(names), now) if now in names else names[0]
    kind = {column.name: column.kind for column in answer.columns}[column]
    upward = kind in ("text", "code", "rank", "year")
    return answer.view.but(sort=column if upward else f"-{column}")


def reverse_sort(answer: Head) -> View:
    """Return the View with its rows from the other end."""
    sort = answer.view.sort or _natural(answer)
    return answer.view.but(sort=sort.removeprefix("-") if sort.startswith("-") else f"-{sort}")


def _natural(answer: Head) -> str:
    """Return the sort that stands for the order in which the page comes by itself."""
    names = [column.name for column in answer.columns]
    if "rank" in names and answer.view.page != "economy":
        return "rank"
    if answer.view.page == "economy" and answer.view.by != "year":
        return "-value_usd"
    return "year" if "year" in names else answer.label


def eu_form(view: View) -> View:
    """Return `view` with the EU as one trader, or as its members again.

    Where groups are ranked it is the groups that are one trader each.
    """
    if view.page in RANKINGS and view.by not in ("", "economy"):
        return view.but(blocs="one" if view.blocs == "members" else "members")
    return _in_own_order(view).but(eu="one" if view.eu == "members" else "members")


def drill(answer: Head, key: str) -> View:
    """Return what lies behind the row with this `key`.

    A trader leads to its profile, from the matrix to its partners, a partner to the goods of the
    pair where the dataset tells them apart, a group to its economies, a good to those who trade it,
    a year to the goods of that year.
    """
    view = answer.view
    ranked = "importers" if view.flow == "imports" else "exporters"
    if view.page in (*RANKINGS, "partners", "matrix"):
        if view.by != "economy":
            return view.but(by="economy", within=key, blocs="members", sort="")
        if view.page == "matrix":
            return view.but(page="partners", economy=key, measure="value", within="", sort="")
        if view.page == "partners" and not answer.summed:
            by = "year" if _one_code(answer) else "code"
            return view.but(page="pair", partner=key, by=by, within="", since=None, sort="")
        return economy(view, key, view.goods if view.page != "partners" else "all")
    if view.page == "series":
        return economy(view, key, view.goods)
    if view.page == "pair":
        if view.by == "year" and (answer.summed or _one_code(answer)):
            return economy(view, view.partner, view.goods)
        if view.by == "year":
            return view.but(year=int(key), by="code", sort="")
        return view.but(goods=key, by="year" if view.by == "code" else "code", sort="")
    if view.page == "economy":
        if view.by == "year":
            return view.but(year=int(key), since=None, by="code", sort="")
        if view.by == "code":
            return View(ranked, goods=key, year=view.year, measure=view.measure)
        return view.but(goods=key, by="code" if view.by == "family" else "family", sort="")
    if view.page == "goods" and view.by != "year":
        return View(ranked, goods=key, year=view.year, measure=view.measure)
    if view.page == "world":
        return View("goods", year=int(key), measure=view.measure)
    return View(ranked, goods=view.goods, year=int(key), measure=view.measure)


def _in_own_order(view: View) -> View:
    """Return a matrix without its sort, whose column may not be there after the move."""
    return view.but(sort="") if view.page == "matrix" else view


def _one_code(answer: Head) -> bool:
    return answer.manifest.basket.node(answer.view.goods).level == "code"


def after(choices: tuple[str, ...], now: str) -> str:
    """Return the choice after `now`, round and round."""
    return choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]
