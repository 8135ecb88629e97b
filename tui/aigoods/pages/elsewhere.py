"""Which datasets can answer a View, from their manifests alone, and the nearest View that one can.

Needs neither Polars nor Textual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.against import refusal
from aigoods.analysis.measures import MEASURES
from aigoods.analysis.sums import as_sums
from aigoods.catalog.economies import EU27
from aigoods.catalog.groups import trader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Capability, Manifest
    from aigoods.dataset.shelf import Shelved

LISTED = "wto-2025"


def answers(manifest: Manifest, view: View) -> bool:
    """Return whether a dataset has what a View takes: goods, periods, capabilities.

    An economy that nobody knows is no matter of the dataset, nor are groups that are sums, nor is a
    whole list.
    """
    if pages.of(view).several and as_sums(view, manifest):
        view = view.but(economy="")
    return bool(view.list) or (
        _needs(view) <= manifest.capabilities
        and not refusal(_filled(view, manifest), manifest)
        and _has_goods(manifest, view)
        and _has_periods(manifest, view)
    )


def others(view: View, refused: Manifest, shelf: Callable[[], Iterable[Shelved]]) -> list[str]:
    """Return the names of the datasets that can answer what the dataset `refused` cannot.

    None where the reason is not the dataset. Those of another release are left out, for releases
    are never compared. One without a floor comes before one with, then the one on the WTO's list,
    then the one with more periods.
    """
    if answers(refused, view):
        return []
    found = [
        (order(each.manifest), each.name)
        for each in shelf()
        if each.manifest is not None
        and (each.manifest.source, each.manifest.release) == (refused.source, refused.release)
        and each.manifest.period_grain == refused.period_grain
        and answers(each.manifest, view)
    ]
    return [name for _, name in sorted(found)]


def order(manifest: Manifest) -> tuple[bool, bool, int]:
    """Return what datasets that can answer are sorted by."""
    return manifest.floor_usd > 0, manifest.basket.name != LISTED, -len(manifest.years)


def nearest(view: View, manifest: Manifest) -> View:
    """Return the View nearest to `view` that the dataset can answer.

    A code that it lacks gives way to its heading, other goods to all; periods that it lacks to its
    last; the EU as one, groups as one and unit values go where they are not known. In the end it is
    the exporters.
    """
    if view.list:
        return view
    can = manifest.capabilities
    if manifest.basket.get(view.goods) is None:
        heading = view.goods[:4]
        view = view.but(goods=heading if manifest.basket.get(heading) else "all", by="", sort="")
    need = MEASURES[view.measure].need
    if need and need not in can:
        view = view.but(measure="value")
    if view.against == "all" and "totals" not in can:
        view = view.but(against="")
    if refusal(_filled(view, manifest), manifest):
        view = view.but(measure="value", sort="")
    if view.eu == "one" and "intra-eu" not in can:
        view = view.but(eu="members", sort="")
    if view.blocs == "one" and "partners-by-code" not in can:
        view = view.but(blocs="members", sort="")
    if view.one and not pages.of(view).partners and "partners-by-code" not in can:
        view = view.but(one="", sort="")
    if not _has_goods(manifest, view):
        view = view.but(goods="all", by="", sort="")
    if not _has_periods(manifest, view):
        view = view.but(year=None, since=None, index=None)
    return view if answers(manifest, view) else type(view)()


def _from_partners(view: View) -> bool:
    return pages.of(view).partners or view.blocs == "one" or _merges(view)


def _merges(view: View) -> bool:
    """Return whether groups other than the EU are one trader each in a View."""
    about = (code for code in (*view.economies, view.partner) if code != EU27)
    return bool(view.one) or any(trader(code) for code in about)


def _needs(view: View) -> set[Capability]:
    """Return what a View takes of a dataset beyond the trade of economies."""
    needs: set[Capability] = {*pages.of(view).takes}
    needs |= {"partners"} if _from_partners(view) else set()
    if view.blocs == "one" or (_merges(view) and not pages.of(view).partners):
        needs.add("partners-by-code")
    if not _from_partners(view) and (view.eu == "one" or EU27 in (*view.economies, view.partner)):
        needs.add("intra-eu")
    measure = MEASURES[view.measure]
    if measure.against and view.against == "all":
        needs.add("totals")
    return needs | ({measure.need} if measure.need else set())


def _filled(view: View, manifest: Manifest) -> View:
    """Return a View with the grouping that its page takes where it says none."""
    page, goods = pages.of(view), manifest.basket.get(view.goods)
    usual = page.usual(goods.level) if page.usual and goods else page.groupings[0]
    return view.but(by=view.by or usual)


def _has_goods(manifest: Manifest, view: View) -> bool:
    """Return whether the dataset tells the goods of a View apart, among partners too."""
    goods, scope = manifest.basket.get(view.goods), manifest.partners
    if goods is None or not (_from_partners(view) and scope and scope.together):
        return goods is not None
    listed = bool(view.partner) and view.by not in ("", "year")
    return not listed and (goods.key == "all" or set(goods.codes) == set(scope.together))


def _has_periods(manifest: Manifest, view: View) -> bool:
    """Return whether the dataset has all periods that a View names."""
    scope = manifest.partners
    periods = scope.years if scope and _from_partners(view) else manifest.years
    named = (year for year in (view.year, view.since, view.index) if year is not None)
    return all(year in periods for year in named)
