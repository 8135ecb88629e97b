"""The cells of a terminal: what they show and what they are to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aigoods.explorer.wire.looks import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = 4
"""Cells between two runs that are sent again, as a move costs more."""


class Run(NamedTuple):
    """Text of one look from a place on, which is row * columns + column, each from 0."""

    place: int
    text: str
    look: int


class Cells:
    """What each cell shows and what it is to show, as flat lists of characters and looks.

    A cell that may show anything has an unknown look, and so has what it is to show until that is
    written.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.forget()

    def forget(self) -> None:
        """Know nothing of any cell."""
        size = self.columns * self.rows
        self.letters = [" "] * size
        self.looks = [UNKNOWN] * size
        self._shown_letters = self.letters.copy()
        self._shown_looks = self.looks.copy()
        self._touched: set[int] = set()

    def forget_from(self, place: int) -> None:
        """Know nothing of the cells from a place to the end of its row, once all else is shown."""
        end = place - place % self.columns + self.columns
        self.looks[place:end] = self._shown_looks[place:end] = [UNKNOWN] * (end - place)

    def write(self, place: int, text: str, look: int) -> None:
        """Let the cells from a place on show a text, which ends in its row."""
        end = place + len(text)
        self.letters[place:end] = text
        self.looks[place:end] = [look] * len(text)
        self._touched.add(place // self.columns)

    def run(self, place: int) -> Run:
        """Return what one cell is to show."""
        return Run(place, self.letters[place], self.looks[place])

    def changes(self) -> Iterator[list[Run]]:
        """Yield for each row from the top what is to be sent, and take it as shown."""
        letters, looks = self.letters, self.looks
        shown_letters, shown_looks = self._shown_letters, self._shown_looks
        for row in sorted(self._touched):
            first, last = row * self.columns, (row + 1) * self.columns
            new, old = letters[first:last], shown_letters[first:last]
            new_looks, old_looks = looks[first:last], shown_looks[first:last]
            if new == old and new_looks == old_looks:
                continue
            yield self._runs(first, new, old, new_looks, old_looks)
            shown_letters[first:last] = new
            shown_looks[first:last] = new_looks
        self._touched.clear()

    def _runs(
        self, first: int, new: list[str], old: list[str], looks: list[int], old_looks: list[int]
    ) -> list[Run]:
        """Return what of a row has changed, in runs of one look.

        What lies between two of them is sent again where it is short and of the same look.
        """
        changed = [
            place
            for place, (letter, was, look, looked) in enumerate(
                zip(new, old, looks, old_looks, strict=True)
            )
            if letter != was or look != looked
        ]
        found = []
        start = end = changed[0]
        look = looks[start]
        for place in changed:
            if place == end and looks[place] == look:
                end += 1
            elif 0 < place - end <= GAP and looks[end : place + 1] == [look] * (place - end + 1):
                end = place + 1
            else:
                found.append(Run(first + start, "".join(new[start:end]), look))
                start, end, look = place, place + 1, looks[place]
        found.append(Run(first + start, "".join(new[start:end]), look))
        return found
