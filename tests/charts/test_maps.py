"""The map: outlines where economies are, and every economy that matters in a cell of its own."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.analysis.answer import Answer
from aigoods.catalog.economies import economies, eu27_members
from aigoods.catalog.shapes import NORTH, SOUTH, shapes
from aigoods.charts.atlas import atlas
from aigoods.charts.maps import LAND, owned
from aigoods.charts.picture import draw
from aigoods.charts.raster import raster, size_within
from aigoods.charts.robinson import CENTRE, HEIGHT, crosses, latitude_at, projected
from aigoods.charts.style import Style
from worlds import TONS

Ask = Callable[[str], Answer]
Rings = tuple[tuple[tuple[float, float], ...], ...]

CAPITALS = {
    "CHN": (116.4, 39.9),
    "USA": (-77.5, 38.9),
    "MEX": (-99.1, 19.4),
    "DEU": (13.4, 52.5),
    "KOR": (127.2, 37.4),
    "IND": (77.2, 28.6),
    "RUS": (37.6, 55.8),
    "BRA": (-47.9, -15.8),
    "AUS": (149.1, -35.3),
    "LSO": (28.2, -29.5),
    "ZAF": (28.2, -25.7),
    "UKR": (34.1, 45.0),
}


def inside(point: tuple[float, float], rings: Rings) -> bool:
    """The usual test: how often a ray to the east crosses the rings."""
    x, y = point
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossed += 1
    return crossed % 2 == 1


def test_capitals_lie_in_their_economies_and_in_no_other() -> None:
    for code, place in CAPITALS.items():
        assert [shape.iso3 for shape in shapes() if inside(place, shape.rings)] == [code]


def test_every_economy_of_the_table_has_a_shape_and_each_once() -> None:
    found = Counter(shape.iso3 for shape in shapes())
    assert set(found.values()) == {1}
    known = {code for code, each in economies().items() if each.kind == "economy"}
    assert known <= found.keys()
    assert found.keys() - known == {"", "ESH"}
    small = {shape.iso3 for shape in shapes() if shape.small}
    assert {"SGP", "HKG", "MAC", "MLT", "BHR"} <= small


def test_shapes_lie_on_the_globe() -> None:
    for shape in shapes():
        for x, y in (point for ring in shape.rings for point in ring):
            assert -180.1 < x < 180.1
            assert SOUTH <= y <= NORTH


@given(st.floats(-180, 180), st.floats(-85, 85))
def test_the_projection_is_undone_and_keeps_order(longitude: float, latitude: float) -> None:
    x, y = projected((longitude, latitude))
    assert latitude_at(y) == pytest.approx(latitude, abs=1e-6)
    assert abs(y) <= HEIGHT
    assert (x > 0) == (longitude > CENTRE) or abs(x) < 1e-9
    assert projected((longitude, latitude + 1))[1] > y


def test_the_map_is_cut_where_no_economy_is() -> None:
    for shape in shapes():
        for ring in shape.rings:
            turn = 360 if crosses(ring) else 0
            assert all(-1.02 <= projected((x + turn, 0))[0] <= 1.06 for x, _ in ring)
    russia = next(shape for shape in shapes() if shape.iso3 == "RUS")
    assert sum(map(crosses, russia.rings)) == 2  # Chukotka and Wrangel Island.


@pytest.mark.parametrize("size", [(80, 34, 1), (80, 17, 2), (160, 68, 1)])
def test_cells_are_where_the_point_test_has_them(size: tuple[int, int, int]) -> None:
    columns, rows, tall = size
    width, high = size_within(columns, rows, tall)
    globe = raster(width, high, tall)
    top, bottom = projected((0, NORTH))[1], projected((0, SOUTH))[1]
    # Far from coasts and borders there is no doubt.
    for code, place in {
        "CHN": (104.0, 32.5),
        "USA": (-99.0, 39.5),
        "BRA": (-53.0, -11.0),
        "AUS": (134.0, -25.0),
        "RUS": (97.0, 63.0),
        "KAZ": (67.0, 48.5),
        "DZA": (2.6, 28.2),
    }.items():
        x, y = projected(place)
        row, column = int((top - y) / (top - bottom) * high), int((x + 1) / 2 * width)
        assert globe.cells[row][column] == code
    sea = [sum(cell is None for cell in row) / width for row in globe.cells]
    assert 0.55 < sum(sea) / high < 0.8


@pytest.mark.parametrize("size", [(46, 20), (78, 34), (117, 68)])
@pytest.mark.parametrize("address", ["exporters", "importers", "exporters?measure=growth"])
def test_leading_economies_are_all_there_however_small(
    ask: Ask, address: str, size: tuple[int, int]
) -> None:
    data = atlas(ask(address), (), "MLT")
    assert data is not None
    owners = {owner for row in owned(data, raster(*size_within(*size, 1), 1)) for owner in row}
    shown = {data.areas[owner].economies[0] for owner in owners if owner not in (None, LAND)}
    least = 0.001 * sum(area.weight for area in data.areas)
    seen = [area.economies[0] for area in data.areas if area.weight >= least]
    leaders = seen[: 20 if size[0] < 60 else 30 if size[0] < 100 else len(seen)]
    assert {"SGP", "HKG", "TWN", "NLD", "KOR"} <= set(leaders)
    assert {*leaders, "MLT"} <= shown


def test_all_economies_are_coloured_whatever_is_marked(ask: Ask) -> None:
    data = atlas(ask("exporters"), ("CHN",))
    assert data is not None
    assert len(data.areas) == ask("exporters").table.height
    assert [area.name for area in data.areas if area.marked] == ["China"]


def test_a_group_that_is_one_trader_is_coloured_as_a_whole() -> None:
    from aigoods.pages import answer, parse

    data = atlas(answer(parse("exporters?eu=one"), TONS.dataset()))
    assert data is not None
    union = [area for area in data.areas if area.name.startswith("European Union")]
    assert [area.economies for area in union] == [tuple(eu27_members())]


def test_the_row_of_the_cursor_is_marked_and_named(ask: Ask) -> None:
    plain = draw(ask("exporters"), "map", Style(80, 20), cursor="BRA")
    assert plain.split("\n")[0].endswith("▸ Brazil $1.2 bn")
    assert plain.count("◆") > 15
    coloured = draw(ask("exporters"), "map", Style(80, 20, "dark"), cursor="SGP")
    assert "38;2;255;90;200" in coloured
