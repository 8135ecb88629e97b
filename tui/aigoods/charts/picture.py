"""The way in: `kinds(answer)` says what can be drawn, `draw(answer, kind, style)` draws it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.analysis.build import UNIT
from aigoods.charts.bars import Bars, bar_measure, bars, draw_bars
from aigoods.charts.data import Lines, first_year, indexed
from aigoods.charts.lines import draw_lines
from aigoods.charts.safe import label
from aigoods.charts.series import (
    by_year,
    complete,
    in_years,
    line_measure,
    lines,
    stack,
)
from aigoods.charts.sheet import cut
from aigoods.charts.stacked import draw_stacked

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.charts.style import Kind, Style

LEAST_WIDTH, LEAST_HEIGHT = 24, 8
HEADING = 2
WHOLES = {"partners": "all partners", "goods": "the total", "world": "the total"}
INDEXED = ("usd", "share", "unit_value")
OF = ("share", "unit-value")
_CACHED = 64


def kinds(answer: Answer) -> tuple[Kind, ...]:
    """Return the kinds of picture that make sense for `answer`, the best first."""
    answer = in_years(answer)
    found: list[Kind] = []
    over_years = lines(answer)
    if stack(answer):
        found.append("stacked")
    if over_years:
        found.append("lines")
    if bars(answer, (), 1_000_000):
        # A single year is better seen as bars.
        found.insert(0 if not over_years or len(over_years.years) == 1 else len(found), "bars")
    return tuple(found)


def draw(answer: Answer, kind: Kind, style: Style, marked: tuple[str, ...] = ()) -> str:
    """Return the picture: at most `style.height` lines of at most `style.width` cells.

    `marked` are values of the column `answer.key`: their rows are charted instead of the leading
    ones; as bars they stand out among the leaders. Where there is no room, or nothing to draw,
    a sentence says so.
    """
    if style.width < LEAST_WIDTH or style.height < LEAST_HEIGHT:
        return _sentence(f"The chart needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows.", style)
    answer = in_years(answer)
    data = _data(answer, kind, style, marked)
    if data is None:
        return _sentence(f"There is nothing to draw as {kind} here.", style)
    return _drawn(_title(answer, data), _subtitle(answer, kind, data, style), kind, data, style)


def _data(answer: Answer, kind: Kind, style: Style, marked: tuple[str, ...]) -> Lines | Bars | None:
    if kind == "bars":
        return bars(answer, marked, style.height - HEADING)
    if kind == "stacked":
        return stack(answer)
    data = lines(answer, marked)
    return indexed(data) if data and style.index and data.unit in INDEXED else data


@lru_cache(maxsize=_CACHED)
def _drawn(title: str, subtitle: str, kind: Kind, data: Lines | Bars, style: Style) -> str:
    """Return the picture of exactly this data, so that no two answers can be taken for one."""
    if isinstance(data, Bars):
        return draw_bars(title, subtitle, data, style).text(style)
    draw_over_years = draw_stacked if kind == "stacked" else draw_lines
    return draw_over_years(title, subtitle, data, style).text(style)


def _title(answer: Answer, data: Lines | Bars) -> str:
    """Return the title of the Answer, with the years that the picture spans."""
    title, year = answer.title, f", {answer.view.year}"
    if isinstance(data, Lines) and title.endswith(year) and len(data.years) > 1:
        title = f"{title.removesuffix(year)}, {data.years[0]}–{data.years[-1]}"
    return label(title)


def _subtitle(answer: Answer, kind: Kind, data: Lines | Bars, style: Style) -> str:
    """Return measure, flow, source and release, and what the `p` of a year means."""
    view, source = answer.view, answer.provenance
    flow = view.flow
    if kind == "stacked" and not complete(answer):
        flow += f" of goods traded in {view.year}"
    words = [_measure(answer, kind, data, style), flow, f"{source.source} {source.release}"]
    years = data.years if isinstance(data, Lines) else answer.years if by_year(answer) else ()
    if set(years) & set(source.provisional):
        words.append("p provisional")
    whole = " · ".join(label(word) for word in words)
    return whole if cell_len(whole) <= style.width else " · ".join(words[:3])


def _measure(answer: Answer, kind: Kind, data: Lines | Bars, style: Style) -> str:
    """Return what the numbers are, with the scale where it is not plain."""
    log = ", log scale" if style.log and kind == "lines" else ""
    if isinstance(data, Lines) and data.unit == "index":
        bases = {answer.view.index or first_year(data, line) for line in data.lines}
        base = f"{bases.pop()}" if len(bases) == 1 else "first year shown"
        measure = answer.view.measure
        what = f"index of {measure.replace('-', ' ')}" if measure in OF else "index"
        return f"{what}, {base} = 100{log}"
    measure = bar_measure(answer) if kind == "bars" else line_measure(answer)
    unit = (
        f"all {answer.view.flow} of each, {UNIT}" if answer.view.page == "matrix" else answer.unit
    )
    whole = WHOLES.get(answer.view.page, "the world")
    return {
        "value": f"{unit}{log}",
        "share": f"share of {whole}{log}",
        "growth": "growth on the year before",
        "rank": "rank",
        "unit-value": f"US dollars per kilogram{log}",
    }[measure]


def _sentence(text: str, style: Style) -> str:
    return cut(text, max(0, style.width), style.glyphs.ellipsis) if style.height > 0 else ""
