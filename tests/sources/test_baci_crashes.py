"""Imports that are killed, interrupted or met by another: the datasets stay whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import NamedTuple

import pytest

from aigoods.dataset.folder import verify
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import places
from aigoods.sources.importing import import_files
from aigoods.sources.source import Request
from benchmarks import baci_files
from made_baci import drawn, file_name, lay, table, wto_codes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

CHILD = """
import os, signal, sys
from pathlib import Path
import filelock, polars
from aigoods import whole
from aigoods.dataset import writer
from aigoods.sources import intake
from aigoods.sources.baci import plan, reading
from aigoods.sources.importing import import_files
from aigoods.sources.source import Request

source, event, name, way = sys.argv[1:]
if way == "renames":
    whole._exchanged = lambda *_: False

def step(happened, given):
    if happened == event and any(str(each).endswith(name) for each in given):
        os.kill(os.getpid(), signal.SIGKILL)

print("ready", flush=True)
sys.addaudithook(step)
import_files([Path(source)], Request("all", name="made"), lambda _: None)
"""
"""An import that is killed as an event of Python's audit hooks is about to happen to a name."""

SMALL = table(drawn(8, 2022, wto_codes("HS22"), 60))


class Scene(NamedTuple):
    """A release of some size, and what is kept of the dataset that lies there before."""

    source: Path
    backup: Path


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("crashes")
    arguments = ["--years=2022-2023", "--rows=20000", "--economies=25", "--zip"]
    baci_files.main([str(folder), *arguments])
    return Scene(folder / "BACI_HS22_V202601.zip", folder / "backup")


@pytest.fixture
def data(scene: Scene, tmp_path: Path) -> Path:
    """The data folder with an old dataset `made`."""
    if not scene.backup.exists():
        import_files([lay(tmp_path / "old", {file_name(2022): SMALL})], Request(name="made"), quiet)
        shutil.copytree(places().data / "made", scene.backup)
    reset(places().data, scene)
    return places().data


def quiet(_: object) -> None:
    pass


def reset(data: Path, scene: Scene) -> None:
    shutil.rmtree(data / "made", ignore_errors=True)
    shutil.copytree(scene.backup, data / "made")


def child(
    scene: Scene, event: str = "", name: str = "", way: str = "exchange"
) -> subprocess.Popen[str]:
    """Start an import and wait until it begins."""
    words = [sys.executable, "-c", CHILD, str(scene.source), event, name, way]
    started = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def names(data: Path) -> set[str]:
    return {each.name for each in data.iterdir()} - {".lock"}


def check(data: Path, scene: Scene, *, gone: bool = False) -> bool:
    """Check what is there after a crash, and that the next import clears it; then begin anew.

    Returns whether the dataset is still the old one.
    """
    left = names(data) - {"made"}
    assert all(name.startswith(".made.") for name in left)
    assert len(left) <= 1 + gone
    assert gone or (data / "made").exists()
    if (data / "made").exists():
        verify(data / "made")
    source = lay(data.parent / "next", {file_name(2022): SMALL})
    import_files([source], Request(name="next"), quiet)
    assert names(data) == {"made", "next"}
    for name in ("made", "next"):
        verify(data / name)
    old = read_manifest(data / "made") == read_manifest(scene.backup)
    if old:
        for each in scene.backup.iterdir():
            assert (data / "made" / each.name).read_bytes() == each.read_bytes()
    shutil.rmtree(data / "next")
    reset(data, scene)
    return old


MOMENTS = 16
GROUPS = 2


@pytest.fixture(scope="module")
def seconds(scene: Scene) -> list[float]:
    """How long an import takes, once it has been measured."""
    assert scene.source.exists()
    return []


@pytest.mark.parametrize("group", range(GROUPS))
def test_killed_at_any_moment(group: int, data: Path, scene: Scene, seconds: list[float]) -> None:
    if not seconds:
        with child(scene) as whole:
            began = time.perf_counter()
            assert whole.wait(60) == 0
        seconds.append(time.perf_counter() - began)
        assert check(data, scene) is False
    chance = random.Random(group)  # noqa: S311
    killed = 0
    for number in range(group, MOMENTS, GROUPS):
        moment = (number + chance.random()) / MOMENTS * seconds[0]
        with child(scene) as crashing:
            try:
                crashing.wait(moment)
            except subprocess.TimeoutExpired:
                crashing.kill()
            killed += crashing.wait(60) == -signal.SIGKILL
        check(data, scene)
    assert killed


OLD_STAYS = (
    ("os.mkdir", ".new"),
    ("open", "economy.parquet"),
    ("open", "partners.parquet"),
    ("open", "manifest.json"),
    ("open", ".new"),
)
"""Events before the exchange; the last is the one that makes names in the new folder last."""

NEW_STAYS = (("shutil.rmtree", ".new"), ("os.remove", "manifest.json"), ("os.rmdir", ".new"))


@pytest.mark.parametrize(("event", "name"), [*OLD_STAYS, *NEW_STAYS])
def test_killed_around_the_exchange(event: str, name: str, data: Path, scene: Scene) -> None:
    with child(scene, event, name) as crashing:
        assert crashing.wait(60) == -signal.SIGKILL
    assert check(data, scene) == ((event, name) in OLD_STAYS)


@pytest.mark.parametrize(
    ("event", "name", "there", "stays"),
    [
        ("os.rename", ".old", True, True),
        ("os.rename", ".new", False, True),
        ("shutil.rmtree", ".old", True, False),
        ("os.remove", "manifest.json", True, False),
        ("os.rmdir", ".old", True, False),
    ],
)
def test_killed_between_two_renames(
    event: str, name: str, there: bool, stays: bool, data: Path, scene: Scene
) -> None:
    """Where folders cannot be exchanged the dataset may be gone, until the next import looks."""
    with child(scene, event, name, "renames") as crashing:
        assert crashing.wait(60) == -signal.SIGKILL
    assert (data / "made").exists() == there
    assert check(data, scene, gone=True) == stays


def command(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "aigoods", "data", "import", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[Path, FileIO]]:
    """A table that is a pipe, so that an import waits for its rows, and the end to write to."""
    path = tmp_path / "slow" / file_name(2022)
    path.parent.mkdir()
    os.mkfifo(path)
    with FileIO(os.open(path, os.O_RDWR), "w") as end:
        yield path, end


def begun(running: subprocess.Popen[str], data: Path) -> None:
    """Wait until an import has begun to write."""
    while not any(name.endswith(".new") for name in names(data)):
        assert running.poll() is None


def test_interrupted_it_says_so_and_leaves_nothing(
    data: Path, scene: Scene, slow: tuple[Path, FileIO]
) -> None:
    path, end = slow
    with command(str(path), "--name", "made") as running:
        begun(running, data)
        running.send_signal(signal.SIGINT)
        end.close()
        out, said = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert said == "aigoods: Interrupted; the datasets are as they were.\n"
    assert names(data) == {"made"}
    assert read_manifest(data / "made") == read_manifest(scene.backup)


@pytest.mark.parametrize("part", [0.0, 0.25, 0.5, 0.75])
def test_interrupted_at_any_moment(part: float, data: Path, scene: Scene) -> None:
    """From the first line of progress on, until the import is done and cannot be interrupted."""
    with command(str(scene.source), "--name", "made", "--goods", "all") as running:
        assert running.stderr is not None
        running.stderr.readline()
        try:
            running.wait(part * 0.4 + 0.001)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGINT)
        said = running.stderr.read()
        code = running.wait(60)
    assert names(data) == {"made"}
    verify(data / "made")
    if said.endswith("aigoods: Interrupted; the datasets are as they were.\n"):
        assert code == 130
        assert "Traceback" not in said
    else:
        assert read_manifest(data / "made") != read_manifest(scene.backup)
    if part == 0:
        assert read_manifest(data / "made") == read_manifest(scene.backup)


def test_of_two_imports_the_second_refuses(data: Path, slow: tuple[Path, FileIO]) -> None:
    path, end = slow
    with command(str(path), "--name", "first") as first:
        begun(first, data)
        small = lay(data.parent / "small", {file_name(2022): SMALL})
        with command(str(small), "--name", "second") as second:
            out, said = second.communicate(timeout=60)
        assert (second.returncode, out) == (1, "")
        assert said == f"aigoods: Another import is at work in {data}; wait until it has ended.\n"
        end.write(SMALL.encode())
        end.close()
        assert first.communicate(timeout=60)[0] == "first\n"
    assert first.returncode == 0
    assert names(data) == {"made", "first"}
    verify(data / "first")
