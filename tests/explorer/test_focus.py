"""The keyboard is always with something that is seen."""

from __future__ import annotations

import pytest
from textual.events import AppBlur

from driver import Driver, driving


def holder(driver: Driver) -> str:
    """Return the id of what has the keyboard; it must be seen."""
    focused = driver.app.screen.focused
    assert focused is not None
    assert all(each.display for each in focused.ancestors_with_self)
    assert focused.region.area
    return focused.id or ""


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (40, 15)])
@pytest.mark.parametrize("key", ["c", "t"])
async def test_the_keyboard_follows_what_is_shown(key: str, size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        for _ in range(5):
            await driver.press(key)
            assert holder(driver) == ("table" if driver.main.table.display else "chart")
            row = driver.main.table.cursor_row
            await driver.press("j")
            assert driver.main.table.cursor_row == row + 1
            await driver.press("up")
            assert driver.main.table.cursor_row == row
        await driver.press("2", "down", "enter")
        assert driver.head.view.page == "economy"
        assert holder(driver) in ("table", "chart")


async def test_the_keys_of_the_table_move_where_the_chart_is_alone() -> None:
    async with driving() as driver:
        await driver.press("t")
        last = driver.main.table.row_count - 1
        for key, row in (
            ("down", 1),
            ("k", 0),
            ("k", 0),
            ("G", last),
            ("j", last),
            ("pageup", last - 10),
            ("home", 0),
            ("pagedown", 10),
            ("end", last),
            ("home", 0),
        ):
            await driver.press(key)
            assert driver.main.table.cursor_row == row, key
            assert driver.main.history.here.cursor == driver.main.table.cursor_key
        await driver.press("j", "enter")
        assert driver.address.startswith("economy?economy=TWN")


async def test_the_keyboard_survives_filter_pages_over_it_and_sizes() -> None:
    async with driving(size=(80, 24)) as driver:
        for layout in ("", "t"):
            if layout:
                await driver.press(layout)
            plain = holder(driver)
            await driver.press("slash", "c")
            assert holder(driver) == "filter"
            await driver.press("enter")
            assert holder(driver) == plain
            await driver.press("slash", "escape")
            assert holder(driver) == plain
            for key in ("question_mark", "i", "g", "colon", "D", "e"):
                await driver.press(key)
                assert holder(driver)
                assert driver.app.screen is not driver.main, key
                await driver.press("escape")
                assert holder(driver) == plain, key
            for width, height in ((1, 1), (39, 24), (120, 40), (20, 5), (80, 24)):
                await driver.resize(width, height)
                small = width < 40 or height < 15
                assert holder(driver) == "small" if small else holder(driver) in (plain, "table")


async def test_a_small_terminal_takes_the_keyboard_from_the_filter() -> None:
    async with driving() as driver:
        await driver.press("slash", "c")
        await driver.resize(20, 5)
        assert holder(driver) == "small"
        await driver.resize(80, 24)
        assert holder(driver) in ("table", "filter")


async def test_a_click_beside_everything_leaves_the_keyboard() -> None:
    async with driving() as driver:
        for place in ((0, 0), (79, 23), (40, 22)):
            await driver.pilot.click(offset=place)
            await driver.settle()
            assert holder(driver) == "table"
        driver.app.screen.set_focus(None)
        await driver.settle()
        assert holder(driver) == "table"


async def test_a_window_that_lost_the_focus_still_takes_keys() -> None:
    async with driving() as driver:
        driver.app.post_message(AppBlur())
        await driver.settle()
        assert holder(driver) == "table"


@pytest.mark.parametrize("first", ["g", "colon", "i", "question_mark", "e", "D"])
@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_key_that_comes_twice_leaves_a_page_over_it_once(first: str, key: str) -> None:
    async with driving() as driver:
        await driver.press(first)
        for _ in range(4):
            driver.hit(key)
        await driver.settle()
        while driver.app.screen is not driver.main:
            await driver.press("escape")
        assert holder(driver) == "table"
