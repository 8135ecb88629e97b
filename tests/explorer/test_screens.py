"""Pickers, palette, filter, readers, themes and charts."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from aigoods.explorer.commands import COMMANDS
from aigoods.explorer.screens.picker import Picker
from aigoods.explorer.screens.reader import Reader
from aigoods.explorer.theme import NAMES
from aigoods.explorer.widgets.chart import Chart
from driver import Driver, driving


def picker(driver: Driver) -> Picker:
    assert isinstance(driver.app.screen, Picker)
    return driver.app.screen


def lit(driver: Driver) -> str:
    """Return the key of the choice under the cursor of the picker."""
    place = picker(driver).query_one(OptionList).highlighted
    return picker(driver).choices[place].key if place is not None else ""


async def test_g_chooses_goods_by_typing_and_arrows() -> None:
    async with driving() as driver:
        await driver.press("g")
        assert [choice.key for choice in picker(driver).choices[:2]] == ["all", "raw-materials"]
        assert lit(driver) == "all"
        await driver.press("down", "down", "up")
        assert lit(driver) == "raw-materials"
        await driver.press("up", "up", "up")
        assert lit(driver) == "all"
        await driver.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        assert lit(driver) == picker(driver).choices[-1].key
        await driver.type("circuits")
        assert lit(driver) == "printed-circuits"
        await driver.press("down", "down", "down")
        chosen = lit(driver)
        assert chosen == "8542"
        await driver.press("enter")
        assert driver.address == "exporters?goods=8542&year=2024&by=economy"
        assert "Integrated circuits (8542)" in driver.screen[2]


async def test_esc_leaves_the_picker_without_a_choice() -> None:
    async with driving() as driver:
        before = driver.screen
        await driver.press("g")
        await driver.type("8542")
        await driver.press("escape")
        assert driver.screen == before
        assert driver.address == "exporters?year=2024&by=economy"


async def test_a_picker_without_a_fit_stays_open_or_leaves_things_alone() -> None:
    async with driving() as driver:
        await driver.press("g")
        await driver.type("zzzz")
        assert picker(driver).choices == []
        await driver.press("enter")
        assert driver.address == "exporters?year=2024&by=economy"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mexico", "economy?economy=MEX&year=2024&by=code"),
        ("turkiye", "economy?economy=TUR&year=2024&by=code"),
        ("cote", "economy?economy=CIV&year=2024&by=code"),
        ("8471", "exporters?goods=8471&year=2024&by=economy"),
        ("printed circuits", "exporters?goods=printed-circuits&year=2024&by=economy"),
        ("world", "world?year=2024&by=segment"),
        ("grouping", "exporters?year=2024&by=region"),
        ("measure", "exporters?year=2024&measure=share&by=economy"),
        ("high income", "exporters?year=2024&by=economy&within=high-income"),
    ],
)
async def test_the_palette_finds_economies_goods_and_commands(text: str, address: str) -> None:
    async with driving() as driver:
        await driver.press("colon")
        await driver.type(text)
        await driver.press("enter")
        assert driver.address == address


async def test_the_name_of_a_command_finds_it_first() -> None:
    async with driving("goods") as driver:
        await driver.press("colon")
        find, view = picker(driver).find, driver.head.view
        for command in COMMANDS:
            if command.name != "palette" and command.applies(view):
                first = find(command.name).choices[0]
                assert (first.kind, first.key) == ("command", command.name)
        assert find("equip").choices[0].key == "equipment"


async def test_the_palette_lists_the_commands_of_the_page_first() -> None:
    async with driving("world") as driver:
        await driver.press("ctrl+p")
        names = [choice.key for choice in picker(driver).choices]
        view = driver.head.view
        assert names == [c.name for c in COMMANDS if c.name != "palette" and c.applies(view)]
        assert "flow" not in names


async def test_nothing_blinks_in_any_line_to_type_in() -> None:
    async with driving() as driver:
        for key in ("slash", "g", "colon"):
            await driver.press(key)
            assert [line.cursor_blink for line in driver.app.screen.query(Input)] == [False]
            await driver.press("escape")


async def test_typing_filters_enter_keeps_and_esc_clears() -> None:
    async with driving() as driver:
        every = len(driver.rows)
        await driver.press("slash")
        assert driver.main.filter is not None
        await driver.type("COTE")
        assert [line.split()[2:4] for line in driver.rows] in ([["Côte", "d'Ivoire"]],) or (
            len(driver.rows) == 1 and "Côte d'Ivo" in driver.rows[0]
        )
        await driver.press("enter")
        assert driver.main.table.has_focus
        assert len(driver.rows) == 1
        await driver.press("h")
        assert len(driver.rows) == 1
        assert driver.main.filter is not None
        assert driver.main.filter.value == "COTE"
        await driver.press("escape")
        assert driver.main.filter is None
        assert len(driver.rows) > 200
        await driver.press("l")
        assert len(driver.rows) == every


async def test_esc_while_typing_clears_and_enter_on_nothing_closes() -> None:
    async with driving() as driver:
        every = driver.rows
        await driver.press("slash")
        await driver.type("mex")
        assert len(driver.rows) == 1
        await driver.press("escape")
        assert driver.rows == every
        assert driver.main.filter is None
        assert driver.main.table.has_focus
        await driver.press("slash", "enter")
        assert driver.main.filter is None
        assert driver.main.table.has_focus


async def test_letters_and_digits_are_text_in_the_filter() -> None:
    async with driving("goods") as driver:
        await driver.press("slash")
        await driver.type("q5")
        assert driver.app.is_running
        assert driver.head.view.page == "goods"
        assert driver.main.filter is not None
        assert driver.main.filter.value == "q5"


async def test_arrow_down_goes_from_the_filter_to_the_rows() -> None:
    async with driving() as driver:
        await driver.press("slash")
        await driver.type("land")
        await driver.press("down")
        assert driver.main.table.has_focus
        await driver.press("slash")
        await driver.type("s")
        assert driver.main.filter is not None
        assert driver.main.filter.value == "s"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_no_match_is_a_sentence(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        await driver.press("slash")
        await driver.type("zzz")
        assert driver.rows == []
        assert "No row fits 'zzz'; esc clears" in driver.text
        await driver.press("enter", "enter", "space", "h")
        assert driver.head.view.page == "exporters"
        await driver.press("escape")
        assert "China" in driver.text


async def test_notes_open_scroll_and_close() -> None:
    async with driving(size=(60, 20)) as driver:
        before = driver.screen
        for close in ("escape", "q", "enter", "i", "backspace"):
            await driver.press("i")
            assert isinstance(driver.app.screen, Reader)
            assert driver.screen != before
            box = driver.app.screen.query_one("#reader")
            await driver.press("j", "j", "k")
            assert box.scroll_y == 1
            await driver.press(close)
            assert driver.app.is_running
            assert driver.screen == before


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_help_is_typed_into_and_carries_out_what_it_finds(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        await driver.press("question_mark")
        words = " ".join(driver.text.replace("│", " ").split())
        assert "Exporters: Rank the exporters of some goods." in words
        assert "Move; page up and down" in words
        await driver.type("flow")
        await driver.press("enter")
        assert driver.head.view.page == "importers"
        await driver.press("f1", *"growth", "up", "enter")
        assert driver.app.screen is driver.main
        await driver.press("question_mark", *"this year", "escape")
        assert driver.app.screen is driver.main
        await driver.press("question_mark", *"tree", "enter")
        assert driver.notices[-1].startswith("z is for other pages: Fold or unfold")


async def test_a_column_is_chosen_to_sort_by_and_the_first_row_is_shown() -> None:
    async with driving() as driver:
        await driver.press("down", "down", "ctrl+s", *"economy", "enter")
        assert driver.head.view.sort == "economy"
        assert driver.main.table.cursor_row == 0
        assert "Economy▲" in driver.text
        await driver.press("end", "S")
        assert driver.head.view.sort == "-economy"
        assert driver.main.table.cursor_row == 0
        await driver.press("question_mark", *"part of the world", "enter")  # A column.
        assert driver.head.view.sort == "-share"
        await driver.press("ctrl+s", *"zzz")
        assert "No column fits 'zzz'." in driver.text


async def test_notes_tell_source_licence_and_citation() -> None:
    async with driving(size=(120, 40)) as driver:
        await driver.press("i")
        assert "Note 1" in driver.text
        await driver.press("G")
        said = " ".join(driver.text.replace("│", " ").split())
        assert "Etalab Open Licence 2.0" in said
        assert "BACI V202601, HS2017" in said
        assert "Gaulier, G. and Zignago, S. (2010)" in said
        assert "Provisional 2024" in said


@pytest.mark.parametrize(
    ("there", "back"), [("end", "home"), ("G", "g"), ("pagedown", "pageup"), ("space", "ctrl+b")]
)
async def test_a_text_is_read_by_pages(there: str, back: str) -> None:
    async with driving() as driver:
        await driver.press("i")
        first = driver.text
        await driver.press(there)
        await driver.until(lambda: driver.text != first)
        await driver.press(back)
        await driver.until(lambda: driver.text == first)


async def test_themes_go_round_and_back_to_the_first() -> None:
    async with driving(theme="aigoods-dark") as driver:
        driver.app.theme = NAMES[0]
        await driver.settle()
        plain = driver.screen
        seen = []
        for _ in NAMES:
            await driver.press("T")
            seen.append(driver.app.theme)
            assert driver.screen == plain
            assert driver.app.ink.palette == {
                "aigoods-dark": "dark",
                "aigoods-light": "light",
            }.get(driver.app.theme, "ansi")
        assert seen == [*NAMES[1:], NAMES[0]]
        assert driver.app.state.theme == NAMES[0]


async def test_without_colours_there_are_only_themes_that_need_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(theme="aigoods-dark") as driver:
        seen = []
        for _ in range(3):
            seen.append(driver.app.theme)
            await driver.press("T")
        assert seen == ["ansi-dark", "ansi-light", "ansi-dark"]


async def test_at_80_columns_c_goes_through_the_charts_and_back_to_the_table() -> None:
    async with driving("economy?economy=MEX&by=year") as driver:
        main = driver.main
        assert not main.chart_shown
        for kind in main.kinds_here:
            await driver.press("c")
            assert main.chart_shown
            assert main.kind == kind
            assert not main.table.display
            assert main.query_one(Chart).display
        await driver.press("c")
        assert not main.chart_shown
        assert main.table.display
        await driver.press("c")
        assert main.kind == main.kinds_here[0]


async def test_at_80_columns_t_swaps_table_and_chart() -> None:
    async with driving() as driver:
        shown = []
        for _ in range(3):
            await driver.press("t")
            shown.append((driver.main.table.display, driver.main.query_one(Chart).display))
        assert shown == [(False, True), (True, False), (False, True)]


async def test_at_120_columns_the_chart_stands_beside_the_table() -> None:
    async with driving(size=(120, 40)) as driver:
        main = driver.main
        chart = main.query_one(Chart)
        assert main.chart_shown
        assert main.table.display
        assert main.table.region.right <= chart.region.x
        assert chart.region.right == 120
        kinds = []
        for _ in main.kinds_here:
            await driver.press("c")
            kinds.append(main.kind)
            assert main.table.display
        assert kinds == [*main.kinds_here[1:], main.kinds_here[0]]


async def test_at_120_columns_t_shows_both_the_table_and_the_chart() -> None:
    async with driving(size=(120, 40)) as driver:
        shown = []
        for _ in range(3):
            await driver.press("t")
            shown.append((driver.main.table.display, driver.main.query_one(Chart).display))
        assert shown == [(True, False), (False, True), (True, True)]


async def test_keys_work_while_the_chart_alone_is_shown() -> None:
    async with driving() as driver:
        await driver.press("t", "h", "L", "x")
        assert driver.head.view.year == 2023
        assert (driver.main.scene.log, driver.main.scene.index) == (True, True)
        await driver.press("2")
        assert driver.head.view.page == "importers"
        await driver.press("t")
        assert driver.main.table.cursor_key == "CHN"
        row = driver.main.table.cursor_row
        await driver.press("j")
        assert driver.main.table.cursor_row == row + 1
