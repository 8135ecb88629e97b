"""What is charted of an Answer: named lines over years, and segments to stack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.charts.data import Line, Lines, line, spread
from aigoods.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.analysis.answer import Answer
    from aigoods.catalog.goods import Level
    from aigoods.charts.scale import Unit

MOST_LINES = 5
UNITS: dict[str, Unit] = {
    "value": "usd",
    "share": "share",
    "growth": "growth",
    "rank": "rank",
    "unit-value": "unit_value",
}
DEPTH: tuple[Level, ...] = ("segment", "family", "code")


def line_measure(answer: Answer) -> str:
    """Return the measure of the lines: the View's, or value where the page has no such series."""
    view = answer.view
    absent = {"goods": ("share", "rank"), "world": ("rank",), "pair": ("rank",)}
    if by_year(answer) and view.measure in absent.get(view.page, ()):
        return "value"
    if view.page == "pair" and answer.column(f"{view.flow}_{column_of(view.measure)}") is None:
        return "value"
    return view.measure


def by_year(answer: Answer) -> bool:
    """Return whether the rows are years."""
    return answer.key == "year"


def in_years(answer: Answer) -> Answer:
    """Return the Answer with rows of years in the order of time, however its table is sorted."""
    return replace(answer, table=answer.table.sort("year")) if by_year(answer) else answer


def lines(answer: Answer, marked: tuple[str, ...] = ()) -> Lines | None:
    """Return the series of the marked rows, else of the leading ones; None where there are none.

    Rows of years give one line, on the page of the world one a segment.
    """
    measure = line_measure(answer)
    if answer.table.is_empty():
        return None
    if by_year(answer):
        found = _by_segment(answer, measure) or _both_ways(answer, measure)
        if not found:
            name = answer.view.flow.capitalize() if answer.view.page == "economy" else "World"
            found = [line(name, answer.table[year_column(answer, measure)])]
        return spread(answer.provenance, UNITS[measure], answer.table["year"].to_list(), found)
    if answer.view.page == "series":
        found = _across(answer, marked)
        unit: Unit = "index" if answer.view.index is not None else UNITS[measure]
        return spread(answer.provenance, unit, answer.years, found)
    if answer.column("series") is None:
        return None
    rows = chosen(answer, marked).head(MOST_LINES)
    found = [
        line(name, values)
        for name, values in rows.select(answer.label, "series").iter_rows()
        if values is not None
    ]
    if measure == "share" and not marked:
        found += _others(answer, found)
    return spread(answer.provenance, UNITS[measure], answer.years, found)


def stack(answer: Answer) -> Lines | None:
    """Return the value of each segment (on the page of the world also its share), highest first.

    None where the segments are not in the Answer or the measure does not add up.
    """
    view, measure = answer.view, line_measure(answer)
    if answer.table.is_empty():
        return None
    if view.page == "world" and measure in ("value", "share"):
        found = _by_segment(answer, measure)
        return spread(answer.provenance, UNITS[measure], answer.table["year"].to_list(), found)
    if view.page != "economy" or measure != "value" or by_year(answer):
        return None
    found = []
    for segment in reversed(answer.basket.segments):
        rows = answer.table.filter(pl.col("segment") == segment)["series"].drop_nulls().to_list()
        if rows:
            found.append(
                line(segment.capitalize(), [_sum(year) for year in zip(*rows, strict=True)])
            )
    return spread(answer.provenance, "usd", answer.years, found)


def complete(answer: Answer) -> bool:
    """Return whether no goods are missing from a stack: rows are those traded in the View's year.

    Where some are missing, the columns of other years lack what was traded only then.
    """
    view, basket = answer.view, answer.basket
    if view.page != "economy":
        return True
    asked = set(basket.node(view.goods).codes)
    nodes = next(basket.level(level) for level in DEPTH if level == view.by)
    return answer.table.height == sum(not asked.isdisjoint(node.codes) for node in nodes)


def chosen(answer: Answer, marked: tuple[str, ...]) -> pl.DataFrame:
    """Return the marked rows in their order, or, where none is, those that compare, leaders first.

    Parents and children of the tree of goods do not compare: its deepest rows are taken.
    """
    table = answer.table
    hits = table.filter(pl.col(answer.key).cast(pl.String).is_in(list(marked)))
    if not hits.is_empty():
        return hits
    if answer.column("level") is None:
        return table
    levels = set(table["level"])
    deepest = next((level for level in reversed(DEPTH) if level in levels), "")
    rows = table.filter(pl.col("level") == deepest)
    return rows if answer.view.sort else rows.sort("value_usd", descending=True, nulls_last=True)


def year_column(answer: Answer, measure: str) -> str:
    """Return the column of a measure in a table whose rows are years."""
    if answer.view.page in ("economy", "pair"):
        return f"{answer.view.flow}_{column_of(measure)}"
    return "value_usd" if measure == "value" else column_of(measure)


def column_of(measure: str) -> str:
    """Return how a measure is called at the end of the name of a column."""
    return "usd" if measure == "value" else measure.replace("-", "_")


def _across(answer: Answer, marked: tuple[str, ...]) -> list[Line]:
    """Return the rows of a table that has a column for each year."""
    rows = chosen(answer, marked).head(MOST_LINES)
    names = [column.name for column in answer.columns if column.name[-4:].isdigit()]
    return [
        line(row["economy"], [row[name] for name in names]) for row in rows.iter_rows(named=True)
    ]


def _both_ways(answer: Answer, measure: str) -> list[Line]:
    """Return the exports and the imports of a pair."""
    if answer.view.page != "pair":
        return []
    return [
        line(flow.capitalize(), answer.table[f"{flow}_{column_of(measure)}"].to_list())
        for flow in ("exports", "imports")
    ]


def _by_segment(answer: Answer, measure: str) -> list[Line]:
    if answer.view.page != "world" or measure not in ("value", "share"):
        return []
    found = []
    for segment in reversed(answer.basket.segments):
        column = f"{slug(segment).replace('-', '_')}_{'usd' if measure == 'value' else 'share'}"
        if answer.column(column):
            found.append(line(segment.capitalize(), answer.table[column].to_list()))
    return found


def _others(answer: Answer, leading: list[Line]) -> list[Line]:
    """Return the rest of the shares as a line; shares are the only parts whose whole is known."""
    view = answer.view
    ranking = view.page in ("exporters", "importers", "partners") and not view.within
    if not ranking or answer.table.height <= len(leading):
        return []
    years = zip(*(each.values for each in leading), strict=True)
    rest = [None if None in year else max(0.0, 1 - sum(v or 0 for v in year)) for year in years]
    highest = max((v or 0.0 for each in leading for v in each.values), default=0.0)
    # A line far above the leaders would press them to the ground.
    return [line("others", rest)] if max(v or 0.0 for v in rest) <= 2 * highest else []


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
