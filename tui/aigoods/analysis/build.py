"""Putting an Answer together: sorting its table and adding what every Answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.answer import Answer, Column, Fact, Provenance
from aigoods.analysis.select import PARTNER_PAGES
from aigoods.errors import QueryError

if TYPE_CHECKING:
    import polars as pl

    from aigoods.analysis.select import Question
    from aigoods.analysis.view import View

UNIT = "current US dollars"
SERIES_TITLES = {
    "value": "value",
    "share": "share of the world",
    "growth": "growth on the year before",
    "rank": "rank",
    "unit-value": "unit value in US dollars per kilogram",
}


def build(
    ask: Question,
    table: pl.DataFrame,
    columns: tuple[Column, ...],
    *,
    title: str,
    key: str,
    label: str,
    unit: str = UNIT,
    facts: tuple[Fact, ...] = (),
    notes: tuple[str, ...] = (),
    empty: str = "",
    totals: tuple[Fact, ...] = (),
) -> Answer:
    """Return the Answer with its columns in order and its rows sorted as the View says.

    A table that comes without a sort in the View stays in the order of the page. `empty` says why
    a table has no rows, if it has none, and is then the first of the notes.

    Raises:
        QueryError: the View sorts by a column that the table does not have.

    """
    view, table = _sorted(ask.view, table, columns, label)
    scope = ask.manifest.partners
    return Answer(
        view=view,
        title=title,
        unit=unit,
        table=table.select(column.name for column in columns),
        columns=columns,
        key=key,
        label=label,
        years=ask.years,
        basket=ask.manifest.basket,
        provenance=Provenance.of(ask.manifest),
        facts=facts,
        notes=notes if table.height or not empty or empty in notes else (empty, *notes),
        empty=empty,
        totals=totals,
        partners=scope,
        summed=ask.view.page in PARTNER_PAGES and scope is not None and bool(scope.together),
    )


def series_column(measure: str) -> Column:
    """Return the column of the series, named after the measure that it holds."""
    return Column("series", "Series", "series", f"{SERIES_TITLES[measure]} in each year")


def _sorted(
    view: View, table: pl.DataFrame, columns: tuple[Column, ...], label: str
) -> tuple[View, pl.DataFrame]:
    if not view.sort:
        return view, table
    descending = view.sort.startswith("-")
    wanted = view.sort.removeprefix("-")
    sortable = [column.name for column in columns if column.kind != "series"]
    found = next((name for name in sortable if name in (wanted, f"{wanted}_usd")), None)
    if found is None:
        raise QueryError(f"Cannot sort by {wanted!r}; the columns are {', '.join(sortable)}.")
    order = dict.fromkeys((found, label))
    ways = [descending] + [False] * (len(order) - 1)
    return (
        view.but(sort=f"-{found}" if descending else found),
        table.sort(*order, descending=ways, nulls_last=True),
    )
