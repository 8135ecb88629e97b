"""The registry of commands: keys, footer and help come from it and agree with it."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from addresses import EVERY
from aigoods.analysis.view import parse
from aigoods.explorer.commands import BY_NAME, COMMANDS, Command, applies, hints
from aigoods.explorer.screens.actions import ANSWER_MOVES, PAGES, VIEW_MOVES, Actions
from aigoods.explorer.screens.main import MainScreen
from aigoods.explorer.screens.reader import help_text
from aigoods.explorer.sheet import Sheet
from aigoods.explorer.theme import INKS
from aigoods.explorer.widgets.status import hint_line
from aigoods.explorer.widgets.table import Table

INK = INKS["aigoods-dark"]


def table_keys() -> list[str]:
    return [key for binding in Table.BINDINGS for key in binding.key.split(",")]


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(COMMANDS)


def test_no_key_means_two_things() -> None:
    keys = [key for command in COMMANDS for key in command.keys if command.name != "open"]
    keys += table_keys()
    assert sorted(keys) == sorted(set(keys))
    assert BY_NAME["open"].keys == ("enter",)


def test_every_command_has_a_key_and_a_binding() -> None:
    bound = {key for binding in MainScreen.BINDINGS for key in binding.key.split(",")}
    bound |= set(table_keys())
    for command in COMMANDS:
        assert command.keys
        assert set(command.keys) <= bound


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_carried_out_in_one_place(command: Command) -> None:
    places = [command.name in each for each in (PAGES, VIEW_MOVES, ANSWER_MOVES)]
    places.append(callable(getattr(Actions, command.name, None)))
    assert places.count(True) == 1


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("width", [80, 40])
def test_the_footer_fits_and_always_shows_the_help(
    address: str, width: int, sheet_of: Callable[[str], Sheet]
) -> None:
    view = sheet_of(address).head.view
    line = hint_line(view, COMMANDS, width, INK)
    assert line.cell_len - 2 <= width  # Two blanks end each hint.
    assert line.plain.rstrip().endswith("? help")
    said = [hint for hint in line.plain.strip().split("  ") if hint]
    assert len(said) <= 6
    words = {command.word for command in hints(COMMANDS) if applies(command, view)}
    assert {hint.rsplit(" ", 1)[1] for hint in said} <= words
    assert said[0] == "enter open"


def test_six_hints_at_80_columns_on_the_start_page() -> None:
    assert hint_line(parse("exporters?by=economy"), COMMANDS, 80, INK).plain.split("  ")[:-1] == [
        " enter open",
        "/ filter",
        "[ ] year",
        "g goods",
        "c chart",
        "? help",
    ]


def test_places_in_the_footer_are_those_of_six_commands() -> None:
    assert [command.hint for command in hints(COMMANDS)] == [1, 2, 3, 4, 5, 6]
    assert hints(COMMANDS)[-1].name == "help"


@pytest.mark.parametrize("address", EVERY)
def test_the_help_lists_every_command_and_column(
    address: str, sheet_of: Callable[[str], Sheet]
) -> None:
    head = sheet_of(address).head
    out = io.StringIO()
    Console(file=out, width=200).print(help_text(head.view, head, COMMANDS))
    lines = [line.strip() for line in out.getvalue().splitlines()]
    for command in COMMANDS:
        extra = "" if applies(command, head.view) else " (not on this page)"
        fitting = [line for line in lines if line.endswith(command.help + extra)]
        assert any(line.startswith(command.shown_keys) for line in fitting), command.name
    for column in head.columns:
        if column.kind != "code":
            assert any(
                line.startswith(column.title) and line.endswith(column.help) for line in lines
            )


def test_help_keeps_the_commands_of_a_group_together() -> None:
    groups = [command.group for command in COMMANDS]
    assert [g for n, g in enumerate(groups) if n == 0 or groups[n - 1] != g] == list(
        dict.fromkeys(groups)
    )


@pytest.mark.parametrize(
    ("name", "address", "does"),
    [
        ("next_pane", "exporters", False),
        ("next_pane", "exporters?goods=8542", True),
        ("last_pane", "economy?economy=MEX", True),
        ("grouping", "world", False),
        ("grouping", "goods?by=year", False),
        ("grouping", "goods?by=code", True),
        ("flow", "world", False),
        ("flow", "goods?by=year", False),
        ("flow", "goods?by=code", True),
        ("eu", "economy?economy=MEX", False),
        ("eu", "partners?economy=MEX", True),
        ("fold", "exporters", False),
        ("fold", "goods?by=code", True),
        ("fold", "goods?by=year", False),
    ],
)
def test_where_a_command_does_something(name: str, address: str, does: bool) -> None:
    assert applies(BY_NAME[name], parse(address)) is does
