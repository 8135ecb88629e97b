"""The way in: `kinds(answer)` says what can be drawn, `draw(answer, kind, style)` draws it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from aigoods.charts.atlas import Atlas, atlas
from aigoods.charts.bars import draw_bars
from aigoods.charts.canvas import Canvas, cut
from aigoods.charts.data import Lines, indexed
from aigoods.charts.diverging import draw_diverging, legend_height
from aigoods.charts.frame import HEADING
from aigoods.charts.gains import Gains, gains
from aigoods.charts.heat import ROWS_BESIDE, draw_heat
from aigoods.charts.lines import draw_lines
from aigoods.charts.maps import draw_map
from aigoods.charts.ranked import Bars, bars
from aigoods.charts.safe import label
from aigoods.charts.series import MOST_LINES, heat, in_time, lines, slope, stack, two_years
from aigoods.charts.slope import draw_slope
from aigoods.charts.stacked import draw_stacked
from aigoods.charts.style import Style
from aigoods.charts.words import ABOVE_ZERO, flow_of, measure_of, shows_provisional, title_of
from aigoods.text import listing

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer, Drawing
    from aigoods.charts.style import Kind

LEAST_WIDTH, LEAST_HEIGHT = 24, 8
ROOMY = Style(200, 100)
"""A size that has room for all kinds."""
MOST_NAMES = 12
OVER_YEARS = {"lines": draw_lines, "stacked": draw_stacked, "heat": draw_heat, "slope": draw_slope}

_CACHED = 64

Data = Lines | Bars | Atlas | Gains


def kinds(answer: Answer) -> tuple[Kind, ...]:
    """Return the kinds of picture that make sense for `answer`, the best first.

    A single year is better seen as bars or as a map than over time.
    """
    answer = in_time(answer)
    over_years = lines(answer)
    found = [each.kind for each in answer.draws if _possible(answer, each.kind, over_years)]
    if over_years and len(over_years.years) == 1:
        found.sort(key=lambda kind: kind in ("stacked", "lines"))
    return tuple(found)


def _possible(answer: Answer, kind: Kind, over_years: Lines | None) -> bool:
    """Return whether there is something to draw; what lines show is told by these."""
    if kind == "lines":
        return over_years is not None
    if kind == "heat" and over_years:
        return len(over_years.years) > 1 and len(over_years.lines) > 1
    if kind == "slope" and over_years:
        return two_years(answer, over_years) is not None
    return _data(answer, kind, ROOMY, (), "", "") is not None


def draw(
    answer: Answer,
    kind: Kind,
    style: Style,
    marked: tuple[str, ...] = (),
    *,
    cursor: str = "",
    word: str = "marked",
) -> str:
    """Return the picture: at most `style.height` lines of at most `style.width` cells.

    `marked` are values of the column `answer.key`: their rows are charted instead of the leading
    ones; as bars they stand out among the leaders. The title says where not all of them have room,
    `word` what they are, and the last line which are left out. The row of key `cursor` is always
    there, bold and with a mark. Where there is no room, or nothing to draw, a sentence says so.
    """
    if style.width < LEAST_WIDTH or style.height < LEAST_HEIGHT:
        return _sentence(f"The chart needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows.", style)
    answer = in_time(answer)
    data, style = _fitted(answer, kind, style, marked, cursor, word)
    drawing = answer.drawing(kind)
    if drawing is None or data is None:
        return _sentence(f"There is nothing to draw as {kind} here.", style)
    subtitle = _subtitle(answer, drawing, data, style)
    picture = _drawn(title_of(answer, data), subtitle, kind, data, style)
    if not data.left:
        return picture
    canvas = Canvas(style.width, 1)
    canvas.put(0, 0, style.text(_left_line(data.left, style.width)), "dim")
    return f"{picture}\n{canvas.text(style)}"


def left_out(
    answer: Answer,
    kind: Kind,
    style: Style,
    marked: tuple[str, ...] = (),
    word: str = "marked",
) -> str:
    """Return which of the rows that were asked for `draw` leaves out, as a sentence, or nothing."""
    data, _ = _fitted(in_time(answer), kind, style, marked, "", word)
    if data is None or not data.left:
        return ""
    names = list(data.left[:MOST_NAMES])
    if len(data.left) > MOST_NAMES:
        names.append(f"{len(data.left) - MOST_NAMES} more")
    return f"The chart shows {data.of}, without {listing(names)}."


def _fitted(
    answer: Answer, kind: Kind, style: Style, marked: tuple[str, ...], cursor: str, word: str
) -> tuple[Data | None, Style]:
    """Return what is drawn and in which room: names of rows left out take a row."""
    data = _data(answer, kind, style, marked, cursor, word)
    if data is not None and data.left:
        style = replace(style, height=style.height - 1)
        data = _data(answer, kind, style, marked, cursor, word)
    return data, style


def _data(
    answer: Answer, kind: Kind, style: Style, marked: tuple[str, ...], cursor: str, word: str
) -> Data | None:
    if kind == "bars":
        return bars(answer, marked, style.height - HEADING, cursor, word)
    if kind == "diverging":
        drawing = answer.drawing(kind)
        legend = legend_height(drawing.names, style.width) if drawing else 0
        return gains(answer, marked, style.height - HEADING - legend, cursor, word)
    if kind == "map":
        return atlas(answer, marked, cursor)
    if kind == "stacked":
        return stack(answer, cursor)
    if kind == "heat":
        return heat(answer, marked, cursor, most=style.height - ROWS_BESIDE, word=word)
    if kind == "slope":
        most = min(MOST_LINES, style.height - HEADING - 1)
        return slope(answer, marked, cursor, most=most, word=word)
    # Each label stands in a row of its own, down to the axis.
    most = min(MOST_LINES, style.height - HEADING - 1)
    data = lines(answer, marked, cursor, most=most, word=word)
    return indexed(data) if data and style.index and data.unit in ABOVE_ZERO else data


def _left_line(names: tuple[str, ...], width: int) -> str:
    """Return as many of the names of rows that are not drawn as fit a line."""
    for shown in range(len(names), 0, -1):
        more = len(names) - shown
        line = f"Not drawn: {', '.join(names[:shown])}" + (f" and {more} more" if more else "")
        if cell_len(line) <= width:
            return line
    return cut(f"Not drawn: {len(names)} rows", width)


@lru_cache(maxsize=_CACHED)
def _drawn(title: str, subtitle: str, kind: Kind, data: Data, style: Style) -> str:
    """Return the picture of exactly this data, so that no two answers can be taken for one."""
    if isinstance(data, Bars):
        return draw_bars(title, subtitle, data, style).text(style)
    if isinstance(data, Atlas):
        return draw_map(title, subtitle, data, style).text(style)
    if isinstance(data, Gains):
        return draw_diverging(title, subtitle, data, style).text(style)
    return OVER_YEARS[kind](title, subtitle, data, style).text(style)


def _subtitle(answer: Answer, drawing: Drawing, data: Data, style: Style) -> str:
    """Return measure, flow, source and release, and what the `p` of a year means."""
    measure = measure_of(answer, drawing, data, log=style.log, index=style.index)
    source = label(f"{answer.manifest.source} {answer.manifest.release}")
    words = [measure, flow_of(answer, drawing), source]
    whole = " · ".join([*words, "p provisional"])
    shown = shows_provisional(answer, data) and cell_len(whole) <= style.width
    return whole if shown else " · ".join(words)


def _sentence(text: str, style: Style) -> str:
    return cut(text, max(0, style.width), style.glyphs.ellipsis) if style.height > 0 else ""
