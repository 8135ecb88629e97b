"""Slopes and tables of shades: every row has its label and its numbers, and keeps its dots."""

from collections.abc import Callable

import pytest

from aigoods.analysis.answer import Answer
from aigoods.charts.picture import draw
from aigoods.charts.scale import short_text, value_text
from aigoods.charts.series import heat, lines, slope
from aigoods.charts.slope import change
from aigoods.charts.style import UNICODE, Style

Ask = Callable[[str], Answer]
MARKED = ("CHN", "TWN", "KOR", "USA", "MYS", "SGP", "VNM", "JPN", "MEX", "NLD")


@pytest.mark.parametrize("size", [(60, 13), (60, 24), (80, 20), (117, 34)])
@pytest.mark.parametrize("address", ["exporters", "importers?measure=share", "goods?by=code"])
def test_each_end_of_a_slope_has_its_number_and_its_marker(
    ask: Ask, address: str, size: tuple[int, int]
) -> None:
    answer = ask(address)
    data = slope(answer)
    assert data is not None
    rows = draw(answer, "slope", Style(*size)).split("\n")
    for line, marker in zip(data.lines, UNICODE.markers, strict=False):
        before, after = (value_text(data.unit, value) for value in line.values)
        first = [row for row in rows[2:] if row.lstrip().startswith(f"{before} {marker}")]
        last = [row for row in rows[2:] if f"{marker} {line.name[:6]}" in row]
        assert len(first) == len(last) == 1, line.name
        assert after in last[0]
        if size[0] >= 80:
            assert change(data, line) in last[0]


def test_a_slope_is_of_the_first_year_and_the_one_shown_or_of_those_asked_for(ask: Ask) -> None:
    for address, years in (
        ("exporters", (2017, 2024)),
        ("exporters?year=2022", (2017, 2022)),
        ("exporters?year=2022&since=2020", (2020, 2022)),
    ):
        whole, data = lines(ask(address), MARKED), slope(ask(address), MARKED)
        assert whole is not None
        assert data is not None
        assert data.years == years
        for line, every in zip(data.lines, whole.lines, strict=True):
            assert line.values == tuple(every.values[whole.years.index(year)] for year in years)
    assert slope(ask("exporters?year=2017")) is None


def test_the_change_of_a_slope_is_growth_or_points_or_places(ask: Ask) -> None:
    said = []
    for measure in ("value", "share", "rank"):
        data = slope(ask(f"exporters?measure={measure}"), ("VNM",))
        assert data is not None
        said.append(change(data, data.lines[0]))
    assert said == ["+302.1%", "+3.2 pp", "+6"]


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("height", [8, 12, 30])
def test_each_row_of_a_table_of_shades_has_its_name_and_all_its_numbers(
    ask: Ask, height: int, *, ascii_only: bool
) -> None:
    answer = ask("exporters?measure=growth")
    style = Style(100, height, ascii=ascii_only)
    data = heat(answer, (), "MEX", most=height - 4)
    assert data is not None
    assert len(data.lines) == height - 4
    rows = draw(answer, "heat", style, cursor="MEX").split("\n")[3:-1]
    for row, line in zip(rows, data.lines, strict=True):
        assert style.text(line.name) in row
        numbers = [style.text(short_text("growth", value)) for value in line.values]
        cells = row.partition(style.text(line.name))[2].split()
        assert [cell.rstrip("".join(style.glyphs.classes)) for cell in cells] == numbers
    assert sum(row.startswith(f"{style.glyphs.cursor} Mexico") for row in rows) == 1


def test_lines_on_one_another_keep_their_dots_and_markers(ask: Ask) -> None:
    picture = draw(ask("exporters"), "lines", Style(100, 20))
    plot = "\n".join(row[:70] for row in picture.split("\n")[2:-2])
    # Eight years of five lines, of which Malaysia's runs with that of the United States.
    assert {marker: plot.count(marker) for marker in "●■▲◆▼"} == dict.fromkeys("●■▲◆▼", 8)
