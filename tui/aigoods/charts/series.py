"""What is charted of an Answer: named lines over years, and segments to stack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.view import LEVELS
from aigoods.catalog.economies import name
from aigoods.charts.data import Line, Lines, line, spread
from aigoods.charts.safe import label
from aigoods.text import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.analysis.answer import Answer, Drawing
    from aigoods.analysis.scene import Kind

LEADING, MOST_LINES, MOST_SEGMENTS = 5, 10, 6


def in_time(answer: Answer) -> Answer:
    """Return the Answer with rows of periods in the order of time, however its table is sorted."""
    if answer.rows != "periods":
        return answer
    return replace(answer, table=answer.table.sort(answer.key))


def lines(
    answer: Answer,
    marked: tuple[str, ...] = (),
    cursor: str = "",
    *,
    kind: Kind = "lines",
    most: int = MOST_LINES,
    leading: int = LEADING,
    word: str = "marked",
) -> Lines | None:
    """Return the series of the marked rows, else of the leading ones; None where there are none.

    Of rows of periods the lines are those of the columns that are drawn. The row of key `cursor` is
    always one of the lines, the last where it would not be among them. There are at most `most`,
    and where none is marked `leading` besides that of the cursor; `word` says what the marked rows
    are. `kind` is the picture that they are for.
    """
    drawing = answer.drawing(kind)
    if drawing is None or answer.table.is_empty():
        return None
    if answer.rows == "periods":
        return _of_periods(answer, drawing, cursor, most)
    every = {key: each for key, each in _rows(answer, drawing, cursor).items() if not each.empty}
    rows = chosen(answer, marked)
    if kind == "slope" and drawing.by and not answer.view.sort and not marked:
        rows = _largest(rows.filter(pl.col(answer.key) != answer.rest), drawing.by)
    keys = [key for key in rows[answer.key].cast(pl.String) if key in every]
    here = [str(key) for key in answer.table[answer.key]]
    wanted = list(marked) if set(marked) & set(here) else []
    if drawing.every and not wanted:
        wanted, word = here, drawing.every
    drawn = keys[: most if wanted else min(leading, most)]
    if cursor in every and cursor not in drawn:  # A row that leads keeps its look, and its place.
        drawn = [*drawn[: most - 1], cursor]
    found = [every[key] for key in drawn]
    if drawing.rest and not wanted:
        found += _others(answer, found)
    data = spread(answer.manifest, drawing.unit, _years(answer, drawing), found)
    if data is None:
        return None
    left = tuple(named(answer, key) for key in wanted if key not in drawn)
    if wanted:
        of = f"{len(wanted) - len(left)} of {len(wanted)} {word}" if left else ""
    else:
        of = top_of(answer, len(drawn) - (cursor in drawn and cursor not in keys[:leading]), rows)
    if cursor in here and cursor not in (*drawn, *wanted):
        left = (*left, named(answer, cursor))
    return replace(data, of=of, left=left)


def heat(
    answer: Answer,
    marked: tuple[str, ...] = (),
    cursor: str = "",
    *,
    most: int,
    word: str = "marked",
) -> Lines | None:
    """Return at most `most` rows for a table of shades; None where one row or one year is known."""
    data = lines(answer, marked, cursor, kind="heat", most=most, leading=most, word=word)
    return data if data and len(data.years) > 1 and len(data.lines) > 1 else None


def slope(
    answer: Answer,
    marked: tuple[str, ...] = (),
    cursor: str = "",
    *,
    most: int = MOST_LINES,
    word: str = "marked",
) -> Lines | None:
    """Return lines of two years, as `two_years` takes them; None where there are none."""
    data = lines(answer, marked, cursor, kind="slope", most=most, leading=most, word=word)
    return two_years(answer, data) if data else None


def two_years(answer: Answer, data: Lines) -> Lines | None:
    """Return `data` in the year since which the View asks, else the first, and in the View's.

    None where they are one year, or nothing is known of one of them.
    """
    last = answer.view.year or data.years[-1]
    ends = [
        data.years.index(year)
        for year in (answer.view.since or data.years[0], last)
        if year in data.years
    ]
    if len(set(ends)) < 2:
        return None
    found = [replace(each, values=tuple(each.values[end] for end in ends)) for each in data.lines]
    known = tuple(each for each in found if not each.empty)
    if any(all(each.values[end] is None for each in known) for end in (0, 1)):
        return None
    return replace(
        data,
        years=tuple(data.years[end] for end in ends),
        texts=tuple(data.texts[end] for end in ends),
        lines=known,
    )


def stack(answer: Answer, cursor: str = "") -> Lines | None:
    """Return the segments that the Answer has a stack of, the highest first, None where it has not.

    Of more than MOST_SEGMENTS the smallest are gathered as one.
    """
    drawing = answer.drawing("stacked")
    if drawing is None or answer.table.is_empty():
        return None
    if answer.rows == "periods":
        found = _gathered(_columns(answer, drawing), drawing)
        years = answer.table[answer.key].to_list()
        return _at(spread(answer.manifest, drawing.unit, years, found), cursor)
    found = []
    (column,) = drawing.columns
    own = answer.table.filter(pl.col(answer.key).cast(pl.String) == cursor)[drawing.by].to_list()
    for segment in drawing.names:
        rows = answer.table.filter(pl.col(drawing.by) == segment)[column].drop_nulls().to_list()
        if rows:
            values = [_sum(year) for year in zip(*rows, strict=True)]
            found.append(line(upper_first(segment), values, cursor=segment in own))
    return spread(answer.manifest, drawing.unit, answer.years, _gathered(found, drawing))


def chosen(answer: Answer, marked: tuple[str, ...]) -> pl.DataFrame:
    """Return the marked rows in their order, or, where none is, those that compare, leaders first.

    Parents and children of the tree of goods do not compare: its deepest rows are taken.
    """
    table = answer.table
    hits = table.filter(pl.col(answer.key).cast(pl.String).is_in(list(marked)))
    if not hits.is_empty():
        return hits
    if not answer.level:
        return table
    levels = set(table[answer.level])
    deepest = next((level for level in LEVELS[2::-1] if level in levels), "")
    rows = table.filter(pl.col(answer.level) == deepest)
    return rows if answer.view.sort else rows.sort(answer.bars[0], descending=True, nulls_last=True)


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


def _of_periods(answer: Answer, drawing: Drawing, cursor: str, most: int) -> Lines | None:
    """Return the lines of a table whose rows are periods: the largest of its columns."""
    every = _columns(answer, drawing)
    found = sorted(every, key=_size, reverse=True)[:most]
    left = tuple(each.name for each in every if each not in found)
    data = spread(
        answer.manifest,
        drawing.unit,
        answer.table[answer.key].to_list(),
        [each for each in every if each in found],
    )
    if data is not None and left:
        data = replace(data, of=f"top {most} of {len(every)} {drawing.every}", left=left)
    return _at(data, cursor)


def _columns(answer: Answer, drawing: Drawing) -> list[Line]:
    """Return the columns that are drawn of a table whose rows are periods."""
    return [
        line(upper_first(name), answer.table[column].to_list())
        for column, name in zip(drawing.columns, drawing.names, strict=True)
    ]


def _largest(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return rows by the size of a number, whatever its sign."""
    return rows.sort(pl.col(column).abs(), descending=True, nulls_last=True, maintain_order=True)


def _years(answer: Answer, drawing: Drawing) -> tuple[int, ...]:
    """Return the years of the values of a row: those of the columns, or all of a series."""
    periods = [column.period for column in answer.columns if column.name in drawing.columns]
    return tuple(year for year in periods if year) or answer.years


def _at(data: Lines | None, cursor: str) -> Lines | None:
    """Return `data` with the year under the cursor."""
    return replace(data, here=int(cursor)) if data and cursor.isdecimal() else data


def _rows(answer: Answer, drawing: Drawing, cursor: str) -> dict[str, Line]:
    """Return the series of each row by its key: a list, or the columns of periods."""
    first = answer.column(drawing.columns[0])
    listed = first is not None and first.kind == "series"
    found = {}
    for row in answer.table.iter_rows(named=True):
        key, values = str(row[answer.key]), [row[column] for column in drawing.columns]
        values = (values[0] or []) if listed else values
        found[key] = line(row[answer.label], values, cursor=key == cursor)
    return found


def _gathered(segments: list[Line], drawing: Drawing) -> list[Line]:
    """Return at most MOST_SEGMENTS segments, the smallest as one below the others."""
    if len(segments) <= MOST_SEGMENTS:
        return segments
    by_size = sorted(segments, key=_size, reverse=True)
    kept, small = by_size[: MOST_SEGMENTS - 1], by_size[MOST_SEGMENTS - 1 :]
    values = [_sum(year) for year in zip(*(each.values for each in small), strict=True)]
    here = any(each.cursor for each in small)
    rest = line(f"{len(small)} smaller {drawing.every}", values, cursor=here, rest=True)
    return [each for each in segments if each in kept] + [rest]


def _size(segment: Line) -> float:
    return _sum(segment.values) or 0.0


def _others(answer: Answer, leading: list[Line]) -> list[Line]:
    """Return the rest of parts of 1 as a line."""
    if answer.table.height <= len(leading):
        return []
    years = zip(*(each.values for each in leading), strict=True)
    rest = [None if None in year else max(0.0, 1 - sum(v or 0 for v in year)) for year in years]
    highest = max((v or 0.0 for each in leading for v in each.values), default=0.0)
    # A line far above the leaders would press them to the ground.
    return [line("others", rest, rest=True)] if max(v or 0.0 for v in rest) <= 2 * highest else []


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
