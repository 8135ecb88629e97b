"""`r`: what a page can be told that no key of its own tells it."""

import pytest

from aigoods.analysis.view import View
from aigoods.errors import AigoodsError
from aigoods.explorer.deeds.refining import can_refine, refined
from aigoods.pages import every
from driver import driving

DEPENDENCE = View("dependence", economy="MEX")


async def test_what_is_typed_is_asked() -> None:
    async with driving(DEPENDENCE, dataset="chips-hs6") as driver:
        await driver.press("r", *"China, Hong Kong", "down", *"40", "down", *"$1.5bn", "enter")
        wanted = DEPENDENCE.but(of="CHN,HKG", threshold="40", at_least="1.5bn")
        assert driver.main.view.but(year=None, by="") == wanted
        await driver.press("r")
        texts = [line.value for line in driver.app.screen.query("Input")]  # type: ignore[attr-defined]
        assert texts == ["CHN,HKG", "40", "1.5bn"]


async def test_what_cannot_be_read_is_said_and_can_be_typed_anew() -> None:
    async with driving(DEPENDENCE, dataset="chips-hs6") as driver:
        await driver.press("r", *"Atlantis", "enter")
        assert any("Atlantis" in line for line in driver.screen)
        await driver.press("escape")
        assert driver.main.view.of == ""


@pytest.mark.parametrize(
    "texts",
    [{"of": "Congo"}, {"threshold": "101"}, {"threshold": "half"}, {"at_least": "-1"}],
)
def test_no_wrong_field_gets_into_a_view(texts: dict[str, str]) -> None:
    with pytest.raises(AigoodsError):
        refined(DEPENDENCE, texts)


def test_an_empty_text_is_the_choice_of_the_page() -> None:
    told = DEPENDENCE.but(of="CHN", threshold="40", at_least="1bn")
    assert refined(told, {"of": "", "threshold": " ", "at_least": ""}) == DEPENDENCE
    assert refined(View("exporters", since=2018), {"since": ""}) == View("exporters")
    assert refined(View("exporters"), {"since": "2019"}) == View("exporters", since=2019)


def test_pages_say_whether_they_can_be_told_more() -> None:
    able = {page.name for page in every() if can_refine(View(page.name))}
    assert {"dependence", "exporters", "series"} <= able
    assert not able & {"published", "exposure"}
