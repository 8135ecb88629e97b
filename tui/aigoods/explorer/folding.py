"""Text in two columns: what leads a line, and what is said of it."""

from __future__ import annotations

from itertools import zip_longest

from rich.cells import set_cell_size
from rich.text import Text

from aigoods.output.layout import folded


def beside(lead: str, said: str, width: int, column: int) -> Text:
    """Return `said` folded beside `lead`, which has `column` of the `width` cells."""
    left = folded(lead.split(), column)
    right = folded(said.split(), max(1, width - column - 2))
    lines = [
        Text(set_cell_size(before, column + 2), "bold", no_wrap=True).append(words, "not bold")
        for before, words in zip_longest(left, right, fillvalue="")
    ]
    return Text("\n", no_wrap=True).join(lines)
