from collections.abc import Iterator
from pathlib import Path

import pytest

from downloads import CONTENT, Run
from loopback import File, Loopback, loopback


@pytest.fixture(scope="module")
def shared() -> Iterator[Loopback]:
    """One server for the tests of a module; `server` is it, swept clean."""
    with loopback() as server:
        yield server


@pytest.fixture
def server(shared: Loopback) -> Loopback:
    """A loopback server with one file, `/a.zip`."""
    shared.reset()
    shared.files["/a.zip"] = File(CONTENT)
    return shared


@pytest.fixture
def run(server: Loopback, tmp_path: Path) -> Run:
    """A download of `/a.zip` to a folder that is not there yet."""
    return Run(f"{server.url}/a.zip", tmp_path / "got" / "a.zip", [], [])
