"""The record: the row under the cursor, and those that are marked, as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from addresses import EVERY
from aigoods.explorer.screens.record import Record, record_text
from driver import driving

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.explorer.sheet import Sheet


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("width", [31, 71, 87])
def test_every_number_of_a_row_is_there_in_any_width(
    address: str, width: int, sheet_of: Callable[[str], Sheet]
) -> None:
    sheet = sheet_of(address)
    if not sheet.rows:
        return
    row = sheet.rows[-1]
    lines = record_text(sheet, (row.key,), width).plain.split("\n")
    assert all(cell_len(line) <= width for line in lines)
    shown = [column for column in sheet.head.columns if not column.hidden]
    for column, line in zip(shown, lines, strict=False):
        assert line.rstrip().endswith(row.cells[column.name].strip()[: width - 12].strip())
    assert sum(line.startswith(f"{len(sheet.head.notes)}. ") for line in lines) == bool(
        sheet.head.notes
    )


def test_a_change_names_its_years_whole(sheet_of: Callable[[str], Sheet]) -> None:
    sheet = sheet_of("exporters")
    lines = record_text(sheet, (sheet.rows[0].key,), 31).plain.split("\n")
    assert {"Growth 2023-24  +6.0%", "CAGR 2017-24    +5.6%"} <= {line.rstrip() for line in lines}


def test_rows_stand_side_by_side_as_far_as_there_is_room(
    sheet_of: Callable[[str], Sheet],
) -> None:
    sheet = sheet_of("exporters")
    keys = tuple(row.key for row in sheet.rows[:9])
    wide = record_text(sheet, keys, 87).plain.split("\n")
    assert wide[1].split() == [
        "Economy",
        *["China", "Taiwan", "Korea", "United", "States", "Malaysia", "Singapore"],
    ]
    assert "3 more marked: wider window, or y copies them." in wide
    narrow = record_text(sheet, keys, 31).plain.split("\n")
    assert narrow[1].split() == ["Economy", "China"]


async def test_the_row_and_the_marked_ones_are_shown_and_copied() -> None:
    async with driving(size=(80, 24)) as driver:
        await driver.press("down", "space", "down", "down", "v")
        assert type(driver.app.screen) is Record
        line = next(line for line in driver.screen if "│ Economy" in line)
        assert line.split("│")[1].split() == ["Economy", "United", "States", "Taiwan"]
        await driver.press("y")
        assert "The table of 2 rows" in driver.notices[-1]
        await driver.press("v")
        assert driver.main.is_active
