"""The keys that take a dataset with partners by code: pairs, groups as traders, unit values."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import OptionList

from aigoods.dataset.places import embedded_folder
from aigoods.explorer.screens.picker import Picker
from driver import driving
from worlds import SMALL, TONS


@pytest.fixture
def folder(make_dataset: Callable[..., Path]) -> str:
    return str(make_dataset(TONS))


async def test_enter_on_a_partner_opens_the_goods_of_the_pair(folder: str) -> None:
    async with driving("partners?economy=TWN&year=2006", dataset=folder) as driver:
        await driver.press("enter")
        assert driver.address == ("pair?economy=TWN&partner=USA&year=2006&by=code")
        assert [row.split()[:3] for row in driver.rows] == [["854231", "Processors", "$900"]]
        await driver.press("tab")
        assert driver.address == "pair?economy=TWN&partner=USA&year=2006&by=year"
        assert driver.head.key == "year"
        await driver.press("tab", "b")
        assert driver.head.view.by == "segment"
        await driver.press("enter")
        assert driver.head.view.goods == "intermediate-inputs"
        assert driver.head.view.by == "code"
        await driver.press("escape", "escape")
        assert driver.head.view.page == "partners"


async def test_f_turns_the_flow_that_leads_a_pair(folder: str) -> None:
    async with driving("pair?economy=TWN&partner=HKG&year=2006", dataset=folder) as driver:
        assert [c.name for c in driver.head.columns][1] == "exports_usd"
        await driver.press("f")
        assert [c.name for c in driver.head.columns][1] == "imports_usd"
        assert driver.head.view.flow == "imports"


async def test_u_makes_one_trader_of_each_group_that_is_ranked(folder: str) -> None:
    async with driving("exporters?by=region", size=(120, 24), dataset=folder) as driver:
        assert driver.head.column("intra_usd") is None
        await driver.press("u")
        assert driver.head.view.blocs == "one"
        assert "Inside" in driver.text
        await driver.press("b")
        assert (driver.head.view.by, driver.head.view.blocs) == ("sub-region", "members")
        await driver.press("u", "enter")
        assert driver.head.view.blocs == "members"
        assert driver.head.view.within


async def test_u_on_economies_is_the_eu(folder: str) -> None:
    async with driving("importers", dataset=folder) as driver:
        await driver.press("u")
        assert (driver.head.view.eu, driver.head.view.blocs) == ("one", "members")
        assert any("European" in row for row in driver.rows)
        await driver.move_to("EU27")
        await driver.press("enter", "tab", "tab")
        assert driver.head.view.page == "partners"
        assert driver.head.view.economy == "EU27"


async def test_m_comes_to_unit_values_where_quantities_are_known(folder: str) -> None:
    async with driving("exporters", dataset=folder) as driver:
        await driver.press("m", "m", "m", "m")
        assert driver.head.view.measure == "unit-value"
        assert "/kg" in driver.text
        await driver.press("c")
        assert "US dollars per kilogram" in driver.text
        await driver.press("m")
        assert driver.head.view.measure == "value"


async def test_m_passes_over_unit_values_elsewhere(make_dataset: Callable[..., Path]) -> None:
    async with driving("exporters", dataset=str(make_dataset(SMALL))) as driver:
        await driver.press("m", "m", "m", "m")
        assert driver.head.view.measure == "value"


async def test_a_table_that_breaks_when_it_is_read_gives_way_to_the_embedded(
    folder: str,
) -> None:
    path = Path(folder, "economy.parquet")
    whole = path.read_bytes()
    path.write_bytes(b"PAR1" + b"\xff" * (len(whole) - 1200) + whole[-1196:])
    async with driving("exporters", dataset=folder) as driver:
        assert driver.head.manifest.name == "core-hs4"
        assert any("is damaged" in notice for notice in driver.notices)


async def test_a_table_that_breaks_later_leaves_the_screen_as_it_is(folder: str) -> None:
    async with driving("exporters", dataset=folder) as driver:
        shutil.copy(embedded_folder() / "manifest.json", Path(folder, "partners.parquet"))
        await driver.press("enter", "tab", "tab")
        assert driver.head.view.page == "economy"
        assert any("is damaged" in notice for notice in driver.notices)


async def test_whose_partner_is_asked_for_and_the_list_goes_to_both_its_ends() -> None:
    async with driving("exporters") as driver:
        await driver.press("down", "colon", *"bilateral", "enter")
        assert "Partner of Taiwan" in driver.text
        picker = driver.app.screen
        assert isinstance(picker, Picker)
        choices = picker.query_one(OptionList)
        await driver.press("end")
        assert choices.highlighted == len(picker.choices) - 1 > 20
        await driver.press("home")
        assert choices.highlighted == 0
        await driver.press(*"united states", "enter")
        assert str(driver.main.view).startswith("pair?economy=TWN&partner=USA")
