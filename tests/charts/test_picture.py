import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from aigoods.analysis.answer import Answer
from aigoods.analysis.measures import MEASURES
from aigoods.charts.picture import draw, kinds, left_out
from aigoods.charts.series import lines
from aigoods.charts.style import CODES, Kind, Palette, Style
from aigoods.errors import QueryError
from aigoods.pages import answer, named, parse
from worlds import TONS

Ask = Callable[[str], Answer]
GOLDEN = Path(__file__).parent / "golden"
SGR = re.compile(r"\x1b\[[0-9;]*m")
ADDRESSES = [
    "exporters",
    "importers?by=region",
    "exporters?goods=8542&within=europe&sort=-growth",
    "partners?economy=MEX",
    "economy?economy=MEX&by=segment",
    "economy?economy=TCD&by=code",
    "economy?economy=MEX&by=year",
    "goods?by=code",
    "goods?by=family",
    "goods?by=year",
    "world",
    "movers",
    "movers?by=income&decompose=1",
]
KINDS: list[Kind] = ["lines", "bars", "stacked", "heat", "slope", "map", "diverging"]
PALETTES: list[Palette] = ["dark", "light", "ansi", "mono", "plain"]


def with_measure(address: str, measure: str, year: int | None) -> str:
    page = named(address.partition("?")[0])
    if "measure" not in page.fields or measure not in page.measures:
        return f"{address}{'&' if '?' in address else '?'}year={year}" if year else address
    asked = f"{address}{'&' if '?' in address else '?'}measure={measure}"
    return f"{asked}&year={year}" if year else asked


def empty(answer: Answer) -> Answer:
    return dataclasses.replace(answer, table=answer.table.clear())


def changed(answer: Answer, **columns: Any) -> Answer:
    return dataclasses.replace(
        answer, table=answer.table.with_columns(**{k: pl.Series(v) for k, v in columns.items()})
    )


def golden(name: str, picture: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("AIGOODS_UPDATE_GOLDEN") == "1":
        path.write_text(picture + "\n", encoding="utf-8")
    assert picture + "\n" == path.read_text(encoding="utf-8")


PICTURES: dict[str, tuple[str, Kind, dict[str, Any], tuple[str, ...]]] = {
    "lines-value": ("exporters", "lines", {}, ()),
    "lines-share": ("exporters?measure=share", "lines", {}, ()),
    "lines-growth": ("exporters?measure=growth", "lines", {}, ()),
    "lines-rank": ("importers?measure=rank", "lines", {}, ()),
    "lines-log": ("exporters", "lines", {"log": True}, ("CHN", "MEX", "FRA")),
    "lines-index": ("exporters", "lines", {"index": True}, ()),
    "lines-year": ("economy?economy=MEX&by=year", "lines", {}, ()),
    "stacked-world": ("world", "stacked", {}, ()),
    "stacked-economy": ("economy?economy=MEX", "stacked", {}, ()),
    "diverging-shares": ("movers?since=2018", "diverging", {}, ("IND",)),
    "diverging-effects": ("movers?since=2018&decompose=1", "diverging", {}, ()),
    "diverging-years": ("world", "diverging", {}, ()),
    "bars-value": ("exporters", "bars", {}, ("CHN", "FRA")),
    "bars-growth": ("exporters?measure=growth", "bars", {}, ()),
    "bars-goods": ("goods", "bars", {}, ()),
    "lines-rca": ("exporters?goods=8542&measure=rca", "lines", {}, ()),
    "bars-rca": ("economy?economy=MEX&measure=symmetric-rca", "bars", {}, ()),
    "bars-year": ("goods?by=year&measure=growth", "bars", {}, ()),
    "heat-value": ("exporters", "heat", {}, ()),
    "heat-growth": ("goods?measure=growth", "heat", {}, ()),
    "heat-rank": ("importers?measure=rank", "heat", {}, ("MEX", "VNM")),
    "slope-value": ("exporters", "slope", {}, ()),
    "slope-share": ("economy?economy=MEX&measure=share&since=2019", "slope", {}, ()),
    "slope-movers": ("movers?since=2018", "slope", {}, ()),
    "map-value": ("exporters", "map", {}, ("SGP",)),
    "map-growth": ("importers?measure=growth", "map", {}, ()),
    "map-partners": ("partners?economy=TWN", "map", {}, ()),
}


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("size", [(60, 18), (40, 12)])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_golden(ask: Ask, name: str, size: tuple[int, int], *, ascii_only: bool) -> None:
    address, kind, options, marked = PICTURES[name]
    style = Style(*size, ascii=ascii_only, **options)
    file = f"{name}-{size[0]}x{size[1]}{'-ascii' if ascii_only else ''}"
    golden(file, draw(ask(address), kind, style, marked))


@pytest.mark.parametrize(
    "name", ["lines-value", "diverging-shares", "diverging-effects", "diverging-years"]
)
def test_golden_ansi(ask: Ask, name: str) -> None:
    address, kind, _, marked = PICTURES[name]
    golden(f"{name}-60x18-ansi", draw(ask(address), kind, Style(60, 18, "ansi"), marked))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("exporters", ("lines", "map", "heat", "slope", "bars")),
        ("exporters?measure=growth", ("heat", "map", "lines", "bars")),
        ("exporters?by=region", ("lines", "heat", "slope", "bars")),
        ("partners?economy=MEX", ("map", "bars")),
        ("matrix", ("map", "bars")),
        ("economy?economy=MEX", ("stacked", "lines", "heat", "slope", "bars")),
        ("economy?economy=MEX&measure=rank", ("lines", "heat", "slope", "bars")),
        ("economy?economy=MEX&by=year", ("lines", "bars")),
        ("goods", ("lines", "heat", "slope", "bars")),
        ("series", ("lines", "heat", "slope")),
        ("world", ("stacked", "diverging", "lines", "bars")),
        ("movers", ("diverging", "slope")),
    ],
)
def test_kinds(ask: Ask, address: str, expected: tuple[Kind, ...]) -> None:
    assert kinds(ask(address)) == expected


UNIT_VALUES = [
    "exporters?measure=unit-value",
    "exporters?by=region&blocs=one&measure=unit-value",
    "economy?economy=TWN&measure=unit-value&by=code",
    "economy?economy=TWN&measure=unit-value&by=year",
    "goods?measure=unit-value",
    "goods?measure=unit-value&by=year",
    "world?measure=unit-value",
    "series?measure=unit-value",
    "partners?economy=TWN&measure=unit-value",
    "pair?economy=TWN&partner=USA&measure=unit-value",
    "pair?economy=TWN&partner=USA&measure=unit-value&by=code&year=2006",
]


@pytest.mark.parametrize("address", UNIT_VALUES)
@pytest.mark.parametrize("options", [(False, False, False), (True, False, False)])
def test_unit_values_are_drawn_in_dollars_per_kilogram(
    address: str, options: tuple[bool, bool, bool]
) -> None:
    found = answer(parse(address), TONS.dataset())
    possible = kinds(found)
    assert "stacked" not in possible
    assert possible
    for kind in possible:
        picture = draw(found, kind, Style(100, 20, "plain", *options))
        assert "US dollars per kilogram" in picture
        assert "/kg" in picture


def test_an_index_of_unit_values_is_one() -> None:
    found = answer(parse("series?measure=unit-value"), TONS.dataset())
    picture = draw(found, "lines", Style(100, 20, "plain", index=True))
    assert "index of unit value" in picture
    assert "/kg" not in picture


@settings(deadline=None, max_examples=250, suppress_health_check=list(HealthCheck))
@given(
    address=st.sampled_from(ADDRESSES),
    measure=st.sampled_from([word for word in MEASURES if word != "unit-value"]),
    year=st.sampled_from([None, 2017, 2020]),
    kind=st.sampled_from(KINDS),
    width=st.integers(0, 130),
    height=st.integers(0, 45),
    palette=st.sampled_from(PALETTES),
    options=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    marked=st.sampled_from([(), ("CHN",), ("MEX", "FRA", "TCD"), ("2019",), ("8542", "x")]),
    nothing=st.booleans(),
)
def test_every_picture_keeps_its_bounds(
    ask: Ask,
    address: str,
    measure: str,
    year: int | None,
    kind: Kind,
    width: int,
    height: int,
    palette: Palette,
    options: tuple[bool, bool, bool],
    marked: tuple[str, ...],
    *,
    nothing: bool,
) -> None:
    if address.startswith(("partners", "world")):
        year = None
    try:
        answer = ask(with_measure(address, measure, year))
    except QueryError:
        reject()  # Not every page has every measure.
    answer = empty(answer) if nothing and width % 4 == 0 else answer
    picture = draw(answer, kind, Style(width, height, palette, *options), marked)
    rows = picture.split("\n")
    assert len(rows) <= max(1, height)
    for row in rows:
        bare = SGR.sub("", row)
        assert "\x1b" not in bare
        assert cell_len(bare) <= width
        if palette == "plain":
            assert bare == row
    if options[0]:
        assert picture.isascii()
    assert not picture.endswith("\n")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_drawn_of_no_rows(ask: Ask, address: str) -> None:
    nothing = empty(ask(address))
    assert kinds(nothing) == ()
    for kind in KINDS:
        text = draw(nothing, kind, Style(60, 18))
        assert text == f"There is nothing to draw as {kind} here."


@pytest.mark.parametrize("size", [(23, 20), (60, 7)])
def test_no_room_is_said_in_one_sentence(ask: Ask, size: tuple[int, int]) -> None:
    picture = draw(ask("exporters"), "lines", Style(*size))
    assert "\n" not in picture
    assert picture.startswith("The chart needs 24")


def test_unknown_values_leave_a_gap(ask: Ask) -> None:
    answer = ask("economy?economy=MEX&by=year")
    values = answer.table["exports_usd"].to_list()
    whole = draw(answer, "lines", Style(60, 18))
    gap = [None if place in (3, 4) else value for place, value in enumerate(values)]
    gapped = draw(changed(answer, exports_usd=gap), "lines", Style(60, 18))
    assert whole.count("●") - gapped.count("●") == 2
    columns = {c for row in gapped.split("\n")[2:-2] for c, x in enumerate(row) if "⠀" < x <= "⣿"}
    first, last = (whole.split("\n")[-1].index(str(year)) + 2 for year in (2019, 2022))
    assert not any(first + 1 < column < last - 1 for column in columns)
    lone = [value if place in (0, 4, 7) else None for place, value in enumerate(values)]
    assert draw(changed(answer, exports_usd=lone), "lines", Style(60, 18)).count("●") == 4
    nothing = changed(answer, exports_usd=pl.Series([None] * len(values), dtype=pl.Int64))
    assert kinds(nothing) == ()


def test_a_single_year_stands_alone_on_its_axis(ask: Ask) -> None:
    answer = ask("economy?economy=MEX&by=year")
    single = dataclasses.replace(answer, table=answer.table.tail(1), years=(2024,))
    assert kinds(single) == ("bars", "lines")
    assert draw(single, "lines", Style(60, 18)).split("\n")[-1].split() == ["2024p"]


def test_foreign_text_cannot_reach_the_terminal(ask: Ask) -> None:
    answer = ask("exporters")
    name = ["\x1b[31m中文名稱的經濟體" * 8] * answer.table.height
    hostile = dataclasses.replace(changed(answer, economy=name), title="\x1b]0;x\x07" + "標題" * 60)
    for kind in KINDS[:2]:
        for width in (24, 41, 60):
            picture = draw(hostile, kind, Style(width, 18))
            assert "\x1b" not in picture
            assert "\x07" not in picture
            assert max(map(cell_len, picture.split("\n"))) <= width


def test_ascii_writes_accents_without_them(ask: Ask) -> None:
    answer = ask("exporters")
    odd = changed(answer, economy=["Côte d’Ivoire – Øst"] * answer.table.height)
    assert "Cote d'Ivoire - Ost" in draw(odd, "bars", Style(60, 18, ascii=True))


def test_colours_only_add_to_the_plain_picture(ask: Ask) -> None:
    cases: list[tuple[str, Kind]] = [
        ("exporters", "lines"),
        ("world", "stacked"),
        ("exporters", "bars"),
    ]
    for address, kind in cases:
        answer = ask(address)
        plain = draw(answer, kind, Style(60, 18))
        for palette in PALETTES[:3]:
            coloured = draw(answer, kind, Style(60, 18, palette))
            # With colours of their own the fills of a stack are solid.
            solid = kind == "stacked" and palette != "ansi"
            expected = re.sub("[▓░▒▚╱]", "█", plain) if solid else plain
            assert SGR.sub("", coloured) == expected
            used = {code[2:-1] for code in SGR.findall(coloured)} - {"0"}
            assert used <= set(CODES[palette].values())


def test_answers_that_differ_only_in_a_number_differ_in_the_picture(ask: Ask) -> None:
    answer = ask("economy?economy=MEX&by=year")
    doubled = changed(answer, exports_usd=(answer.table["exports_usd"] * 2).to_list())
    style = Style(60, 18)
    assert draw(answer, "lines", style) != draw(doubled, "lines", style)


def test_threads_do_not_mix_their_figures(ask: Ask) -> None:
    answers = [ask("exporters"), ask("importers"), ask("world"), ask("goods?by=year")]
    jobs = [(answer, Style(60 + n, 18)) for n in range(10) for answer in answers]
    expected = [draw(answer, "lines", style) for answer, style in jobs]
    again = [(a, dataclasses.replace(s, palette="ansi")) for a, s in jobs]
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda job: draw(job[0], "lines", job[1]), again))
    assert [SGR.sub("", picture) for picture in drawn] == expected


def test_importing_charts_imports_no_chart_library_and_no_textual() -> None:
    code = (
        "import sys, aigoods.charts.picture; "
        "print([m for m in ('plotext', 'textual', 'pandas', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


TWELVE = ("CHN", "TWN", "KOR", "USA", "MYS", "SGP", "VNM", "JPN", "MEX", "NLD", "DEU", "THA")


@pytest.mark.parametrize("height", range(8, 31))
@pytest.mark.parametrize("ascii_only", [False, True])
def test_each_line_has_a_marker_and_a_label_in_a_row_of_its_own(
    ask: Ask, height: int, *, ascii_only: bool
) -> None:
    for width in (40, 80):
        for marked, cursor in ((TWELVE, ""), (TWELVE[:10], "FRA"), ((), "FRA"), (TWELVE[3:9], "")):
            style = Style(width, height, ascii=ascii_only)
            data = lines(ask("exporters"), marked, cursor, most=min(10, height - 4))
            picture = draw(ask("exporters"), "lines", style, marked, cursor=cursor)
            assert data is not None
            rows = picture.split("\n")
            assert len(rows) <= height
            ends = {
                line.name: [row for row in rows[2:] if f" {line.name[:3]}" in row[-width // 2 :]]
                for line in data.lines
            }
            assert all(len(found) == 1 for found in ends.values()), picture
            assert len({id(found[0]) for found in ends.values()}) == len(data.lines)
            cells = [found[0].split(f" {name[:3]}")[0][-1] for name, found in ends.items()]
            assert len(set(cells)) == len(cells)


def test_the_title_says_what_is_left_out_and_is_never_cut_there(ask: Ask) -> None:
    for width in (40, 60, 100):
        first, *_, last = draw(ask("exporters"), "lines", Style(width, 18), TWELVE).split("\n")
        assert first.endswith(" · 10 of 12 marked")
        assert last == "Not drawn: Germany, Thailand"
    short = draw(ask("exporters"), "bars", Style(40, 8), TWELVE).split("\n")
    assert len(short) == 8
    assert short[-1] == "Not drawn: Singapore and 6 more"
    assert left_out(ask("exporters"), "lines", Style(80, 18), TWELVE) == (
        "The chart shows 10 of 12 marked, without Germany and Thailand."
    )
    assert left_out(ask("exporters"), "lines", Style(80, 18), TWELVE[:10]) == ""


def test_what_a_filter_left_is_called_found(ask: Ask) -> None:
    picture = draw(ask("exporters"), "lines", Style(80, 18), TWELVE, word="found")
    assert "10 of 12 found" in picture.split("\n")[0]


@pytest.mark.parametrize("palette", PALETTES[:3])
def test_the_row_of_the_cursor_is_bold_and_has_its_mark(ask: Ask, palette: Palette) -> None:
    cases: list[tuple[str, Kind, str, str]] = [
        ("exporters", "lines", "MEX", "▸○ Mexico"),
        ("exporters", "bars", "MEX", "▸ Mexico"),
        ("exporters", "bars", "IND", "▸ India"),
        ("economy?economy=MEX", "stacked", "8542", "▸▓ Intermediate inputs"),
    ]
    for address, kind, cursor, said in cases:
        plain = draw(ask(address), kind, Style(80, 18), cursor=cursor)
        assert said in plain
        painted = draw(ask(address), kind, Style(80, 18, palette), cursor=cursor)
        if kind == "stacked" and palette != "ansi":
            plain, said = (re.sub("[▓░▒▚╱]", "█", text) for text in (plain, said))
        assert SGR.sub("", painted) == plain
        row = next(row for row in painted.split("\n") if said in SGR.sub("", row))
        assert re.search(r"\x1b\[1[;m]", row)
        assert plain != draw(ask(address), kind, Style(80, 18))


@pytest.mark.parametrize("kind", KINDS[:3])
def test_the_year_of_the_cursor_stands_out(ask: Ask, kind: Kind) -> None:
    for width in (40, 60, 80):
        for year in range(2017, 2025):
            picture = draw(ask("world"), kind, Style(width, 18, "ansi"), cursor=str(year))
            bold = re.findall(r"\x1b\[1m([^\x1b]*)", picture)
            assert any(str(year) in text for text in bold[1:])
            plain = SGR.sub("", picture)
            assert ("▸" if kind == "bars" else "▲") in plain


def test_colours_are_distinct_and_yellow_is_last_and_never_on_white() -> None:
    for palette in ("dark", "light"):
        series = [CODES[palette][ink] for ink in range(10)]
        assert len(set(series)) == 10
    assert CODES["dark"][9] == "38;2;240;228;66"
    assert "240;228;66" not in str(CODES["light"])
    assert not {"33", "93"} & set(CODES["ansi"].values())
