"""What is seen in a picture, in sentences, for those who hear it and for machines that index it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.charts.atlas import Atlas
from aigoods.charts.data import Lines
from aigoods.charts.gains import Gains
from aigoods.charts.scale import value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aigoods.analysis.column import Unit
    from aigoods.charts.data import Line
    from aigoods.charts.ranked import Bars
    from aigoods.charts.style import Kind

MOST_AREAS = 20
FORMS: dict[Kind, str] = {
    "lines": "Lines",
    "bars": "Bars",
    "stacked": "Columns of segments",
    "heat": "A table of shades",
    "slope": "Lines between two years",
    "map": "A map of the world",
    "diverging": "Bars to both sides of 0",
}
"""What the kinds of pictures are called."""


def told(kind: Kind, data: Lines | Bars | Atlas | Gains) -> Iterator[str]:
    """Yield what kind of picture it is, then what each line, segment or bar is.

    Of a map it is the leading economies.
    """
    if isinstance(data, Atlas):
        yield f"{FORMS[kind]}, in five classes; the economies that trade most:"
        for area in data.areas[:MOST_AREAS]:
            yield f"{area.name}: {value_text(data.unit, area.value)}."
        return
    if isinstance(data, Gains):
        yield f"{FORMS[kind]}, from the top."
        for row in data.rows:
            parts = zip(data.names, row.parts, strict=False)
            made = ", ".join(f"{name} {value_text(data.unit, part)}" for name, part in parts)
            yield f"{row.name}: {value_text(data.unit, row.total)}{f' ({made})' * bool(made)}."
        return
    if not isinstance(data, Lines):
        yield f"{FORMS[kind]}, from the top."
        for bar in data.bars:
            yield f"{bar.name}: {value_text(data.unit, bar.value)}."
        return
    first, last = data.texts[0], data.texts[-1]
    over = f"over {first} to {last}" if first != last else f"in {first}"
    yield f"{FORMS[kind]} {over}{', the highest segment first' * (kind == 'stacked')}."
    for line in data.lines:
        yield f"{line.name}: {_course(line, data, data.unit)}."


def _course(line: Line, data: Lines, unit: Unit) -> str:
    """Return the first and the last known value of a line with their years."""
    known = [n for n, value in enumerate(line.values) if value is not None]
    if not known:
        return "no values"
    ends = dict.fromkeys((known[0], known[-1]))
    said = [f"{value_text(unit, line.values[n])} in {data.texts[n]}" for n in ends]
    return ", ".join(said)
