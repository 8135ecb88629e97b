"""Going from page to page by keys, on the embedded dataset."""

from __future__ import annotations

import pytest

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.explorer.app import Explorer
from aigoods.explorer.screens.offer import Offer
from aigoods.explorer.screens.picker import Picker
from aigoods.pages import parse
from driver import Driver, driving

SIZES = [(80, 24), (120, 40), (40, 15), (60, 20), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_start_shows_china_first(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        first = driver.rows[0].split()
        assert first[0] == "1"
        assert "China" in first
        assert "$496.1 bn" in driver.rows[0]
        assert any("China" in line and "$496.1 bn" in line for line in driver.screen)
        assert "Exporters of AI-enabling goods, 2024" in driver.text
        assert "? help" in driver.screen[-1]
        assert all(len(line) == size[0] for line in driver.screen)
        assert driver.main.table.cursor_key == "CHN"


@pytest.mark.parametrize("size", SIZES)
async def test_enter_drills_from_china_to_a_good_and_esc_comes_back(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        await driver.press("j", "j", "k", "k", "enter")
        assert driver.address == "economy?economy=CHN&year=2024&by=code"
        await driver.move_to("8542")
        await driver.press("enter")
        assert driver.address == "exporters?goods=8542&year=2024&by=economy"
        await driver.press("escape")
        assert driver.address == "economy?economy=CHN&year=2024&by=code"
        assert driver.main.table.cursor_key == "8542"
        await driver.press("backspace")
        assert driver.address == "exporters?year=2024&by=economy"
        assert driver.main.table.cursor_key == "CHN"
        await driver.press("escape")
        assert driver.notices == ["This is where you began; q quits."]


async def test_back_restores_cursor_and_filter() -> None:
    async with driving() as driver:
        await driver.press("slash")
        await driver.type("land")
        await driver.press("enter", "j")
        listed, key = driver.rows, driver.main.table.cursor_key
        assert len(listed) > 2
        every = {row.key: row.cells["economy"] for row in driver.sheet.rows}
        assert len(listed) == sum("land" in name.casefold() for name in every.values())
        await driver.press("enter")
        assert driver.head.view == parse(f"economy?economy={key}&year=2024&by=code")
        assert driver.main.filter is None
        await driver.press("escape")
        assert driver.rows == listed
        assert driver.main.table.cursor_key == key
        assert driver.main.filter is not None
        assert driver.main.filter.value == "land"
        assert driver.main.table.has_focus


async def test_digits_go_to_the_pages() -> None:
    async with driving() as driver:
        for key, page in (("2", "importers"), ("4", "goods"), ("5", "world"), ("1", "exporters")):
            await driver.press(key)
            assert driver.head.view.page == page
        await driver.move_to("KOR")
        await driver.press("3")
        assert driver.address == "economy?economy=KOR&year=2024&by=code"
        await driver.press("5", "3")
        assert driver.head.view.economy == "KOR"


async def test_without_a_row_of_an_economy_3_lets_one_choose() -> None:
    async with driving("world") as driver:
        await driver.press("3")
        assert isinstance(driver.app.screen, Picker)
        await driver.type("taiwan")
        await driver.press("enter")
        assert driver.address == "economy?economy=TWN&year=2024&by=code"


async def test_on_the_row_that_gathers_the_rest_3_lets_one_choose() -> None:
    async with driving("movers") as driver:
        await driver.move_to("Rest")
        await driver.press("3")
        assert isinstance(driver.app.screen, Picker)
        assert driver.notices == []


async def test_tab_turns_the_panes_of_an_economy() -> None:
    async with driving("economy?economy=MEX&year=2024&by=code") as driver:
        await driver.press("tab")
        assert driver.address == "economy?economy=MEX&year=2024&by=year"
        await driver.press("tab")
        assert driver.address == "partners?economy=MEX&year=2024&by=economy"
        assert "United States" in driver.rows[0]
        assert "Mexico's exports of semiconductors" in driver.text
        await driver.press("left_square_bracket")
        assert driver.head.view.year == 2024
        await driver.press("tab")
        assert driver.head.view.by == "code"
        await driver.press("shift+tab")
        assert driver.head.view.page == "partners"
        await driver.press("escape")
        assert driver.notices == ["This is where you began; q quits."]


async def test_tab_turns_the_panes_of_a_good() -> None:
    async with driving("exporters?goods=8542") as driver:
        seen = []
        for _ in range(3):
            await driver.press("tab")
            seen.append((driver.head.view.page, driver.head.view.by))
        assert seen == [("importers", "economy"), ("goods", "year"), ("exporters", "economy")]


async def test_tab_on_a_page_without_panes_says_so() -> None:
    async with driving() as driver:
        before = driver.address
        await driver.press("tab")
        assert driver.notices == [
            "tab is for other pages: Next pane of an economy, a pair or a good."
        ]
        assert driver.address == before
        assert driver.main.table.has_focus


@pytest.mark.parametrize(
    ("back", "on"), [("left_square_bracket", "right_square_bracket"), ("left", "right"), ("h", "l")]
)
async def test_years_change_and_stop_at_the_ends(back: str, on: str) -> None:
    async with driving() as driver:
        await driver.press(on)
        assert driver.head.view.year == 2024
        years = []
        for _ in range(9):
            await driver.press(back)
            years.append(driver.head.view.year)
        assert years == [2023, 2022, 2021, 2020, 2019, 2018, 2017, 2017, 2017]
        assert "[2017]" in driver.screen[2]
        assert "Exporters of AI-enabling goods, 2017" in driver.screen[1]
        await driver.press(on)
        assert driver.head.view.year == 2018


async def test_the_cursor_follows_its_economy_through_the_years() -> None:
    async with driving() as driver:
        await driver.move_to("VNM")
        place = driver.main.table.cursor_row
        await driver.press("h", "h", "h")
        assert driver.main.table.cursor_key == "VNM"
        assert driver.main.table.cursor_row != place


async def test_on_rows_of_years_the_cursor_goes_with_the_year() -> None:
    async with driving("world") as driver:
        assert driver.main.table.cursor_key == "2024"
        await driver.press("h", "h")
        assert driver.head.view.year == 2022
        assert driver.main.table.cursor_key == "2022"


async def test_f_turns_the_flow() -> None:
    async with driving() as driver:
        await driver.press("f")
        assert driver.head.view.page == "importers"
        await driver.press("f", "3", "f")
        assert driver.address == "economy?flow=imports&economy=CHN&year=2024&by=code"
        assert "China's imports" in driver.screen[1]


async def test_m_turns_the_measure_and_changes_the_series() -> None:
    async with driving() as driver:
        series = [[row.cells["series"] for row in driver.sheet.rows[:5]]]
        measures = []
        for _ in range(7):
            await driver.press("m")
            measures.append(driver.head.view.measure)
            series.append([row.cells["series"] for row in driver.sheet.rows[:5]])
        others = ["rca", "symmetric-rca", "of-exports"]
        assert measures == ["share", "growth", "rank", *others, "value"]
        assert series[-1] == series[0]
        assert series[0] != series[1] != series[2] != series[3]


async def test_b_groups_and_enter_opens_the_group() -> None:
    async with driving() as driver:
        groupings = []
        for _ in range(4):
            await driver.press("b")
            groupings.append(driver.head.view.by)
        assert groupings == ["region", "sub-region", "income", "economy"]
        await driver.press("b")
        assert driver.main.table.cursor_key == "asia"
        await driver.press("enter")
        assert driver.address == "exporters?year=2024&by=economy&within=asia"
        assert "Exporters › Asia" in driver.screen[2]
        assert not any("United States" in line for line in driver.rows)


async def test_s_sorts_by_the_next_column_and_shift_s_turns_it() -> None:
    async with driving(size=(120, 40)) as driver:
        seen = []
        for _ in range(20):
            await driver.press("s")
            seen.append(driver.head.view.sort)
            if driver.head.view.sort == "-growth":
                break
        assert "-value_usd" in seen
        growth = [row.values["growth"] for row in driver.sheet.rows]
        known = [value for value in growth if value is not None]
        assert known == sorted(known, reverse=True)
        assert growth[: len(known)] == known
        assert any("2023-24▼" in line for line in driver.screen)
        await driver.press("S")
        assert driver.head.view.sort == "growth"
        assert [row.values["growth"] for row in driver.sheet.rows][: len(known)] == sorted(known)


async def test_sorting_always_shows_by_what() -> None:
    async with driving(size=(200, 60)) as driver:
        await driver.press("t")
        for _ in range(12):
            await driver.press("s")
            header = driver.body[0]
            assert header.count("▲") + header.count("▼") == 1, driver.address


@pytest.mark.parametrize("address", ["exporters", "goods", "world"])
async def test_u_is_refused_with_a_sentence_and_nothing_changes(address: str) -> None:
    async with driving(address, size=(200, 60)) as driver:
        await driver.press("j")
        before, shown = driver.address, driver.screen
        await driver.press("u")
        offer = driver.app.screen
        assert isinstance(offer, Offer)
        assert "the EU cannot be one trader here" in offer.reason
        assert offer.reason.endswith(".")
        await driver.press("escape")
        assert driver.notices == []
        assert driver.address == before
        assert driver.main.view.eu == "members"
        assert driver.screen == shown
        await driver.press("h")
        assert driver.head.view == parse(before).but(year=2023)


async def test_space_marks_and_shift_u_takes_all_marks_away() -> None:
    async with driving() as driver:
        await driver.press("space", "j", "space", "j")
        marked = [line.split()[1] for line in driver.rows if line.startswith("●")]
        assert marked == ["1", "2"]
        assert list(driver.main.history.here.scene.marks) == ["CHN", "TWN"]
        await driver.press("k", "space")
        assert list(driver.main.history.here.scene.marks) == ["CHN"]
        assert not driver.rows[1].startswith("●")
        await driver.press("h")
        assert driver.rows[0].startswith("●")
        await driver.press("U")
        assert not any(line.startswith("●") for line in driver.rows)


async def test_z_folds_the_goods_tree() -> None:
    async with driving("goods") as driver:
        every = [row.key for row in driver.sheet.rows]
        assert len(driver.rows) == len(every) - 10  # Families of one code are folded.
        assert "  8542   ▸ Integrated circuits" in driver.text
        await driver.move_to("intermediate-inputs")
        await driver.press("z")
        assert len(driver.rows) == len(every) - 10 - 5
        assert driver.main.table.cursor_key == "intermediate-inputs"
        assert "▸ Intermediate inputs" in driver.text
        await driver.press("h")
        assert len(driver.rows) == len(every) - 10 - 5
        await driver.press("enter")  # It opens what is folded.
        assert len(driver.rows) == len(every) - 10
        assert "▾ Intermediate inputs" in driver.text
        await driver.move_to("integrated-circuits")
        await driver.press("z")
        assert len(driver.rows) == len(every) - 9
        await driver.press("z", "enter")  # A code that is folded has nothing new below it.
        assert driver.head.view.page == "exporters"


async def test_z_on_a_code_changes_nothing_and_says_so() -> None:
    async with driving("goods") as driver:
        await driver.move_to("integrated-circuits")
        await driver.press("z", "j")
        assert driver.main.table.cursor_key == "8542"
        before = driver.rows
        await driver.press("z")
        assert driver.rows == before
        assert driver.notices == ["Nothing lies below this row."]


async def test_q_quits_well() -> None:
    app = Explorer(Scene(View()))
    async with app.run_test() as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0
    assert app.state.scene.view == parse("exporters?year=2024&by=economy")


async def test_mexicos_exports_of_computers_as_a_line_in_six_keys() -> None:
    async with driving() as driver:
        await driver.press("g")
        await driver.type("8471")
        await driver.press("enter", "slash")
        await driver.type("mexico")
        await driver.press("enter", "enter")
        assert driver.address == "economy?goods=8471&economy=MEX&year=2024&by=year"
        assert driver.screen[1].startswith(
            " Mexico's exports of computers, servers and storage units (8471), 2017–2024"
        )
        await driver.press("c")
        assert driver.main.chart_shown
        assert driver.main.kind == "lines"


async def test_the_same_by_the_palette() -> None:
    async with driving() as driver:
        await driver.press("colon")
        await driver.type("mexico")
        await driver.press("enter", "g")
        await driver.type("8471")
        await driver.press("enter", "c")
        assert driver.address == "economy?goods=8471&economy=MEX&year=2024&by=year"
        assert driver.main.chart_shown
        assert driver.main.kind == "lines"


async def test_a_start_in_the_middle_shows_that_view() -> None:
    async with driving("economy?economy=TUR&goods=8542&year=2020") as driver:
        assert driver.address == "economy?goods=8542&economy=TUR&year=2020&by=year"
        assert driver.main.table.cursor_key == "2020"


@pytest.mark.parametrize("address", ["exporters?year=1999", "economy", "exporters?goods=nothing"])
async def test_a_start_that_is_refused_says_why_and_shows_the_page(address: str) -> None:
    async with driving(address) as driver:
        assert driver.address == "exporters?year=2024&by=economy"
        (said,) = driver.notices
        assert said.endswith(".")


async def go(driver: Driver, address: str) -> None:
    """Type an address, or whatever else, into the palette."""
    for key in ("colon", *address, "enter"):
        driver.hit(key)
    await driver.settle()


async def test_a_whole_address_is_typed_or_pasted() -> None:
    async with driving(size=(120, 40)) as driver:
        how = "chart=heat&marks=MEX,VNM&filter=!EU&highlight=VNM"
        await go(driver, f"importers?year=2022&goods=8542#{how}")
        assert driver.head.view == parse("importers?year=2022&goods=8542&by=economy")
        here = driver.main.history.here
        assert (here.scene.chart, here.scene.marks) == ("heat", ("MEX", "VNM"))
        assert (here.scene.filter, driver.main.table.cursor_key) == ("!EU", "VNM")
        await go(driver, "importers?year=2022&goods=8542#marks=KOR")
        assert driver.main.history.here.scene.marks == ("KOR",)
        await go(driver, "exporters?colour=red")
        assert "colour" in driver.text
        await driver.press("escape")
        await go(driver, "exporters?year=1950")
        assert driver.head.view.page == "importers"
        await driver.press("escape", "escape", "escape")
        assert driver.head.view.page == "exporters"


async def test_series_compares_what_is_marked() -> None:
    async with driving("exporters?by=income&goods=8542#marks=high-income,low-income") as driver:
        await driver.press("p", *"series", "enter")
        here = "series?goods=8542&economy=HIGH-INCOME,LOW-INCOME&year=2024&by=economy"
        assert driver.address == here
        assert [row.split()[0] for row in driver.rows[:2]] == ["High", "Low"]
        assert "groups as sums" in driver.screen[1]
