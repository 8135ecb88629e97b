"""From a scene to standard output: what every command that prints a page does in the end."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from aigoods.commandline.drawing import svg, text_below
from aigoods.commandline.remedies import questioned
from aigoods.errors import QueryError, UsageError
from aigoods.out import put, say, terminal
from aigoods.text import alternatives, clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.scene import Ground, Scene
    from aigoods.output.table import TableStyle

PIPE_WIDTH = 80
DRAWN = ("html", "svg")
"""The formats with a chart in SVG."""
CHARTED = ("table", "markdown", *DRAWN)
"""The formats that can have a chart."""


class Output(NamedTuple):
    """How an answer is given: to the terminal, a pipe or a file."""

    dataset: str = ""
    format: str = ""
    output: Path | None = None
    top: int | None = None
    width: int | None = None
    height: int | None = None
    ascii: bool = False
    color: bool = True
    quiet: bool = False
    ground: Ground = "white"

    def say(self, sentences: Iterable[str]) -> None:
        """Write remarks to standard error, unless they are not wanted."""
        if not self.quiet:
            for sentence in sentences:
                say(sentence)

    @property
    def is_chart(self) -> bool:
        """Whether a chart alone is wanted."""
        by_name = self.output is not None and self.output.suffix.lower() == ".svg"
        return self.format == "svg" or (not self.format and by_name)

    @property
    def columns(self) -> int:
        """The width in cells: as asked for, else that of the terminal, 80 in a pipe."""
        if self.width is not None:
            return self.width
        here = terminal(sys.stdout)
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if here else PIPE_WIDTH

    @property
    def colored(self) -> bool:
        """Whether colour codes may be sent."""
        wanted = self.color and not os.environ.get("NO_COLOR")
        here = self.output is None and terminal(sys.stdout)
        return wanted and here and os.environ.get("TERM") != "dumb"

    @property
    def plain(self) -> bool:
        """Whether only ASCII may be printed: as asked for, or all that the locale has."""
        here = terminal(sys.stdout)
        return self.ascii or (here and "utf" not in (sys.stdout.encoding or "").lower())

    def chosen_format(self, chart: str = "") -> str:
        """Return the format asked for, else the file's, else a table for a terminal or CSV.

        A `chart` that is asked for has its table in a pipe, too.

        Raises:
            UsageError: there is no such format, or the file's ending names none.

        """
        from aigoods.output.formats import FORMATS, SVG, pixels, suffix_format

        if self.format:
            if self.format not in (*FORMATS, SVG):
                known = ", ".join((*FORMATS, SVG))
                said = f"There is no format {clean(self.format, 40)!r}; give {known}."
                raise UsageError(pixels(self.format) or said)
            return self.format
        if self.output is not None:
            found = suffix_format(self.output)
            if found is None:
                said = (
                    f"The ending of {clean(str(self.output), 300)} names no format; give --format, "
                    "or one of .csv, .tsv, .json, .ndjson, .parquet, .md, .html, .txt and .svg."
                )
                raise UsageError(pixels(self.output.suffix) or said)
            return found
        return "table" if chart or terminal(sys.stdout) else "csv"


def give(scene: Scene, how: Output) -> int:
    """Answer the question of `scene` and give the answer as `how` says; return the exit code.

    Data goes to standard output or to a file, everything else to standard error.

    Raises:
        AigoodsError: the dataset cannot be opened, has no answer, or the file cannot be written.

    """
    chosen = how.chosen_format(scene.chart)
    if scene.chart and chosen not in CHARTED:
        raise UsageError(
            f"A chart stands below a table, in a page of HTML or alone as SVG, not in {chosen}; "
            f"give --format {alternatives(CHARTED)}."
        )
    if how.ground != "white" and chosen not in DRAWN:
        raise UsageError("--ground is of a chart in SVG; give -o FILE.svg, too.")
    from aigoods.dataset.folder import open_dataset
    from aigoods.output.formats import render
    from aigoods.pages import answer

    with questioned(how.dataset) as place:
        whole = answer(scene.view, open_dataset(place))
    found, marks, word = whole, _marks(whole, scene.marks), "marked"
    if scene.filter:
        found, fitting = _filtered(whole, scene.filter)
        marks, word = (marks, word) if marks else (fitting, "found")
    (highlight,) = _marks(whole, (scene.highlight,)) if scene.highlight else ("",)
    drawn = replace(scene, marks=marks, highlight=highlight)
    remarks = _remarks(whole, found, scene, how, chosen)
    figure = svg(whole, drawn, word, how) if scene.chart and chosen in DRAWN else ""
    if chosen == "svg":
        content = figure.encode()
    else:
        style = _style(how, marks if scene.marks else ()) if chosen == "table" else None
        content = render(found, chosen, top=how.top, style=style, figure=figure)
    if scene.chart and not figure:
        picture, missing = text_below(whole, drawn, word, how, chosen)
        content += picture
        remarks = [*filter(None, [missing]), *remarks]
    if how.output is not None:
        from aigoods.output.files import write_file
        from aigoods.output.metadata import metadata

        written = write_file(how.output, content, metadata(found))
        how.say([f"Wrote {' and '.join(str(path) for path in written)}."])
    else:
        put(content)
    how.say(remarks)
    return 0


def _style(how: Output, marks: tuple[str, ...]) -> TableStyle:
    from aigoods.output.table import TableStyle

    return TableStyle(how.columns, how.colored, how.plain, notes=False, marks=marks)


def _marks(found: Answer, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of the rows that are to be marked; economies may be given by name.

    Raises:
        QueryError: there is no such row.

    """
    keys = {str(value) for value in found.table[found.key].to_list()} if wanted else set()
    marks = []
    for word in wanted:
        key = word
        if key not in keys and found.rows == "economies":
            from aigoods.catalog.economies import find

            key = find(word)
        if key not in keys:
            raise QueryError(f"There is no row {clean(word, 40)!r} here to mark.")
        marks.append(key)
    return tuple(dict.fromkeys(marks))


def _filtered(found: Answer, wanted: str) -> tuple[Answer, tuple[str, ...]]:
    """Return the rows that fit a filter, and the keys of those to draw.

    Raises:
        UsageError: the filter cannot be read.
        QueryError: none fits.

    """
    import polars as pl

    from aigoods.output.filters import fitting

    keys = fitting(found, wanted)
    if not keys:
        raise QueryError(f"No row fits {clean(wanted, 40)!r}.")
    table = found.table.filter(pl.col(found.key).cast(pl.String).is_in(keys))
    return replace(found, table=table), tuple(keys)


def _remarks(whole: Answer, found: Answer, scene: Scene, how: Output, chosen: str) -> list[str]:
    """Return what stands on standard error below the data: what was cut, and the notes."""
    said = []
    if scene.marks and chosen not in ("table", "svg"):
        said.append(f"Marks stand in a table and in a chart, not in {chosen}.")
    if scene.filter:
        rows = f"{found.table.height:,} of {whole.table.height:,} rows fit"
        said.append(f"{rows} --filter {clean(scene.filter, 40)}.")
    left_out = found.table.height - (how.top or found.table.height)
    if left_out > 0 and chosen != "svg":
        said.append(f"{left_out:,} of {found.table.height:,} rows left out by --top {how.top}.")
    source = found.manifest
    said.append(
        f"Source: {source.source} {source.release}, {source.licence}; unit: {found.unit}."
        if chosen != "table"
        else f"Licence: {source.licence}."
    )
    notes = [note for note in found.notes if chosen != "table" or note != found.empty]
    return said + [f"Note: {note}" for note in notes]
