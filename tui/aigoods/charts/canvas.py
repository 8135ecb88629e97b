"""A canvas of cells that pictures are drawn on; nothing can be put outside it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from aigoods.charts.style import sgr

if TYPE_CHECKING:
    from aigoods.charts.style import Ink, Palette, Style


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return `text` in at most `width` cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    kept = width - len(ellipsis)
    if kept <= 0:
        return ellipsis[: max(0, width)]
    return set_cell_size(text, kept).rstrip() + ellipsis


class Canvas:
    """A grid of cells, each with its text (empty behind a wide character) and its ink."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: list[list[tuple[str, Ink]]] = [[(" ", "")] * width for _ in range(height)]

    def put(self, row: int, column: int, text: str, ink: Ink = "") -> None:
        """Write `text` from a cell on; what would stand outside the canvas is left out."""
        if not 0 <= row < self.height:
            return
        cells = self._cells[row]
        for character in text:
            size = cell_len(character)
            if 0 <= column and column + size <= self.width:
                if size:
                    cells[column : column + size] = [(character, ink)] + [("", ink)] * (size - 1)
                elif column:
                    cells[column - 1] = (cells[column - 1][0] + character, cells[column - 1][1])
            column += size

    def text(self, style: Style) -> str:
        """Return the rows as lines in the colours of the palette, without blanks at the end."""
        return "\n".join(_painted(row, style.palette) for row in self._cells).rstrip("\n")


def _painted(row: list[tuple[str, Ink]], palette: Palette) -> str:
    end = max((place + 1 for place, (text, _) in enumerate(row) if text != " "), default=0)
    line = ""
    for code, run in groupby(row[:end], lambda cell: sgr(palette, cell[1])):
        text = "".join(cell[0] for cell in run)
        line += f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text
    return line
