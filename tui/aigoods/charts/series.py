"""What is charted of an Answer: named lines over years, and segments to stack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.economies import name
from aigoods.charts.data import Line, Lines, line, spread
from aigoods.charts.safe import label
from aigoods.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.analysis.answer import Answer
    from aigoods.catalog.goods import Level
    from aigoods.charts.scale import Unit

LEADING, MOST_LINES, MOST_SEGMENTS = 5, 10, 6
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


def lines(
    answer: Answer,
    marked: tuple[str, ...] = (),
    cursor: str = "",
    *,
    most: int = MOST_LINES,
    word: str = "marked",
) -> Lines | None:
    """Return the series of the marked rows, else of the leading ones; None where there are none.

    Rows of years give one line, on the page of the world one a segment. The row of key `cursor` is
    always one of the lines, the last of them. There are at most `most`; `word` says what the marked
    rows are.
    """
    measure = line_measure(answer)
    if answer.table.is_empty():
        return None
    if by_year(answer):
        return _of_years(answer, measure, cursor, most)
    if answer.column("series") is None and answer.view.page != "series":
        return None
    every = {key: each for key, each in _rows(answer, cursor).items() if not each.empty}
    rows = chosen(answer, marked)
    keys = [key for key in rows[answer.key].cast(pl.String) if key in every]
    here = [str(key) for key in answer.table[answer.key]]
    wanted = list(marked) if set(marked) & set(here) else []
    if answer.view.page == "series" and not wanted:
        wanted, word = here, "economies"
    drawn = keys[: most if wanted else min(LEADING, most - 1)]
    if cursor in every:
        if cursor not in drawn and len(drawn) == most:
            drawn.pop()
        drawn = [*(key for key in drawn if key != cursor), cursor]
    found = [every[key] for key in drawn]
    if measure == "share" and not wanted:
        found += _others(answer, found)
    unit: Unit = "index" if answer.view.index is not None else UNITS[measure]
    data = spread(answer.manifest, unit, answer.years, found)
    if data is None:
        return None
    left = tuple(named(answer, key) for key in wanted if key not in drawn)
    if wanted:
        of = f"{len(wanted) - len(left)} of {len(wanted)} {word}" if left else ""
    else:
        of = top_of(answer, len(drawn) - (cursor in drawn and cursor not in keys[:LEADING]), rows)
    if cursor in here and cursor not in (*drawn, *wanted):
        left = (*left, named(answer, cursor))
    return replace(data, of=of, left=left)


def stack(answer: Answer, cursor: str = "") -> Lines | None:
    """Return the value of each segment (on the page of the world also its share), highest first.

    Of more than MOST_SEGMENTS the smallest are gathered as one. None where the segments are not in
    the Answer or the measure does not add up.
    """
    view, measure = answer.view, line_measure(answer)
    if answer.table.is_empty():
        return None
    if view.page == "world" and measure in ("value", "share"):
        found = _gathered(_by_segment(answer, measure))
        years = answer.table["year"].to_list()
        return _at(spread(answer.manifest, UNITS[measure], years, found), cursor)
    if view.page != "economy" or measure != "value" or by_year(answer):
        return None
    found = []
    own = answer.table.filter(pl.col(answer.key).cast(pl.String) == cursor)["segment"].to_list()
    for segment in reversed(answer.manifest.basket.segments):
        rows = answer.table.filter(pl.col("segment") == segment)["series"].drop_nulls().to_list()
        if rows:
            values = [_sum(year) for year in zip(*rows, strict=True)]
            found.append(line(segment.capitalize(), values, cursor=segment in own))
    return spread(answer.manifest, "usd", answer.years, _gathered(found))


def complete(answer: Answer) -> bool:
    """Return whether no goods are missing from a stack: rows are those traded in the View's year.

    Where some are missing, the columns of other years lack what was traded only then.
    """
    view, basket = answer.view, answer.manifest.basket
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


def named(answer: Answer, key: str) -> str:
    """Return the name of the row of `key`, or of what `key` stands for where there is no row."""
    rows = answer.table.filter(pl.col(answer.key).cast(pl.String) == key)
    if not rows.is_empty():
        return label(rows[answer.label][0])
    node = answer.manifest.basket.by_key.get(key)
    return label(node.name if node else name(key))


def top_of(answer: Answer, drawn: int, rows: pl.DataFrame) -> str:
    """Return which part of the rows that compare is drawn, empty for all of them."""
    word = "first" if answer.view.sort else "top"
    return f"{word} {drawn} of {rows.height:,}" if drawn < rows.height else ""


def _of_years(answer: Answer, measure: str, cursor: str, most: int) -> Lines | None:
    """Return the lines of a table whose rows are years."""
    segments = _by_segment(answer, measure)
    largest = sorted(segments, key=_size, reverse=True)[:most]
    found = [each for each in segments if each in largest] or _both_ways(answer, measure)
    if not found:
        what = answer.view.flow.capitalize() if answer.view.page == "economy" else "World"
        found = [line(what, answer.table[year_column(answer, measure)])]
    data = spread(answer.manifest, UNITS[measure], answer.table["year"].to_list(), found)
    left = tuple(each.name for each in segments if each not in largest)
    if data is not None and left:
        data = replace(data, of=f"top {most} of {len(segments)} segments", left=left)
    return _at(data, cursor)


def _at(data: Lines | None, cursor: str) -> Lines | None:
    """Return `data` with the year under the cursor."""
    return replace(data, here=int(cursor)) if data and cursor.isdecimal() else data


def _rows(answer: Answer, cursor: str) -> dict[str, Line]:
    """Return the series of each row by its key."""
    across = answer.view.page == "series"
    years = [column.name for column in answer.columns if column.name[-4:].isdigit()]
    found = {}
    for row in answer.table.iter_rows(named=True):
        key = str(row[answer.key])
        values = [row[year] for year in years] if across else row["series"] or []
        found[key] = line(row[answer.label], values, cursor=key == cursor)
    return found


def _gathered(segments: list[Line]) -> list[Line]:
    """Return at most MOST_SEGMENTS segments, the smallest as one below the others."""
    if len(segments) <= MOST_SEGMENTS:
        return segments
    by_size = sorted(segments, key=_size, reverse=True)
    kept, small = by_size[: MOST_SEGMENTS - 1], by_size[MOST_SEGMENTS - 1 :]
    values = [_sum(year) for year in zip(*(each.values for each in small), strict=True)]
    here = any(each.cursor for each in small)
    rest = line(f"{len(small)} smaller segments", values, cursor=here, rest=True)
    return [each for each in segments if each in kept] + [rest]


def _size(segment: Line) -> float:
    return _sum(segment.values) or 0.0


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
    for segment in reversed(answer.manifest.basket.segments):
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
    return [line("others", rest, rest=True)] if max(v or 0.0 for v in rest) <= 2 * highest else []


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
