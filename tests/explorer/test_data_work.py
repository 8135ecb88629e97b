"""The long works of the Data page: import and download, their progress, their end."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from aigoods.dataset.folder import open_dataset
from aigoods.dataset.folder import verify as verify_folder
from aigoods.dataset.places import in_use, places
from aigoods.dataset.shelf import locked
from aigoods.explorer import jobs
from aigoods.explorer.jobs import Job
from aigoods.explorer.screens.data import DataScreen
from aigoods.explorer.screens.form import Form
from aigoods.sources.baci import releases
from benchmarks import baci_files
from driver import Driver, driving
from loopback import File, Loopback, Reply, loopback

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.text import Text
    from textual.screen import Screen

    from aigoods.explorer.app import Explorer
    from aigoods.sources.progress import Progress

SIZES = [(80, 24), (120, 40), (40, 15)]
NAME = "baci-hs17-v202601"
PAGE = "/doc/baci_webpage.html"
ARCHIVE = "/data/BACI_HS17_V202601.zip"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zip of two years in the form of BACI, HS17."""
    folder = tmp_path_factory.mktemp("baci")
    given = ["--edition=HS17", "--years=2022-2023", "--rows=20000", "--economies=12", "--zip"]
    baci_files.main([str(folder), *given])
    return folder / "BACI_HS17_V202601.zip"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Imports stand still at their first report until they are to stop; set when one does."""
    reached, report = threading.Event(), Job.imported

    def wait(job: Job, progress: Progress) -> None:
        reached.set()
        assert job.stopping.wait(30)
        report(job, progress)

    monkeypatch.setattr(Job, "imported", wait)
    return reached


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, archive: Path) -> Iterator[Loopback]:
    """CEPII's server as the program knows it, with one release."""
    with loopback() as book:
        book.files[PAGE] = File(b"<a href='../data/BACI_HS17_V202601.zip'>HS17</a>")
        book.files[ARCHIVE] = File(archive.read_bytes())
        monkeypatch.setattr(releases, "BASE", book.url)
        yield book


def page(driver: Driver) -> DataScreen:
    assert isinstance(driver.app.screen, DataScreen)
    return driver.app.screen


def on_shelf() -> list[str]:
    """Return what lies in the folder of datasets, also what is hidden."""
    return sorted(path.name for path in places().data.iterdir() if path.name != ".lock")


async def ask_import(driver: Driver, path: Path, goods: str = "", years: str = "") -> None:
    """Open the form and fill it in."""
    await driver.press("D", "i")
    assert isinstance(driver.app.screen, Form)
    source, basket, span, *_ = driver.app.screen.query(Input)
    source.value = str(path)
    basket.value = goods or basket.value
    span.value = years


async def begin_held(driver: Driver, archive: Path, held: threading.Event) -> None:
    """Begin an import that stands still."""
    await ask_import(driver, archive)
    driver.hit("enter")
    await driver.until(held.is_set)
    await driver.until(lambda: not isinstance(driver.app.screen, Form))


@pytest.mark.parametrize("size", SIZES)
async def test_an_import_makes_a_dataset_that_enter_uses(
    size: tuple[int, int], archive: Path
) -> None:
    async with driving(size=size) as driver:
        await ask_import(driver, archive)
        await driver.press("enter")
        said = " ".join(driver.text.split())
        made = open_dataset(places().data / NAME)
        rows = sum(entry.rows for entry in made.manifest.files.values())
        assert f"{NAME}: wto-2025 in 2022–2023, {rows:,} rows, " in said
        assert "enter uses it." in said
        assert page(driver).at == NAME
        assert on_shelf() == [NAME]
        assert in_use() == "core-hs4"
        await driver.press("enter")
        assert driver.head.manifest.name == NAME
        assert driver.address == "exporters?year=2023&by=economy"
    assert in_use() == NAME
    verify_folder(places().data / NAME)


async def test_goods_and_years_are_those_that_were_typed(archive: Path) -> None:
    async with driving() as driver:
        await ask_import(driver, archive, "core-hs4", "2023")
        await driver.press("enter")
        assert page(driver).at == f"{NAME}-core-hs4"
        made = open_dataset(places().data / f"{NAME}-core-hs4").manifest
        assert (made.basket.name, made.years) == ("core-hs4", (2023,))
        await driver.press("i")
        source, goods, years, *_ = driver.app.screen.query(Input)
        assert (source.value, goods.value, years.value) == (str(archive), "core-hs4", "")


async def test_the_dataset_on_the_screen_may_be_imported_anew(archive: Path) -> None:
    async with driving() as driver:
        await ask_import(driver, archive)
        await driver.press("enter", "enter")
        assert list(driver.head.years) == [2022, 2023]
        await ask_import(driver, archive, years="2022")
        await driver.press("enter", "escape")
        assert driver.head.manifest.name == NAME
        assert list(driver.head.years) == [2022]
        assert driver.address == "exporters?year=2022&by=economy"


@pytest.mark.parametrize("size", SIZES)
async def test_what_cannot_be_imported_is_told_where_it_was_typed(
    size: tuple[int, int], archive: Path, tmp_path: Path
) -> None:
    async with driving(size=size) as driver:
        await driver.press("D", "i")
        for path, years, said in (
            ("", "", "Give a BACI_*.zip"),
            ("missing", "", "missing"),
            ("~nobody/x.zip", "", "x.zip"),
            ("x" * 300, "", "x" * 20),
            (str(tmp_path), "", "There is no table such as"),
            (str(archive), "2024-2022", "are no years"),
        ):
            source, _, span, *_ = driver.app.screen.query(Input)
            source.value, span.value = path, years
            await driver.press("enter")
            assert isinstance(driver.app.screen, Form)
            assert said in " ".join(driver.text.replace("│", " ").split())
        await driver.press("escape")
        assert page(driver).said.plain == ""


async def test_what_fails_on_the_way_is_a_sentence(archive: Path) -> None:
    async with driving() as driver:
        await ask_import(driver, archive, years="1999")
        await driver.press("enter")
        assert "There is no flow of the goods and years asked for" in page(driver).said.plain
        await driver.press("escape")
        await ask_import(driver, archive, goods="[red]none[/]")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Form)
        assert "[red]none[/]" in driver.text
        await driver.press("escape", "escape")
        with locked():
            await ask_import(driver, archive, goods="wto-2025")
            await driver.press("enter")
            assert "Another import is at work" in page(driver).said.plain
    assert on_shelf() == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_an_import_is_stopped_and_the_datasets_are_as_they_were(
    key: str, size: tuple[int, int], archive: Path, held: threading.Event
) -> None:
    async with driving(size=size) as driver:
        await begin_held(driver, archive, held)
        await driver.until(lambda: "esc stop" in driver.text)
        assert "D back while it goes on" in " ".join(driver.text.split())
        driver.hit(key)
        await driver.settle()
        assert page(driver).said.plain == "Stopped; the datasets are as they were."
        assert page(driver).job is None
        assert "enter use" in driver.text
        assert on_shelf() == []
        with locked():
            pass
        await driver.press("escape")
        assert driver.app.screen is driver.main


async def test_one_thing_at_a_time(archive: Path, held: threading.Event) -> None:
    async with driving() as driver:
        await begin_held(driver, archive, held)
        for key in ("i", "f", "v", "x"):
            driver.app.clear_notifications()
            driver.hit(key)
            await driver.until(lambda: driver.notices)
            assert driver.notices == ["One thing at a time: esc stops what is at work."]
            assert isinstance(driver.app.screen, DataScreen)
        driver.hit("escape")
        await driver.settle()


async def test_the_explorer_goes_on_while_an_import_does(
    archive: Path, held: threading.Event
) -> None:
    async with driving() as driver:
        await begin_held(driver, archive, held)
        driver.hit("D")
        await driver.until(lambda: driver.app.screen is driver.main)
        driver.hit("2")
        await driver.until(lambda: driver.head.view.page == "importers")
        shelf = driver.app.get_screen("datasets")
        assert isinstance(shelf, DataScreen)
        assert shelf.job is not None
        shelf.job.stopping.set()
        await driver.settle()
        assert driver.notices == ["Stopped; the datasets are as they were."]
        await driver.press("D")
        assert page(driver).said.plain == "Stopped; the datasets are as they were."


async def test_the_end_of_an_import_is_told_on_other_pages_too(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, report = threading.Event(), Job.imported

    def wait(job: Job, progress: Progress) -> None:
        assert go.wait(30)
        report(job, progress)

    monkeypatch.setattr(Job, "imported", wait)
    async with driving() as driver:
        await ask_import(driver, archive)
        driver.hit("enter")
        await driver.until(lambda: isinstance(driver.app.screen, DataScreen))
        driver.hit("q")
        await driver.until(lambda: driver.app.screen is driver.main)
        go.set()
        await driver.settle()
        (said,) = driver.notices
        assert said.startswith(f"{NAME}: wto-2025 in 2022–2023")
        await driver.press("D")
        assert page(driver).at == NAME


def left(app: Explorer, screen: Screen[Any]) -> bool:
    return app._exit or app.screen is not screen


@pytest.mark.parametrize("keys", [("ctrl+q",), ("D", "q"), ("D", "ctrl+c")])
async def test_leaving_the_explorer_stops_an_import(
    keys: tuple[str, ...],
    archive: Path,
    held: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended, work = threading.Event(), jobs.import_files

    def watched(*given: Any) -> object:
        try:
            return work(*given)
        finally:
            ended.set()

    monkeypatch.setattr(jobs, "import_files", watched)
    async with driving() as driver:
        await begin_held(driver, archive, held)
        for key in keys:
            shown = driver.app.screen
            driver.hit(key)
            await driver.until(partial(left, driver.app, shown))
    assert ended.wait(30)
    assert on_shelf() == []


@pytest.mark.parametrize("size", SIZES)
async def test_progress_is_a_line_on_the_page(
    size: tuple[int, int], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, say = [], DataScreen.say

    def noted(page: DataScreen, said: Text) -> None:
        told.append(said.plain)
        say(page, said)

    monkeypatch.setattr(DataScreen, "say", noted)
    async with driving(size=size) as driver:
        await ask_import(driver, archive)
        await driver.press("enter")
        assert f"Importing {archive} …" in told
        for place, year in ((1, 2022), (2, 2023)):
            begun = f"BACI_HS17_Y{year}_V202601.csv · {place} of 2 · "
            lines = [line for line in told if " · ".join(line.split("\n")).startswith(begun)]
            assert lines
            assert all("rows kept" in line and "MB/s" in line for line in lines)


@pytest.mark.parametrize("size", SIZES)
async def test_fetch_downloads_the_newest_release_and_imports_it(
    size: tuple[int, int], server: Loopback
) -> None:
    async with driving(size=size) as driver:
        await driver.press("D", "f")
        assert isinstance(driver.app.screen, Form)
        await driver.press("enter")
        assert server.paths == [PAGE, ARCHIVE]
        assert f"{NAME}: wto-2025 in 2022–2023" in page(driver).said.plain
        assert on_shelf() == [".downloads", NAME]


async def test_fetch_takes_edition_release_and_years(server: Loopback) -> None:
    async with driving() as driver:
        await driver.press("D", "f")
        edition, release, _, years, *_ = driver.app.screen.query(Input)
        for one, two, said in (
            ("HS92", "", "No edition 'HS92'"),
            ("hs17", "2026", "2026"),
            ("[b]", "", "[b]"),
        ):
            edition.value, release.value = one, two
            await driver.press("enter")
            assert isinstance(driver.app.screen, Form)
            assert said in " ".join(driver.text.replace("│", " ").split())
        assert server.paths == []
        edition.value, release.value, years.value = "hs17", "v202601", "2023"
        await driver.press("enter")
        assert server.paths == [ARCHIVE]
        assert open_dataset(places().data / NAME).manifest.years == (2023,)


async def test_a_server_that_refuses_is_a_sentence(server: Loopback) -> None:
    server.files.clear()
    async with driving() as driver:
        await driver.press("D", "f", "enter")
        assert "bring it here with scp. Then i imports it." in page(driver).said.plain


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_a_download_from_a_silent_server_is_stopped_and_gone_on_with(
    key: str, server: Loopback, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0.01)
    content = archive.read_bytes()
    headers = {"Content-Length": str(len(content)), "ETag": '"one"'}
    silent = Reply(200, headers, content, cut=len(content) // 2, ending="hold")
    server.replies.extend([File(server.files[PAGE].content).reply({}), silent])
    part = places().data / ".downloads" / f"{archive.name}.part"
    async with driving() as driver:
        await driver.press("D", "f")
        driver.hit("enter")
        await driver.until(lambda: part.exists() and part.stat().st_size == len(content) // 2)
        await driver.until(lambda: "MB of" in page(driver).said.plain)
        driver.hit(key)
        await driver.settle()
        said = page(driver).said.plain
        assert said == "Stopped; what came is kept, and f goes on from there."
        assert on_shelf() == [".downloads"]
        server.closing.set()
        abandoned = [each for each in threading.enumerate() if each.name == "abandonable"]
        for each in abandoned:
            each.join(30)
        await driver.press("f", "enter")
        assert f"{NAME}: wto-2025" in page(driver).said.plain
        assert server.asked[-1]["range"] == f"bytes={len(content) // 2}-"


async def test_what_names_do_not_tell_is_typed_into_the_form(tmp_path: Path) -> None:
    """A dropped path with a blank, of a file whose name says nothing, under a name of one's own."""
    path = tmp_path / "my table.csv"
    path.write_text("t,i,j,k,v,q\n2022,156,842,854231,100,1\n")
    async with driving() as driver:
        await driver.press("D", "i")
        lines = list(driver.app.screen.query(Input))
        lines[0].value = f"'{path}'"
        await driver.press("enter")
        assert "such as HS22 and V202601." in driver.text
        for line, text in zip(lines[3:], ("yes", "hs17", "v202601", "mine"), strict=True):
            line.value = text
        await driver.press("enter")
        await driver.until(lambda: "mine" in on_shelf())
    found = open_dataset(places().data / "mine").manifest
    assert (found.edition, found.release) == ("HS2017", "V202601")
