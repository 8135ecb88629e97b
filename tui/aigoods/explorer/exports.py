"""Writing what is on the screen to a file, and the texts that are copied from it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from aigoods.errors import UsageError
from aigoods.output.files import write_file
from aigoods.output.formats import render, suffix_format
from aigoods.output.metadata import metadata

if TYPE_CHECKING:
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.charts.style import Kind

CHART_WIDTH, CHART_HEIGHT = 100, 30


def export(
    answer: Answer,
    path: Path,
    kind: Kind | None,
    marked: tuple[str, ...],
    word: str = "marked",
) -> list[Path]:
    """Write `answer` as the ending of `path` says, with its metadata beside it; return the files.

    `.txt` and `.svg` are the chart of `kind` with the marked rows, everything else the table;
    `word` says what they are, if not marked.

    Raises:
        UsageError: the ending says nothing, or there is no chart.
        DataError: the file cannot be written.

    """
    if path.suffix in (".txt", ".svg"):
        content = chart(answer, kind, marked, word, svg=path.suffix == ".svg")
    else:
        format_name = suffix_format(path)
        if format_name is None:
            raise UsageError(f"{path.name} has no ending that says how to write it, such as .csv.")
        content = render(answer, format_name)
    return write_file(path, content, metadata(answer))


def chart(
    answer: Answer, kind: Kind | None, marked: tuple[str, ...], word: str = "marked", *, svg: bool
) -> bytes:
    """Return the chart as text, or as an SVG picture of that text in colours.

    Raises:
        UsageError: there is nothing to draw.

    """
    from aigoods.charts.picture import draw
    from aigoods.charts.style import Style

    if kind is None:
        raise UsageError("There is nothing to draw on this page; give an ending such as .csv.")
    if not svg:
        plain = Style(CHART_WIDTH, CHART_HEIGHT)
        return f"{draw(answer, kind, plain, marked, word=word)}\n".encode()
    from rich.console import Console
    from rich.text import Text

    drawn = draw(answer, kind, Style(CHART_WIDTH, CHART_HEIGHT, "dark"), marked, word=word)
    console = Console(record=True, width=CHART_WIDTH, file=io.StringIO(), color_system="truecolor")
    console.print(Text.from_ansi(drawn, no_wrap=True))
    return console.export_svg(title=answer.title).encode()


def row_text(answer: Answer, key: str) -> str:
    """Return the row of `key` as TSV, its headings above it."""
    kept = [str(value) == key for value in answer.table[answer.key].to_list()]
    heading, *lines = render(answer, "tsv").decode().splitlines()
    return "\n".join([heading, *(line for line, keep in zip(lines, kept, strict=True) if keep)])


def marked_text(answer: Answer, marks: tuple[str, ...]) -> str:
    """Return the marked rows as TSV without headings, in the order of the table."""
    kept = [str(value) in marks for value in answer.table[answer.key].to_list()]
    _, *lines = render(answer, "tsv").decode().splitlines()
    return "".join(f"{line}\n" for line, keep in zip(lines, kept, strict=True) if keep)
