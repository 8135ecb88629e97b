"""What a dataset gives beside a published figure, and why the two differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from aigoods.catalog.economies import EU27
from aigoods.catalog.goods import wto_2025
from aigoods.catalog.periods import Period
from aigoods.errors import AigoodsError

if TYPE_CHECKING:
    from aigoods.analysis.question import Neighbour
    from aigoods.catalog.figures import PublishedFigure

WORDS = {
    "headings": "the dataset has whole HS4 headings, wider than the codes of the WTO's list in "
    "them, and only those with the core of the list",
    "part-of-list": "the dataset has only some of the codes of the WTO's list",
    "floor": "the dataset leaves small flows out",
    "extra-eu": "the EU as one trader is its trade with others alone",
    "eu-members": "each member of the EU has a place of its own in the ranking here",
    "re-exports": "Hong Kong's re-exports are counted in more than one way, which moves trade "
    "among China, Taiwan, Korea, Singapore and Hong Kong",
    "mirror": "BACI reconciles what both sides of a flow report; others take one side",
    "cif-fob": "BACI is without freight and insurance (FOB), imports as customs count them may "
    "be with both (CIF)",
    "provisional": "that year is provisional in the dataset's release",
    "revisions": "each release revises all years, and the figures are of different dates",
    "other-list": "the figure is of another list of goods than the WTO's",
}
"""Why a figure and a dataset differ: the word in the table, and what it stands for."""

COLUMNS = {"value": "value_usd", "share": "share", "growth": "growth"}
"""The column of an answer that holds what a measure of the table of figures is."""


class Compared(NamedTuple):
    """What a dataset gives beside a figure, or in `why` the reason why it gives nothing."""

    why: str
    view: str | None = None
    amount: float | None = None
    rank: int | None = None
    ratio: float | None = None


def compared(figure: PublishedFigure, beside: Neighbour) -> Compared:
    """Return what a dataset gives for a figure, on the codes of the WTO's list where it has them.

    The addresses of the figure are tried in their order.
    """
    reasons = []
    for address in figure.view.split():
        try:
            found = (beside.on_list if beside.listed else beside.answer)(address)
        except AigoodsError as error:
            reasons.append(str(error))
            continue
        if found.summed:
            reasons.append(f"{beside.manifest.name} has partners of some codes together alone.")
            continue
        key = figure.economy
        if found.rows == "periods":
            key = str(Period.parse(figure.period).number)
        row = found.table.filter(pl.col(found.key).cast(pl.String) == key).to_dicts()
        amount = row[0][COLUMNS[figure.measure]] if row else None
        if amount is None:
            reasons.append(f"{beside.manifest.name} has no such number.")
            continue
        words = [*_of_basket(beside), *(["floor"] if beside.manifest.floor_usd else [])]
        words += ["extra-eu"] if figure.economy == EU27 else []
        when = int(key) if found.rows == "periods" else found.view.year
        words += ["provisional"] if when in found.manifest.provisional else []
        apart = figure.rank and found.view.eu == "members"
        words += ["eu-members"] if apart else []
        why = ", ".join((*words, *figure.differs.split()))
        return Compared(why, address, amount, row[0].get("rank"), amount / figure.amount)
    return Compared(reasons[0])


def _of_basket(beside: Neighbour) -> list[str]:
    """Return the word for how the goods of a dataset differ from the WTO's list."""
    codes = beside.manifest.basket.codes
    if not beside.listed or all(len(code.code) == len("8542") for code in codes):
        return ["headings"]
    return [] if len(beside.listed) >= len(wto_2025().codes) else ["part-of-list"]
