"""Which rows of a table fit a filter: one rule for explorer and print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.catalog.economies import spellings
from aigoods.text import fold

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer, Head


def fits(head: Head, key: str, name: str, wanted: str) -> bool:
    """Return whether a row of `head` fits the text `wanted`; all rows fit an empty one.

    A row fits if its name contains the text, or its key or, of an economy, another name of it
    begins with it; case and accents do not matter.
    """
    needle = fold(wanted)
    if needle in fold(name) or fold(key).startswith(needle):
        return True
    return head.rows == "economies" and any(
        spelling.startswith(needle) and not spelling.isdigit() for spelling in spellings(key)
    )


def fitting(answer: Answer, wanted: str) -> list[str]:
    """Return the keys of the rows of `answer` that fit the text `wanted`, in their order."""
    from aigoods.output.cells import row_cells

    return [
        str(values[answer.key])
        for values in answer.table.iter_rows(named=True)
        if fits(answer, str(values[answer.key]), row_cells(answer, values)[answer.label], wanted)
    ]
