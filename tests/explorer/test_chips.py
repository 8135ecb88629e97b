"""The line of modes: what is switched on, by which key."""

from collections.abc import Callable

import pytest

from aigoods.explorer.chips import Chip, chips
from aigoods.explorer.commands import COMMANDS
from aigoods.explorer.sheet import Sheet
from aigoods.explorer.theme import INKS
from aigoods.explorer.widgets.heading import chip_line
from aigoods.pages import parse_scene
from driver import driving


def modes(address: str, sheet_of: Callable[[str], Sheet], *, scaled: bool = True) -> list[Chip]:
    scene = parse_scene(address)
    return chips(sheet_of(str(scene.view)).head, scene, COMMANDS, scaled=scaled)


@pytest.mark.parametrize(
    ("address", "on"),
    [
        ("exporters", []),
        ("exporters?measure=share&by=region", ["m share", "b by region"]),
        (
            "exporters?goods=8542#marks=CHN,TWN&log=1&filter=chi",
            ["g integrated circuits", "U 2 marked", "L log", "/ chi"],
        ),
        ("economy?economy=MEX&by=family#index=1", ["b by family", "x index"]),
        ("matrix?by=region&measure=share", ["g 8486+8541+8542", "m share", "b by region"]),
    ],
)
def test_what_differs_from_the_start_is_on(
    address: str, on: list[str], sheet_of: Callable[[str], Sheet]
) -> None:
    found = modes(address, sheet_of)
    assert [f"{chip.key} {chip.words}" for chip in found if chip.on] == on


@pytest.mark.parametrize(
    ("address", "commands"),
    [
        ("exporters", ["next_dataset", "goods", "measure", "grouping", "eu", "log", "index"]),
        ("published", ["next_dataset"]),
        ("world?list=wto-2025", ["next_dataset", "goods", "measure", "grouping"]),
    ],
)
def test_a_page_names_the_modes_that_it_has(
    address: str, commands: list[str], sheet_of: Callable[[str], Sheet]
) -> None:
    scaled = address == "exporters"
    found = [chip.command for chip in modes(address, sheet_of, scaled=scaled)]
    assert [name for name in found if name != "against"] == commands


def test_what_is_on_leaves_last(sheet_of: Callable[[str], Sheet]) -> None:
    found = modes("exporters?measure=share#log=1&marks=CHN", sheet_of)
    ink = INKS["ansi-dark"]
    for room in range(120):
        line = chip_line(found, room, ink).plain
        assert len(line) <= room or not line.strip()
        if "core-hs4" in line:
            assert all(word in line for word in ("m share", "L log", "U 1 marked"))


async def test_a_mode_that_a_page_does_not_have_is_not_carried_there() -> None:
    async with driving("exporters", size=(120, 40)) as driver:
        await driver.press("L")
        assert driver.main.scene.log
        await driver.press("m", "m")
        assert driver.head.view.measure == "growth"
        assert not driver.main.scene.log
        await driver.press("6")
        assert (driver.main.history.here.scene.log, driver.main.history.here.scene.chart) == (
            False,
            "",
        )
        await driver.press("escape")
        assert driver.head.view.page == "exporters"


async def test_the_line_follows_what_is_done() -> None:
    async with driving(size=(120, 40)) as driver:
        assert "m value" in driver.screen[3]
        await driver.press("space", "x", "m", "slash", "c", "enter")
        assert all(said in driver.screen[3] for said in ("U 1 marked", "x index", "m share", "/ c"))
