"""Early keys, tiny terminals, many resizes, every command on every page."""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING

import pytest
from textual.events import Resize
from textual.geometry import Size

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.dataset import folder
from aigoods.explorer.app import Explorer
from aigoods.explorer.commands import COMMANDS
from aigoods.pages import parse
from driver import Driver, driving
from worlds import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aigoods.dataset.folder import Dataset
    from aigoods.explorer.sheet import Sheet

PAGES = [
    "exporters",
    "importers?by=region",
    "economy?economy=MEX&by=code",
    "economy?economy=MEX&by=year",
    "partners?economy=MEX",
    "goods?by=code",
    "goods?goods=8542&by=year",
    "world",
    "series?economy=CHN,MEX",
    "pair?economy=MEX&partner=USA",
    "matrix?by=economy",
]

LEAVING = ("interrupt", "quit", "suspend")


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The dataset is not opened before this event is set."""
    go, opened = threading.Event(), folder.open_dataset

    def wait(path: Path) -> Dataset:
        assert go.wait(30)
        return opened(path)

    monkeypatch.setattr(folder, "open_dataset", wait)
    return go


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ("2", "importers?year=2024&by=economy"),
        ("5", "world?year=2024&by=segment"),
        ("2m", "importers?year=2024&measure=share&by=economy"),
        ("54", "goods?year=2024&by=code"),
    ],
)
async def test_keys_before_the_data_are_answered_afterwards(
    keys: str,
    address: str,
    kept: bool,
    late: threading.Event,
    sheet_of: Callable[[str], Sheet],
) -> None:
    app = Explorer(Scene(View()), kept=sheet_of("exporters") if kept else None)
    async with app.run_test() as pilot:
        driver = Driver(app, pilot)
        await pilot.pause()
        assert ("$496.1 bn" if kept else "Opening the dataset …") in driver.text
        assert "? help" in driver.screen[-1]
        await pilot.press(*keys)
        late.set()
        await driver.settle()
        assert driver.address == address
        assert driver.main.table.row_count


async def test_other_keys_before_the_data_do_no_harm(
    late: threading.Event, sheet_of: Callable[[str], Sheet]
) -> None:
    app = Explorer(Scene(View()), kept=sheet_of("exporters"))
    async with app.run_test() as pilot:
        driver = Driver(app, pilot)
        await pilot.pause()
        for command in COMMANDS:
            if command.name not in (*LEAVING, "palette", "pages", "help", "export", "data"):
                await pilot.press(*command.keys[:1])
        late.set()
        await driver.settle()
        assert driver.main.table.row_count


async def test_a_tiny_terminal_says_so_and_a_larger_one_shows_the_table() -> None:
    async with driving(size=(20, 5)) as driver:
        assert "aigoods needs" in driver.text
        assert "20 by 5" in " ".join(driver.text.split())
        assert "China" not in driver.text
        await driver.press("2", "j", "g", "slash")
        assert driver.address == "exporters?year=2024&by=economy"
        await driver.resize(80, 24)
        assert "China" in driver.body[1]
        assert "aigoods needs" not in driver.text
        await driver.resize(39, 24)
        assert "39 by 24" in " ".join(driver.text.split())
        await driver.resize(40, 15)
        assert "China" in driver.body[1]


async def test_q_leaves_a_tiny_terminal() -> None:
    app = Explorer(Scene(View()))
    async with app.run_test(size=(20, 5)) as pilot:
        await Driver(app, pilot).settle()
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_200_resizes_leave_a_working_screen() -> None:
    sizes = random.Random(7)  # noqa: S311
    async with driving() as driver:
        await driver.move_to("VNM")
        for _ in range(200):
            width, height = sizes.randint(10, 200), sizes.randint(4, 60)
            driver.app.post_message(resized(driver.app, width, height))
        await driver.resize(100, 30)
        assert [len(line) for line in driver.screen] == [100] * 30
        assert driver.main.table.cursor_key == "VNM"
        assert driver.main.chart_shown
        await driver.press("h")
        assert driver.head.view.year == 2023
        assert "Exporters of AI-enabling goods, 2023" in driver.screen[1]


def resized(app: Explorer, width: int, height: int) -> Resize:
    size = Size(width, height)
    assert app._driver is not None
    app._driver._size = size
    return Resize(size, size)


async def test_marks_cursor_and_filter_outlive_a_resize() -> None:
    async with driving(size=(120, 40)) as driver:
        await driver.press("slash")
        await driver.type("land")
        await driver.press("enter", "j", "space")
        rows, key = len(driver.rows), driver.main.table.cursor_key
        await driver.resize(60, 20)
        assert len(driver.rows) == rows
        assert driver.main.table.cursor_key == key
        assert driver.rows[1].startswith("●")


@pytest.mark.parametrize("seed", range(3))
async def test_keys_pressed_at_random_and_fast_leave_a_working_screen(seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311
    keys = [key for command in COMMANDS if command.name not in LEAVING for key in command.keys]
    keys = [key for key in keys if key not in ("ctrl+p", "colon", "e", "g", "slash", "D")]
    keys += ["j", "k", "end", "home", "pagedown"]
    async with driving(size=(100, 30)) as driver:
        for key in chosen.choices(keys, k=80):
            driver.hit(key)
        await driver.settle()
        while driver.app.screen is not driver.main:
            await driver.press("escape")
        await driver.press("1")
        if driver.app.screen is not driver.main:  # Another dataset has the answer.
            await driver.press("enter")
        assert driver.head.view.page == "exporters"
        assert driver.main.table.row_count
        assert driver.main.history.here.view == driver.head.view


async def test_going_back_faster_than_answers_come_does_not_lose_the_way() -> None:
    async with driving() as driver:
        await driver.press("j", "enter", "j", "enter")
        assert len(driver.main.history.places) == 3
        driver.hit("escape")
        driver.hit("escape")
        await driver.settle()
        assert [str(place.view) for place in driver.main.history.places] == [
            "exporters?year=2024&by=economy"
        ]
        assert driver.address == "exporters?year=2024&by=economy"
        assert driver.main.table.cursor_key == "TWN"


async def test_an_answer_that_is_no_longer_wanted_is_dropped(
    sheet_of: Callable[[str], Sheet],
) -> None:
    from aigoods.explorer.messages import Answered

    async with driving() as driver:
        stale = sheet_of("economy?economy=MEX")
        driver.main.ask(View("world"))
        driver.main.post_message(Answered(stale, parse("economy?economy=MEX")))
        await driver.settle()
        assert [place.view.page for place in driver.main.history.places] == ["exporters", "world"]


@pytest.mark.parametrize("address", PAGES)
async def test_every_view_can_be_started_with_and_remembered(address: str) -> None:
    async with driving(address) as driver:
        again = str(driver.app.state.scene)
    async with driving(again) as driver:
        assert str(driver.head.view) == again


@pytest.mark.parametrize("wanted", ["missing", "./missing", "../x", "no such name"])
async def test_a_dataset_that_is_missing_gives_way_to_the_embedded_one(wanted: str) -> None:
    async with driving(dataset=wanted, size=(120, 40)) as driver:
        assert "China" in driver.rows[0]
        (said,) = driver.notices
        assert "There is no dataset in" in said
        assert said.endswith("The embedded dataset is shown instead.")


async def test_a_dataset_of_ones_own_is_shown(make_dataset: Callable[..., Path]) -> None:
    folder = make_dataset(SMALL)
    async with driving(dataset=str(folder)) as driver:
        assert driver.head.manifest.name == "made"
        assert driver.notices == []
        assert "Nobody V1" in driver.text
        await driver.press("h")
        assert driver.head.view.year == 2006
        await driver.press("u")
        assert driver.head.view.eu == "one"


@pytest.mark.parametrize("keys", [("1",), ("4", "end", "z")])
async def test_rows_whose_code_is_no_address_are_refused_with_a_sentence(
    keys: tuple[str, ...], make_dataset: Callable[..., Path]
) -> None:
    from aigoods.catalog.goods import Code
    from worlds import World

    world = World(
        codes=(Code("[red]85", "Odd [b]goods[/b]", "equipment", "Odd"),),
        years=(2007, 2008),
        flows=((2008, "a\x1b[31mb", "[red]x[/]", "[red]85", 5),),
    )
    async with driving(dataset=str(make_dataset(world))) as driver:
        await driver.press(*keys, "end", "enter")
        assert driver.app.is_running
        (said,) = driver.notices
        assert "not well formed" in said
        assert "\x1b" not in driver.text


async def test_two_sizes_on_their_way_at_once_come_to_an_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with driving(size=(80, 24)) as driver:
        taken: list[Size] = []
        monkeypatch.setattr(driver.main, "_screen_resized", taken.append)
        for size in (Size(39, 14), Size(80, 24), Size(39, 14), Size(80, 24)):
            driver.main.post_message(Resize(size, size))
            driver.main.call_later(lambda: None)
        await driver.settle()
        assert taken == [Size(80, 24), Size(80, 24)]
        assert driver.main.size == Size(80, 24)
