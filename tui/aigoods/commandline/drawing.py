"""The chart of an answer: as text below a table, as SVG in a page or alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.scene import FIRST
from aigoods.errors import QueryError, UsageError
from aigoods.text import alternatives

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.scene import Kind, Scene
    from aigoods.commandline.give import Output

CHART_HEIGHT = 20
CELL = 8, 16
"""The pixels that a cell of --width and --height is in SVG."""


def text_below(
    found: Answer, scene: Scene, word: str, how: Output, chosen: str
) -> tuple[bytes, str]:
    """Return the chart of an answer, to stand below its table, and what it leaves out.

    `word` says what the marks of the scene are.

    Raises:
        QueryError: the answer cannot be drawn as a chart of this kind.

    """
    from aigoods.charts.picture import draw, left_out
    from aigoods.charts.style import Palette, Style

    kind = _kind(found, scene)
    if kind is None:
        return b"", "There is nothing to draw here."
    palette: Palette = "ansi" if how.colored and chosen == "table" else "plain"
    height = how.height if how.height is not None else CHART_HEIGHT
    style = Style(how.columns, height, palette, how.plain, scene.log, scene.index)
    drawn = draw(found, kind, style, scene.marks, cursor=scene.highlight, word=word)
    body = f"\n```\n{drawn}\n```\n" if chosen == "markdown" else f"\n{drawn}\n"
    return body.encode(), left_out(found, kind, style, scene.marks, word)


def svg(found: Answer, scene: Scene, word: str, how: Output) -> str:
    """Return the chart of an answer as SVG.

    Raises:
        QueryError: the answer cannot be drawn as a chart of this kind, or not at all.
        UsageError: the picture would be too small.

    """
    from aigoods.charts.svg.picture import LEAST, MOST_BARS, draw
    from aigoods.charts.svg.sheet import Sheet

    kind = _kind(found, scene)
    if kind is None:
        raise QueryError("There is nothing to draw here; give another format, such as csv.")
    usual = Sheet()
    width = CELL[0] * how.width if how.width is not None else usual.width
    height = CELL[1] * how.height if how.height is not None else usual.height
    if width < LEAST[0] or height < LEAST[1]:
        least = f"--width {LEAST[0] // CELL[0]} and --height {LEAST[1] // CELL[1]}"
        raise UsageError(f"A chart in SVG needs {least} or more.")
    sheet = Sheet(width, height, how.ground, scene.log, scene.index)
    most = how.top or MOST_BARS
    return draw(found, kind, sheet, scene.marks, cursor=scene.highlight, word=word, most=most)


def _kind(found: Answer, scene: Scene) -> Kind | None:
    """Return the kind of chart to draw, None where any would do and there is none.

    Raises:
        QueryError: the answer cannot be drawn as the kind that is asked for.

    """
    from aigoods.charts.picture import kinds

    possible = kinds(found)
    kind = next((each for each in possible if scene.chart in (each, FIRST)), None)
    if kind is None and scene.chart != FIRST:
        instead = f"give {alternatives(possible)}" if possible else "leave out --chart"
        raise QueryError(f"There is nothing to draw as {scene.chart} here; {instead}.")
    return kind
