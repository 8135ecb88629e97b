"""Every answer describes itself: its rows, its pictures and when its columns leave."""

from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import aigoods
from addresses import EVERY
from aigoods.analysis.answer import Answer, Rows
from aigoods.analysis.build import KEYS
from aigoods.analysis.column import ColumnKind
from aigoods.analysis.view import LEVELS
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.pages import answer, parse

SHEET = "explorer/sheet.py"


@cache
def found(address: str) -> Answer:
    return answer(parse(address), open_dataset(embedded_folder()))


@pytest.mark.parametrize("address", EVERY)
def test_rows_have_the_key_of_their_kind(address: str) -> None:
    whole = found(address)
    own = {"concentration": "code"} if whole.rows == "goods" else {}
    assert whole.key == own.get(whole.view.page, KEYS[whole.rows][0])
    assert whole.table[whole.key].is_unique().all()


@pytest.mark.parametrize("address", EVERY)
def test_pictures_are_of_columns_that_are_there(address: str) -> None:
    whole = found(address)
    kinds = {column.name: column.kind for column in whole.columns}
    assert len({each.kind for each in whole.draws}) == len(whole.draws)
    for each in whole.draws:
        # Contributions to growth are percentage points.
        points = {"contribution"} if each.unit == "points" else set()
        assert {kinds[name] for name in each.columns} <= {each.unit, "series"} | points
        assert each.said
        if whole.rows == "periods" and each.kind != "bars":
            assert len(each.names) == len(each.columns)
        if each.kind == "bars":
            assert len(each.columns) == 1


@pytest.mark.parametrize("address", EVERY)
def test_the_name_never_leaves_and_one_number_stays_with_it(address: str) -> None:
    whole = found(address)
    staying = [column for column in whole.columns if not column.leaves and not column.hidden]
    assert whole.label in [column.name for column in staying]
    assert any(column.kind not in ("text", "code", "year") for column in staying)
    assert all(name in [column.name for column in whole.columns] for name in whole.bars)


def test_pictures_and_tables_know_no_column_by_its_name() -> None:
    source = Path(aigoods.__file__).parent
    names = {column.name for address in EVERY for column in found(address).columns}
    names -= {*get_args(ColumnKind), *get_args(Rows), *LEVELS}  # Words that are theirs, too.
    assert {"value_usd", "iso3"} <= names
    for path in [*source.glob("charts/*.py"), *source.glob("output/*.py"), source / SHEET]:
        text = path.read_text(encoding="utf-8")
        assert not {name for name in names if f'"{name}"' in text}, path.name


def test_a_measure_is_named_where_it_is_and_nowhere_else() -> None:
    source = Path(aigoods.__file__).parent
    word = '"unit-value"'
    found = [path.name for path in source.rglob("*.py") if word in path.read_text(encoding="utf-8")]
    assert found == ["measures.py"]
