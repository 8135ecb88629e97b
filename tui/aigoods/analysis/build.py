"""Putting an Answer together: sorting its table and adding what every Answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.answer import Answer, Column, Fact
from aigoods.analysis.notes import CONCENTRATION
from aigoods.catalog.periods import Period, span
from aigoods.errors import QueryError

if TYPE_CHECKING:
    import polars as pl

    from aigoods.analysis.question import Question
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
    if "hhi" in {*(fact.kind for fact in facts), *(column.kind for column in columns)}:
        notes = (*notes, CONCENTRATION)
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
        manifest=ask.manifest,
        facts=facts,
        notes=notes if table.height or not empty or empty in notes else (empty, *notes),
        empty=empty,
        totals=totals,
        summed=ask.rules.partners and scope is not None and bool(scope.together),
    )


def series_column(measure: str) -> Column:
    """Return the column of the series, named after the measure that it holds."""
    return Column("series", "Series", "series", f"{SERIES_TITLES[measure]} in each year")


def growth_column(ask: Question, name: str = "growth", what: str = "the value") -> Column:
    """Return the column of the growth from the year before to the View's year."""
    said = f"change of {what} on the year before"
    return Column(name, "Growth", "growth", said, span=_span(ask.year - 1, ask.year))


def rank_change_column(ask: Question) -> Column:
    """Return the column of the places won or lost since the year before."""
    said = "places won since the year before"
    return Column("rank_change", "±", "rank_change", said, span=_span(ask.year - 1, ask.year))


def cagr_column(ask: Question) -> Column:
    """Return the column of the growth a year over all years up to the View's."""
    said = f"compound growth a year from {ask.since} to {ask.year}"
    return Column("cagr", "CAGR", "growth", said, span=_span(ask.since, ask.year))


def _span(first: int, last: int) -> str:
    return span(Period.numbered(first), Period.numbered(last)) if first < last else ""


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
