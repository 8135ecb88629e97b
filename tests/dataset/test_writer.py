"""Writing: all or nothing. Whatever fails, the old dataset stays whole and nothing else."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import aigoods
from aigoods import whole
from aigoods.dataset import writer
from aigoods.dataset.checks import check_balance
from aigoods.dataset.folder import open_dataset, verify
from aigoods.dataset.writer import write_dataset
from aigoods.errors import DataError
from worlds import SMALL, World, made_manifest

OTHER = replace(SMALL, flows=SMALL.flows[:6])


def write(folder: Path, world: World) -> None:
    write_dataset(folder, made_manifest(world), world.economy(), world.partners())


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_manifest_comes_back_with_hashes(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "made"
    written = write_dataset(folder, made_manifest(SMALL), SMALL.economy(), SMALL.partners())
    assert set(written.files) == {"economy.parquet", "partners.parquet"}
    assert written.files["economy.parquet"].rows == SMALL.economy().height
    assert open_dataset(folder).manifest == written
    verify(folder)
    assert sorted(p.name for p in folder.parent.iterdir()) == ["made"]


def test_writing_twice_gives_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    write(tmp_path / "one", SMALL)
    back = replace(SMALL, flows=SMALL.flows[::-1])
    write(tmp_path / "two", back)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_a_dataset_replaces_the_old_one(tmp_path: Path) -> None:
    write(tmp_path / "made", SMALL)
    (tmp_path / "made" / "stray.txt").write_text("old")
    write(tmp_path / "made", OTHER)
    assert open_dataset(tmp_path / "made").economy.collect().height == OTHER.economy().height
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["made"]
    assert not (tmp_path / "made" / "stray.txt").exists()


def fail_nth(real: Callable[..., Any], nth: int, error: BaseException) -> Callable[..., Any]:
    calls = 0

    def run(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise error
        return real(*args, **options)

    return run


STEPS: list[tuple[object, str, int]] = [
    (Path, "mkdir", 1),
    (pl.DataFrame, "write_parquet", 1),
    (pl.LazyFrame, "sink_parquet", 1),
    (writer, "sha256", 1),
    (writer, "sha256", 2),
    (Path, "write_text", 1),
    (writer, "verify", 1),
    (writer, "synchronise", 1),
    (whole, "_exchanged", 1),
]
RENAMES: list[tuple[object, str, int]] = [(Path, "rename", 1), (Path, "rename", 2)]


@pytest.mark.parametrize(
    ("where", "what", "nth"), STEPS + RENAMES, ids=[f"{s[1]}-{s[2]}" for s in STEPS + RENAMES]
)
@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(28, "No space left on device"), DataError),
        (pl.exceptions.ComputeError("underlying IO error:\nfull"), DataError),
        (DataError("It is damaged."), DataError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
    ids=["OSError", "ComputeError", "DataError", "KeyboardInterrupt"],
)
def test_a_failure_at_any_step_leaves_the_old_dataset_and_nothing_else(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    what: str,
    nth: int,
    error: BaseException,
    raised: type[BaseException],
) -> None:
    folder = tmp_path / "data" / "made"
    write(folder, SMALL)
    before = snapshot(folder.parent)
    with monkeypatch.context() as patch:
        if what == "rename":
            patch.setattr(whole, "_exchanged", lambda *_: False)
        patch.setattr(where, what, fail_nth(getattr(where, what), nth, error))
        if what == "sink_parquet" and isinstance(error, KeyboardInterrupt):
            raised = DataError  # It falls to the main thread, never to the one that packs.
            error = OSError(5, "broken")
            patch.setattr(where, what, fail_nth(getattr(where, what), 1, error))
        with pytest.raises(raised) as caught:
            write(folder, OTHER)
    if raised is DataError:
        assert str(caught.value).isprintable()
        assert str(caught.value).endswith(".")
    assert snapshot(folder.parent) == before
    assert [p.name for p in folder.parent.iterdir()] == ["made"]
    verify(folder)
    write(folder, OTHER)
    assert snapshot(folder.parent) != before


FIRST = [*STEPS[:-1], RENAMES[0]]


@pytest.mark.parametrize(("where", "what", "nth"), FIRST, ids=[f"{s[1]}-{s[2]}" for s in FIRST])
def test_a_failure_of_the_first_import_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, what: str, nth: int
) -> None:
    folder = tmp_path / "data" / "made"
    folder.parent.mkdir()
    monkeypatch.setattr(where, what, fail_nth(getattr(where, what), nth, OSError(5, "broken")))
    with pytest.raises(DataError, match=r"Cannot write the dataset to .*: broken\."):
        write(folder, SMALL)
    assert list(folder.parent.iterdir()) == []


def test_tables_out_of_balance_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    economy = SMALL.economy()
    first = pl.int_range(pl.len()) == economy["flow"].to_list().index("exports")
    broken = economy.with_columns(pl.col("value_usd") + pl.when(first).then(1).otherwise(0))
    with pytest.raises(
        DataError, match="World exports and imports of 854231 in 2004 differ: 601 and 600"
    ):
        write_dataset(tmp_path / "made", made_manifest(SMALL), broken)
    assert not (tmp_path / "made").exists()


def test_a_flow_with_one_side_alone_is_out_of_balance() -> None:
    for flow in ("exports", "imports"):
        with pytest.raises(DataError, match="differ"):
            check_balance(SMALL.economy().filter(pl.col("flow") == flow))


def test_rounding_below_one_in_a_million_is_no_imbalance() -> None:
    row = {"year": 2020, "economy": "MEX", "flow": "exports", "code": "8542"}
    exports = {**row, "value_usd": 10_000_000}
    check_balance(pl.DataFrame([exports, {**row, "flow": "imports", "value_usd": 10_000_010}]))
    with pytest.raises(DataError, match="10,000,000 and 10,000,011"):
        check_balance(pl.DataFrame([exports, {**row, "flow": "imports", "value_usd": 10_000_011}]))


def test_a_place_that_is_no_folder_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match=r"Cannot write the dataset to .*: Not a directory\."):
        write(tmp_path / "file" / "made", SMALL)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_an_unwritable_folder_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(DataError, match=r"Cannot write the dataset to .*: Permission denied\."):
        write(tmp_path / "locked" / "made", SMALL)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_gives_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    code = f"""
import resource, signal
from pathlib import Path
from worlds import SMALL, made_manifest
from aigoods.dataset.writer import write_dataset
from aigoods.errors import DataError
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    write_dataset(Path({str(tmp_path / "d" / "made")!r}), made_manifest(SMALL), SMALL.economy())
except DataError as error:
    print(error)
"""
    paths = [Path(aigoods.__file__).parents[1], Path(__file__).parents[1]]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
    )
    assert done.stdout.startswith("Cannot write the dataset to ")
    assert done.stdout.count("\n") == 1
    assert list((tmp_path / "d").iterdir()) == []


def test_the_place_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "[a]*?" / "made {1}"
    write(folder, SMALL)
    verify(folder)


def test_the_writer_leaves_siblings_alone(tmp_path: Path) -> None:
    write(tmp_path / "data" / "other", OTHER)
    before = snapshot(tmp_path / "data" / "other")
    write(tmp_path / "data" / "made", SMALL)
    shutil.rmtree(tmp_path / "data" / "made")
    assert snapshot(tmp_path / "data" / "other") == before
