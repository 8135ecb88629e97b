"""The way to a View in the data: from a ranking to an economy, its partner and the goods."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aigoods import pages
from aigoods.analysis.view import OF_FLOW
from aigoods.catalog.economies import name
from aigoods.catalog.groups import find_group
from aigoods.errors import AigoodsError
from aigoods.text import listing

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.catalog.goods import Basket


class Crumb(NamedTuple):
    """One step of the way: a few words and the View that it leads back to."""

    words: str
    view: View


def way(view: View, basket: Basket | None) -> list[Crumb]:
    """Return where a View is in the data: `Exporters › Taiwan › Integrated circuits`.

    A page that is about an economy lies behind the ranking of its flow, an explanation behind the
    page that it explains. How the reader came there does not matter: `esc` knows that.
    """
    here = pages.of(view)
    if here.explains:
        about = pages.parse(view.about)
        *before, last = way(about, basket)
        return [*before, last._replace(view=about), Crumb("Why", view)]
    root = next(page for page, flow in OF_FLOW.items() if flow == view.flow)
    start = pages.named(root) if here.needs else here
    found = [Crumb(start.title, pages.come(view, start.name, goods="all"))]
    if len(view.economies) > 1:
        found.append(Crumb(listing([name(iso3) for iso3 in view.economies]), view))
    elif view.economy:
        there = pages.come(view, "economy", economy=view.economy, goods="all")
        found.append(Crumb(name(view.economy), there))
    if view.partner:
        found.append(Crumb(name(view.partner), view.but(goods="all", by="", sort="")))
    if view.goods != "all":
        found.append(Crumb(_goods(view.goods, basket), view.but(within="", sort="")))
    if view.within:
        found.append(Crumb(_group(view.within), view))
    return found


def _goods(key: str, basket: Basket | None) -> str:
    node = basket.get(key) if basket else None
    if node is None:
        return key
    return f"{node.name} ({key})" if node.level == "code" else node.name


def _group(key: str) -> str:
    try:
        return find_group(key).name
    except AigoodsError:
        return key
