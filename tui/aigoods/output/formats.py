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
}


def render(
    answer: Answer,
    format: str,  # noqa: A002
    *,
    top: int | None = None,
    style: TableStyle | None = None,
) -> bytes:
    """Return `answer` in one of FORMATS, complete; text is UTF-8 and ends with one line feed.

    `top` keeps the first rows alone; `style` is for the format `table`.

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

            return html(answer)
    raise UsageError(f"There is no format {clean(format, 40)!r}; choose from {', '.join(FORMATS)}.")


def suffix_format(path: Path) -> str | None:
    """Return the format that the name of a file asks for, None where it asks for none."""
    return _SUFFIXES.get(path.suffix.lower())
