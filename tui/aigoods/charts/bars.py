"""Horizontal bars on one zero base: a label, the bar, the value at its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.frame import headed, year_text
from aigoods.charts.safe import label, number
from aigoods.charts.scale import value_text
from aigoods.charts.series import UNITS, by_year, chosen, column_of, year_column
from aigoods.charts.sheet import cut
from aigoods.text import bar

if TYPE_CHECKING:
    import polars as pl

    from aigoods.analysis.answer import Answer
    from aigoods.charts.scale import Unit
    from aigoods.charts.sheet import Sheet
    from aigoods.charts.style import Ink, Style


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `apart` where rows of the table are left out before it."""

    name: str
    value: float | None
    marked: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in the order of their table, of one unit."""

    unit: Unit
    bars: tuple[Bar, ...]


def bar_measure(answer: Answer) -> str:
    """Return the measure of the bars: the View's, or value where bars cannot show it."""
    view = answer.view
    if view.page == "matrix":  # Shares are of the row, which the bars are not about.
        return "growth" if view.measure == "growth" else "value"
    levels = view.measure == "rank"
    if by_year(answer) and view.page in ("goods", "world"):
        levels = view.measure not in ("growth", "unit-value")
    if view.page == "pair":
        levels = levels or answer.column(f"{view.flow}_{column_of(view.measure)}") is None
    return "value" if levels else view.measure


def bars(answer: Answer, marked: tuple[str, ...], most: int) -> Bars | None:
    """Return at most `most` rows as bars: the leaders and, at the end, the marked ones.

    Years stay in their order, the last ones are kept. None where no row has a value.
    """
    measure = bar_measure(answer)
    column = _column(answer, measure)
    if answer.table.is_empty() or answer.column(column) is None:
        return None
    table = chosen(answer, ())
    if by_year(answer):
        kept = _bars(answer, table.sort("year").tail(most), column, marked)
    else:
        kept = _leaders(answer, table, column, marked, most)
    if all(each.value is None for each in kept):
        return None
    return Bars(UNITS[measure], tuple(kept))


def draw_bars(title: str, subtitle: str, data: Bars, style: Style) -> Sheet:
    """Return the picture of `data`; bars of negative values run to the left of the base."""
    sheet, glyphs = headed(title, subtitle, style), style.glyphs
    heads = [f"{glyphs.mark} " if each.marked else "  " for each in data.bars]
    if not any(each.marked for each in data.bars):
        heads = [""] * len(heads)
    room = max(8, style.width * 2 // 5)
    names = [
        head + cut(style.text(each.name), room - len(head), glyphs.ellipsis)
        for head, each in zip(heads, data.bars, strict=True)
    ]
    texts = [style.text(value_text(data.unit, each.value)) for each in data.bars]
    left = max(map(cell_len, names)) + 1
    values = [each.value or 0.0 for each in data.bars]
    low, high = min(0.0, *values), max(0.0, *values)
    signed = int(low < 0)
    cells = max(1, style.width - left - signed - max(map(cell_len, texts)) - 1)
    unit = cells / ((high - low) or 1.0)
    base = left + (max(1, round(-low * unit)) if signed else 0)
    row = 2
    for each, name, text in zip(data.bars, names, texts, strict=True):
        if each.apart:
            sheet.put(row, 0, glyphs.skip, "dim")
            row += 1
        ink: Ink = 1 if each.marked or not heads[0] else "dim"
        sheet.put(row, 0, name, "strong" if each.marked else "")
        size = (each.value or 0.0) * unit
        if signed:
            sheet.put(row, base, glyphs.vertical, "dim")
        drawn = ""
        if size < 0:
            back = _backwards(min(-size, base - left), style)
            sheet.put(row, base - len(back), back, "minus")
        else:
            drawn = _forwards(size, cells, style)
            sheet.put(row, base + signed, drawn, ink)
        sheet.put(row, base + signed + len(drawn) + (signed or bool(drawn)), text)
        row += 1
    return sheet


def _forwards(size: float, cells: int, style: Style) -> str:
    if style.ascii:
        return "#" * min(cells, max(1, round(size))) if size > 0 else ""
    return bar(size / cells, cells)


def _backwards(size: float, style: Style) -> str:
    """Return a bar that ends at its right, exact to half a cell."""
    glyphs = style.glyphs
    halves = max(1, round(size * 2))
    if not glyphs.left_half:
        return glyphs.less * max(1, round(size))
    return glyphs.left_half * (halves % 2) + glyphs.less * (halves // 2)


def _column(answer: Answer, measure: str) -> str:
    if by_year(answer):
        return year_column(answer, measure)
    if measure == "share" and answer.view.page == "economy":
        return "world_share"
    if answer.view.page == "pair":
        return f"{answer.view.flow}_{column_of(measure)}"
    return "value_usd" if measure == "value" else column_of(measure)


def _leaders(
    answer: Answer, table: pl.DataFrame, column: str, marked: tuple[str, ...], most: int
) -> list[Bar]:
    every = _bars(answer, table, column, marked)
    lead, late = most, [each for each in every[most:] if each.marked]
    # The marked ones and the row that parts them push leaders out, which may be marked themselves.
    while late and lead > 1 and lead + len(late) + 1 > most:
        lead -= 1
        late = [each for each in every[lead:] if each.marked]
    late = late[: max(0, most - lead - 1)]
    if late and late[0] is not every[lead]:
        late[0] = replace(late[0], apart=True)
    return every[:lead] + late


def _bars(answer: Answer, table: pl.DataFrame, column: str, marked: tuple[str, ...]) -> list[Bar]:
    found = []
    provisional = answer.provenance.provisional
    for key, name, value in table.select(
        key=answer.key, name=answer.label, value=column
    ).iter_rows():
        text = year_text(key, provisional) if by_year(answer) else label(name)
        found.append(Bar(text, number(value), str(key) in marked))
    return found
