"""What the explorer remembers, and how it starts where there is nothing to remember."""

import json
from pathlib import Path

import pytest

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.explorer.state import STATE_FILE, State, load_state, save_state
from aigoods.pages import parse_scene

SOME = State(
    parse_scene(
        "economy?economy=MEX&goods=8542&year=2020&by=year#chart=bars&log=1&marks=2019,2020"
    ),
    "ansi-light",
)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert save_state(folder, SOME) == ""
    assert load_state(folder) == SOME
    assert [path.name for path in folder.iterdir()] == [STATE_FILE]


def test_the_last_state_counts(tmp_path: Path) -> None:
    save_state(tmp_path, SOME)
    save_state(tmp_path, State(Scene(View("world")), "aigoods-dark"))
    assert load_state(tmp_path) == State(Scene(View("world")), "aigoods-dark")


def test_without_a_file_the_state_is_fresh(tmp_path: Path) -> None:
    assert load_state(tmp_path / "nowhere") == State(Scene(View()), "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"exporters"',
        b"{}",
        b'{"scene": "exporters"}',
        b'{"scene": "exporters#chart=pie", "theme": ""}',
        b'{"scene": "nowhere", "theme": ""}',
        b'{"scene": "exporters?year=1", "theme": ""}',
        b'{"scene": "exporters?year=2020&year=2021", "theme": ""}',
        b'{"scene": 7, "theme": ""}',
        b'{"scene": "' + b"x" * 3000 + b'", "theme": ""}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_a_damaged_file_gives_a_fresh_state(content: bytes, tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_bytes(content)
    assert load_state(tmp_path) == State()


def test_a_folder_in_the_place_of_the_file_gives_a_fresh_state(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).mkdir()
    assert load_state(tmp_path) == State()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = save_state(tmp_path / "file" / "state", SOME)
    assert said.startswith(f"The last view was not kept in {tmp_path / 'file' / 'state'}: ")
    assert said.endswith(".")


def test_a_file_that_cannot_be_replaced_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE / "inside").mkdir(parents=True)
    assert save_state(tmp_path, SOME).endswith(".")
    assert [path.name for path in tmp_path.iterdir()] == [STATE_FILE]


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    save_state(tmp_path, SOME)
    assert json.loads((tmp_path / STATE_FILE).read_text()) == {
        "scene": str(SOME.scene),
        "theme": "ansi-light",
    }
