"""What keys do to a View: pure functions from a View to the next one, without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.measures import MEASURES
from aigoods.analysis.view import AGAINST
from aigoods.catalog.groups import find_group
from aigoods.pages.page import inside_group

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.column import Column
    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Manifest
    from aigoods.pages.page import Pane


UPWARD = ("text", "code", "rank", "year")
"""The kinds of columns that are sorted from the lowest."""


def page(view: View, name: str, manifest: Manifest | None = None, **given: str) -> View:
    """Return the start of a page, with what it keeps of `view` and the fields `given`.

    A page of partners begins in a year and with a measure that it can show of the dataset, whose
    `manifest` says which it knows.
    """
    here = pages.come(view, name, **given)
    if pages.named(name).partners and manifest is not None:
        if manifest.partners and here.year not in manifest.partners.years:
            here = here.but(year=None)
        if here.measure not in measures(here, manifest, charted=True):
            here = here.but(measure="value")
    return here


def good(view: View, key: str) -> View:
    """Return the page of `view` for other goods; pages without such a filter become a ranking."""
    here = pages.of(view)
    if here.filters or view.list:
        return view.but(goods=key, by="" if here.usual else view.by, sort="")
    from aigoods.pages.exporters import ranking

    return ranking(view, goods=key)


def panes(view: View) -> tuple[Pane, ...]:
    """Return the panes of the page of `view`."""
    return pages.of(view).panes(view)


def next_pane(view: View, step: int) -> View:
    """Return the next pane (or the one before, with a `step` of -1), round and round."""
    found = panes(view)
    here = next((place for place, pane in enumerate(found) if pane.here), 0)
    return found[(here + step) % len(found)].view if found else view


def other_flow(view: View) -> View:
    """Return `view` for the other flow."""
    here = pages.of(view)
    if here.twin:
        return pages.carry(view, here.twin)
    if "flow" not in here.fields:
        return view
    flow = "imports" if view.flow == "exports" else "exports"
    moved = _in_own_order(view).but(flow=flow)
    return moved.but(measure="value") if moved.measure in here.lacks(moved, None) else moved


def in_year(view: View, year: int) -> View:
    """Return `view` in another year; a CAGR that would run backwards begins where it may.

    A page that is of no single year stays as it is.
    """
    if "year" not in pages.of(view).fields:
        return view
    since = view.since if view.since is not None and view.since <= year else None
    return view.but(year=year, since=since)


def group(view: View, key: str) -> View:
    """Return the economies of a group one by one: on this page, or as those who trade the goods."""
    here = pages.of(view)
    if "within" in here.fields:
        return inside_group(view, key)
    ranking = "importers" if view.flow == "imports" else "exporters"
    kept = view.goods if here.filters else "all"
    return inside_group(pages.come(view, ranking, goods=kept), key)


def next_year(view: View, years: tuple[int, ...], step: int) -> View:
    """Return `view` one year later or earlier among `years`; at either end it stays."""
    place = years.index(view.year) if view.year in years else len(years) - 1
    return in_year(view, years[max(0, min(len(years) - 1, place + step))])


def side_by_side(view: View) -> bool:
    """Return whether the table has all measures, so that the View's is only that of the chart."""
    return pages.of(view).side_by_side or view.by == "year"


def next_measure(view: View, manifest: Manifest | None, *, charted: bool = True) -> View:
    """Return `view` with the next measure that makes a difference on its page.

    `manifest` is that of the dataset; `charted` tells whether the chart is shown.
    """
    return _with_measure(view, after(measures(view, manifest, charted=charted), view.measure))


def measures(view: View, manifest: Manifest | None, *, charted: bool) -> tuple[str, ...]:
    """Return the measures that make a difference on the page of `view`."""
    here = pages.of(view)
    absent = set(here.lacks(view, manifest))
    can = manifest.capabilities if manifest else ()
    absent |= {each.word for each in MEASURES.values() if each.need and each.need not in can}
    if side_by_side(view) and not charted:
        absent |= {"share", "growth", "rank"}
    return tuple(measure for measure in here.measures if measure not in absent)


def _with_measure(view: View, measure: str) -> View:
    """Return `view` with another measure, by which alone some pages have a column of growth."""
    gone = pages.of(view).shifting and view.sort.endswith("growth")
    return view.but(measure=measure, sort="" if gone else view.sort)


def next_grouping(answer: Head) -> View:
    """Return the View with the next grouping of its page; the years of a page are a pane.

    Goods are not listed by a level above their own.
    """
    view = answer.view
    level = answer.manifest.basket.node(view.goods).level
    choices = tuple(by for by in pages.of(view).groupings if by != "year")
    if level in choices:
        choices = choices[choices.index(level) :]
    if view.by not in choices:
        return view
    return view.but(by=after(choices, view.by), within="", blocs="members", sort="")


def sortable(answer: Head) -> list[Column]:
    """Return the columns with an order that can be on the screen, so none of codes for machines."""
    return [column for column in answer.columns if not column.hidden and column.kind != "series"]


def next_sort(answer: Head) -> View:
    """Return the View sorted by the next column: numbers from the top, words from A."""
    names = [column.name for column in sortable(answer)]
    now = answer.view.sort.removeprefix("-") or _natural(answer)
    column = after(tuple(names), now) if now in names else names[0]
    kind = {column.name: column.kind for column in answer.columns}[column]
    return answer.view.but(sort=column if kind in UPWARD else f"-{column}")


def by_column(answer: Head, name: str) -> View:
    """Return the View sorted by a column: numbers from the top, words from A; again, the other way.

    Columns without an order, such as a series, leave the View as it is.
    """
    column = next((column for column in sortable(answer) if column.name == name), None)
    if column is None:
        return answer.view
    if name == (answer.view.sort.removeprefix("-") or _natural(answer).removeprefix("-")):
        return reverse_sort(answer)
    upward = column.kind in UPWARD
    return answer.view.but(sort=name if upward else f"-{name}")


def reverse_sort(answer: Head) -> View:
    """Return the View with its rows from the other end."""
    sort = answer.view.sort or _natural(answer)
    return answer.view.but(sort=sort.removeprefix("-") if sort.startswith("-") else f"-{sort}")


def _natural(answer: Head) -> str:
    """Return the sort that stands for the order in which the page comes by itself."""
    if answer.rows == "periods":
        return answer.key
    names = [column.name for column in answer.columns]
    return pages.of(answer.view).order or ("rank" if "rank" in names else answer.label)


def eu_form(view: View) -> View:
    """Return `view` with the EU as one trader, or as its members again.

    Where groups are ranked it is the groups that are one trader each; where the members of one are
    listed, it is that one.
    """
    fields = pages.of(view).fields
    if "eu" not in fields:
        return view
    if view.one:
        return _in_own_order(view).but(one="")
    if view.within and not (group := find_group(view.within)).of_grouping:
        return view.but(one=group.code, within="", sort="")
    if "blocs" in fields and view.by not in ("", "economy"):
        return view.but(blocs="one" if view.blocs == "members" else "members")
    return _in_own_order(view).but(eu="one" if view.eu == "members" else "members")


def other_side(answer: Head) -> View:
    """Return the View with the RCA against the basket where it was against all goods, and back.

    From other measures it leads to the RCA.
    """
    view = answer.view
    if not MEASURES[view.measure].against:
        return _with_measure(view, "rca")
    return view.but(against=after(AGAINST, view.against))


def drill(answer: Head, key: str, column: Column | None = None) -> View:
    """Return what lies behind the row of `key`, or its cell in `column`, as its page says."""
    here = pages.of(answer.view)
    cell = here.crosses(answer, key, column) if here.crosses and column else None
    return cell or here.opens(answer, key)


def _in_own_order(view: View) -> View:
    """Return `view` without a sort by a column that may not be there after the move."""
    return view.but(sort="") if pages.of(view).shifting else view


def after(choices: tuple[str, ...], now: str) -> str:
    """Return the choice after `now`, round and round."""
    return choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]
