"""The formats of an answer, and which one the name of a file asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aigoods.errors import UsageError
from aigoods.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from aigoods.analysis.answer import Answer
    from aigoods.output.table import TableStyle

FORMATS = ("table", "csv", "tsv", "json", "ndjson", "parquet", "markdown", "html")
"""The formats of tables, which `render` knows."""
SVG = "svg"
"""The format of a chart alone, which `aigoods.charts.svg` draws."""

_SUFFIXES = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".parquet": "parquet",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".svg": SVG,
}
_PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "pdf")


def render(
    answer: Answer,
    format: str,  # noqa: A002
    *,
    top: int | None = None,
    style: TableStyle | None = None,
    figure: str = "",
) -> bytes:
    """Return `answer` in one of FORMATS, complete; text is UTF-8 and ends with one line feed.

    `top` keeps the first rows alone; `style` is for the format `table`, `figure`, a chart in SVG,
    for `html`.

    Raises:
        UsageError: there is no such format.

    """
    if format == "table":
        from aigoods.output.table import table

        return table(answer, style, top).encode()
    if top is not None:
        answer = replace(answer, table=answer.table.head(max(0, top)))
    match format:
        case "csv" | "tsv":
            from aigoods.output import delimited

            return delimited.csv(answer) if format == "csv" else delimited.tsv(answer)
        case "json" | "ndjson" | "parquet":
            from aigoods.output import objects

            ways = {"json": objects.json, "ndjson": objects.ndjson, "parquet": objects.parquet}
            return ways[format](answer)
        case "markdown":
            from aigoods.output.markdown import markdown

            return markdown(answer)
        case "html":
            from aigoods.output.html import html

            return html(answer, figure)
    raise UsageError(f"There is no format {clean(format, 40)!r}; choose from {', '.join(FORMATS)}.")


def suffix_format(path: Path) -> str | None:
    """Return the format that the name of a file asks for, None where it asks for none."""
    return _SUFFIXES.get(path.suffix.lower())


def pixels(word: str) -> str:
    """Return how a chart in SVG becomes the picture that `word` names, nothing if it is none."""
    ending = word.lower().removeprefix(".")
    if ending not in _PICTURES:
        return ""
    other = ending if ending == "pdf" else "png"
    return (
        f"A chart is written as SVG, not as {ending.upper()}; give a file that ends in .svg, and "
        f"then rsvg-convert -f {other} x.svg -o x.{other} makes a {other.upper()} of it."
    )
