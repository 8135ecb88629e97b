"""A Scene is a View and how it is looked at: the chart, its scale, the marks and the filter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from aigoods.analysis.view import View

Kind = Literal["lines", "bars", "stacked"]
"""The kinds of charts."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on the screen.

    `chart` is the kind of chart beside or below the table, empty for none; `log` and `indexed` are
    the scale of its lines. `marks` are keys of rows; `filter` leaves the rows that fit it;
    `highlight` is the key of the row that the chart brings out beside those that it draws.
    """

    view: View
    chart: str = ""
    log: bool = False
    indexed: bool = False
    marks: tuple[str, ...] = ()
    filter: str = ""
    highlight: str = ""
