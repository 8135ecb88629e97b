"""The way in: `draw(answer, kind, sheet)` draws an Answer for a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import __version__
from aigoods.analysis.answer import provenance
from aigoods.charts.atlas import Atlas, atlas
from aigoods.charts.data import Lines, indexed
from aigoods.charts.gains import Gains, gains
from aigoods.charts.ranked import Bars, bars
from aigoods.charts.safe import label
from aigoods.charts.series import heat, in_time, lines, slope, stack
from aigoods.charts.svg.bars import draw_bars
from aigoods.charts.svg.diverging import draw_diverging
from aigoods.charts.svg.frame import Words
from aigoods.charts.svg.heat import draw_heat
from aigoods.charts.svg.lines import draw_lines
from aigoods.charts.svg.maps import draw_map
from aigoods.charts.svg.slope import draw_slope
from aigoods.charts.svg.stacked import draw_stacked
from aigoods.charts.svg.telling import told
from aigoods.charts.words import ABOVE_ZERO, flow_of, measure_of, shows_provisional, title_of
from aigoods.errors import QueryError
from aigoods.text import listing

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.charts.style import Kind
    from aigoods.charts.svg.sheet import Sheet

LEAST = 320, 240
"""The width and height that a picture needs."""
MOST_BARS = 25
MOST_NAMES = 12
OVER_YEARS = {"lines": draw_lines, "stacked": draw_stacked, "heat": draw_heat, "slope": draw_slope}

Data = Lines | Bars | Atlas | Gains


def draw(
    answer: Answer,
    kind: Kind,
    sheet: Sheet,
    marked: tuple[str, ...] = (),
    *,
    cursor: str = "",
    word: str = "marked",
    most: int = MOST_BARS,
) -> str:
    """Return the picture as an SVG element: paths and text, the same bytes for the same answer.

    `marked`, `cursor` and `word` are as `aigoods.charts.picture.draw` has them; there are at most
    `most` bars or rows of shades. Its `title` is that of the picture, its `desc` tells what is
    seen, and the notes.

    Raises:
        QueryError: there is nothing to draw as `kind`.

    """
    answer = in_time(answer)
    data = _data(answer, kind, sheet, marked, cursor, word, most)
    drawing = answer.drawing(kind)
    if data is None or drawing is None:
        raise QueryError(f"There is nothing to draw as {kind} here.")
    measure = measure_of(answer, drawing, data, log=sheet.log, index=sheet.index)
    said = [measure, flow_of(answer, drawing), data.of]
    words = Words(
        title_of(answer, data),
        " · ".join(filter(None, said)),
        _foot(answer, data),
        (*told(kind, data), *(f"Note: {note}" for note in answer.notes)),
    )
    if isinstance(data, Bars):
        return draw_bars(words, data, sheet)
    if isinstance(data, Atlas):
        return draw_map(words, data, sheet)
    if isinstance(data, Gains):
        return draw_diverging(words, data, sheet)
    return OVER_YEARS[kind](words, data, sheet, answer.manifest.provisional)


def _data(
    answer: Answer,
    kind: Kind,
    sheet: Sheet,
    marked: tuple[str, ...],
    cursor: str,
    word: str,
    most: int,
) -> Data | None:
    if kind == "bars":
        return bars(answer, marked, most, cursor, word)
    if kind == "diverging":
        return gains(answer, marked, most, cursor, word)
    if kind == "map":
        return atlas(answer, marked, cursor)
    if kind == "stacked":
        return stack(answer, cursor)
    if kind == "heat":
        return heat(answer, marked, cursor, most=most, word=word)
    if kind == "slope":
        return slope(answer, marked, cursor, word=word)
    data = lines(answer, marked, cursor, word=word)
    return indexed(data) if data and sheet.index and data.unit in ABOVE_ZERO else data


def _foot(answer: Answer, data: Data) -> tuple[str, ...]:
    """Return what is left out, where the numbers come from, and how to ask for them again."""
    source = answer.manifest
    said = [f"Source: {provenance(source)}", f"dataset {source.name}"]
    said.append(f"retrieved {source.retrieved}" if source.retrieved else "")
    said.append(source.licence)
    again = [f"aigoods {__version__}", str(answer.view)]
    if answer.notes:
        count = len(answer.notes)
        again.append(f"with {count} note{'s'[: count > 1]}, see the description of this picture")
    sentences = [", ".join(filter(None, said)), " · ".join(again)]
    if shows_provisional(answer, data):
        sentences[0] += "; p provisional"
    elif not isinstance(data, Lines) and answer.view.year in source.provisional:
        sentences[0] += f"; {answer.period.long} provisional"
    if data.left:
        names = list(data.left[:MOST_NAMES])
        if len(data.left) > MOST_NAMES:
            names.append(f"{len(data.left) - MOST_NAMES} more")
        sentences.insert(0, f"Not drawn: {listing(names)}.")
    return tuple(map(label, sentences))
