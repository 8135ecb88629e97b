"""Which columns leave where room is short, whatever they are called."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.analysis.answer import Head
from aigoods.analysis.column import Column
from aigoods.analysis.view import View
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import embedded_folder
from aigoods.output.layout import BAR_LEAVES, left_out, slots

MANIFEST = read_manifest(embedded_folder())


def head(*columns: Column, bars: tuple[str, ...] = ()) -> Head:
    name = Column("who", "Who", "text")
    return Head(
        view=View(),
        title="",
        unit="",
        columns=(name, *columns),
        rows="groups",
        key="who",
        label="who",
        years=(2020, 2021),
        manifest=MANIFEST,
        bars=bars,
    )


def shown(answer: Head, room: int) -> list[str]:
    widths = {column.name: 6 for column in answer.columns}
    return [slot.name or slot.kind for slot in slots(answer, widths, room)]


@given(leaves=st.lists(st.integers(0, 9), min_size=1, max_size=12), room=st.integers(10, 120))
def test_the_lowest_leave_first_and_0_never(leaves: list[int], room: int) -> None:
    answer = head(*(Column(f"c{n}", "C", "count", leaves=each) for n, each in enumerate(leaves)))
    kept = [int(name[1:]) for name in shown(answer, room) if name != "who"]
    gone = set(range(len(leaves))) - set(kept)
    assert all(leaves[n] > 0 for n in gone)
    assert all(leaves[n] < leaves[k] for n in gone for k in kept if leaves[k])
    assert set(kept) <= {int(n[1:]) for n in shown(answer, room + 10) if n != "who"}


def test_the_column_that_the_table_is_sorted_by_stays() -> None:
    answer = head(*(Column(f"c{n}", "C", "count", leaves=n) for n in range(1, 9)))
    by_first = replace(answer, view=View(sort="-c1"))
    assert "c1" not in shown(answer, 30)
    assert "c1" in shown(by_first, 30)


def test_hidden_columns_have_no_place() -> None:
    answer = head(Column("code", "Code", "code", hidden=True), Column("v", "V", "usd"))
    assert shown(answer, 200) == ["who", "v"]


def test_columns_of_like_kind_that_left_are_counted() -> None:
    cells = (Column(f"c{n}", "C", "usd", leaves=n, counted="more cell") for n in range(1, 5))
    answer = head(*cells)
    widths = {column.name: 6 for column in answer.columns}
    said = [left_out(answer, slots(answer, widths, room)) for room in (14, 38, 80)]
    assert said == ["4 more cells", "1 more cell", ""]


def test_a_bar_takes_the_place_of_what_it_says_and_leaves_in_its_turn() -> None:
    columns = (
        Column("v", "V", "usd"),
        Column("part", "Part", "share", leaves=1),
        Column("late", "Late", "count", leaves=BAR_LEAVES + 1),
    )
    answer = head(*columns, bars=("v", "part"))
    assert shown(answer, 100) == ["who", "v", "part", "late", "bar"]
    assert shown(answer, 50) == ["who", "v", "late", "bar"]
    assert shown(answer, 25) == ["who", "v", "late"]
    assert "bar" not in shown(head(*columns), 100)


@pytest.mark.parametrize(("room", "title"), [(100, "Change 20-21"), (60, "2020-21"), (40, "20-21")])
def test_a_long_heading_gives_way_to_its_years(room: int, title: str) -> None:
    answer = head(Column("c", "Change", "growth", span="2020-21", brief="20-21"))
    widths = {column.name: 6 for column in answer.columns}
    assert slots(answer, widths, room)[-1].title == title
