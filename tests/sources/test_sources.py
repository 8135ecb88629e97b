"""A second source beside BACI: what it takes to add one, and that all is made from what it says."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from textual.widgets import Input

from aigoods.catalog.goods import Basket, Code
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.manifest import Manifest
from aigoods.dataset.places import places
from aigoods.errors import UsageError
from aigoods.explorer.screens.form import Form
from aigoods.explorer.screens.picker import Picker
from aigoods.sources import SOURCES, every, fetch_fields, find_source, import_fields
from aigoods.sources.importing import fetch, import_files
from aigoods.sources.intake import FLOWS
from aigoods.sources.progress import Meter
from aigoods.sources.source import (
    GOODS,
    NAME,
    YEARS,
    Field,
    File,
    Findings,
    NothingThereError,
    Plan,
    Reading,
    Request,
    read_request,
)
from driver import driving
from made_baci import file_name, lay, table, tables
from worlds import SMALL, made_manifest

TONE = Field("tone", "Such as friendly.", "any")


class Hello:
    """A source whose files end with `.hello` and hold one flow, from China to the United States."""

    name = "hello"
    title = "Hello"
    publisher = "a friend"
    files = "a .hello"
    example = "world.hello"
    about = "It takes no time."
    to_import: tuple[Field, ...] = (GOODS, YEARS, NAME, TONE)
    to_fetch: tuple[Field, ...] = (TONE, NAME)

    def plan(self, paths: Sequence[Path], request: Request) -> Plan:
        if not all(path.suffix == ".hello" for path in paths):
            raise NothingThereError("There is no .hello there.")

        def manifest(name: str, findings: Findings) -> Manifest:
            basket = Basket("hello", "hello", (Code("854231", "Chips", "Chips", "Chips"),))
            years = tuple(sorted(findings.years))
            return replace(made_manifest(SMALL), name=name, basket=basket, years=years)

        def reading() -> AbstractContextManager[Reading]:
            return nullcontext(flows)

        def flows(
            pool: Executor,
            meter: Meter,
            take_sums: Callable[[pl.DataFrame], None] | None = None,
        ) -> Iterator[tuple[int, pl.DataFrame]]:
            del pool, meter
            assert take_sums is None
            row = (2022, 156, 842, "854231", 1000, 1.5)
            yield 0, pl.DataFrame([row], schema=FLOWS, orient="row")
            yield 0, pl.DataFrame(schema=FLOWS)

        files = (File("world", 1, None),)
        return Plan("hello-world", "world", files, request.years, None, reading, manifest)

    def fetch(
        self, request: Request, folder: Path, progress: Callable[[str, int, int | None], None]
    ) -> Path:
        path = folder / f"{request.own['tone']}.hello"
        path.touch()
        progress(path.name, 1, 1)
        return path


@pytest.fixture(autouse=True)
def hello(monkeypatch: pytest.MonkeyPatch) -> Hello:
    module, source = ModuleType("hello_source"), Hello()
    vars(module)["SOURCE"] = source
    monkeypatch.setitem(sys.modules, "hello_source", module)
    baci = SOURCES["baci"]
    monkeypatch.delitem(SOURCES, "baci")
    monkeypatch.setitem(SOURCES, "hello", "hello_source")
    monkeypatch.setitem(SOURCES, "baci", baci)
    return source


def quiet(*_: object) -> None:
    pass


def test_a_source_is_a_folder_and_a_line() -> None:
    assert [each.name for each in every()] == ["hello", "baci"]
    assert find_source("HELLO").title == "Hello"
    with pytest.raises(UsageError, match="no source 'oecd' to fetch; there is hello, baci"):
        find_source("oecd")
    names = [field.name for field in import_fields()]
    assert names == ["goods", "years", "name", "tone", "totals", "edition", "release"]
    assert [field.name for field in fetch_fields()][:2] == ["tone", "name"]


def test_which_source_files_are_from_is_seen(tmp_path: Path) -> None:
    (tmp_path / "world.hello").touch()
    made = import_files([tmp_path / "world.hello"], Request(), quiet)
    assert (made.name, made.basket.name) == ("hello-world", "hello")
    found = tables(places().data / "hello-world").partners
    assert found == {(2022, "CHN", "USA", "854231"): (1000, 1.5)}
    assert open_dataset(places().data / "hello-world").manifest.years == (2022,)
    text = table([(2022, 156, 842, "854231", 1, 1)])
    source = lay(tmp_path / "src", {file_name(2022): text})
    assert import_files([source], Request(), quiet).name == "baci-hs22-v202601"


def test_what_a_source_does_not_ask_for_is_refused(tmp_path: Path) -> None:
    (tmp_path / "world.hello").touch()
    request = read_request(import_fields(), {"edition": "hs17"})
    with pytest.raises(UsageError, match="Hello has no edition; leave out 'HS17'"):
        import_files([tmp_path / "world.hello"], request, quiet)


def test_what_is_fetched_can_be_imported(hello: Hello) -> None:
    request = read_request(hello.to_fetch, {"tone": "kind"})
    path = fetch(hello, request, quiet)
    assert path.name == "kind.hello"
    assert import_files([path], request, quiet).name == "hello-world"


async def test_forms_are_made_from_what_sources_say() -> None:
    async with driving() as driver:
        await driver.press("D", "i")
        assert "Import Hello or BACI" in driver.text
        assert len(driver.app.screen.query(Input)) == 1 + len(import_fields())
        await driver.press("escape", "f")
        assert isinstance(driver.app.screen, Picker)
        await driver.press("h", "e", "l", "enter")
        assert isinstance(driver.app.screen, Form)
        assert "Fetch Hello from a friend" in driver.text
        await driver.press("k", "i", "n", "d", "enter")
        assert "hello-world: hello in 2022" in driver.text
