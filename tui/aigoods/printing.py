"""From a View to standard output: what every command of the command line does in the end."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigoods.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.view import View

PIPE_WIDTH = 80
CHART_HEIGHT = 20


@dataclass(frozen=True, slots=True)
class Output:
    """How an answer is given: to the terminal, a pipe, a file or the explorer."""

    dataset: str = ""
    format: str = ""
    output: Path | None = None
    top: int | None = None
    chart: bool = False
    width: int | None = None
    height: int | None = None
    ascii: bool = False
    color: bool = True
    quiet: bool = False
    explore: bool = False

    @property
    def columns(self) -> int:
        """The width in cells: as asked for, else that of the terminal, 80 in a pipe."""
        if self.width is not None:
            return self.width
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if _terminal() else PIPE_WIDTH

    @property
    def colored(self) -> bool:
        """Whether colour codes may be sent."""
        wanted = self.color and not os.environ.get("NO_COLOR")
        return wanted and self.output is None and _terminal() and os.environ.get("TERM") != "dumb"

    @property
    def plain(self) -> bool:
        """Whether only ASCII may be printed: as asked for, or all that the locale has."""
        utf8 = "utf" in (sys.stdout.encoding or "").lower()
        return self.ascii or (_terminal() and not utf8)

    def chosen_format(self) -> str:
        """Return the format asked for, else the file's, else a table for a terminal or CSV.

        Raises:
            UsageError: there is no such format, or the file's ending names none.

        """
        from aigoods.output.formats import FORMATS, suffix_format

        if self.format and self.format not in FORMATS:
            raise UsageError(f"There is no format {self.format!r}; give {', '.join(FORMATS)}.")
        if self.format:
            return self.format
        if self.output is not None:
            found = suffix_format(self.output)
            if found is None:
                raise UsageError(
                    f"The ending of {self.output} names no format; give --format, or one of .csv, "
                    ".tsv, .json, .ndjson, .parquet, .md, .html and .txt."
                )
            return found
        return "table" if _terminal() else "csv"


def give(view: View, how: Output) -> int:
    """Answer `view` and give the answer as `how` says; return the exit code.

    Data goes to standard output or to a file, everything else to standard error.

    Raises:
        AigoodsError: the dataset cannot be opened, has no answer, or the file cannot be written.

    """
    if how.explore:
        from aigoods.explorer.run import run

        return run(view, dataset=how.dataset)
    chosen = how.chosen_format()
    from aigoods.analysis.engine import answer
    from aigoods.dataset.folder import open_dataset
    from aigoods.dataset.places import asked
    from aigoods.output.formats import render
    from aigoods.output.table import TableStyle

    with asked(how.dataset) as place:
        found = answer(view, open_dataset(place))
    style = TableStyle(how.columns, color=how.colored, ascii=how.plain, notes=False)
    content = render(found, chosen, top=how.top, style=style)
    if how.chart:
        content += _picture(found, how, chosen)
    if how.output is not None:
        from aigoods.output.files import write_file
        from aigoods.output.metadata import metadata

        written = write_file(how.output, content, metadata(found))
        _say(how, [f"Wrote {' and '.join(str(path) for path in written)}."])
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    _say(how, _remarks(found, how, chosen))
    return 0


def print_info(dataset: str) -> None:
    """Print all that is known of a dataset, one fact a line, a tab after its name.

    Raises:
        DataError: it cannot be opened.

    """
    from aigoods.dataset.manifest import read_manifest
    from aigoods.dataset.places import asked

    with asked(dataset) as folder:
        known = read_manifest(folder)
    from aigoods.text import years

    partners = known.partners
    for name, said in (
        ("dataset", known.name),
        ("title", known.title),
        ("folder", str(folder)),
        ("source", known.source),
        ("release", known.release),
        ("edition", known.edition),
        ("grain", known.grain),
        ("basket", f"{known.basket.name}: {known.basket.title}"),
        ("codes", f"{len(known.basket.codes)}"),
        ("years", years(known.years)),
        ("provisional", years(known.provisional) if known.provisional else "none"),
        ("partners", years(partners.years) if partners else "none"),
        ("rows", f"{sum(entry.rows for entry in known.files.values())}"),
        ("licence", known.licence),
        ("citation", known.citation),
        ("origin", known.origin),
        ("retrieved", known.retrieved),
        *(("note", note.text) for note in known.notes),
    ):
        print(f"{name}\t{said}")


def _picture(found: Answer, how: Output, chosen: str) -> bytes:
    """Return the chart of an answer, to stand below its table.

    Raises:
        UsageError: the format is one for programs, which a picture would break.

    """
    if chosen not in ("table", "markdown"):
        raise UsageError(f"A chart stands below a table, not in {chosen}; give --format table.")
    from aigoods.charts.picture import draw, kinds
    from aigoods.charts.style import Palette, Style

    possible = kinds(found)
    if not possible:
        return b""
    palette: Palette = "ansi" if how.colored and chosen == "table" else "plain"
    height = how.height if how.height is not None else CHART_HEIGHT
    style = Style(how.columns, height, palette, ascii=how.plain)
    drawn = draw(found, possible[0], style)
    body = f"\n```\n{drawn}\n```\n" if chosen == "markdown" else f"\n{drawn}\n"
    return body.encode()


def _remarks(found: Answer, how: Output, chosen: str) -> list[str]:
    """Return what stands on standard error below the data: what was cut, and the notes."""
    said = []
    left_out = found.table.height - (how.top or found.table.height)
    if left_out > 0:
        said.append(f"{left_out:,} of {found.table.height:,} rows left out by --top {how.top}.")
    source = found.provenance
    said.append(
        f"Source: {source.source} {source.release}, {source.licence}; unit: {found.unit}."
        if chosen != "table"
        else f"Licence: {source.licence}."
    )
    notes = [note for note in found.notes if chosen != "table" or note != found.empty]
    return said + [f"Note: {note}" for note in notes]


def _say(how: Output, sentences: list[str]) -> None:
    if not how.quiet:
        for sentence in sentences:
            print(sentence, file=sys.stderr)


def _terminal() -> bool:
    return sys.stdout.isatty()
