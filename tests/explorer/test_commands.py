"""The registry of commands: keys, footer and help come from it and agree with it."""

from collections.abc import Callable

import pytest
from textual.binding import Binding

from addresses import EVERY
from aigoods import pages
from aigoods.analysis.view import View
from aigoods.explorer.command import NEAR, Situation, hints, unknown_key
from aigoods.explorer.commands import BY_NAME, COMMANDS
from aigoods.explorer.deeds.helping import helped
from aigoods.explorer.screens.main import MainScreen
from aigoods.explorer.screens.picker import Found
from aigoods.explorer.sheet import Sheet
from aigoods.explorer.theme import INKS
from aigoods.explorer.widgets.status import hint_line
from aigoods.explorer.widgets.table import Table
from aigoods.pages import parse

INK = INKS["aigoods-dark"]


def bound_keys(widget: type[MainScreen | Table]) -> list[str]:
    found: list[str] = []
    for binding in widget.BINDINGS:
        assert isinstance(binding, Binding)
        found += binding.key.split(",")
    return found


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(COMMANDS)


def test_no_key_means_two_things() -> None:
    keys = [key for command in COMMANDS for key in command.keys if command.name != "open"]
    keys += bound_keys(Table)
    assert sorted(keys) == sorted(set(keys))
    assert BY_NAME["open"].keys == ("enter",)


def test_every_command_has_a_key_and_a_binding() -> None:
    bound = {*bound_keys(MainScreen), *bound_keys(Table)}
    for command in COMMANDS:
        assert command.keys or command.goes_to
        assert set(command.keys) <= bound


SITUATIONS = {
    "plain": Situation(table=True),
    "typing": Situation(typing=True, filtered=True, listed=3, rows=226),
    "searching": Situation(typing=True, searching=True, listed=3, rows=226),
    "searched": Situation(searching=True, listed=3, rows=226),
    "filtered": Situation(filtered=True, listed=1_226, rows=5_226),
    "marked": Situation(marked=5),
    "all": Situation(filtered=True, listed=3, rows=226, marked=12, table=False),
}


def footer(address: str, now: Situation, width: int) -> str:
    return hint_line(hints(COMMANDS, parse(address), now), width, INK).plain.strip()


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_footer_fits_and_always_shows_the_help(
    address: str, width: int, situation: str
) -> None:
    line = footer(address, SITUATIONS[situation], width)
    assert len(line) < width
    assert line.endswith("F1 help" if SITUATIONS[situation].typing else "? help")
    assert len(line.split(" · ")) <= 6


@pytest.mark.parametrize(
    ("address", "situation", "width", "said"),
    [
        ("exporters", "plain", 80, "enter open · / filter · [ ] year · g goods · c chart · ? help"),
        ("exporters", "plain", 40, "enter open · / filter · ? help"),
        (
            "economy?economy=MEX",
            "plain",
            80,
            "enter open · tab pane · / filter · [ ] year · g goods · ? help",
        ),
        ("exporters", "typing", 80, "enter keep · esc clear · 3 of 226 · tab search · F1 help"),
        ("exporters", "typing", 40, "enter keep · esc clear · F1 help"),
        (
            "exporters",
            "searched",
            80,
            "3 of 226 · n next · esc clear · enter open · / filter · ? help",
        ),
        (
            "exporters",
            "filtered",
            80,
            "1,226 of 5,226 · esc clear · enter open · / filter · [ ] year · ? help",
        ),
        (
            "exporters",
            "marked",
            80,
            "5 marked · c chart · U unmark · enter open · / filter · ? help",
        ),
        ("exporters", "marked", 40, "5 marked · c chart · U unmark · ? help"),
        (
            "exporters",
            "all",
            80,
            "t table · 3 of 226 · esc clear · 12 marked · c chart · ? help",
        ),
    ],
)
def test_the_footer_follows_what_is_under_way(
    address: str, situation: str, width: int, said: str
) -> None:
    assert footer(address, SITUATIONS[situation], width) == said


def test_the_footer_shows_the_keys_of_the_settings() -> None:
    own = tuple(
        command._replace(keys=("f9",)) if command.name in ("filter", "help") else command
        for command in COMMANDS
    )
    line = hint_line(hints(own, parse("exporters"), Situation()), 80, INK).plain
    assert "f9 filter" in line
    assert line.endswith("f9 help")


def test_places_in_the_footer_are_all_different() -> None:
    places = sorted(command.hint for command in COMMANDS if command.hint)
    assert len(places) == len(set(places))
    assert max(COMMANDS, key=lambda command: command.hint).name == "help"


@pytest.mark.parametrize("key", [*"ovXZ789!%", "f5"])
def test_a_key_without_a_command_has_a_sentence(key: str) -> None:
    said = unknown_key(key, COMMANDS)
    assert said.startswith(f"{key} does nothing here")
    assert said.endswith("? lists all keys.")
    assert set(NEAR.values()) <= set(BY_NAME)
    assert not set(NEAR) & {key for command in COMMANDS for key in command.keys}


@pytest.mark.parametrize("address", EVERY)
def test_the_help_lists_every_command_and_column(
    address: str, sheet_of: Callable[[str], Sheet]
) -> None:
    head = sheet_of(address).head
    found = helped("", head.view, head, COMMANDS)
    lines = {(choice.lead, choice.name) for choice in found.choices}
    assert pages.of(head.view).help in found.said
    for command in (command for command in COMMANDS if command.name != "help"):
        extra = "" if command.applies(head.view) else " (not on this page)"
        assert (command.shown_keys or ":", command.help + extra) in lines
    for column in head.columns:
        assert ((column.title, column.help) in lines) == (column.kind != "code")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("flow", "flow"),
        ("s", "sort"),
        ("S", "reverse"),
        ("[", "year_back"),
        ("ctrl+s", "choose_sort"),
        ("^s", "choose_sort"),
        ("F1 ", None),
        ("choose the goods", "goods"),
        ("copy", "copy_row"),
        ("COPY COMMAND", "copy_command"),
        ("exprot", "export"),
    ],
)
def test_help_finds_a_key_first_then_a_name_then_words(typed: str, first: str | None) -> None:
    found = helped(typed, View(), None, COMMANDS)
    assert (found.choices[0].key if found.choices else None) == first


def test_help_says_where_nothing_fits() -> None:
    assert helped("\x1b[1mzzzqqq", View(), None, COMMANDS) == Found(
        [], "No key and no word of the help fits '[1mzzzqqq'."
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
        ("grouping", "world", True),
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
    assert BY_NAME[name].applies(parse(address)) is does
