"""The chart: which rows it draws, and where the cursor is while the table is not shown."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset
from aigoods.explorer.exports import export
from aigoods.explorer.screens import main as screens
from aigoods.explorer.widgets.chart import Chart
from aigoods.pages import answer, parse
from driver import Driver, driving

TWELVE = ("CHN", "TWN", "KOR", "USA", "MYS", "SGP", "VNM", "JPN", "MEX", "NLD", "DEU", "THA")


async def moved(driver: Driver, rows: int, drawn: list[str]) -> list[int]:
    """Move the cursor down and return how many charts were asked for at each row."""
    counts = []
    for _ in range(rows):
        driver.main.table.action_cursor_down()
        await driver.pilot.pause(0)
        counts.append(len(drawn))
    return counts


def counting(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the row of each chart that is asked for."""
    wanted: list[str] = []
    usual = driver.app.draw

    def draw(*what: Any) -> None:
        wanted.append(str(what[-1]))
        usual(*what)

    monkeypatch.setattr(driver.app, "draw", draw)
    return wanted


async def test_all_that_is_marked_is_drawn_and_what_is_not_is_named() -> None:
    async with driving(Scene(View(), marks=TWELVE[:7]), size=(120, 40)) as driver:
        assert all(f"{name} " in driver.text for name in ("● China", "○ Singapore", "□ Viet Nam"))
    async with driving(Scene(View(), marks=TWELVE), size=(120, 40)) as driver:
        assert "10 of 12 marked" in driver.text
        assert "Not drawn: Germany, Thailand" in driver.text


async def test_the_chart_of_a_filter_says_how_many_it_found() -> None:
    async with driving(size=(120, 40)) as driver:
        await driver.press("/", "a", "n", "enter")
        found = len(driver.rows)
        assert found > 10
        assert f"10 of {found} found" in driver.text


@pytest.mark.parametrize("address", ["exporters", "goods", "economy?economy=MEX&by=code"])
@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
async def test_a_chart_alone_marks_the_row_of_the_cursor(
    address: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "REST", 0.001)
    async with driving(address, size=size) as driver:
        main = driver.main
        main.panels = "chart"
        main.paint()
        await driver.settle()
        for kind in main.kinds_here:
            main.history.here.look(chart=kind)
            for _ in range(3):
                before, row = driver.body, main.table.cursor_row
                main.table.action_cursor_down()
                await driver.settle()
                chart = "\n".join(driver.body)
                assert "▸" in chart
                if kind == "stacked" or row == main.table.cursor_row:
                    continue
                assert driver.body != before
                assert main.sheet is not None
                names = {row.key: row.cells[main.sheet.head.label] for row in main.sheet.rows}
                own = next(line for line in chart.split("\n") if "▸" in line)
                assert names[main.table.cursor_key].strip()[:6] in own


async def test_a_chart_alone_marks_the_year_of_the_cursor() -> None:
    async with driving("world") as driver:
        main = driver.main
        main.panels = "chart"
        for kind in main.kinds_here:
            main.history.here.look(chart=kind)
            main.paint()
            await driver.settle()
            last = driver.body
            main.table.action_cursor_up()
            await driver.settle()
            assert driver.body != last
            assert ("▸" if kind in ("bars", "diverging") else "▲") in "".join(driver.body)


async def test_the_chart_is_drawn_once_the_hand_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    async with driving() as driver:
        driver.main.panels = "chart"
        driver.main.paint()
        await driver.settle()
        drawn = counting(driver, monkeypatch)
        assert sum(await moved(driver, 5, drawn)) == 0
        await driver.settle()
        assert drawn == ["SGP"]
        await driver.settle()
        assert drawn == ["SGP"]


async def test_beside_the_table_the_chart_follows_the_cursor_once_it_rests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with driving(size=(120, 40)) as driver:
        drawn = counting(driver, monkeypatch)
        assert sum(await moved(driver, 9, drawn)) == 0
        await driver.settle()
        assert drawn == ["NLD"]
        assert "▸" in next(line for line in driver.screen if "Netherlands" in line[60:])[60:]
        await driver.press("home", "end", "home")
        await driver.settle()
        assert drawn[-1] == "CHN"


@pytest.mark.parametrize(("key", "times"), [("right", 0), ("m", 1), ("f", 1), ("3", 1)])
async def test_a_page_is_drawn_once_and_not_where_its_lines_stay(
    key: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving("exporters?year=2020", size=(120, 40)) as driver:
        await driver.press("j", "j")
        shown: list[str] = []
        monkeypatch.setattr(
            driver.main.query_one(Chart), "update", lambda what, **_: shown.append(what.plain)
        )
        await driver.press(key)
        await driver.settle()
        assert len(list(filter(None, shown))) == times  # A new place is empty at first.


async def test_a_picture_that_is_there_is_not_painted_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with driving("goods", size=(120, 40)) as driver:
        shown: list[str] = []
        monkeypatch.setattr(
            driver.main.query_one(Chart), "update", lambda what, **_: shown.append(what.plain)
        )
        driver.main.paint()
        await driver.settle()
        assert shown == []


@pytest.mark.parametrize("ending", ["svg", "txt"])
def test_a_chart_in_a_file_says_what_it_leaves_out(
    tmp_path: Path, dataset: Dataset, ending: str
) -> None:
    path = tmp_path / f"chart.{ending}"
    scene = Scene(parse("exporters"), "lines", marks=TWELVE)
    export(answer(scene.view, dataset), scene, path)
    text = path.read_text(encoding="utf-8")
    if ending == "svg":
        text = html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\xa0", " ")
    assert "10 of 12 marked" in text
    assert re.search("Not drawn: Germany(,| and) Thailand", text)
    assert "current US dollars · exports" in text
    assert "BACI V202601" in text


async def test_a_chart_is_chosen_by_its_name() -> None:
    async with driving(size=(120, 40)) as driver:
        await driver.press("C")
        assert "map: all economies" in driver.text
        await driver.press("w", "o", "r", "l", "d", "enter")
        assert "$200B+" in driver.text
        assert driver.main.kind == "map"
        await driver.press("C", "z", "z")
        assert "No chart of this page fits 'zz'." in driver.text


async def test_where_there_is_nothing_to_draw_there_is_nothing_to_choose() -> None:
    async with driving("published", size=(120, 40)) as driver:
        await driver.press("C")
        assert "There is nothing to draw on this page." in driver.notices


async def test_without_colours_the_shades_of_the_map_are_glyphs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(Scene(View(), chart="map"), size=(120, 40)) as driver:
        assert "░ $2B+" in driver.text
        assert "▀" not in driver.text
