"""The README's examples of the same answers in a pipe: each prints or writes what it says."""

import json
import re
import shlex
from pathlib import Path

import pytest

from calling import call
from renew import README

SECTION = "## The same answers in a pipe\n"
EXAMPLE = re.compile(r"^    aigoods (.*?)(?: +#.*)?$", re.MULTILINE)
ON_A_TERMINAL = ("--print-marked", "-i")


def examples() -> list[str]:
    """Return the lines of the section after the program's name, but those for a terminal."""
    text = README.read_text(encoding="utf-8").partition(SECTION)[2].partition("\n## ")[0]
    lines = EXAMPLE.findall(text)
    return [line for line in lines if not line.startswith(ON_A_TERMINAL)]


def test_the_section_has_examples() -> None:
    assert len(examples()) > 25


@pytest.mark.parametrize("line", examples())
def test_an_example_answers(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)
    asked = words[: words.index("|")] if "|" in words else words
    done = call(shlex.join(asked))
    assert done.code == 0, done.said
    if "-o" in asked:
        written = tmp_path / asked[asked.index("-o") + 1]
        assert written.stat().st_size > 500
        assert written.with_name(f"{written.name}.metadata.json").exists()
        assert done.out == b""
    else:
        assert done.text.count("\n") > 1
    if "json" in asked:
        assert json.loads(done.text)
