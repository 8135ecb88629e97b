"""What the explorer says: of empty tables, of keys that do nothing here, at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driver import driving
from worlds import CODES, SMALL, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def test_an_empty_table_without_notes_says_why(make_dataset: Callable[..., Path]) -> None:
    world = World(CODES[:2], (2004, 2005), ((2004, "TWN", "USA", "280461", 5),))
    folder = make_dataset(world, notes=(), provisional=())
    async with driving("exporters?goods=280461", dataset=str(folder)) as driver:
        assert driver.rows == []
        assert "No economy has exports of silicon (280461) in 2005" in driver.text
        await driver.press("left_square_bracket")
        assert "Taiwan" in driver.rows[0]


async def test_an_empty_table_with_notes_does_not_take_one_of_them_for_the_reason(
    make_dataset: Callable[..., Path],
) -> None:
    async with driving("exporters?goods=280461", dataset=str(make_dataset(SMALL))) as driver:
        shown = driver.text
        assert "No economy has exports of silicon (280461) in 2008" in shown
        assert "provisional" not in shown


async def test_concentration_is_called_by_its_name_and_a_word() -> None:
    async with driving() as driver:
        assert "concentration 1,194, moderate" in driver.text
        assert "HHI" not in driver.text
        assert "not of firms" in driver.head.notes[-1]
