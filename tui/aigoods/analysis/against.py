"""What an RCA compares with, and why it cannot be had of a dataset; needs no Polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.measures import MEASURES
from aigoods.catalog.economies import EU27
from aigoods.catalog.groups import trader
from aigoods.text import money

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.dataset.manifest import Manifest

OF_GOODS = ("segment", "family", "code")


def basis(view: View, manifest: Manifest) -> str:
    """Return what the View's RCA compares with: `all` goods where their totals are known."""
    return view.against or ("all" if "totals" in manifest.capabilities else "basket")


def compared(view: View) -> str:
    """Return what an answered View's RCA compares with, for a title; "" for other measures."""
    if not MEASURES[view.measure].against:
        return ""
    said = {"all": "all goods", "basket": "the basket"}[view.against]
    return f", {'RCA' if view.measure == 'rca' else 'symmetric RCA'} against {said}"


def refusal(view: View, manifest: Manifest) -> str:
    """Return why the dataset has not the measure of the View, "" where it has.

    Asked are measures that are of exports alone; that the dataset lacks a capability is not said
    here.
    """
    measure, name = MEASURES[view.measure], manifest.name
    if measure.exported and view.flow == "imports":
        return (
            f"The measure {measure.word} is of exports: it tells what an economy is good at by "
            "what it sells to the world; ask for flow=exports."
        )
    if not measure.against:
        return ""
    if basis(view, manifest) == "basket":
        return _trivial(view, manifest)
    if manifest.floor_usd:
        return (
            f"The dataset {name} holds flows of {money(manifest.floor_usd).replace('.0 ', ' ')} "
            "and more alone, its totals of all goods hold every flow, so an RCA would come out too "
            "low, most for small traders; ask for against=basket."
        )
    about = (code for code in (*view.economies, view.partner) if trader(code))
    groups = {*view.one.split(","), *about} - {"", EU27}
    if groups or view.blocs == "one":
        whose = "a group" if view.blocs == "one" else " and ".join(sorted(groups))
        return (
            f"The dataset {name} does not know the exports of all goods of {whose} as one trader, "
            "without the trade inside; ask for against=basket, or leave its members apart."
        )
    return ""


def _trivial(view: View, manifest: Manifest) -> str:
    """Return why there is no RCA of all goods of a basket against the basket."""
    goods = manifest.basket.get(view.goods)
    if goods is None or view.by in OF_GOODS or len(goods.codes) < len(manifest.basket.codes):
        return ""
    return (
        "Against the basket all its goods together have an RCA of 1 everywhere: give some of the "
        "goods, or ask for against=all of a dataset that knows exports of all goods."
    )
