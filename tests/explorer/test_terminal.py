"""The explorer on a real (pseudo) terminal: its bytes, its exit codes, its manners."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import aigoods
from aigoods.catalog.goods import Code
from aigoods.dataset.writer import write_dataset
from benchmarks.terminal import Terminal
from worlds import SMALL, World, made_manifest

if TYPE_CHECKING:
    from collections.abc import Callable

COMMAND = [sys.executable, "-m", "aigoods"]
CONTROL = re.compile(
    rb"\x1b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|.)"
)
BLINK = 0.7
"""Seconds in which a cursor of Textual's would have blinked."""
NOTICE = 64
"""Columns of a notice, at the right of the screen."""
COLOUR = re.compile(rb"\x1b\[([0-9;:]*)m")
POINTER = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""Textual's own request for the shape of the mouse pointer."""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str | None]:
    """The environment of a terminal with many colours and a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    return {
        "PYTHONPATH": str(Path(aigoods.__file__).parents[1]),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "AIGOODS_DATA": None,
        "NO_COLOR": None,
        "COLUMNS": None,
        "LINES": None,
    }


def plain(data: bytes) -> str:
    """Return what was written without what a terminal obeys, in the order of writing."""
    return CONTROL.sub(b"", data).decode()


def started(terminal: Terminal, word: str = "China") -> bytes:
    """Wait for a word on the screen; return all bytes, to the point where nothing more comes.

    The first economy is beside the questions of a first start, the ones after it may be below them.
    """
    return terminal.until_shown(word) + terminal.settled()


def quit_well(terminal: Terminal, keys: bytes = b"q") -> tuple[int, bytes]:
    terminal.send(keys)
    return terminal.ended()


def test_a_dumb_terminal_is_one_sentence_and_exit_code_2(env: dict[str, str | None]) -> None:
    for term in ("dumb", ""):
        with Terminal(COMMAND, env | {"TERM": term}) as terminal:
            code, said = terminal.ended()
        lines = said.decode().splitlines()
        assert code == 2
        assert len(lines) == 1
        assert lines[0].startswith(f"aigoods: The terminal TERM={term} cannot move its cursor")
        assert lines[0].endswith(".")
        assert b"\x1b" not in said


@pytest.mark.parametrize("options", [(), ("--fresh",)])
def test_a_pipe_is_one_sentence_on_stderr_and_exit_code_2(
    options: tuple[str, ...], env: dict[str, str | None]
) -> None:
    clean = {**os.environ, **env}
    done = subprocess.run(
        [*COMMAND, *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={name: value for name, value in clean.items() if value is not None},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("aigoods: The explorer draws on a terminal")
    assert done.stderr.count("\n") == 1


def test_the_view_and_the_theme_are_kept_from_start_to_start(
    env: dict[str, str | None], tmp_path: Path
) -> None:
    with Terminal(COMMAND, env) as terminal:
        started(terminal)
        terminal.send(b"2")
        terminal.until("Importers of")
        terminal.answered(b"T")
        code, _ = quit_well(terminal)
    assert code == 0
    kept = json.loads((tmp_path / "home/state/aigoods/explorer.json").read_text())
    assert kept == {
        "scene": "importers?year=2024&by=economy",
        "theme": "aigoods-light",
    }
    with Terminal(COMMAND, env) as terminal:
        terminal.until("Importers of AI-enabling goods, 2024")
    with Terminal([*COMMAND, "--fresh"], env) as terminal:
        terminal.until("Exporters of AI-enabling goods, 2024")


def test_quitting_restores_the_terminal(env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env) as terminal:
        first = started(terminal)
        code, last = quit_well(terminal)
    assert code == 0
    for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h")):
        assert on in first
        assert off in last
    assert "Traceback" not in plain(last)


def test_no_color_sends_no_colour(env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env | {"NO_COLOR": "1"}) as terminal:
        seen = started(terminal)
        for key in (b"j", b"2", b"T", b"g", b"\x1b", b"?"):
            terminal.send(key)
            seen += terminal.settled()
            assert terminal.reversed.strip("|") or key == b"?"  # The cursor is seen.
    assert colours(seen) == set()


def test_with_colour_there_is_some(env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env) as terminal:
        assert colours(started(terminal))


def colours(seen: bytes) -> set[bytes]:
    """Return the SGR sequences that set a colour."""
    found = set()
    for codes in COLOUR.findall(seen):
        numbers = [int(n) for n in re.split(rb"[;:]", codes) if n]
        if any(30 <= n <= 38 or 40 <= n <= 48 or 90 <= n <= 107 for n in numbers):
            found.add(codes)
    return found


@pytest.mark.parametrize("home", [None, "/nonexistent/home"])
def test_a_home_that_is_missing_does_no_harm(
    home: str | None, env: dict[str, str | None], tmp_path: Path
) -> None:
    with Terminal(COMMAND, env | {"HOME": home}) as terminal:
        started(terminal)
        code, last = quit_well(terminal)
    assert code == 0
    assert "Traceback" not in plain(last)
    assert (tmp_path / "home/state/aigoods/explorer.json").exists()


def test_a_home_that_cannot_be_written_is_one_sentence_at_the_end(
    env: dict[str, str | None], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = dict.fromkeys(
        ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(tmp_path / "file")
    )
    with Terminal(COMMAND, env | blocked) as terminal:
        started(terminal)
        code, last = quit_well(terminal)
    assert code == 0
    after = plain(last.rsplit(b"\x1b[?1049l", 1)[1]).strip()
    assert after.startswith("The last view was not kept in ")
    assert after.endswith(".")
    assert len(after.splitlines()) == 1


def damaged(folder: Path) -> None:
    write_dataset(folder, made_manifest(SMALL), SMALL.economy(), SMALL.partners())
    table = folder / "economy.parquet"
    table.write_bytes(b"\0" * table.stat().st_size)


def other_version(folder: Path) -> None:
    write_dataset(folder, made_manifest(SMALL), SMALL.economy(), SMALL.partners())
    manifest = folder / "manifest.json"
    text = manifest.read_text().replace('"schema_version": 2', '"schema_version": 99')
    manifest.write_text(text)


def missing(folder: Path) -> None:
    assert not folder.exists()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (damaged, "is damaged"),
        (other_version, "has schema version 99"),
        (missing, "There is no dataset in"),
    ],
)
def test_a_dataset_that_cannot_be_opened_gives_way_to_the_embedded_one(
    make: Callable[[Path], None], said: str, env: dict[str, str | None], tmp_path: Path
) -> None:
    make(tmp_path / "own")
    with Terminal([*COMMAND, "--dataset", str(tmp_path / "own")], env, 120, 40) as terminal:
        started(terminal, "instead.")
        text = " ".join(line[-NOTICE:] for line in terminal.screen.display)
        shown = terminal.shown
        code, _ = quit_well(terminal)
    assert "BACI V202601" in shown
    assert said in " ".join(text.split())
    assert code == 0


def test_a_terminal_of_20_by_5_says_so_and_grows(env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env, 20, 5) as terminal:
        terminal.until("aigoods needs")
        terminal.resize(80, 24)
        started(terminal)
        assert quit_well(terminal)[0] == 0


def test_a_program_that_works_in_silence_is_not_at_rest(env: dict[str, str | None]) -> None:
    program = (
        "import time\nprint('begun', flush=True)\n"
        "while time.process_time() < 0.8: pass\nprint('done', flush=True)\ninput()"
    )
    with Terminal([sys.executable, "-c", program], env) as terminal:
        assert terminal.settled(quiet=0.1).split() == [b"begun", b"done"]
        assert terminal.answered(b"x").endswith(b"x")


@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}], ids=["dark", "ANSI"])
def test_idleness_is_free(colour: dict[str, str], env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env | colour) as terminal:
        started(terminal)
        terminal.answered(b"j")
        assert terminal.quiet(BLINK) == b""
        terminal.answered(b"g")
        assert "Goods" in terminal.shown
        assert terminal.quiet(BLINK) == b""
        terminal.answered(b"\x1b")
        for keys in (b"D", b"i"):
            terminal.answered(keys)
            assert terminal.quiet(BLINK) == b""


def test_a_theme_in_the_settings_goes_before_the_last_one(env: dict[str, str | None]) -> None:
    config, state = (Path(str(env[name])) / "aigoods" for name in HOMES)
    for folder in (config, state):
        folder.mkdir(parents=True, exist_ok=True)
    (config / "settings.toml").write_text('theme = "aigoods-light"\n')
    (state / "explorer.json").write_text('{"scene": "exporters", "theme": "aigoods-dark"}')
    with Terminal(COMMAND, env) as terminal:
        started(terminal)
        assert quit_well(terminal)[0] == 0
    assert json.loads((state / "explorer.json").read_text())["theme"] == "aigoods-light"


def test_ctrl_c_leaves_with_its_exit_code(env: dict[str, str | None]) -> None:
    with Terminal(COMMAND, env) as terminal:
        started(terminal)
        code, last = quit_well(terminal, b"j\x03")
    assert code == 130
    assert "Traceback" not in plain(last)


HOMES = ("XDG_CONFIG_HOME", "XDG_STATE_HOME")

HOSTILE = "\x1b]0;owned\x07\x1b[2J[red]markup[/] \x9b31m\u202egoods\r\nnext"
HOSTILE_WORLD = World(
    codes=(
        Code("8542", HOSTILE, "equipment", HOSTILE),
        Code("8471", "[/nothing] [link=x]y", "[bold]seg\x1b[5m", "fam\x07ily"),
    ),
    years=(2007, 2008),
    flows=(
        (2007, "\x1b[31m[red]A", "USA", "8542", 10**9),
        (2008, "\x1b[31m[red]A", "USA", "8542", 2 * 10**9),
        (2008, "[/]\x07", "\x1b]52;c;aGk=\x07", "8471", 10**9),
        (2008, "TWN", "MEX", "8471", 10**9),
    ),
)


def test_hostile_names_are_never_obeyed(env: dict[str, str | None], tmp_path: Path) -> None:
    folder = tmp_path / "own"
    changes = dict.fromkeys(("title", "source", "release", "licence", "citation"), HOSTILE)
    manifest = made_manifest(HOSTILE_WORLD, **changes)
    write_dataset(folder, manifest, HOSTILE_WORLD.economy(), HOSTILE_WORLD.partners())
    command = [*COMMAND, "--fresh", "--dataset", str(folder)]
    with Terminal(command, env, 120, 40) as terminal:
        seen, shown = started(terminal, "Taiwan"), terminal.shown
        typed = b":\x1b[200~" + HOSTILE.encode() + b"\x1b[201~"
        for keys in (b"4", b"i", b"\x1b", b"?", b"\x1b", b"5", b"g", b"\x1b", typed, b"\x1b", b"1"):
            terminal.send(keys)
            seen += terminal.settled(quiet=0.1)
            shown += terminal.shown
        for keys in (b"j", b"\r", b"2", b"\r", b"c", b"t", b" ", b"b", b"\r"):
            terminal.send(keys)
            seen += terminal.settled(quiet=0.1)
        code, last = quit_well(terminal)
    assert code == 0
    assert "Traceback" not in plain(last)
    assert "[red]" in shown  # Shown as text, not obeyed as markup.
    seen = POINTER.sub(b"", seen)
    for order in (b"\x1b[2J", b"owned\x07", b"\x1b]0;", b"\x1b]52", b"\x1b[5m", b"\x9b31m"):
        assert order not in seen, order
    assert "\u202e".encode() not in seen
    assert "\x9b".encode() not in seen  # The same as ESC [ to some terminals.
    assert b"\x07" not in seen


@pytest.mark.parametrize("piped", [False, True])
def test_the_size_is_that_of_the_terminal_drawn_on(piped: bool, env: dict[str, str | None]) -> None:
    program = f"{sys.executable} -m aigoods --fresh"
    line = f"{program} --print-marked | cat" if piped else f"exec {program}"
    frozen = env | {"COLUMNS": "80", "LINES": "24"}
    with Terminal(["/bin/sh", "-c", line], frozen, 60, 14) as terminal:
        started(terminal, "here are 60 by 14.")
        for columns, rows in ((39, 30), (100, 12)):
            terminal.resize(columns, rows)
            started(terminal, f"{columns} by {rows}.")
        terminal.resize(132, 43)
        started(terminal)
        assert quit_well(terminal)[0] == 0


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        ((b"j", b"j", b"k"), ("Taiwan", "Korea", "Taiwan")),
        ((b"g", b"\x1b[B", b"\x1b[A"), ("All goods", "Raw materials", "All goods")),
        ((b"D",), ("core-hs4",)),
        ((b"/", b"Chi"), ("k", " ")),
    ],
    ids=["table", "list", "shelf", "filter"],
)
@pytest.mark.parametrize("look", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}], ids=str)
def test_where_colours_are_few_what_has_the_cursor_is_reversed(
    keys: tuple[bytes, ...],
    rows: tuple[str, ...],
    look: dict[str, str],
    env: dict[str, str | None],
) -> None:
    with Terminal(COMMAND, env | look) as terminal:
        started(terminal)
        for key, row in zip(keys, rows, strict=True):
            terminal.send(key)
            while row not in terminal.reversed:
                terminal.settled()
                assert terminal.seconds < 30, key


@pytest.mark.parametrize(
    ("where", "reason"), [(">/dev/full", b"the disk is full"), (">&-", b"it is closed")]
)
def test_marked_rows_that_cannot_be_printed_are_one_sentence(
    where: str, reason: bytes, env: dict[str, str | None]
) -> None:
    line = f"{shlex.join(COMMAND)} --print-marked {where}"
    with Terminal(["bash", "-c", line], env) as terminal:
        seen = started(terminal)
        terminal.send(b"f")
        seen += started(terminal, "Importers of")  # It is answered, so the dataset is open.
        terminal.send(b" ")
        seen += terminal.until_shown("●")
        terminal.send(b"q")
        code, seen = terminal.left(seen)
    assert code == 1
    sentence = b"aigoods: Cannot write to standard output: " + reason + b"."
    assert seen.count(sentence) == 1
    assert b"Traceback" not in seen
    assert b"Exception" not in seen


def test_keys_that_come_in_one_piece_are_typed_into_what_they_open(
    env: dict[str, str | None],
) -> None:
    with Terminal([*COMMAND, "--fresh"], env) as terminal:
        started(terminal)
        terminal.send(b"/kor")
        started(terminal, "2 of 226")
        assert quit_well(terminal, b"\x03")[0] == 130
