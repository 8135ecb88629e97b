"""Pictures for documents: valid, the same each time, and nothing lies on anything else."""

import dataclasses
import os
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addresses import EVERY
from aigoods.analysis.answer import Answer
from aigoods.analysis.column import Unit
from aigoods.analysis.scene import GROUNDS, KINDS
from aigoods.catalog.shapes import shapes
from aigoods.charts.atlas import atlas
from aigoods.charts.data import Line, Lines
from aigoods.charts.picture import kinds
from aigoods.charts.ranked import Bar, Bars
from aigoods.charts.style import Kind
from aigoods.charts.svg.bars import draw_bars
from aigoods.charts.svg.frame import Words
from aigoods.charts.svg.heat import draw_heat
from aigoods.charts.svg.lines import draw_lines
from aigoods.charts.svg.picture import LEAST, draw
from aigoods.charts.svg.shades import colour_of
from aigoods.charts.svg.sheet import WHITE, Sheet
from aigoods.charts.svg.slope import draw_slope
from aigoods.charts.svg.stacked import draw_stacked
from aigoods.errors import QueryError
from charts.svg.seen import NAMESPACE, boxes, misplaced, parsed

Ask = Callable[[str], Answer]
GOLDEN = Path(__file__).parent / "golden"
PICTURES: dict[str, tuple[str, Kind, dict[str, Any], tuple[str, ...]]] = {
    "lines": ("exporters", "lines", {}, ()),
    "lines-growth": ("exporters?measure=growth", "lines", {}, ()),
    "lines-log": ("exporters", "lines", {"log": True}, ("CHN", "MEX", "FRA")),
    "lines-index-dark": ("exporters", "lines", {"index": True, "ground": "dark"}, ("VNM", "MEX")),
    "lines-one-year": ("pair?economy=MEX&partner=USA", "lines", {}, ()),
    "ranks": ("importers?measure=rank", "lines", {}, ()),
    "stacked": ("world", "stacked", {}, ()),
    "stacked-none": ("economy?economy=MEX", "stacked", {"ground": "none"}, ()),
    "bars": ("exporters", "bars", {}, ("CHN", "BRA")),
    "bars-growth": ("goods?by=code&measure=growth", "bars", {}, ()),
    "diverging": ("movers?since=2018", "diverging", {}, ("IND",)),
    "diverging-dark": ("movers?decompose=1", "diverging", {"ground": "dark"}, ()),
    "diverging-years": ("world", "diverging", {}, ()),
    "bars-year": ("goods?by=year&measure=growth", "bars", {}, ()),
    "heat": ("exporters", "heat", {}, ()),
    "heat-growth-dark": ("exporters?measure=growth", "heat", {"ground": "dark"}, ("MEX", "CHN")),
    "slope": ("exporters", "slope", {}, ()),
    "slope-rank": ("importers?measure=rank", "slope", {}, ("MEX", "CHN", "IND")),
    "map-part": ("exporters?within=south-eastern-asia", "map", {}, ("SGP",)),
    "map-growth-dark": ("exporters?measure=growth", "map", {"ground": "dark"}, ("MEX", "MLT")),
}
WORDS = Words("A title", "a measure", ("A source.",), ("What is seen.",))


@pytest.fixture(autouse=True)
def _fixed_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigoods.charts.svg.picture.__version__", "0.0.0")


@pytest.mark.parametrize("name", PICTURES)
def test_golden(ask: Ask, name: str) -> None:
    address, kind, options, marked = PICTURES[name]
    picture = draw(ask(address), kind, Sheet(**options), marked)
    path = GOLDEN / f"{name}.svg"
    if os.environ.get("AIGOODS_UPDATE_GOLDEN") == "1":
        path.write_text(picture, encoding="utf-8", newline="\n")
    assert picture == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == PICTURES.keys()


def test_every_kind_has_a_golden_file() -> None:
    assert {kind for _, kind, _, _ in PICTURES.values()} == set(KINDS)


@pytest.mark.parametrize("address", EVERY)
@pytest.mark.parametrize("size", [(960, 600), LEAST])
def test_on_every_page_nothing_lies_on_anything(
    ask: Ask, address: str, size: tuple[int, int]
) -> None:
    for kind in kinds(ask(address)):
        assert misplaced(draw(ask(address), kind, Sheet(*size))) == []


def test_title_and_description_tell_what_is_seen(ask: Ask) -> None:
    root = parsed(draw(ask("exporters"), "lines", Sheet()))
    title, said = root[0].text or "", root[1].text or ""
    assert title == "Exporters of AI-enabling goods, 2017–2024"
    assert said.startswith(
        "Lines over 2017 to 2024p. China: $339.4 bn in 2017, $496.1 bn in 2024p."
    )
    assert "Note: 2024 is provisional" in said
    seen = " ".join(box.text for box in boxes(root))
    for word in ("current US dollars", "BACI V202601", "HS2017", "retrieved 2026-11", "Etalab"):
        assert word in seen
    assert "exporters?year=2024&by=economy" in seen


def test_there_is_nothing_to_draw(ask: Ask) -> None:
    empty = dataclasses.replace(ask("exporters"), table=ask("exporters").table.clear())
    for kind in KINDS:
        with pytest.raises(QueryError, match=f"nothing to draw as {kind} here"):
            draw(empty, cast("Kind", kind), Sheet())


def test_hostile_names_are_text(ask: Ask) -> None:
    found = ask("exporters")
    evil = "</text><script>alert('1')</script>&amp;\x1b[2J\u202e\x00" * 3
    table = found.table.with_columns(economy=pl.lit(evil))
    hostile = dataclasses.replace(found, table=table, title=evil, notes=(evil, "]]>"))
    for kind in kinds(hostile):
        picture = draw(hostile, kind, Sheet())
        assert misplaced(picture) == []
        assert "<script" not in picture
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", picture)


def test_a_provisional_year_is_dashed_and_marked(ask: Ask) -> None:
    picture = draw(ask("exporters"), "lines", Sheet())
    assert picture.count("stroke-dasharray") == 5
    assert ">2024p<" in picture
    assert "p provisional" in picture
    assert draw(ask("world"), "stacked", Sheet()).count("stroke-dasharray") == 1
    assert "; 2024 provisional" in draw(ask("exporters"), "bars", Sheet())


values: dict[Unit, st.SearchStrategy[float]] = {
    "usd": st.just(0.0) | st.floats(1, 1e13),
    "share": st.just(0.0) | st.floats(1e-9, 1),
    "growth": st.floats(-1, 500),
    "rank": st.integers(1, 230).map(float),
    "index": st.just(0.0) | st.floats(0.01, 1e5),
    "unit_value": st.floats(1e-4, 1e6),
}
names = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=80)
sizes = st.tuples(st.integers(LEAST[0], 1600), st.integers(LEAST[1], 1000))
sheets = st.builds(
    lambda size, ground, log: Sheet(size[0], size[1], ground, log),
    sizes,
    st.sampled_from(GROUNDS),
    st.booleans(),
)


@st.composite
def many_lines(draw_: st.DrawFn) -> Lines:
    """Lines of any unit, with gaps."""
    years = draw_(st.integers(1, 30))
    count = draw_(st.integers(1, 10))
    unit = draw_(st.sampled_from(sorted(values)))
    lists = st.lists(st.none() | values[unit], min_size=years, max_size=years)
    found = tuple(
        Line(draw_(names), (*draw_(lists)[1:], 1.0), cursor=place == count - 1)
        for place in range(count)
    )
    span = tuple(range(1990, 1990 + years))
    return Lines(unit, span, tuple(map(str, span)), found)


@given(many_lines(), sheets)
@settings(max_examples=60, deadline=None)
def test_labels_of_any_lines_are_inside_and_apart(data: Lines, sheet: Sheet) -> None:
    assert misplaced(draw_lines(WORDS, data, sheet, data.years[-1:])) == []
    if data.unit not in ("growth", "rank"):
        assert misplaced(draw_stacked(WORDS, data, sheet, data.years[-1:])) == []


@given(many_lines(), sheets)
@settings(max_examples=40, deadline=None)
def test_labels_of_any_shades_and_slopes_are_inside_and_apart(data: Lines, sheet: Sheet) -> None:
    assert misplaced(draw_heat(WORDS, data, sheet, data.years[-1:])) == []
    ends = tuple(
        dataclasses.replace(line, values=(line.values[0], line.values[-1])) for line in data.lines
    )
    years, texts = (data.years[0], data.years[-1]), (data.texts[0], data.texts[-1])
    two = dataclasses.replace(data, years=years, texts=texts, lines=ends)
    assert misplaced(draw_slope(WORDS, two, sheet, ())) == []


def test_a_map_shows_all_economies_with_trade(ask: Ask) -> None:
    found = atlas(ask("exporters"), ("MLT",), "SGP")
    assert found is not None
    root = parsed(draw(ask("exporters"), "map", Sheet(), ("MLT",), cursor="SGP"))
    said = [box.text for box in boxes(root)]
    for name in ("China $496.1 bn", "Taiwan $319.6 bn", "Malta", "Singapore", "Mexico"):
        assert any(text.startswith(name) for text in said), name
    outlines = [p for p in root.iter(f"{NAMESPACE}path") if p.attrib["d"].endswith("z")]
    assert len(outlines) == sum(not shape.small for shape in shapes())
    part = parsed(draw(ask("exporters?within=south-eastern-asia"), "map", Sheet()))
    assert len(list(part.iter(f"{NAMESPACE}path"))) < len(outlines) / 2
    dots = list(root.iter(f"{NAMESPACE}circle"))
    assert len(dots) >= 3
    fills = {each.attrib["fill"] for each in (*outlines, *dots)}
    wanted = {colour_of(found.grades, grade, Sheet()) for grade in (*range(5), None)}
    assert fills == wanted


@given(
    st.lists(
        st.tuples(names, st.none() | st.floats(-1e12, 1e12), st.booleans(), st.booleans()),
        min_size=1,
        max_size=30,
    ),
    sheets,
)
@settings(max_examples=60, deadline=None)
def test_labels_of_any_bars_are_inside_and_apart(
    rows: list[tuple[str, float | None, bool, bool]], sheet: Sheet
) -> None:
    bars = tuple(Bar(name, name, value, marked, apart) for name, value, marked, apart in rows)
    assert misplaced(draw_bars(WORDS, Bars("usd", bars), sheet)) == []


def heights(picture: str, colour: str) -> list[float]:
    """Return the heights of the points of the line of a colour, from left to right."""
    found: dict[float, float] = {}
    for path in parsed(picture).iter(f"{NAMESPACE}path"):
        if path.attrib.get("stroke") == colour and path.attrib["fill"] == "none":
            for x, y in re.findall(r"([\d.]+) ([\d.]+)", path.attrib["d"]):
                found[float(x)] = float(y)
    return [found[x] for x in sorted(found)]


@given(
    st.lists(st.floats(0.01, 1e12), min_size=2, max_size=12),
    st.sampled_from(["usd", "rank"]),
    st.booleans(),
)
@settings(deadline=None)
def test_the_higher_value_stands_higher(levels: list[float], unit: Any, log: bool) -> None:
    if unit == "rank":
        levels = [float(1 + level % 50 // 1) for level in levels]
    years = tuple(range(2000, 2000 + len(levels)))
    data = Lines(unit, years, tuple(map(str, years)), (Line("x", tuple(levels)),))
    found = heights(draw_lines(WORDS, data, Sheet(log=log), ()), WHITE.series[0])
    assert len(found) == len(levels)
    for (one, y), (other, z) in pairwise(sorted(zip(levels, found, strict=True))):
        higher = z >= y if unit == "rank" else z <= y
        assert higher or abs(z - y) < 0.2, (one, other)


def test_a_gap_stays_a_gap() -> None:
    span = tuple(range(2000, 2006))
    line = Line("x", (1.0, 2.0, None, 3.0, 4.0, None))
    picture = draw_lines(WORDS, Lines("usd", span, tuple(map(str, span)), (line,)), Sheet(), ())
    own = [
        path.attrib["d"]
        for path in parsed(picture).iter(f"{NAMESPACE}path")
        if path.attrib.get("stroke") == WHITE.series[0] and path.attrib["fill"] == "none"
    ]
    assert [d.count("L") for d in own] == [1, 1]


def test_thin_segments_do_not_vanish() -> None:
    lines = (Line("most", (1e12, 1e12)), Line("thin", (1.0, 1e3)))
    data = Lines("usd", (2000, 2001), ("2000", "2001"), lines)
    root = parsed(draw_stacked(WORDS, data, Sheet(), ()))
    thin = [r for r in root.iter(f"{NAMESPACE}rect") if r.attrib["fill"] == WHITE.series[1]]
    assert [float(rect.attrib["height"]) >= 1 for rect in thin] == [True, True]
