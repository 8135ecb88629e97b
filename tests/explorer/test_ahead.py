"""The first answer from a process of its own; each test forks in a fresh interpreter."""

import os
import subprocess
import sys
from pathlib import Path

import aigoods

SETUP = """
import os, sys, time
from aigoods.analysis.view import parse
from aigoods.explorer import ahead
ahead._processors = lambda: 2
"""
SAME = """
address, dataset = sys.argv[1], sys.argv[2]
found = ahead.answer_ahead(parse(address), dataset)
assert "polars" not in sys.modules
sheet = found()
assert "polars" not in sys.modules, "the sheet is plain Python"
from aigoods.analysis.engine import answer
from aigoods.dataset.folder import find_dataset, open_dataset
from aigoods.explorer.sheet import Sheet
here = Sheet.of(answer(parse(address), open_dataset(find_dataset(dataset))))
assert sheet.rows == here.rows
assert (sheet.widths, sheet.kinds) == (here.widths, here.kinds)
for name in ("view", "title", "unit", "columns", "key", "label", "years", "basket", "provenance",
             "facts", "notes"):
    assert getattr(sheet.head, name) == getattr(here.head, name), name
print(len(sheet.rows))
"""
NONE = """
found = ahead.answer_ahead(parse(sys.argv[1]), sys.argv[2])
print(found())
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("no child is left")
"""
ONE = """
ahead._processors = lambda: 1
def fork():
    raise AssertionError("forked on a single processor")
os.fork = fork
print(ahead.answer_ahead(parse(sys.argv[1]), "")())
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(Path(aigoods.__file__).parents[1])}
    return subprocess.run(
        [sys.executable, "-c", SETUP + code, *arguments],
        capture_output=True,
        text=True,
        env=env,
        timeout=60,
        check=False,
    )


def test_the_sheet_is_the_one_that_is_computed_here() -> None:
    for address, rows in (("exporters", "226"), ("goods?goods=8471", "8")):
        done = run(SAME, address, "")
        assert (done.stdout.strip(), done.stderr) == (rows, "")


def test_without_a_dataset_or_an_answer_there_is_none_and_nothing_is_said(tmp_path: Path) -> None:
    for address, dataset in (
        ("exporters", str(tmp_path / "missing")),
        ("exporters?year=1999", ""),
        ("economy?economy=ZZZ", ""),
    ):
        done = run(NONE, address, dataset)
        assert done.stdout.splitlines() == ["None", "no child is left"]
        assert done.stderr == ""


def test_on_a_single_processor_nothing_is_computed_ahead() -> None:
    done = run(ONE, "exporters")
    assert (done.stdout.strip(), done.stderr) == ("None", "")
