"""A terminal that shows nothing and keeps what is written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.wire.emulators import Look


class Paper:
    """A terminal that only keeps what is written to it."""

    def __init__(self, _columns: int, _rows: int) -> None:
        self.written = ""

    def feed(self, data: str) -> None:
        """Keep it."""
        self.written += data

    def taken(self) -> str:
        """Return what was kept, once."""
        written, self.written = self.written, ""
        return written

    def resize(self, columns: int, rows: int) -> None:
        """Write on."""

    def changed(self) -> tuple[int, ...]:
        """Return no row."""
        return ()

    def row(self, y: int) -> list[Look]:
        """Return no cell."""
        raise IndexError(y)

    def cursor(self) -> tuple[int, int, bool]:
        """Return where no cursor is."""
        return 0, 0, True
