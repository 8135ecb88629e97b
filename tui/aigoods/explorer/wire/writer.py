"""What is sent to a terminal: moves, looks and text, each only where it must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.explorer.wire.looks import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.explorer.wire.cells import Run
    from aigoods.explorer.wire.looks import Looks


class Writer:
    """Where the cursor of a terminal is and in which look it writes, and what it is to be sent.

    `place` is None and `look` UNKNOWN where that is not known.
    """

    def __init__(self, columns: int, looks: Looks) -> None:
        self.columns = columns
        self.looks = looks
        self.place: int | None = None
        self.look = UNKNOWN
        self._parts: list[str] = []

    def take(self) -> str:
        """Return all that is to be sent, and begin anew."""
        taken = "".join(self._parts)
        self._parts.clear()
        return taken

    def put(self, sequence: str) -> None:
        """Send what moves no cursor and changes no look."""
        self._parts.append(sequence)

    def move(self, place: int) -> None:
        """Go to a place."""
        if place != self.place:
            row, column = divmod(place, self.columns)
            if column:
                self._parts.append(f"\x1b[{row + 1};{column + 1}H")
            else:
                self._parts.append(f"\x1b[{row + 1}H" if row else "\x1b[H")
            self.place = place

    def turn(self, look: int) -> None:
        """Write in a look from here on."""
        if look != self.look:
            self._parts.append(self.looks.change(self.look, look))
            self.look = look

    def write(self, run: Run) -> None:
        """Write a run at its place; at the end of a row the cursor is on no place after it."""
        self.move(run.place)
        self.turn(run.look)
        self._parts.append(run.text)
        end = run.place + len(run.text)
        self.place = end if end % self.columns else None

    def paint(self, rows: Iterable[list[Run]], *, in_frames: bool) -> None:
        """Write runs, those of one look together: of all rows where a frame is shown at once."""
        if in_frames:
            rows = [[run for row in rows for run in row]]
        for runs in rows:
            by_look: dict[int, list[Run]] = {}
            for run in runs:
                by_look.setdefault(run.look, []).append(run)
            while by_look:
                look = min(by_look, key=self._cost)
                for run in by_look.pop(look):
                    self.write(run)

    def _cost(self, look: int) -> int:
        """Return how much is sent to get to a look."""
        return 0 if look == self.look else len(self.looks.change(self.look, look))
