"""Groups of economies: those that are shipped against their table, names, and one's own."""

import csv
from collections import defaultdict

import pytest

from aigoods.catalog import groups
from aigoods.catalog.economies import economies, eu27_members
from aigoods.catalog.groups import every, find_group, own_group, read_own_with, shipped
from aigoods.catalog.tables import data_folder
from aigoods.errors import QueryError, UsageError

SIZES = {
    "eu27": 27, "asean": 11, "g7": 7, "brics": 10, "usmca": 3, "cptpp": 12, "rcep": 15,
    "mercosur": 5, "oecd": 38, "g20": 19,
}  # fmt: skip
CHIPS = own_group("Chip four", ["TWN", "Korea", "JPN", "usa"])


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a group of one's own."""
    monkeypatch.setattr(groups._Own, "read", lambda: (CHIPS,))


def test_the_groups_are_those_of_the_table() -> None:
    listed = defaultdict(set)
    with (data_folder() / "reference" / "groups.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed[row["key"]].add(row["iso3"])
    named = {key: group for key, group in shipped().items() if group.kind == "members"}
    assert {key: len(group.members) for key, group in named.items()} == SIZES
    assert {k: set(g.members) for k, g in named.items() if k != "eu27"} == listed
    assert list(named["eu27"].members) == eu27_members()
    for group in named.values():
        assert {economies()[iso3].kind for iso3 in group.members} == {"economy"}
        assert group.note
    assert "nineteen economies" in named["g20"].note


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("asean", "asean"),
        ("ASEAN", "asean"),
        (" Mercosur ", "mercosur"),
        ("Eastern Asia", "eastern-asia"),
        ("european union (27)", "eu27"),
        ("no-region", "no-region"),
    ],
)
def test_names_and_address_words_are_understood(text: str, key: str) -> None:
    assert find_group(text).key == key


@pytest.mark.usefixtures("own")
def test_ones_own_stands_beside_the_others() -> None:
    assert find_group("chip-four") == find_group("CHIP FOUR") == CHIPS
    assert CHIPS.members == ("TWN", "KOR", "JPN", "USA")
    assert next(iter(every())) == "chip-four"
    with pytest.raises(QueryError, match="the nearest: chip-four"):
        find_group("chip-fuor")


def test_ones_own_is_read_only_when_no_other_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> tuple[()]:
        raise UsageError("The settings are wrong.")

    monkeypatch.setattr(groups._Own, "read", tuple)
    read_own_with(broken)
    assert find_group("oecd").key == "oecd"
    with pytest.raises(UsageError, match="settings"):
        find_group("chip-four")


@pytest.mark.parametrize(
    ("said", "given", "message"),
    [
        ("ASEAN", ["VNM"], "is the group ASEAN already"),
        ("Eastern Asia", ["CHN"], "already"),
        ("!!", ["VNM"], "is no name for a group"),
        ("", ["VNM"], "is no name for a group"),
        ("a\x1b[31m", ["VNM"], "is no name for a group"),
        ("x" * 31, ["VNM"], "is no name for a group"),
        ("Mine", [], "takes a list of economies"),
        ("Mine", "VNM", "takes a list of economies"),
        ("Mine", [704], "takes a list of economies"),
        ("Mine", ["Vietnan"], "has an economy that is none. No economy 'Vietnan'. The nearest: V"),
        ("Mine", ["VNM", "Vietnam"], "has Viet Nam twice"),
        ("Mine", ["EU27"], "is not one economy"),
    ],
)
def test_a_wrong_group_of_ones_own_is_a_sentence(said: str, given: object, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        own_group(said, given)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()
