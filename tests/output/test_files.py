"""A file is written whole or not at all."""

import json
import os
import stat
from pathlib import Path

import pytest

from aigoods.errors import DataError
from aigoods.output.files import write_file

META: dict[str, object] = {"title": "é", "years": [2017]}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path: Path, meta: dict[str, object] | None = None, *, overwrite: bool = True) -> str:
    with pytest.raises(DataError) as caught:
        write_file(path, b"new", meta, overwrite=overwrite)
    said = str(caught.value)
    assert said.startswith("Cannot write ")
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_a_file_and_its_metadata(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    beside = tmp_path / "table.csv.metadata.json"
    assert write_file(path, b"a\n1\n", META) == [path, beside]
    assert path.read_bytes() == b"a\n1\n"
    assert json.loads(beside.read_text(encoding="utf-8")) == META
    assert write_file(path, b"b\n", None) == [path]
    assert path.read_bytes() == b"b\n"
    assert names(tmp_path) == ["table.csv", "table.csv.metadata.json"]


def test_permissions_are_kept_and_those_of_a_new_file_are_usual(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    old = os.umask(0o027)
    try:
        write_file(path, b"", None)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    write_file(path, b"x", None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "a.csv", tmp_path / "link.csv"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new", None)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(real.parent) == ["a.csv"]


def test_an_existing_file_may_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_file(path, b"old", None, overwrite=False)
    assert refused(path, overwrite=False) == f"Cannot write {path}: it exists already."
    assert path.read_bytes() == b"old"
    beside = tmp_path / "b.csv.metadata.json"
    beside.write_bytes(b"old")
    assert str(beside) in refused(tmp_path / "b.csv", META, overwrite=False)
    assert beside.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv", "b.csv.metadata.json"]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert refused(tmp_path / "a.csv").endswith(": it is a folder.")
    (tmp_path / "b.csv.metadata.json").mkdir()
    assert "b.csv.metadata.json: it is a folder." in refused(tmp_path / "b.csv", META)
    assert "it is a folder" in refused(Path(), META)
    assert names(tmp_path) == ["a.csv", "b.csv.metadata.json"]


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").endswith(": it is not a regular file.")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    (tmp_path / "loop").symlink_to("loop")
    refused(tmp_path / "loop")
    assert "not one that a file can have" in refused(tmp_path / "nul\0l")
    refused(tmp_path / ("n" * 300))
    assert names(tmp_path) == ["loop", "pipe"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no" / "a.csv"
    assert refused(path) == f"Cannot write {path}: there is no folder {path.parent}."
    (tmp_path / "file").write_bytes(b"")
    said = refused(tmp_path / "file" / "a.csv")
    assert said.endswith(f"{tmp_path / 'file'} is no folder.")
    hostile = refused(tmp_path / "\x1b[31m" / "a.csv")
    assert "\x1b" not in hostile


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "shut" / "a.csv"
    path.parent.mkdir()
    path.write_bytes(b"old")
    path.parent.chmod(0o500)
    assert refused(path).endswith(": there is no permission to write there.")
    path.parent.chmod(0o700)
    path.chmod(0o400)
    assert refused(path).endswith(": there is no permission to write there.")
    assert path.read_bytes() == b"old"
    assert names(path.parent) == ["a.csv"]
