"""Keys that come at once, as over a slow line, do what they do one after the other."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Paste

from driver import driving


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (["slash", *"kor"], "/kor"),
        (["slash", *"kor", "enter", "j", "enter"], "economy?economy=PRK"),
        (["g", *"8471", "enter"], "exporters?goods=8471"),
        (["colon", *"mexico", "enter"], "economy?economy=MEX"),
        (["question_mark", "escape", "2"], "importers"),
        (["slash", *"kor", "escape", "4"], "goods"),
        (["i", "q", "question_mark", *"importers", "enter", "5"], "world"),
    ],
)
async def test_keys_in_one_piece(keys: list[str], seen: str, size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        for key in keys:
            driver.hit(key)
        await driver.settle()
        if seen.startswith("/"):
            assert driver.main.history.here.scene.filter == seen[1:]
            assert len(driver.rows) == 2
        else:
            assert driver.address.startswith(seen)


async def test_keys_wait_for_a_widget_that_takes_its_time() -> None:
    async with driving() as driver:
        driver.main.table.call_later(asyncio.sleep, 0.2)
        driver.hit("slash")
        driver.hit("k")
        await driver.until(lambda: driver.main.history.here.scene.filter == "k")


async def test_what_is_pasted_is_text_and_obeyed_by_no_terminal() -> None:
    hostile = "kor\x1b]0;owned\x07\x1b[31m\x9b5m\u202e\t  ea\nsecond line"
    async with driving() as driver:
        for open_line in ("slash", "colon", "question_mark"):
            await driver.press(open_line)
            driver.app.post_message(Paste(hostile))
            await driver.settle()
            assert "kor]0;owned[31m5m   ea" in driver.text
            assert driver.text.replace("\n", "").isprintable()
            await driver.press("escape")
