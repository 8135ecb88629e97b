"""The table fits its width, says what it left out, and can do without colour and Unicode."""

import re
from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aigoods.analysis.answer import Answer
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.errors import UsageError
from aigoods.output.formats import render
from aigoods.output.layout import folded
from aigoods.output.table import TableStyle, table
from aigoods.pages import answer, parse
from worlds import World, worlds

Ask = Callable[[str], Answer]
SGR = re.compile(r"\x1b\[[0-9;]*m")
ADDRESSES = [
    "exporters?year=2022&goods=8542",
    "exporters?sort=-growth&measure=rank",
    "importers?by=income",
    "exporters?by=sub-region",
    "economy?economy=MEX&by=code",
    "economy?economy=MEX&by=year",
    "goods?by=family",
    "goods?goods=8542",
    "world",
    "pair?economy=MEX&partner=USA",
    "series?economy=CHN,TWN,MEX&goods=8542",
    "partners?economy=MEX",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_width(ask: Ask, address: str, *, ascii_only: bool) -> None:
    short = replace(ask(address), table=ask(address).table.head(30))
    for width in range(40 + 2 * ascii_only, 201, 4):
        text = table(short, TableStyle(width, ascii=ascii_only))
        lines = text.split("\n")
        assert all(cell_len(line) <= width for line in lines)
        assert all(line == line.rstrip() for line in lines)
        assert not ascii_only or text.isascii()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", [40, 80, 140])
def test_colour_changes_no_character(ask: Ask, address: str, width: int) -> None:
    plain = table(ask(address), TableStyle(width))
    painted = table(ask(address), TableStyle(width, color=True))
    assert "\x1b" not in plain
    assert "\x1b[1m" in painted
    assert SGR.sub("", painted) == plain
    assert {int(code[2:-1]) for code in SGR.findall(painted)} <= {0, 1, 31, 32, 36, 90}


@given(
    worlds(), st.integers(40, 200), st.booleans(), st.sampled_from(["goods", "world", "exporters"])
)
def test_any_dataset_fits(world: World, width: int, ascii_only: bool, page: str) -> None:
    text = table(answer(parse(page), world.dataset()), TableStyle(width, ascii=ascii_only))
    assert all(cell_len(line) <= width for line in text.split("\n"))
    assert not ascii_only or text.isascii()


def test_what_cannot_fit_is_cut_and_says_so(ask: Ask) -> None:
    huge = ask("exporters").table.head(3).with_columns(value_usd=pl.lit(9 * 10**18))
    wide = replace(ask("exporters"), table=huge)
    for style in (TableStyle(20), TableStyle(20, ascii=True), TableStyle(12, color=True)):
        lines = [SGR.sub("", line) for line in table(wide, style).split("\n")]
        assert all(cell_len(line) <= style.width for line in lines)
        assert any(line.endswith(style.cut) for line in lines)


def test_ascii_has_its_own_marks(ask: Ask) -> None:
    text = table(ask("exporters?goods=8542&year=2022"), TableStyle(80, ascii=True))
    row = next(line for line in text.splitlines() if "Germany" in line)
    assert row.split()[:3] == ["10", "^1", "Germany"]
    assert row.split()[-4:] == ["2.0%", "+19.7%", "#", "13213564"]
    assert "+-21-22" in text
    assert "Cote d'Ivoire" in table(ask("exporters?goods=8542"), TableStyle(100, ascii=True))
    assert "-4.6%" in text


def test_notes_can_be_left_out(ask: Ask) -> None:
    answer = ask("exporters")
    full, short = (table(answer, TableStyle(300, notes=notes)) for notes in (True, False))
    assert full == short + "".join(f"- {note}\n" for note in answer.notes)


def test_no_rows(ask: Ask) -> None:
    answer = ask("exporters")
    empty = replace(answer, table=answer.table.clear(), facts=(), notes=())
    assert table(empty).splitlines()[-1] == answer.empty
    assert "… 1 more row\n" in table(answer, top=answer.table.height - 1)
    assert "more row" not in table(answer)


def test_an_unknown_format_is_named(ask: Ask) -> None:
    with pytest.raises(UsageError, match=r"There is no format 'xls'; choose from table, csv, "):
        render(ask("exporters"), "xls")


@given(st.lists(st.text("ab中é ", min_size=1, max_size=30)), st.integers(-2, 40))
def test_folding_loses_nothing(words: list[str], width: int) -> None:
    lines = folded(words, width)
    assert all(cell_len(line) <= max(2, width) for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(words).replace(" ", "")


def test_the_embedded_dataset_is_the_one_asked(ask: Ask) -> None:
    assert ask("exporters").manifest.name == open_dataset(embedded_folder()).manifest.name
