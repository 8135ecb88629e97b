"""The words of a picture: its title, and what its numbers are and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.data import Lines, first_year
from aigoods.charts.safe import label

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer, Drawing
    from aigoods.charts.atlas import Atlas
    from aigoods.charts.gains import Gains
    from aigoods.charts.ranked import Bars

    Data = Lines | Bars | Atlas | Gains

ABOVE_ZERO = {"usd": "", "share": " of share", "unit_value": " of unit value", "rca": " of RCA"}
"""The units above 0 throughout, which have a logarithm and an index, and what that is called."""


def title_of(answer: Answer, data: Data) -> str:
    """Return the title of the Answer, with the years that the picture spans."""
    title = answer.title
    if isinstance(data, Lines) and len(data.years) > 1:
        year = f", {answer.period.long}"
        if title.endswith(year):
            years = answer.manifest.spelled(data.years).replace(", ", " and ")
            title = f"{title.removesuffix(year)}, {years}"
    return label(title)


def measure_of(
    answer: Answer, drawing: Drawing, data: Data, *, log: bool = False, index: bool = False
) -> str:
    """Return what the numbers are, with the scale where it is not plain."""
    scale = ", log scale" if log and drawing.kind == "lines" else ""
    own = drawing.unit == "index" and answer.view.index is None and not index
    if isinstance(data, Lines) and data.unit == "index" and not own:
        found = [answer.view.index or first_year(data, line) for line in data.lines]
        bases = {answer.manifest.period(number).long for number in found if number}
        base = bases.pop() if len(bases) == 1 else "first year shown"
        return label(f"index{ABOVE_ZERO.get(drawing.unit, '')}, {base} = 100{scale}")
    return label(drawing.said + (scale if drawing.unit in ABOVE_ZERO else ""))


def flow_of(answer: Answer, drawing: Drawing) -> str:
    """Return what is drawn: the flow of the View and what it is a part of, or something else."""
    return label(drawing.of or answer.view.flow + drawing.among)


def shows_provisional(answer: Answer, data: Data) -> bool:
    """Return whether a year that is drawn is provisional."""
    years = answer.years if answer.rows == "periods" else ()
    years = data.years if isinstance(data, Lines) else years
    return bool(set(years) & set(answer.manifest.provisional))
