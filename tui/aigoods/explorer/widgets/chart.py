"""The place of the chart: it shows a picture that was made elsewhere."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class Chart(Static):
    """A picture of prepared lines with colour codes."""

    def __init__(self) -> None:
        super().__init__(id="chart")

    def show(self, picture: str) -> None:
        """Show a picture as `aigoods.charts.picture.draw` returns it."""
        self.update(Text.from_ansi(picture, no_wrap=True), layout=False)
