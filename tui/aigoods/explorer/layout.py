"""Which columns of a table stand on the screen: a mark for the chart, then those that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.output import layout
from aigoods.output.layout import Slot

if TYPE_CHECKING:
    from aigoods.explorer.sheet import Sheet


def slots(sheet: Sheet, width: int, *, bar: bool = True) -> tuple[Slot, ...]:
    """Return the columns of `sheet` that fit a screen of `width` cells, the scroll bar aside."""
    return (Slot("mark", 2), *layout.slots(sheet.head, sheet.widths, width - 3, bar=bar))
