"""What is charted of an Answer as a map: the class of each economy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigoods.catalog.economies import EU27, eu27_members
from aigoods.catalog.groups import trader
from aigoods.charts.grades import Grades, grades
from aigoods.charts.safe import label, number

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import Unit


@dataclass(frozen=True, slots=True)
class Area:
    """A row of the table on the map: the economies that it stands for, its number and its class.

    `weight` is what a bar in the row says: its trade, whatever the number is.
    """

    name: str
    economies: tuple[str, ...]
    value: float | None
    grade: int | None
    weight: float
    marked: bool = False
    cursor: bool = False


@dataclass(frozen=True, slots=True)
class Atlas:
    """All rows of a table with a number, those that trade most first, and the classes of these.

    `of` and `left` are what other pictures leave out; a map leaves out nothing.
    """

    unit: Unit
    areas: tuple[Area, ...]
    grades: Grades
    of: str = ""
    left: tuple[str, ...] = ()

    @property
    def here(self) -> Area | None:
        """The row under the cursor."""
        return next((area for area in self.areas if area.cursor), None)


def atlas(answer: Answer, marked: tuple[str, ...] = (), cursor: str = "") -> Atlas | None:
    """Return the map of an Answer, None where it has none or no number.

    `marked` are keys of rows, `cursor` is that of the row under the cursor.
    """
    drawing = answer.drawing("map")
    if drawing is None or answer.table.is_empty():
        return None
    (column,) = drawing.columns
    weight = answer.bars[0] if answer.bars else column
    rows = answer.table.select(key=answer.key, name=answer.label, value=column, weight=weight)
    found = [
        (str(key), label(name), number(value), number(weight) or 0.0)
        for key, name, value, weight in rows.iter_rows()
    ]
    classes = grades(drawing.unit, (value for _, _, value, _ in found))
    areas = [
        Area(name, members(key), value, classes.of(value), weight, key in marked, key == cursor)
        for key, name, value, weight in found
        if value is not None or key == cursor
    ]
    if all(area.value is None for area in areas):
        return None
    areas.sort(key=lambda area: -area.weight)
    return Atlas(drawing.unit, tuple(areas), classes)


def members(key: str) -> tuple[str, ...]:
    """Return the economies that a row stands for: itself, or those of a group as one trader."""
    if key == EU27:
        return tuple(eu27_members())
    group = trader(key)
    return tuple(group.members) if group else (key,)
