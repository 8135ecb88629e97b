"""What the main screen shows: its place, its panels, and the rows and charts that follow."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, cast

from textual.geometry import Size
from textual.screen import Screen

from aigoods import pages
from aigoods.analysis.scene import FIRST
from aigoods.analysis.view import LEADING
from aigoods.explorer.history import History
from aigoods.explorer.screens.held import Held
from aigoods.explorer.sheet import slots
from aigoods.explorer.widgets.table import Table
from aigoods.output.layout import GROUP_BY_CELLS, NAME_BY_CELLS, ROOMY

if TYPE_CHECKING:
    from contextlib import ExitStack

    from aigoods.analysis.answer import Head
    from aigoods.analysis.scene import Scene
    from aigoods.analysis.view import View
    from aigoods.charts.style import Kind
    from aigoods.explorer.desk import Desk
    from aigoods.explorer.sheet import Row, Sheet
    from aigoods.explorer.widgets.filter import Filter
    from aigoods.output.layout import Slot

Panels = Literal["both", "table", "chart"]
Place = Literal["", "alone", "beside", "below"]
"""Where the chart stands: nowhere, or how to the table."""

SMALLEST = (40, 15)
HEAD, FOOT = 4, 2
"""Lines above and below the table."""
LOW = 20
"""Rows below which the heading spares a line."""
LOWEST_CHART = 12
WIDE = 1000
"""Cells in which any matrix has room."""
FEWEST, MOST = 1, 99
"""Columns that a matrix has at least and at most."""
"""Rows that a chart takes below the table."""
HEADINGS = 3
"""Lines above the rows of a table, and the blank below them, at the most."""


class Seen(Held, Screen[None]):
    """Where the reader is, how the screen is laid out, and what follows from both."""

    def __init__(self, scene: Scene, kept: Sheet | None = None) -> None:
        super().__init__()
        self.history = History(scene)
        self.sheet = kept
        self.asked: View | None = None
        self.wanted: Scene | None = None
        self.held: ExitStack | None = None
        self.fitted: tuple[View, Size] | None = None
        self.by_key = False
        self.opened_with = scene
        self.panels: Panels = "both"
        self.columns: tuple[Slot, ...] = ()
        self.laid_out = Size()
        self.drawn_for = ""

    @property
    def answer(self) -> Head | None:
        """The head of the answer on the screen, None before the first."""
        return self.sheet.head if self.sheet is not None else None

    @property
    def explorer(self) -> Desk:
        """The app."""
        return cast("Desk", self.app)

    @property
    def table(self) -> Table:
        """The table."""
        return self.query_one(Table)

    @property
    def filter(self) -> Filter | None:
        """The line of the filter, None where it is not shown."""
        found = self.query("#filter")
        return cast("Filter", found.first()) if found else None

    @property
    def too_small(self) -> bool:
        """Whether the terminal is smaller than the explorer can use."""
        return self.laid_out.width < SMALLEST[0] or self.laid_out.height < SMALLEST[1]

    @property
    def view(self) -> View:
        """The View asked for last, answered or not."""
        return self.asked or self.history.here.view

    @property
    def scene(self) -> Scene:
        """How the present View is looked at: a chart that was chosen only while it is shown."""
        here = self.history.here
        return replace(
            here.scene,
            chart=here.scene.chart if self.chart_shown else "",
            highlight=here.cursor if self.panels == "chart" else "",
        )

    @property
    def low(self) -> bool:
        """Whether there are few rows, so that the heading spares one."""
        return self.laid_out.height < LOW

    @property
    def body_height(self) -> int:
        """The rows between heading and foot, and above the line of the filter."""
        return self.laid_out.height - HEAD + self.low - FOOT - (self.filter is not None)

    @property
    def together(self) -> Place:
        """Where the chart has room with the table: below one of few rows, else beside it."""
        rows = len(self.listed(""))
        if rows and rows + HEADINGS + LOWEST_CHART <= self.body_height:
            return "below"
        least = pages.of(self.view).beside
        return "beside" if least and self.laid_out.width >= least else ""

    @property
    def place(self) -> Place:
        """Where the chart stands; bars that the rows have already, only where they are chosen."""
        if self.panels == "chart":
            return "alone"
        kind, twice = self.kind, self.answer is not None and bool(self.answer.bars)
        if self.panels == "table" or kind is None:
            return ""
        again = twice and kind == "bars" and self.history.here.scene.chart not in (kind, FIRST)
        return "" if again else self.together

    def settle(self, scene: Scene) -> None:
        """Show both panels, or the chart alone where the scene has one and no room for the two."""
        charted = bool(scene.chart or scene.highlight)
        self.panels = "chart" if charted and not self.together else "both"

    @property
    def chart_shown(self) -> bool:
        """Whether the chart is on the screen."""
        return bool(self.place)

    @property
    def scaled(self) -> bool:
        """Whether lines are drawn here that can have a logarithm and an index."""
        lines = self.answer.drawing("lines") if self.answer is not None else None
        if lines is None or "lines" not in self.kinds_here:
            return False
        from aigoods.charts.words import ABOVE_ZERO

        return lines.unit in ABOVE_ZERO and self.view.index is None

    @property
    def table_shown(self) -> bool:
        """Whether the table is on the screen; its sentence is, where nothing can be drawn."""
        return self.panels != "chart" or not self.kinds_here

    @property
    def visiting(self) -> bool:
        """Whether another dataset is asked than the one that the reader chose."""
        return self.explorer.dataset_named != self.explorer.chosen

    def fitting(self, sheet: Sheet) -> View | None:
        """Return the View of a matrix with as many columns as have room, None where it is so.

        Their rest, and what is of the row alone, stay.
        """
        head = sheet.head
        if "across" not in pages.of(head.view).fields or not head.totals:
            return None
        *cells, rest = [c.name for c in head.columns if c.sum is not None]
        found = {slot.name: slot.width for slot in slots(sheet, WIDE)}
        longest = NAME_BY_CELLS if head.rows == "economies" else GROUP_BY_CELLS
        named = min(sheet.widths[head.label], longest) + 1
        fixed = sum(width for name, width in found.items() if name not in (*cells, head.label))
        room = self.laid_out.width - 1 - fixed - named
        # Those that are not there yet are as wide as the last one, which leads less than all.
        tight = self.laid_out.width < ROOMY  # There a blank less stands between them.
        known = [found[name] - tight for name in cells]
        widths = [*known, *[known[-1]] * (MOST - len(known))]
        for name, few in (("share", 6), ("rank", 3)):  # They leave in this order.
            room += found.get(name, 0) if room < sum(widths[:few]) else 0
        count = max(FEWEST, sum(so_far <= room for so_far in accumulate(widths)))
        now = int(head.view.across or LEADING)
        wanted = max(FEWEST, count - max(0, len(cells) - now))  # One may be there to sort by.
        if wanted == now or (count > len(cells) and rest not in found):
            return None
        fitted = head.view.but(across=""), self.laid_out
        if count > len(cells) and fitted == self.fitted:
            return None  # More columns have been tried, and were wider.
        self.fitted = fitted
        return head.view.but(across=str(wanted))

    def has_column(self, name: str) -> bool:
        """Return whether a column has room in the table."""
        return any(slot.name == name for slot in self.columns)

    def key_of(self, name: str) -> str:
        """Return the key of a command as people know it, the reader's own if there is one."""
        return next(c.shown_key for c in self.explorer.commands if c.name == name)

    def listed(self, wanted: str) -> list[Row]:
        """Return the rows that fit a filter; none where this table cannot read it."""
        if self.sheet is None or self.sheet.fault(wanted):
            return []
        return self.sheet.listed(wanted, self.folded)

    @property
    def folded(self) -> frozenset[str]:
        """The branches that are folded: those of one code, unless the reader chose others."""
        chosen, sheet = self.history.here.folded, self.sheet
        return chosen if chosen is not None else sheet.lone if sheet is not None else frozenset()

    @property
    def kinds_here(self) -> tuple[Kind, ...]:
        """The kinds of charts that this page can have."""
        return self.sheet.kinds if self.sheet is not None else ()

    @property
    def kind(self) -> Kind | None:
        """The kind of chart that was chosen, else the first; None where nothing can be drawn."""
        possible, chosen = self.kinds_here, self.history.here.scene.chart
        return next((kind for kind in possible if kind == chosen), next(iter(possible), None))

    @property
    def charted(self) -> tuple[str, ...]:
        """Return the keys of the rows to draw: the marked, else those that the filter leaves."""
        scene = self.history.here.scene
        if scene.marks or not scene.filter or self.sheet is None:
            return scene.marks
        return tuple(row.key for row in self.listed(scene.filter))

    @property
    def charted_as(self) -> str:
        """What the rows to draw are, in a word."""
        scene = self.history.here.scene
        return "found" if scene.filter and not scene.marks else "marked"
