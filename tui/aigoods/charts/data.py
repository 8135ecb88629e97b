"""What a picture over years is drawn from: values that compare and hash by their content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aigoods.catalog.periods import numbers
from aigoods.charts.safe import label, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aigoods.analysis.column import Unit
    from aigoods.dataset.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Line:
    """One series: a value (or None, for a gap) for each year of its Lines.

    `cursor` is set where it is the row under the cursor, `rest` where it is all that is not drawn
    by itself.
    """

    name: str
    values: tuple[float | None, ...]
    cursor: bool = False
    rest: bool = False

    @property
    def empty(self) -> bool:
        """Whether no value is known."""
        return all(value is None for value in self.values)


@dataclass(frozen=True, slots=True)
class Lines:
    """Series over `years`, each year from the first to the last one with data.

    They are numbers of periods, and `texts` what is written below them: `2023`, `2024p`.
    `of` says which part of the rows is drawn, empty for all of them, `left` names those that were
    asked for and are not drawn. `here` is the year under the cursor where rows are years.
    """

    unit: Unit
    years: tuple[int, ...]
    texts: tuple[str, ...]
    lines: tuple[Line, ...]
    of: str = ""
    left: tuple[str, ...] = ()
    here: int | None = None

    @property
    def cursor_name(self) -> str:
        """Return the name of the line under the cursor, empty where there is none."""
        return next((line.name for line in self.lines if line.cursor), "")

    @property
    def known(self) -> list[float]:
        """Return all values that are there."""
        return [v for line in self.lines for v in line.values if v is not None]


def line(
    name: object, values: Iterable[float | None], *, cursor: bool = False, rest: bool = False
) -> Line:
    """Return a series of the data, with its name and values fit to be drawn."""
    return Line(label(name), tuple(map(number, values)), cursor, rest)


def spread(source: Manifest, unit: Unit, years: Sequence[int], found: list[Line]) -> Lines | None:
    """Return `found` over every year between the first and the last, without an empty start."""
    with_data = [
        year for place, year in enumerate(years) if any(x.values[place] is not None for x in found)
    ]
    if not with_data:
        return None
    every = numbers(source.period(with_data[0]), source.period(years[-1]))
    spread = []
    for line in found:
        values = dict(zip(years, line.values, strict=True))
        if not line.empty:
            spread.append(replace(line, values=tuple(values.get(year) for year in every)))
    return Lines(unit, every, tuple(map(source.tagged, every)), tuple(spread))


def indexed(data: Lines) -> Lines:
    """Return `data` with the first value of each line that is not 0 as 100."""
    return replace(
        data, unit="index", lines=tuple(replace(x, values=_of_first(x.values)) for x in data.lines)
    )


def first_year(data: Lines, line: Line) -> int | None:
    """Return the year that is the base of an indexed line."""
    return next((y for y, v in zip(data.years, line.values, strict=True) if v), None)


def _of_first(values: tuple[float | None, ...]) -> tuple[float | None, ...]:
    base = next((value for value in values if value), None)
    return tuple(None if v is None or base is None else v / base * 100 for v in values)
