"""The cells of a table as people read them: one rule for the explorer and for printed tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from aigoods import text
from aigoods.analysis.column import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aigoods.analysis.answer import Head
    from aigoods.analysis.column import Column

RIGHT = {
    *("contribution", "count", "growth", "hhi", "index", "points"),
    *("rank", "ratio", "rca", "share", "symmetric_rca", "tons", "unit_value", "usd"),
}
"""The kinds of columns that are set flush right."""

Tone = Literal["", "muted", "up", "down", "spark", "head"]
"""What a cell is to the eye, whatever the colours; `head` is the first of a branch."""

INDENT = {"segment": "", "family": "  ", "code": "    "}


def shown(column: Column, value: Any, answer: Head) -> str:
    """Return a value of `column` as text, an em dash where it is missing."""
    kind = column.kind
    if kind == "series":
        return text.spark(value or [], low_is_high=column.measure == "rank")
    if value is None:
        return said(kind, None)
    if kind == "year":
        return answer.manifest.tagged(value)
    if column.scale is None:
        return said(kind, value)
    if kind == "share":
        return text.share(value).removesuffix("%")
    return text.short_growth(value) if kind == "growth" else text.scaled(value, column.scale)


def row_cells(answer: Head, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a row by column; in a tree of goods names are set in by their level."""
    cells = {column.name: shown(column, values[column.name], answer) for column in answer.columns}
    if answer.level:
        level = values[answer.level]
        cells[answer.label] = INDENT[level] + cells[answer.label]
        if level != "code":
            cells[answer.key] = ""
    return cells


def titled(answer: Head) -> str:
    """Return the title of an answer with the unit that its cells leave out."""
    return f"{answer.title}, {answer.cell_unit}" if answer.cell_unit else answer.title


def total_cells(answer: Head) -> dict[str, str]:
    """Return the cells of the line of totals by column, with their name; empty without totals."""
    if not answer.totals:
        return {}
    columns = {column.name: column for column in answer.columns}
    cells = {fact.name: shown(columns[fact.name], fact.value, answer) for fact in answer.totals}
    return dict.fromkeys(columns, "") | cells | {answer.label: "World"}


def deepest(answer: Head, rows: Iterable[Mapping[str, Any]]) -> float:
    """Return the size of the cells that are shaded deepest: the largest of all, 1 for growth."""
    cells = [column for column in answer.columns if column.heat]
    if any(column.kind == "growth" for column in cells):
        return 1.0
    return max((row[column.name] or 0 for row in rows for column in cells), default=0)


def shade(column: Column, value: float | None, most: float) -> int:
    """Return how deep a cell is shaded, from 1 to 8, 0 for none.

    A step is a doubling: 8 is above half of `most`, 7 above a quarter, and 1 all from 1/128 down.
    """
    if not column.heat or not value or not most:
        return 0
    steps = (step for step in range(8, 1, -1) if abs(value) * 2 ** (9 - step) > most)
    return next(steps, 1)


def tone(answer: Head, column: Column, values: Mapping[str, Any]) -> Tone:
    """Return the tone of the cell of `column` in a row."""
    kind, value = column.kind, values[column.name]
    if value is None or (
        kind in ("rank", "share", "code", "hhi", "count", "tons") and not column.heat
    ):
        return "muted"
    if kind in ("growth", "points"):
        return "down" if value < 0 else "up"
    if kind in ("rca", "symmetric_rca"):
        return "" if value >= (kind == "rca") else "muted"
    if kind == "rank_change":
        return "up" if value > 0 else "down" if value < 0 else "muted"
    if kind == "series":
        return "spark"
    return "head" if values.get(answer.level) == "segment" and kind == "text" else ""


def facts_line(answer: Head) -> str:
    """Return the facts of an answer in one line: `World $1,949.6 bn (+16.0%) · 226 economies`."""
    parts: list[str] = []
    for fact in answer.facts:
        # What has no title of its own, or is `of the world`, is of the fact before.
        of_before = not fact.title or fact.title.startswith("of ")
        joined = fact.kind == "rank" or (fact.kind in ("growth", "share") and of_before)
        if fact.kind == "usd":
            said = f"{fact.title} {text.money(fact.value)}"
        elif fact.kind == "count":
            said = f"{text.count(fact.value)} {fact.title}"
        elif fact.kind == "hhi":
            said = f"{fact.title} {text.concentration(fact.value)}"
        elif fact.kind == "share":
            said = text.share(fact.value) if joined else f"{fact.title} {text.share(fact.value)}"
        elif fact.kind == "rank":
            said = f"#{text.count(fact.value)}" if fact.value is not None else "unranked"
        elif fact.value is None:
            continue
        elif fact.kind in ("rca", "symmetric_rca"):
            written = text.rca if fact.kind == "rca" else text.symmetric_rca
            said = f"{fact.title} {written(fact.value)}"
        else:
            said = f"({text.growth(fact.value)})"
        if parts and joined:
            parts[-1] += f" {said}"
        else:
            parts.append(said)
    return " · ".join(parts)
