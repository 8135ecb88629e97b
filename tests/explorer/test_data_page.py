"""The Data page: what it lists, and going over from one dataset to another."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from aigoods.dataset.places import embedded_folder, in_use, places
from aigoods.dataset.shelf import use
from aigoods.explorer.kept import Keeper
from aigoods.explorer.screens.data import DataScreen
from aigoods.explorer.state import load_state
from driver import Driver, driving
from worlds import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZES = [(80, 24), (120, 40), (40, 15)]
HOSTILE = "\x1b]0;owned\x07[red]x[b] \u202eback"


def page(driver: Driver) -> DataScreen:
    assert isinstance(driver.app.screen, DataScreen)
    return driver.app.screen


def names(driver: Driver) -> list[str]:
    return [each.name for each in page(driver).datasets]


def sentence(driver: Driver) -> str:
    return page(driver).said.plain


@pytest.fixture
def made(make_dataset: Callable[..., Path]) -> Path:
    """A dataset of other codes and years than the embedded one, on the shelf."""
    return make_dataset(SMALL, places().data / "made")


@pytest.fixture
def twin() -> Path:
    """A dataset with the numbers of the embedded one under another name, on the shelf."""
    folder = places().data / "twin"
    shutil.copytree(embedded_folder(), folder)
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(content | {"name": "twin"}), encoding="utf-8")
    return folder


def damage(folder: Path) -> None:
    table = folder / "economy.parquet"
    table.write_bytes(b"\0" * table.stat().st_size)


@pytest.mark.parametrize("size", SIZES)
async def test_datasets_are_listed_with_their_facts(size: tuple[int, int], made: Path) -> None:
    async with driving(size=size) as driver:
        before = driver.screen
        await driver.press("D")
        assert names(driver) == ["core-hs4", "chips-hs6", "made"]
        assert [len(line) for line in driver.screen] == [size[0]] * size[1]
        used, other = driver.screen[2], driver.screen[4]
        assert used.startswith("● core-hs4")
        assert other.startswith("  made")
        for key in ("j", "down"):
            await driver.press("home", key, key)
            said = " ".join(" ".join(driver.screen[3:]).split())
            for fact in (
                "Nobody V1",
                "HS2017",
                "made-basket",
                "Made up for a test",
                "2004, 2005, 2006, 2008",
            ):
                assert fact in said
            rows = len(SMALL.flows) + SMALL.economy().height
            assert f"{rows}" in said
            assert str(made)[: size[0] - 3] in driver.text
            await driver.press("k", "k")
            assert page(driver).at == "core-hs4"
        for hint in ("enter use", "i import", "f fetch", "v verify", "x remove", "esc back"):
            assert hint in driver.text
        await driver.press("escape")
        assert driver.screen == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["escape", "q", "D", "backspace"])
async def test_keys_that_lead_back(key: str, size: tuple[int, int]) -> None:
    async with driving("world", size=size) as driver:
        before = driver.screen
        await driver.press("D", "G", key)
        assert driver.app.is_running
        assert driver.screen == before


async def test_ctrl_c_leaves_with_its_exit_code() -> None:
    async with driving() as driver:
        await driver.press("D")
        driver.hit("ctrl+c")
        await driver.until(lambda: driver.app._exit)
    assert driver.app.return_code == 130


@pytest.mark.parametrize("size", SIZES)
async def test_another_dataset_is_used_at_once_and_at_the_next_start(
    size: tuple[int, int], made: Path
) -> None:
    async with driving(size=size) as driver:
        await driver.press("D", "G", "enter")
        assert driver.app.screen is driver.main
        assert driver.address == "exporters?year=2008&by=economy"
        assert driver.head.manifest.name == "made"
        assert "made" in driver.screen[-2 if driver.main.low else 3]
        assert {dataset.place for dataset, _ in driver.app.answers.questions} == {made}
        await driver.press("D")
        assert driver.screen[4].startswith("● made")
    assert in_use() == "made"
    async with driving(size=size) as driver:
        assert driver.head.manifest.name == "made"
        assert driver.notices == []


@pytest.mark.usefixtures("twin")
async def test_the_view_stays_where_the_other_dataset_answers_it() -> None:
    async with driving("exporters?goods=8542&year=2020&by=economy") as driver:
        await driver.press("f", "space", "j", "j", "space")
        marks = driver.main.history.here.scene.marks
        assert len(marks) == 2
        rows, key = driver.rows, driver.main.table.cursor_key
        await driver.press("D", "G", "enter")
        assert driver.head.manifest.name == "twin"
        assert driver.address == "importers?goods=8542&year=2020&by=economy"
        assert (driver.rows, driver.main.table.cursor_key) == (rows, key)
        assert driver.main.history.here.scene.marks == marks
        assert driver.notices == ["Questions go to twin from now on."]


@pytest.mark.usefixtures("twin")
async def test_a_filter_stays_too() -> None:
    async with driving() as driver:
        await driver.press("slash")
        await driver.type("land")
        await driver.press("enter")
        rows = driver.rows
        await driver.press("D", "G", "enter")
        assert driver.head.manifest.name == "twin"
        assert driver.rows == rows
        assert driver.main.filter is not None


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "address",
    [
        "exporters?goods=8542&year=2024",
        "economy?economy=MEX&year=2020",
        "goods?goods=8542&by=year",
        "pair?economy=MEX&partner=USA",
        "series?economy=CHN,MEX&goods=8471",
        "partners?economy=TWN&year=2024",
        "world?goods=8542",
    ],
)
async def test_a_view_that_the_other_dataset_lacks_gives_way_to_its_exporters(
    address: str,
) -> None:
    async with driving(address) as driver:
        assert driver.address.startswith(address.split("?")[0])
        await driver.press("D", "G", "enter")
        assert driver.head.manifest.name == "made"
        assert driver.address == "exporters?year=2008&by=economy"
        assert driver.main.table.row_count
        assert "Opening the dataset" not in driver.text
        (said,) = [notice for notice in driver.notices if "instead" in notice]
        assert said.endswith("The exporters of the last year are shown instead.")
        await driver.press("escape")
        assert driver.address == "exporters?year=2008&by=economy"
        await driver.press("enter", "escape", "D", "home", "enter")
        assert driver.head.manifest.name == "core-hs4"
    assert in_use() == "core-hs4"


@pytest.mark.usefixtures("made")
async def test_a_chart_is_of_the_dataset_on_the_screen() -> None:
    async with driving("exporters?by=economy", size=(120, 40)) as driver:
        await driver.press("space", "D", "G", "enter")
        assert driver.head.manifest.name == "made"
        await driver.press("c", "t", "t")
        assert driver.app._exception is None


@pytest.mark.usefixtures("made")
async def test_the_command_line_that_is_copied_names_only_a_dataset_of_this_run(
    twin: Path,
) -> None:
    async with driving(dataset=str(twin)) as driver:
        assert driver.app.dataset_named == str(twin)
        await driver.press("D", "G", "k", "enter")
        assert driver.head.manifest.name == "made"
        assert driver.app.dataset_named == ""


async def test_the_screen_kept_for_the_next_start_is_that_of_the_dataset_in_use(
    made: Path, tmp_path: Path
) -> None:
    from aigoods.explorer.kept import SCREEN_FILE, load_screen

    async with driving() as driver:
        await driver.press("D", "G", "enter")
        keep = Keeper(tmp_path)
        keep(driver.app.state, driver.main.sheet, driver.app.stamped)
        assert keep.failure == ""
        view = driver.head.view
        kept = load_screen(tmp_path / SCREEN_FILE, view, made)
        assert kept is not None
        assert kept.head.manifest.name == "made"
        assert load_screen(tmp_path / SCREEN_FILE, view, embedded_folder()) is None
        assert load_state(tmp_path).scene.view == view


async def test_a_damaged_dataset_says_what_ails_it_and_is_not_used(made: Path) -> None:
    (made / "manifest.json").write_text("{")
    async with driving() as driver:
        await driver.press("D")
        assert "damaged" in driver.screen[4]
        await driver.press("G")
        assert "is not JSON; import the data again." in " ".join(driver.text.split())
        await driver.press("enter")
        assert "is not JSON" in sentence(driver)
        assert driver.head.manifest.name == "core-hs4"
        await driver.press("v")
        assert "is not JSON" in sentence(driver)
    assert in_use() == "core-hs4"


async def test_a_table_that_turns_out_damaged_is_not_used(made: Path) -> None:
    damage(made)
    async with driving() as driver:
        await driver.press("D", "G", "enter")
        assert "is damaged" in sentence(driver)
        await driver.press("v")
        assert "is not as it was written" in sentence(driver)
        await driver.press("escape")
        assert driver.head.manifest.name == "core-hs4"
    assert in_use() == "core-hs4"


@pytest.mark.parametrize("how", [damage, shutil.rmtree])
async def test_where_the_dataset_in_use_is_gone_the_embedded_one_is_shown(
    how: Callable[[Path], None], made: Path
) -> None:
    use("made")
    how(made)
    async with driving(size=(120, 40)) as driver:
        assert driver.head.manifest.name == "core-hs4"
        (said,) = driver.notices
        assert str(made) in said
        assert said.endswith("The embedded dataset is shown instead.")
        await driver.press("D", "home", "enter")
    assert in_use() == "core-hs4"


@pytest.mark.usefixtures("made")
async def test_what_cannot_be_kept_is_not_used() -> None:
    (places().data / ".in-use.new").mkdir()
    (places().data / ".in-use").mkdir()
    async with driving() as driver:
        await driver.press("D", "G", "enter")
        assert sentence(driver).startswith("Cannot write ")
        assert driver.head.manifest.name == "core-hs4"


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("size", SIZES)
async def test_verify_tells(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        await driver.press("D", "v")
        assert "core-hs4 is as it was written." in " ".join(driver.text.split())
        await driver.press("G", "v")
        assert "made is as it was written." in " ".join(driver.text.split())


@pytest.mark.parametrize("size", SIZES)
async def test_removing_takes_a_yes(size: tuple[int, int], made: Path) -> None:
    async with driving(size=size) as driver:
        await driver.press("D", "G", "y")
        assert made.exists()
        for other in ("escape", "k", "enter", "v", "x"):
            await driver.press("home", "G", "x")
            assert "Remove made, " in driver.text
            assert "y remove  esc keep" in driver.text
            await driver.press(other)
            if other == "x":
                break
            assert page(driver).doomed is None
            await driver.press("y")
            assert made.exists()
        await driver.press("y")
        assert not made.exists()
        assert names(driver) == ["core-hs4", "chips-hs6"]
        assert "made is removed." in driver.text


async def test_the_dataset_on_the_screen_may_be_removed(made: Path) -> None:
    use("made")
    async with driving() as driver:
        assert driver.head.manifest.name == "made"
        await driver.press("D")
        assert page(driver).at == "made"
        await driver.press("x", "y")
        assert not made.exists()
        await driver.press("escape")
        assert driver.head.manifest.name == "core-hs4"
        assert driver.address == "exporters?year=2024&by=economy"
    assert in_use() == "core-hs4"


async def test_the_embedded_dataset_cannot_be_removed() -> None:
    async with driving() as driver:
        await driver.press("D", "x")
        assert sentence(driver) == "core-hs4 is embedded in the program and cannot be removed."
        await driver.press("y")
        assert names(driver) == ["core-hs4", "chips-hs6"]
    assert embedded_folder().exists()


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_shown_and_not_obeyed(
    size: tuple[int, int], make_dataset: Callable[..., Path]
) -> None:
    changes = dict.fromkeys(("title", "source", "release", "edition"), HOSTILE)
    folder = make_dataset(SMALL, places().data / HOSTILE, **changes)
    (places().data / "\x1b[2J").mkdir()
    async with driving(size=size) as driver:
        await driver.press("D")
        assert len(names(driver)) == 4
        for key in ("j", "j", "v", "x", "escape", "enter", "j", "v", "x", "escape"):
            await driver.press(key)
            assert driver.text.replace("\n", "").isprintable()
        assert "[red]x[b]" in driver.text
        await driver.press("enter")
        assert driver.head.manifest.name == "made"
        assert driver.text.replace("\n", "").isprintable()
        assert all(notice.isprintable() for notice in driver.notices)
    assert in_use() == HOSTILE
    assert folder.exists()


@pytest.mark.usefixtures("made")
async def test_a_page_outlives_sizes_and_themes() -> None:
    async with driving() as driver:
        await driver.press("D", "G")
        for width, height in ((20, 5), (200, 60), (40, 15), (80, 24)):
            await driver.resize(width, height)
            assert page(driver).at == "made"
        assert driver.screen[4].startswith("  made")
        await driver.press("escape", "T", "D")
        assert page(driver).at == "made"
