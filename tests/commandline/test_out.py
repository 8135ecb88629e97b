"""Where text cannot go: streams that are closed, full, or cannot say it; a reader that has gone."""

import os
import re
import sys

import pytest

from aigoods.out import put
from calling import run, shell

COMMANDS = (
    "exporters --top 3 -q",
    "economy MEX --format table --chart",
    "search ivoire",
    "info",
    "data list",
    "data info",
    "data path",
    "data verify",
    "config path",
    "config show",
    "config check",
    "completion bash",
    "--version",
    "--help",
    "exporters --help",
    "data --help",
    "data import --help",
    "data",
)
SENTENCE = re.compile(rb"aigoods: Cannot write to standard output: [^\n]*\.\n\Z")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("where", [">/dev/full", ">&-"])
def test_one_sentence_where_nothing_can_be_written(command: str, where: str) -> None:
    done = shell(f"aigoods {command} {where}")
    assert done.returncode == 1, done.stderr
    assert SENTENCE.match(done.stderr), done.stderr


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_what_cannot_be_said_changes_nothing(where: str) -> None:
    told, silent = shell("aigoods exporters"), shell(f"aigoods exporters {where}")
    assert (silent.returncode, silent.stdout) == (0, told.stdout)
    wrong = shell(f"aigoods exporters --yaer 2022 {where}")
    assert (wrong.returncode, wrong.stdout, wrong.stderr) == (2, b"", b"")
    full = shell(f"aigoods exporters >/dev/full {where}")
    assert (full.returncode, full.stderr) == (1, b"")


def test_all_streams_closed() -> None:
    assert shell("aigoods data list >&- 2>&- <&-").returncode == 1
    assert shell("aigoods >&- 2>&- <&-").returncode == 2


def test_no_file_takes_the_place_of_a_closed_stream() -> None:
    done = shell("aigoods exporters -o chips.csv >&- 2>&-; head -c 10 chips.csv")
    assert done.stdout == b"rank,iso3,"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp932", "utf-8"])
@pytest.mark.parametrize(
    ("command", "said", "in_ascii"),
    [
        ("search ivoire", "Côte d'Ivoire", "Cote d'Ivoire"),
        ("info", "2017–2024", "2017-2024"),
        ("data list", "2017–2024", "2017-2024"),
    ],
)
def test_what_an_encoding_lacks_is_said_in_ascii(
    encoding: str, command: str, said: str, in_ascii: str
) -> None:
    done = run(*command.split(), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    try:
        wanted = said.encode(encoding)
    except UnicodeEncodeError:
        wanted = in_ascii.encode(encoding)
    assert wanted in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp932"])
def test_sentences_and_data_in_narrow_encodings(encoding: str) -> None:
    done = run("exporters", "--goods", "chips", "--filter", "ivoire", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert "Côte d'Ivoire".encode() in done.stdout  # CSV is UTF-8 wherever it goes.
    assert b"Traceback" not in done.stderr
    wrong = run("economy", "Côte–Ivory", PYTHONIOENCODING=encoding)
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert wrong.stderr.startswith(b"aigoods: No economy")


def test_a_reader_that_has_gone_hears_nothing_of_it() -> None:
    for command in ("exporters -q", "info", "--help", "data list"):
        done = shell(f"aigoods {command} | head -c 1")
        assert len(done.stdout) == 1
        assert done.stderr == b""


def test_bytes_go_out_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    put(b"\xff\x00")
    put("é\udcff")
    assert capfdbinary.readouterr().out == b"\xff\x00" + "é?".encode()
    assert os.fstat(sys.stdout.fileno())
