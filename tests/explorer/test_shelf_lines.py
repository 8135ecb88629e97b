"""The list of datasets as text: what stands in it at each width."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aigoods.dataset.manifest import FileEntry
from aigoods.dataset.shelf import Shelved
from aigoods.explorer.screens.data import KEYS, KEYS_ASKED, KEYS_AT_WORK
from aigoods.explorer.shelf_lines import columns, details, flowed, key_lines, lines
from aigoods.explorer.theme import INKS
from worlds import SMALL, made_manifest

INK = INKS["aigoods-dark"]
KNOWN = made_manifest(
    SMALL,
    years=(2017, 2018, 2019),
    files={"economy.parquet": FileEntry("", 1, 1_000), "partners.parquet": FileEntry("", 2, 234)},
)


def shelved(name: str, *, used: bool = False, trouble: str = "", size: int = 34_200_000) -> Shelved:
    return Shelved(name, Path("/data") / name, None if trouble else KNOWN, size, used, trouble)


def test_the_cells_are_those_of_the_manifest() -> None:
    listed = [shelved("one"), shelved("two", trouble="It is damaged.", size=999)]
    assert {column.title: column.cells for column in columns(listed)} == {
        "Source": ("Nobody V1", "damaged"),
        "Edition": ("HS2017", "—"),
        "Basket": ("made-basket", "—"),
        "Years": ("2017–2019", "—"),
        "Rows": ("1,234", "—"),
        "Size": ("34.2 MB", "1 kB"),
    }


@pytest.mark.parametrize(
    ("width", "titles"),
    [
        (78, "Name Source Edition Basket Years Rows Size"),
        (64, "Name Source Edition Years Rows Size"),
        (55, "Name Source Years Rows Size"),
        (48, "Name Source Years Size"),
        (38, "Name Years Size"),
        (24, "Name Size"),
    ],
)
def test_columns_go_one_by_one_and_are_told_below(width: int, titles: str) -> None:
    listed = [shelved("one-name-of-15c", used=True)]
    header, _ = lines(listed, width, INK)
    assert header.plain.split() == titles.split()
    told = details(listed, 0, width, INK).plain.replace("\n", " · ")
    assert told.startswith("Made up for a test · ")
    assert told.endswith(" · /data/one-name-of-15c")
    for column in columns(listed):
        assert (f"{column.title} {column.cells[0]}" in told) is (column.title not in titles.split())


def test_what_is_used_and_what_is_damaged_is_marked() -> None:
    listed = [shelved("a", used=True), shelved("b", trouble="It\x1b is bad."), shelved("c")]
    _, shown = lines(listed, 78, INK)
    assert [(key, line.plain[:3]) for key, line in shown] == [
        ("0", "● a"),
        ("1", "! b"),
        ("2", "  c"),
    ]
    assert details(listed, 1, 78, INK).plain == "It is bad."


@given(st.lists(st.text(max_size=70), min_size=1, max_size=5), st.integers(38, 130))
def test_no_line_is_wider_than_the_screen(names: list[str], width: int) -> None:
    header, shown = lines([shelved(name.replace("/", "")) for name in names], width, INK)
    found = {cell_len(line.plain) for line in (header, *(line for _, line in shown))}
    assert len(found) == 1
    assert found.pop() <= width
    assert all(line.plain.isprintable() for _, line in shown)


@pytest.mark.parametrize("keys", [KEYS, KEYS_AT_WORK, KEYS_ASKED])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_all_keys_are_shown_and_none_is_broken_in_two(
    keys: tuple[tuple[str, str], ...], width: int
) -> None:
    said = key_lines(keys, width, INK).plain
    assert all(cell_len(line.rstrip()) <= width for line in said.split("\n"))
    assert [
        part.strip() for line in said.split("\n") for part in line.split("  ") if part.strip()
    ] == [f"{key} {word}" for key, word in keys]


def test_a_line_flows_at_its_dots() -> None:
    text = "a.csv · 1 of 3 · 28% · 5 rows kept · 6 s left"
    assert flowed(text, 80) == text
    assert flowed(text, 22) == "a.csv · 1 of 3 · 28%\n5 rows kept · 6 s left"
    assert flowed(text, 3).split("\n") == text.split(" · ")
