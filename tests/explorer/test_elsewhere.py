"""Other datasets in the explorer: a question that finds its data, and the key that turns to one."""

import shutil

import pytest

from aigoods.dataset.places import embedded_folder, in_use, places
from aigoods.explorer.screens.offer import Offer
from driver import driving

SIZES = [(80, 24), (120, 40), (40, 15)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_finds_its_data_and_the_way_back(size: tuple[int, int]) -> None:
    async with driving("partners?economy=KOR", size=size) as driver:
        before = driver.screen
        driver.main.go(driver.main.view.but(goods="8542", by="economy"))
        await driver.settle()
        assert isinstance(driver.app.screen, Offer)
        assert "chips-hs6" in driver.text
        await driver.press("enter")
        assert driver.head.manifest.name == "chips-hs6"
        assert driver.address == "partners?goods=8542&economy=KOR&year=2024&by=economy"
        assert "chips-hs6" in driver.screen[2 if size[1] < 20 else 3]
        await driver.press("escape")
        assert driver.head.manifest.name == "core-hs4"
        assert driver.screen == before
    assert in_use() == "core-hs4"


async def test_the_eu_as_one_is_asked_where_it_is_known() -> None:
    async with driving("exporters?goods=8542&year=2022&by=economy") as driver:
        await driver.press("u", "enter")
        assert driver.head.manifest.name == "chips-hs6"
        assert driver.head.view.eu == "one"
        await driver.press("down", "enter")
        assert driver.head.manifest.name == "chips-hs6"
        await driver.press("escape", "escape")
        assert driver.head.manifest.name == "core-hs4"
        assert driver.address == "exporters?goods=8542&year=2022&by=economy"


async def test_what_can_be_asked_here_stays_offered() -> None:
    async with driving("partners?economy=KOR&year=2024&by=economy") as driver:
        driver.main.go(driver.main.view.but(goods="8542"))
        await driver.settle()
        await driver.press("tab")
        assert driver.head.manifest.name == "core-hs4"
        driver.main.go(driver.main.view.but(goods="8542"))
        await driver.settle()
        await driver.press("escape")
        assert driver.head.manifest.name == "core-hs4"
        assert driver.head.view.goods == "all"


@pytest.mark.parametrize(
    ("start", "there", "back"),
    [
        ("exporters?goods=8542&year=2020&by=economy",) * 3,
        (
            "exporters?goods=8471&year=2020&by=economy",
            "exporters?goods=8471&year=2020&by=economy",
            "exporters?goods=8471&year=2020&by=economy",
        ),
        (
            "economy?economy=MEX&goods=8112&year=2020&by=year",
            "economy?economy=MEX&year=2020&by=code",
            "economy?economy=MEX&year=2020&by=code",
        ),
        ("partners?economy=TWN&year=2024&by=economy",) * 3,
        ("world?year=2024&by=segment",) * 3,
    ],
)
async def test_a_key_turns_to_the_next_dataset_and_back(start: str, there: str, back: str) -> None:
    async with driving(start) as driver:
        await driver.press("d")
        assert driver.head.manifest.name == "chips-hs6"
        assert driver.address == there
        assert "chips-hs6" in driver.screen[3]
        await driver.press("d")
        assert driver.head.manifest.name == "core-hs4"
        assert driver.address == back
    assert in_use() == "core-hs4"


async def test_what_only_the_other_knows_gives_way_to_the_nearest() -> None:
    view = "partners?economy=KOR&goods=854232&year=2020&by=economy&measure=unit-value"
    async with driving(view, dataset="chips-hs6") as driver:
        await driver.press("d")
        assert driver.address == "partners?economy=KOR&year=2024&by=economy"
        assert any("nearest" in notice for notice in driver.notices)
    async with driving("exporters?goods=854232&eu=one&year=2020", dataset="chips-hs6") as driver:
        await driver.press("d")
        assert driver.address == "exporters?goods=8542&year=2020&by=economy"


async def test_a_damaged_dataset_is_passed_over() -> None:
    shutil.copytree(embedded_folder(), places().data / "broken")
    (places().data / "broken" / "manifest.json").write_text("{")
    async with driving() as driver:
        await driver.press("d", "d")
        assert driver.head.manifest.name == "core-hs4"


async def test_at_the_start_the_dataset_that_can_is_named() -> None:
    async with driving("partners?economy=KOR&goods=854232") as driver:
        assert driver.head.manifest.name == "core-hs4"
        assert "The dataset chips-hs6 can answer it." in driver.notices[0]


async def test_what_took_the_place_of_a_missing_dataset_is_not_begun_with() -> None:
    async with driving(dataset="missing") as driver:
        assert driver.head.manifest.name == "core-hs4"
        assert driver.app.state.dataset == ""


async def test_a_refusal_that_is_no_matter_of_data_offers_nothing() -> None:
    async with driving() as driver:
        driver.main.go(driver.main.view.but(within="asia", year=2012))
        await driver.settle()
        assert not isinstance(driver.app.screen, Offer)


async def test_the_dataset_turned_to_is_that_of_the_next_start_and_of_the_copied_command() -> None:
    async with driving("exporters?goods=8542") as driver:
        assert driver.app.state.dataset == ""
        await driver.press("d")
        assert (driver.app.state.dataset, driver.app.state.used) == ("chips-hs6", "core-hs4")
        assert driver.app.dataset_named == "chips-hs6"
        await driver.press("D", "enter")
        assert driver.app.state.dataset == ""
