"""Fixtures for every test: a home of its own, the embedded dataset, small made-up datasets."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings

from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.dataset.writer import write_dataset
from aigoods.pages.page import Page
from worlds import World, made_manifest

settings.register_profile(
    "aigoods", deadline=None, derandomize=True, database=None, max_examples=40
)
settings.register_profile("long", deadline=None, database=None, max_examples=2000)
settings.load_profile("aigoods")

LONG = (
    "test_replay",
    "test_baci_crashes",
    "test_terminal",
    "test_endings",
    "test_said",
    "test_monkey",
)
"""The files with the longest tests, which begin: at the end one worker would wait for another."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest tests begin."""
    items.sort(key=lambda item: item.path.stem not in LONG)


def pytest_configure() -> None:
    """Let the workers and the programs of tests start fast, and compute with one thread each.

    That no answer depends on the number of threads is a test of its own.
    """
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores: many tests wait for a program or a server."""
    return (os.cpu_count() or 1) + 1


HOMES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
    "AIGOODS_DATA",
)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _own_home(
    _homes: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # `tmp_path` looks at all folders that there are, which are thousands in the end.
    asked = "tmp_path" in request.fixturenames
    own = request.getfixturevalue("tmp_path") if asked else Path(mkdtemp(dir=_homes))
    for name in HOMES:
        monkeypatch.setenv(name, str(own / "home" / name.lower()))
    monkeypatch.chdir(own)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The dataset that ships with the program."""
    return open_dataset(embedded_folder())


@pytest.fixture(scope="session")
def chips() -> Dataset:
    """The embedded dataset with partners by code."""
    return open_dataset(embedded_folder("chips-hs6"))


@pytest.fixture(scope="session")
def able(dataset: Dataset, chips: Dataset) -> Callable[[Page], Dataset]:
    """Return the embedded dataset that can serve a page, the one to begin with if both can."""

    def of(page: Page) -> Dataset:
        return dataset if {*page.takes} <= dataset.manifest.capabilities else chips

    return of


@pytest.fixture
def make_dataset(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a World to a folder, by default `<tmp_path>/data/made`."""

    def make(world: World, folder: Path | None = None, **changes: object) -> Path:
        folder = folder or tmp_path / "data" / "made"
        write_dataset(folder, made_manifest(world, **changes), world.economy(), world.partners())
        return folder

    return make
