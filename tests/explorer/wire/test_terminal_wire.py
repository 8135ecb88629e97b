"""The wire on a pseudo-terminal, and the setting that does without it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import aigoods
from aigoods.errors import UsageError
from aigoods.explorer.settings import Settings, load_settings, to_toml
from benchmarks.terminal import Terminal

COMMAND = [sys.executable, "-m", "aigoods", "--fresh"]
FOOT = "? help"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str | None]:
    """A terminal with many colours, and homes of its own."""
    return {
        "PYTHONPATH": str(Path(aigoods.__file__).parents[1]),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "AIGOODS_DATA": None,
        "AIGOODS_WIRE": None,
        "NO_COLOR": None,
    }


def test_what_others_have_written_goes_with_a_key(env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env, in_frames=True) as terminal:
        terminal.until("China")
        terminal.settled()
        before = terminal.shown
        for dialog in (b"", b"i"):
            if dialog:
                terminal.answered(dialog)
                before = terminal.shown
            terminal.screen.erase_in_display(2)
            terminal.answered(b"\x0c")
            assert terminal.shown == before


def test_a_terminal_that_was_smaller_for_a_moment_is_whole_again(
    env: dict[str, str | None],
) -> None:
    with Terminal(COMMAND, env) as terminal:
        terminal.until("China")
        terminal.settled()
        before = terminal.shown
        terminal.resize(60, 20)
        terminal.settled()
        terminal.resize(80, 24)
        terminal.settled()
        assert terminal.shown == before


def test_full_sends_what_textual_writes(env: dict[str, str | None]) -> None:
    sizes = []
    for wire in ("full", None):
        with Terminal(COMMAND, env | {"AIGOODS_WIRE": wire}) as terminal:
            terminal.until_shown(FOOT)
            sizes.append(len(terminal.settled() + terminal.answered(b"f")))
            assert "Importers of" in terminal.shown
    assert sizes[0] > 2 * sizes[1]


def test_the_environment_goes_before_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AIGOODS_WIRE", raising=False)
    path = tmp_path / "settings.toml"
    assert load_settings(tmp_path).wire == Settings().wire == "changes"
    path.write_text('wire = "full"')
    assert load_settings(tmp_path).wire == "full"
    assert 'wire = "full"' in to_toml(load_settings(tmp_path))
    monkeypatch.setenv("AIGOODS_WIRE", "changes")
    assert load_settings(tmp_path).wire == "changes"
    path.unlink()
    monkeypatch.setenv("AIGOODS_WIRE", "full")
    assert load_settings(tmp_path).wire == "full"


@pytest.mark.parametrize("name", ["some", "Full"])
def test_what_cannot_be_sent_is_one_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIGOODS_WIRE", name)
    with pytest.raises(UsageError, match=f"AIGOODS_WIRE is '{name}'; it can be changes or full."):
        load_settings(tmp_path)
    monkeypatch.delenv("AIGOODS_WIRE")
    (tmp_path / "settings.toml").write_text(f'wire = "{name}"')
    with pytest.raises(UsageError, match=f"unknown wire '{name}'"):
        load_settings(tmp_path)
