"""What stands between Textual and the terminal: text in, text out."""

from __future__ import annotations


class Wire:
    """What a terminal of `columns` by `rows` shows, and what it is to be sent so that it shows more.

    A frame is what the program writes in one call of `sent`: Textual writes each update of its
    screen in one, between the marks of synchronised output (mode 2026) where the terminal has it.
    With `in_frames` the terminal shows a frame as a whole, so that its parts may come in any order;
    else they come from the top to the bottom.
    """

    def __init__(self, columns: int, rows: int, *, in_frames: bool = True) -> None:
        self.columns = columns
        self.rows = rows
        self.in_frames = in_frames

    def sent(self, data: str) -> str:
        """Return what to send in place of `data`, which shows the same."""
        return data

    def resized(self, columns: int, rows: int) -> None:
        """Take another size of the terminal; nothing is known of its cells."""
        self.columns = columns
        self.rows = rows
        self.forget()

    def forget(self) -> None:
        """Know nothing of the terminal any more, so that all is sent that comes."""
