"""Every number of every page follows from the parts that stay beside it in the table."""

from functools import cache
from math import isclose

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addresses import EVERY
from aigoods.analysis.answer import Answer
from aigoods.analysis.column import Column
from aigoods.analysis.formulas import with_measures
from aigoods.analysis.measures import MEASURES, USUAL, Measure
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.errors import QueryError
from aigoods.output.formats import render
from aigoods.pages import answer, parse
from worlds import TONS, World, worlds

MADE_OF_PARTS = (
    *("share", "growth", "rank_change", "unit_value", "index", "contribution", "points"),
    *("rca", "symmetric_rca"),
)
DIFFERENCES = ("balance_usd", "change_usd", "mix_effect_usd", "competitiveness_usd")
PAGES = (
    "exporters",
    "importers?by=region",
    "importers?by=region&blocs=one",
    "exporters?within=eastern-asia",
    "exporters?eu=one",
    "partners?economy=TWN",
    "partners?economy=TWN&by=income&flow=imports",
    "economy?economy=TWN&by=code",
    "economy?economy=TWN&by=segment&flow=imports",
    "economy?economy=TWN&by=year",
    "goods",
    "goods?by=segment&flow=imports",
    "goods?by=year",
    "world",
    "pair?economy=TWN&partner=USA",
    "pair?economy=TWN&partner=USA&by=code&flow=imports",
    "series",
    "series?flow=imports&economy=CHN,TWN",
    "matrix",
    "matrix?by=region&flow=imports",
    "movers",
    "movers?by=region&decompose=1&flow=imports",
    "movers?by=code",
)


def asked(page: str, measure: str) -> str:
    if page.startswith("movers"):
        return page  # It has no measure.
    return f"{page}{'&' if '?' in page else '?'}measure={measure}"


ASKED = [
    asked(page, measure)
    for page in PAGES
    for measure in MEASURES
    if measure in ("value", "unit-value") or not page.startswith(("world", "pair", "movers"))
    if measure not in ("rank", "unit-value") or not page.startswith("matrix")
    if measure in USUAL
] + [
    f"{page}{'&' if '?' in page else '?'}measure={measure}&against=basket"
    for page in (
        "exporters?goods=854231",
        "exporters?goods=854231&by=region",
        "exporters?goods=854231&by=income&blocs=one",
        "exporters?goods=854231&eu=one",
        "economy?economy=TWN&by=code",
        "goods",
        "goods?by=segment&eu=one",
        "economy?economy=EU27&by=year&goods=854231",
        "series?goods=854231&economy=DEU,TWN",
        "series?goods=854231&one=USMCA",
    )
    for measure in ("rca", "symmetric-rca")
]
RCAS = (
    "exporters?measure=rca",
    "exporters?measure=symmetric-rca&by=income",
    "exporters?measure=rca&goods=8542&against=basket",
    "exporters?measure=of-exports",
    "economy?economy=MEX&measure=rca",
    "economy?economy=MEX&measure=symmetric-rca&by=year",
    "economy?economy=MEX&measure=of-exports&by=year",
    "series?economy=MEX,VNM&measure=rca",
    "series?measure=of-exports",
)


def in_year(address: str, year: int) -> str:
    return f"{address}{'&' if '?' in address else '?'}year={year}"


def years_of(found: Answer, column: Column) -> int:
    """The years that a growth runs over: those of the CAGR, else one."""
    if column.name != "cagr":
        return 1
    last = found.view.year or found.years[-1]
    first = found.view.since or min(found.years[0], last)
    return last - first


def recomputed(
    found: Answer, column: Column, one: float | None, two: float | None, *world: float | None
) -> float | None:
    if one is None or two is None:
        return None
    if world:
        if column.name == "world_effect_usd":
            return one * (float(world[0] or 0) / two - 1) if two else 0
        if two == 0 or not all(world):
            return None
        ratio = (one / two) / (float(world[0] or 0) / float(world[1] or 0))
        return ratio if column.kind == "rca" else (ratio - 1) / (ratio + 1)
    if column.kind in ("rank_change", "points") or column.name in DIFFERENCES:
        return one - two
    years = years_of(found, column)
    if two == 0 or years == 0:
        return None
    by_kind: dict[str, float] = {
        "share": one / two,
        "contribution": one / two,
        "growth": (one / two) ** (1 / (years or 1)) - 1,
        "unit_value": one / (two * 1000),
        "index": one / two * 100,
    }
    return by_kind[column.kind]


def check(found: Answer) -> None:
    assert {column.name for column in found.parts}.isdisjoint(c.name for c in found.columns)
    assert found.table.columns == [column.name for column in (*found.columns, *found.parts)]
    kinds = {column.name: column.kind for column in (*found.columns, *found.parts)}
    for column in found.columns:
        made = column.kind in MADE_OF_PARTS or column.name in (*DIFFERENCES, "world_effect_usd")
        assert bool(column.parts) == made
        exact = 1 if column.name == "world_effect_usd" else 1e-12
        if not column.parts:
            continue
        assert all(kinds[name] in ("usd", "tons", "rank", "share") for name in column.parts)
        for value, *parts in found.table.select(column.name, *column.parts).iter_rows():
            wanted = recomputed(found, column, *parts)
            assert (value is None) == (wanted is None), (column.name, value, *parts)
            assert value is None or wanted is None or isclose(value, wanted, abs_tol=exact)


@cache
def embedded(address: str) -> Answer:
    return answer(parse(address), open_dataset(embedded_folder()))


@pytest.mark.parametrize(
    "address", [*EVERY, "exporters?since=2020&year=2023", "matrix?measure=share", *RCAS]
)
def test_numbers_follow_from_their_parts(address: str) -> None:
    check(embedded(address))


@pytest.mark.parametrize("address", ASKED)
def test_numbers_of_every_measure_follow_from_their_parts(address: str) -> None:
    check(answer(parse(in_year(address, 2006)), TONS.dataset()))


@given(world=worlds(), address=st.sampled_from(ASKED), year=st.sampled_from([2004, 2006, 2008]))
@settings(max_examples=40, deadline=None)
def test_numbers_of_any_world_follow_from_their_parts(
    world: World, address: str, year: int
) -> None:
    try:
        found = answer(parse(in_year(address, year)), world.dataset())
    except QueryError:
        return
    check(found)


@pytest.mark.parametrize("format_", ["csv", "json", "ndjson", "markdown", "html", "table"])
def test_parts_are_neither_printed_nor_exported(format_: str) -> None:
    found = embedded("exporters")
    assert "previous_usd" in found.table.columns
    assert b"previous_usd" not in render(found, format_, top=3)


def test_a_measure_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    ratio = Measure(
        word="of-before",
        title="value by that of the year before",
        kind="share",
        column="of_before",
        axis="value by that of the year before",
        parts=("value_usd", "previous_usd"),
    )
    monkeypatch.setitem(MEASURES, ratio.word, ratio)
    found = with_measures(pl.DataFrame({"value_usd": [3, 3], "previous_usd": [2, None]}))
    assert found.to_dict(as_series=False) == {
        "value_usd": [3, 3],
        "previous_usd": [2, None],
        "growth": [0.5, None],
        "of_before": [1.5, None],
    }
