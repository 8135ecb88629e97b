"""The ways to pages: digits, the picker of all, and their names."""

import pytest

from aigoods.explorer.screens.picker import Picker
from aigoods.pages import every
from driver import driving


async def test_a_picker_lists_all_pages_with_digit_and_sentence() -> None:
    async with driving("exporters") as driver:
        await driver.press("p")
        picker = driver.app.screen
        assert isinstance(picker, Picker)
        listed = [(choice.name, choice.hint) for choice in picker.choices]
        shown = [page for page in every() if not page.explains]
        assert [hint for _, hint in listed] == [page.key for page in shown]
        for page, (said, _) in zip(shown, listed, strict=True):
            assert said.startswith(f"{page.title}: {page.help[0].lower()}{page.help[1:-1]}")
        await driver.type("zzz")
        assert picker.choices == []


@pytest.mark.parametrize(
    ("here", "typed", "there"),
    [
        ("exporters?measure=share", "matrix", "matrix?measure=share"),
        ("exporters?goods=8542&year=2020", "series", "series?goods=8542&year=2020"),
        ("exporters", "partners", "partners?economy=CHN"),
        ("economy?economy=MEX&flow=imports", "partners", "partners?flow=imports&economy=MEX"),
        ("partners?economy=MEX", "pair", "pair?economy=MEX&partner=USA"),
    ],
)
@pytest.mark.parametrize("key", ["p", "colon"])
async def test_a_page_is_reached_by_its_name(here: str, typed: str, there: str, key: str) -> None:
    async with driving(here) as driver:
        await driver.press(key)
        await driver.type(typed)
        await driver.press("enter")
        wanted = set(there.partition("?")[2].split("&"))
        assert driver.address.startswith(typed)
        assert wanted <= set(driver.address.partition("?")[2].split("&")) | {""}


async def test_economies_that_are_missing_are_chosen() -> None:
    async with driving("world") as driver:
        await driver.press("p")
        await driver.type("pair")
        await driver.press("enter")
        await driver.type("mexico")
        await driver.press("enter")
        await driver.type("united states")
        await driver.press("enter")
        assert driver.address.startswith("pair?economy=MEX&partner=USA")
