"""Where things lie: the platform's folders, and AIGOODS_DATA in place of the first."""

import re
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from aigoods.dataset.places import places, typed_path


def test_no_test_sees_the_real_home(tmp_path: Path) -> None:
    found = places()
    for path in (found.data, found.config, found.state):
        assert path.is_relative_to(tmp_path)
        assert not path.exists()


def test_aigoods_data_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGOODS_DATA", str(tmp_path / "elsewhere"))
    assert places().data == tmp_path / "elsewhere"
    assert places().config != places().data


def test_aigoods_data_may_begin_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGOODS_DATA", "~/trade")
    assert places().data == Path.home() / "trade"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the XDG folders are of Linux")
def test_platform_folders_of_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIGOODS_DATA")
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    found = places()
    assert found.data == tmp_path / "DATA" / "aigoods" / "datasets"
    assert found.config == tmp_path / "CONFIG" / "aigoods"
    assert found.state == tmp_path / "STATE" / "aigoods"


def test_an_empty_variable_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGOODS_DATA", "")
    assert places().data.name == "datasets"
    assert places().data.is_relative_to(tmp_path)


@pytest.mark.parametrize(
    "typed",
    [
        "{}", " {} ", "'{}'", '"{}"', "file://{url}", "file://localhost{url}", "FILE://{url}",
        "{escaped}", "'{}' ", "~/{name}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["b c.zip", "b'c.zip", "é (1).zip", "b.zip"])
def test_paths_as_they_are_typed_or_dropped(
    typed: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "b'c.zip" and typed.startswith("'"):
        typed = typed.replace("{}", "{shell}")
    path = tmp_path / name
    monkeypatch.setenv("HOME", str(tmp_path))
    text = typed.format(
        path,
        url=quote(str(path)),
        escaped=re.sub(r"([^A-Za-z0-9/._-])", r"\\\1", str(path)),
        shell=str(path).replace("'", "'\\''"),
        name=name,
    )
    for _ in range(2):
        assert typed_path(text) == path
        path.touch()


def test_a_name_with_quotes_that_is_there_is_taken_as_it_stands(tmp_path: Path) -> None:
    odd = tmp_path / "'a\\ b'"
    odd.touch()
    assert typed_path(str(odd)) == odd
    assert typed_path("a b c") == Path("a b c")
    assert typed_path("it's.zip") == Path("it's.zip")
    assert typed_path("'it.zip") == Path("'it.zip")
    assert typed_path("~nobody-of-this-name/a") == Path("~nobody-of-this-name/a")
    assert typed_path("\0") == Path("\0")
