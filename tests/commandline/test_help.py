"""The help: what it says, how wide, and what printing it costs."""

import ast
import subprocess
import sys
from collections.abc import Callable

import pytest

from addresses import start
from aigoods.commandline.helping import command_help
from aigoods.commandline.language import Command, Group
from aigoods.commandline.main import headed
from aigoods.commandline.question import question
from aigoods.dataset.folder import Dataset
from aigoods.pages import PAGES, answer, every, named
from aigoods.pages.page import Page
from calling import call, run

COMMANDS = [
    command
    for _, own in headed()
    for each in own
    for command in (each.commands if isinstance(each, Group) else [each])
]
HEAVY = {"polars", "textual", "plotext", "rich", "typer", "click", "argcomplete", "difflib"}


def loaded(*words: str) -> set[str]:
    """Return which heavy packages the program has imported when it ends."""
    code = (
        f"import sys; sys.argv = ['aigoods', *{words!r}]\n"
        "from aigoods.__main__ import main\n"
        f"try:\n    main()\nfinally:\n    print({HEAVY} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.stdout
    said = done.stderr.decode().strip()
    return set() if said == "set()" else ast.literal_eval(said)


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["exporters", "--help"],
        ["data", "import", "-h"],
        ["data", "path"],
    ],
)
def test_version_and_help_import_nothing_heavy(words: list[str]) -> None:
    assert loaded(*words) == set()


def test_the_command_line_never_imports_textual() -> None:
    assert loaded("exporters", "--format", "csv", "-q") == {"polars"}
    assert loaded("exporters", "--format", "table", "-q") <= {"polars", "rich"}


@pytest.mark.parametrize("name", PAGES)
def test_the_help_names_the_columns_and_two_examples_that_work(
    name: str, able: Callable[[Page], Dataset]
) -> None:
    here = named(name)
    for example in here.examples:
        done = call(example.removeprefix("aigoods "))
        assert done.code == 0, example
    if name not in ("economy", "goods", "series", "world", "importers"):
        for column in answer(start(here), able(here)).columns:
            known = column.kind == "series" or (column.heat and "to_usa ..." in here.columns)
            assert known or column.name in here.columns, column.name


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_says_all_that_it_takes(command: Command) -> None:
    done = call(f"{command.name} --help")
    assert (done.code, done.said) == (0, "")
    assert done.text.startswith(f"Usage: {command.shown}")
    assert done.text.count("\n  aigoods ") + done.text.count('"$(aigoods ') >= 2
    for option in command.options:
        assert all(flag in done.text for flag in option.flags)
    assert call(f"{command.name} -h").out == done.out


@pytest.mark.parametrize("width", [36, 40, 60, 80, 100])
def test_the_help_fits_the_window(width: int) -> None:
    for each in every():
        text = command_help(question(each), width)
        told = [line for line in text.splitlines() if not line.startswith("  aigoods ")]
        assert max(map(len, told)) <= width
    shown = run("exporters", "--help", COLUMNS=str(width)).stdout.decode()
    assert shown == command_help(question(named("exporters")), width)


def test_a_group_without_a_command_says_which_there_are() -> None:
    for group in ("data", "config"):
        done, helped = call(group), call(f"{group} --help")
        assert (done.code, helped.code) == (2, 0)
        assert done.out == helped.out
        assert "Commands:" in done.text


def test_the_whole_help_lists_every_command() -> None:
    text = call("--help").text
    for _, own in headed():
        for each in own:
            assert f"  {each.name} " in text
    assert call("-h").text == text
    assert call("--version").text.startswith("aigoods ")
