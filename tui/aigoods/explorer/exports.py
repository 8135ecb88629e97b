"""Writing what is on the screen to a file, and the texts that are copied from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from aigoods.errors import UsageError
from aigoods.output.files import write_file
from aigoods.output.formats import pixels, render, suffix_format
from aigoods.output.metadata import metadata

if TYPE_CHECKING:
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.scene import Ground, Kind, Scene

CHART_WIDTH, CHART_HEIGHT = 100, 30


def export(
    answer: Answer, scene: Scene, path: Path, word: str = "marked", ground: Ground = "white"
) -> list[Path]:
    """Write `answer` as the ending of `path` says, with its metadata beside it; return the files.

    `.txt` and `.svg` are the chart of `scene` with its marked rows, everything else the table;
    `word` says what they are, if not marked, and `ground` what a picture stands on.

    Raises:
        UsageError: the ending says nothing, or there is no chart.
        DataError: the file cannot be written.

    """
    if (ending := path.suffix.lower()) in (".txt", ".svg"):
        content = chart(answer, scene, word, None if ending == ".txt" else ground)
    else:
        format_name = suffix_format(path)
        if format_name is None:
            said = f"{path.name} has no ending that says how to write it, such as .csv."
            raise UsageError(pixels(path.suffix) or said)
        content = render(answer, format_name)
    return write_file(path, content, metadata(answer))


def chart(answer: Answer, scene: Scene, word: str, ground: Ground | None) -> bytes:
    """Return the chart of a scene as SVG on a ground, or as text where that is None.

    Raises:
        UsageError: there is nothing to draw.

    """
    if not scene.chart:
        raise UsageError("There is nothing to draw on this page; give an ending such as .csv.")
    kind, marks, cursor = cast("Kind", scene.chart), scene.marks, scene.highlight
    if ground is None:
        from aigoods.charts.picture import draw
        from aigoods.charts.style import Style

        style = Style(CHART_WIDTH, CHART_HEIGHT, log=scene.log, index=scene.index)
        drawn = draw(answer, kind, style, marks, cursor=cursor, word=word)
        return f"{drawn}\n".encode()
    from aigoods.charts.svg import picture
    from aigoods.charts.svg.sheet import Sheet

    sheet = Sheet(ground=ground, log=scene.log, index=scene.index)
    return picture.draw(answer, kind, sheet, marks, cursor=cursor, word=word).encode()


def rows_text(answer: Answer, keys: tuple[str, ...]) -> str:
    """Return the rows of these keys as TSV in the order of the table, below their headings."""
    kept = [str(value) in keys for value in answer.table[answer.key].to_list()]
    heading, *lines = render(answer, "tsv").decode().splitlines()
    return "\n".join([heading, *(line for line, keep in zip(lines, kept, strict=True) if keep)])


def marked_text(answer: Answer, marks: tuple[str, ...]) -> str:
    """Return the marked rows as TSV without headings, in the order of the table."""
    kept = [str(value) in marks for value in answer.table[answer.key].to_list()]
    _, *lines = render(answer, "tsv").decode().splitlines()
    return "".join(f"{line}\n" for line, keep in zip(lines, kept, strict=True) if keep)
