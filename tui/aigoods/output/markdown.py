"""Markdown: a heading, a pipe table as GitHub reads it, notes and source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aigoods.output.cells import RIGHT, facts_line, shown, titled
from aigoods.output.frame import listed
from aigoods.output.metadata import source_sentences
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import Column

_SPECIAL = re.compile(r"([\\`*_\[\]|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK = re.compile(r"^(\d{0,9})([.)#+=-])")


def markdown(answer: Answer) -> bytes:
    """Return the formatted table of all columns, between its title and its notes and source.

    Whatever Markdown or HTML could be in a text is escaped.
    """
    columns = answer.columns
    lines = [f"# {_block(titled(answer))}", "", _block(answer.unit), ""]
    lines.append(_row([escaped(clean(column.heading)) for column in columns]))
    lines.append(_row(["---:" if column.kind in RIGHT else ":---" for column in columns]))
    lines += [
        _row([_cell(column, shown(column, values[column.name], answer)) for column in columns])
        for values in listed(answer).iter_rows(named=True)
    ]
    if answer.facts:
        lines += ["", _block(facts_line(answer))]
    if answer.notes:
        lines += ["", *(f"- {_block(note)}" for note in answer.notes)]
    lines += ["", "  \n".join(_block(sentence) for sentence in source_sentences(answer))]
    return ("\n".join(lines) + "\n").encode()


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, also inside a table."""
    html = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", html)


def _block(text: str) -> str:
    """Return `text` for the start of a line, where a number or a dash would begin a list."""
    return _BLOCK.sub(r"\1\\\2", escaped(clean(text)))


def _cell(column: Column, text: str) -> str:
    """Return a cell; the gaps of a spark are no-break spaces, which stay at the ends of a cell."""
    return text.replace(" ", "\u00a0") if column.kind == "series" else escaped(text)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
