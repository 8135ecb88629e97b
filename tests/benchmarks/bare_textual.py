"""The peer of the start-up benchmark: a bare Textual program that shows a 200-row DataTable."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Bare(App[None]):
    """Nothing but a table."""

    def compose(self) -> ComposeResult:
        """Compose the table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("#", "Economy", "Value", "Share", "Growth", "CAGR")
        for number in range(200):
            table.add_row(str(number), f"Economy {number}", "$100.0 bn", "10.0%", "+10.0%", "+1.0%")


if __name__ == "__main__":
    Bare().run()
