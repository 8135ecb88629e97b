"""The datasets of a machine: listed, used and removed; locked, and cleared after a crash."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aigoods import whole
from aigoods.dataset.folder import verify
from aigoods.dataset.places import ALL_EMBEDDED, EMBEDDED, find_dataset, in_use, places
from aigoods.dataset.shelf import (
    LOCK_FILE,
    check_name,
    find_shelved,
    locked,
    remove,
    shelved,
    sweep,
    use,
)
from aigoods.dataset.writer import write_dataset
from aigoods.errors import DataError, UsageError
from made_baci import check_sentence
from worlds import SMALL, made_manifest


@pytest.fixture
def data() -> Path:
    return places().data


@pytest.fixture
def put(data: Path) -> Callable[[str], Path]:
    """A function that puts a small dataset of a name on the shelf."""

    def put(name: str) -> Path:
        manifest = made_manifest(SMALL, name=name)
        write_dataset(data / name, manifest, SMALL.economy(), SMALL.partners())
        return data / name

    return put


def refused(call: Callable[..., object], *given: object) -> str:
    with pytest.raises(DataError) as caught:
        call(*given)
    return check_sentence(caught.value)


def names() -> list[str]:
    return [each.name for each in shelved()]


def test_an_empty_shelf_has_the_embedded_datasets(data: Path) -> None:
    assert names() == [*ALL_EMBEDDED]
    for each in shelved():
        assert (each.used, each.embedded) == (each.name == EMBEDDED, True)
        assert each.manifest is not None
        assert each.manifest.name == each.name
        assert each.size == sum(file.stat().st_size for file in each.folder.iterdir())
    assert not data.exists()


def test_datasets_are_listed_by_name(data: Path, put: Callable[[str], Path]) -> None:
    for name in ("b", "a"):
        put(name)
    (data / ".downloads").mkdir()
    (data / "file").write_text("")
    assert names() == [*ALL_EMBEDDED, "a", "b"]
    found = find_shelved("a")
    assert found.manifest is not None
    assert (found.manifest.name, found.used, found.embedded, found.trouble) == (
        "a",
        False,
        False,
        "",
    )


def test_a_damaged_one_is_listed_with_its_trouble(put: Callable[[str], Path]) -> None:
    (put("a") / "manifest.json").write_text("{")
    found = find_shelved("a")
    assert found.manifest is None
    assert found.trouble.isprintable()
    assert "is not JSON" in found.trouble
    assert "is not JSON" in refused(use, "a")
    assert in_use() == EMBEDDED


def test_a_name_that_is_not_there(put: Callable[[str], Path]) -> None:
    put("a")
    for call in (find_shelved, use, remove):
        assert (
            refused(call, "\x1b[31mb")
            == "There is no dataset '[31mb'; there are core-hs4, chips-hs6, a."
        )


def test_the_one_in_use(put: Callable[[str], Path]) -> None:
    folder = put("a")
    use("a")
    assert (in_use(), find_dataset("")) == ("a", folder)
    assert [each.name for each in shelved() if each.used] == ["a"]
    use(EMBEDDED)
    assert in_use() == EMBEDDED


def test_removed_it_is_gone_and_the_embedded_one_is_used(
    data: Path, put: Callable[[str], Path]
) -> None:
    put("a"), put("b")
    use("a")
    remove("a")
    assert names() == [*ALL_EMBEDDED, "b"]
    assert in_use() == EMBEDDED
    use("b")
    put("c")
    remove("c")
    assert in_use() == "b"
    assert {each.name for each in data.iterdir()} - {LOCK_FILE} == {".in-use", "b"}


@pytest.mark.parametrize("name", ALL_EMBEDDED)
def test_an_embedded_dataset_cannot_be_removed(name: str) -> None:
    assert refused(remove, name) == f"{name} is embedded in the program and cannot be removed."
    verify(find_dataset(name))


def test_a_link_to_a_dataset_goes_and_the_dataset_stays(
    tmp_path: Path, data: Path, put: Callable[[str], Path]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(put("a"), elsewhere)
    (data / "a").symlink_to(elsewhere)
    assert names() == [*ALL_EMBEDDED, "a"]
    remove("a")
    assert names() == [*ALL_EMBEDDED]
    verify(elsewhere)


@pytest.mark.parametrize(
    "name", ["baci-hs17", "a", "0", "a.b_c-d", "x" * 64, "v2026.01", "a.1.new"]
)
def test_names_for_datasets(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".a", "-a", "_a", "A", "a/b", "a b", "ä", "a\n", "x" * 65, "a\0", "\x1b[m"],
)
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(UsageError, match="is no name for a dataset") as caught:
        check_name(name)
    check_sentence(caught.value)


@pytest.mark.parametrize("name", ALL_EMBEDDED)
def test_the_name_of_an_embedded_dataset_is_taken(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} is an embedded dataset; give another name"):
        check_name(name)


def test_the_lock_is_held_once_and_given_back(data: Path) -> None:
    for _ in range(2):
        with locked() as held:
            assert held == data

            def again() -> None:
                with locked():
                    raise AssertionError("two hold the lock")

            assert refused(again) == (
                f"Another import is at work in {data}; wait until it has ended."
            )


def test_the_lock_of_another_process(data: Path) -> None:
    code = """
import sys
from aigoods.dataset.shelf import locked
with locked():
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(DataError, match="Another import is at work"), locked():
            pass
        other.kill()
    with locked() as held:
        assert held == data


def test_a_data_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AIGOODS_DATA", str(tmp_path / "file" / "\x1b[31mdata"))

    def hold() -> None:
        with locked():
            pass

    assert refused(hold) == f"Cannot write to {tmp_path}/file/[31mdata: Not a directory."
    assert names() == [*ALL_EMBEDDED]
    assert "Cannot write" in refused(use, EMBEDDED)


def left_over(data: Path, name: str) -> Path:
    folder = data / name
    folder.mkdir(parents=True)
    (folder / "partners.parquet").write_bytes(b"PAR1")
    return folder


def test_what_a_crash_left_is_cleared(data: Path, put: Callable[[str], Path]) -> None:
    put("a")
    left = [left_over(data, name) for name in (".a.17.new", ".a.0.new", ".b.4711.new", ".a.3.old")]
    stay = [left_over(data, name) for name in (".downloads", ".new", ".a.new", ".a.x.old")]
    assert names() == [*ALL_EMBEDDED, "a"]
    with locked():
        assert not any(folder.exists() for folder in left)
    assert all(folder.exists() for folder in stay)
    verify(data / "a")


def test_a_dataset_that_made_place_comes_back(data: Path, put: Callable[[str], Path]) -> None:
    """Killed between the two renames, where the system cannot exchange two folders."""
    put("a").rename(data / ".a.17.old")
    left_over(data, ".a.17.new")
    assert names() == [*ALL_EMBEDDED]
    with locked():
        verify(data / "a")
    assert {each.name for each in data.iterdir()} - {LOCK_FILE} == {"a"}


def test_renamed_in_two_steps_it_is_in_place(
    data: Path, put: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "_exchanged", lambda *_: False)
    put("a")
    (data / "a" / "old").write_text("")
    put("a")
    assert [each.name for each in data.iterdir()] == ["a"]
    assert not (data / "a" / "old").exists()
    verify(data / "a")


def test_sweeping_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    sweep(empty)
    assert list(empty.iterdir()) == []


def test_an_import_writes_where_a_link_points(data: Path, tmp_path: Path) -> None:
    """The folder was moved to another disk and linked back; what a crash left there is cleared."""
    target = tmp_path / "disk" / "moved"
    write_dataset(target, made_manifest(SMALL), SMALL.economy(), SMALL.partners())
    before = target.stat().st_ino
    data.mkdir(parents=True)
    (data / "made").symlink_to(target)
    (target.parent / ".moved.7.new").mkdir()
    (target.parent / ".other.7.new").mkdir()
    (data / ".made.7.new").symlink_to(target)
    with locked():
        write_dataset(data / "made", made_manifest(SMALL), SMALL.economy(), SMALL.partners())
    assert (data / "made").is_symlink()
    assert target.stat().st_ino != before
    verify(data / "made")
    assert sorted(each.name for each in target.parent.iterdir()) == [".other.7.new", "moved"]
    assert names() == [*ALL_EMBEDDED, "made"]


def test_a_link_that_leads_nowhere_is_told_and_can_be_removed(data: Path, tmp_path: Path) -> None:
    data.mkdir(parents=True)
    (data / "gone").symlink_to(tmp_path / "unmounted" / "gone")
    (data / "ring").symlink_to(data / "circle")
    (data / "circle").symlink_to(data / "ring")
    for name in ("gone", "ring"):
        said = refused(
            write_dataset, data / name, made_manifest(SMALL), SMALL.economy(), SMALL.partners()
        )
        assert f"{data / name} is a link to " in said
        assert "which is not there: make that folder, or remove the link." in said
        assert (data / name).is_symlink()
    assert not (tmp_path / "unmounted").exists()
    assert [each.name for each in shelved() if each.manifest is None] == ["circle", "gone", "ring"]
    where = tmp_path / "unmounted" / "gone"
    said = f"The link gone is removed; what it points to is as it was: {where}."
    assert remove("gone") == said
    remove("ring")
    assert names() == [*ALL_EMBEDDED, "circle"]
