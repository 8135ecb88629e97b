"""What the explorer says: of empty tables, of keys that do nothing here, at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aigoods import pages
from aigoods.explorer.app import Explorer
from aigoods.explorer.commands import BY_NAME, COMMANDS
from aigoods.explorer.screens.offer import Offer
from aigoods.explorer.screens.picker import Picker
from aigoods.pages import parse, parse_scene
from driver import Driver, driving
from worlds import CODES, SMALL, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def test_an_empty_table_without_notes_says_why(make_dataset: Callable[..., Path]) -> None:
    world = World(CODES[:2], (2004, 2005), ((2004, "TWN", "USA", "280461", 5),))
    folder = make_dataset(world, notes=(), provisional=())
    async with driving("exporters?goods=280461", dataset=str(folder)) as driver:
        assert driver.rows == []
        assert "No economy has exports of silicon (280461) in 2005" in driver.text
        await driver.press("left_square_bracket")
        assert "Taiwan" in driver.rows[0]


async def test_an_empty_table_with_notes_does_not_take_one_of_them_for_the_reason(
    make_dataset: Callable[..., Path],
) -> None:
    async with driving("exporters?goods=280461", dataset=str(make_dataset(SMALL))) as driver:
        shown = driver.text
        assert "No economy has exports of silicon (280461) in 2008" in shown
        assert "provisional" not in shown


async def test_concentration_is_called_by_its_name_and_a_word() -> None:
    async with driving() as driver:
        assert "concentration 1,194, moderate" in driver.text
        assert "HHI" not in driver.text
        assert "not of firms" in driver.head.notes[-1]


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_a_question_that_cannot_be_answered_offers_one_that_can(
    size: tuple[int, int],
) -> None:
    async with driving("partners?economy=TWN", size=size) as driver:
        here = driver.address
        driver.main.ask(parse("partners?economy=TWN&goods=8112"))
        await driver.settle()
        assert isinstance(driver.app.screen, Offer)
        assert "enter ask that" in driver.text
        await driver.press("escape")
        assert driver.address == here
        driver.main.ask(parse("partners?economy=TWN&goods=8112&flow=imports"))
        await driver.settle()
        await driver.press("enter")
        assert driver.head.view.flow == "imports"
        assert driver.head.view.goods == "all"


async def test_at_the_start_the_question_that_can_be_answered_takes_the_place() -> None:
    async with driving("partners?economy=TWN&goods=8542") as driver:
        assert (driver.head.view.page, driver.head.view.economy) == ("partners", "TWN")
        assert "Shown instead: partners?economy=TWN" in driver.notices[0]


async def test_while_filtering_the_footer_says_what_enter_and_esc_do() -> None:
    async with driving() as driver:
        await driver.press("slash")
        await driver.type("kor")
        foot = "enter keep · esc clear · 2 of 226 · tab search · F1 help"
        assert driver.screen[-1].split("  ")[0].strip() == foot
        assert driver.screen[-3].startswith(" /kor")
        await driver.press("enter")
        assert driver.screen[-1].strip().startswith("2 of 226 · esc clear · enter open")
        await driver.press("escape")
        assert driver.screen[-1].strip().startswith("enter open · / filter")


async def test_with_marks_the_footer_counts_them() -> None:
    async with driving() as driver:
        await driver.press("space", "j", "space")
        assert driver.screen[-1].strip().startswith("2 marked · c chart · U unmark · enter open")
        await driver.press("U")
        assert driver.screen[-1].strip().startswith("enter open · / filter")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("right_square_bracket", "2024 is the last year; [ goes the other way."),
        ("U", "No row is marked; space marks one for the chart."),
        ("n", "Nothing is searched for; / and then tab begins a search."),
        ("o", "o does nothing here; enter is: open what lies behind the row. ? lists all keys."),
        ("9", "9 does nothing here. ? lists all keys."),
        ("f6", "f6 does nothing here. ? lists all keys."),
        ("1", "This is what the page shows already."),
        ("x", "An index is for lines; c shows them."),
    ],
)
async def test_a_key_without_effect_says_why(key: str, said: str) -> None:
    async with driving() as driver:
        before = driver.main.view
        await driver.press("o", key)
        assert driver.notices == [said]
        assert driver.main.view == before


async def test_f1_is_help_even_while_typing() -> None:
    async with driving() as driver:
        await driver.press("slash", "f1")
        assert isinstance(driver.app.screen, Picker)
        await driver.press("f1")
        assert driver.main.is_current


async def test_m_where_all_measures_stand_side_by_side_keeps_nothing() -> None:
    async with driving("world") as driver:
        await driver.press("m")
        assert "side by side" in driver.notices[0]
        assert driver.head.view.measure == "value"
        await driver.press("1")
        assert driver.head.view.measure == "value"
    for size, measure in (((80, 24), "rca"), ((120, 40), "share")):
        async with driving("economy?economy=MEX&by=year", size=size) as driver:
            await driver.press("m")
            assert driver.head.view.measure == measure
            assert all(said.startswith("The measure is ") for said in driver.notices)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("2019", "exporters?year=2019&by=economy"),
        ("mexcio", "economy?economy=MEX&year=2024&by=code"),
        ("mesure", "exporters?year=2024&measure=share&by=economy"),
    ],
)
async def test_a_year_or_a_word_with_a_slip_leads_there(text: str, address: str) -> None:
    async with driving() as driver:
        await driver.press("colon")
        await driver.type(text)
        await driver.press("enter")
        assert driver.address == address


@pytest.mark.parametrize(
    ("opened", "text", "said"),
    [
        ("colon", "2025", "There are annual data for 2017–2024."),
        ("colon", "mexcio", "Nothing fits 'mexcio'; the nearest:"),
        ("colon", "qqqqzz", "Nothing fits 'qqqqzz'; type a part of a name, or a code."),
        ("g", "comptuers", "Nothing fits 'comptuers'; the nearest:"),
    ],
)
async def test_a_word_that_fits_nothing_is_told(opened: str, text: str, said: str) -> None:
    async with driving() as driver:
        await driver.press(opened)
        await driver.type(text)
        assert said in driver.text
        if "nearest" not in said:
            await driver.press("enter")
            assert isinstance(driver.app.screen, Picker)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
@pytest.mark.parametrize("place", ["home", "G"])
async def test_notices_leave_the_foot_and_the_cursor_free(
    size: tuple[int, int], place: str
) -> None:
    app = Explorer(parse_scene("exporters"))
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press(place)
        foot, row = driver.screen[-2:], driver.rows[driver.main.table.cursor_row].split()
        for sentence in ("Short.", "[bold]Longer[/bold], of many words. " * 4):
            app.say("Another one, which goes at once.")
            app.say(sentence)
            await driver.settle()
            assert driver.notices == [sentence.strip()]
            assert sentence.split()[0] in driver.text
            assert "Another one" not in driver.text
            assert driver.screen[-2:] == foot
            assert any(row[1] in line for line in driver.body)


WALKED = (
    ("exporters?within=micronesia", (80, 24)),
    ("importers", (50, 16)),
    ("economy?economy=MEX&by=year", (50, 16)),
    ("partners?economy=MEX", (50, 16)),
    ("pair?economy=MEX&partner=USA", (50, 16)),
    ("series?economy=CHN,MEX", (120, 40)),
    ("goods?by=code", (80, 24)),
    ("world", (50, 16)),
    ("matrix", (80, 24)),
    ("concentration", (50, 16)),
    ("movers", (50, 16)),
    ("dependence?economy=MEX", (50, 16)),
    ("exposure?economy=KOR&goods=854232", (50, 16)),
    ("chain?economy=MYS", (50, 16)),
    ("published?topic=exporter-ranking", (50, 16)),
    ("explain?about=exporters&row=MEX&column=share", (50, 16)),
)
LEAVING = ("quit", "interrupt", "suspend", "data", "back", "export", "repaint")
"""What leaves the page or the program is seen in any case, and tested elsewhere."""


def test_all_pages_are_walked() -> None:
    assert {parse(address).page for address, _ in WALKED} == {page.name for page in pages.every()}


@pytest.mark.parametrize(("address", "size"), WALKED)
async def test_every_key_changes_what_is_seen_or_says_why(
    address: str, size: tuple[int, int]
) -> None:
    dataset = "chips-hs6" if pages.of(parse(address)).takes else ""
    async with driving(address, size=size, dataset=dataset) as driver:
        main, start, rows = driver.main, driver.head.view, driver.main.table.row_count
        name = driver.app.dataset_named
        for command in COMMANDS:
            if command.name in LEAVING or not command.keys:
                continue
            driver.app.clear_notifications()
            before = seen(driver)
            await driver.press(command.keys[0])
            assert driver.notices or seen(driver) != before, command.name
            while driver.app.screen is not main or main.filter is not None:
                await driver.press("escape")
            assert parse(str(driver.head.view)) == driver.head.view
            if driver.app.dataset_named != name:
                await driver.press(BY_NAME["next_dataset"].keys[0])
            if main.view != start or main.panels != "both":
                main.panels = "both"
                main.ask(start)
                await driver.settle()
        assert driver.app._exception is None
        assert bool(main.table.row_count) == bool(rows)


def seen(driver: Driver) -> list[object]:
    """Return all that is painted, with its colours."""
    strips = driver.app.screen._compositor.render_strips()
    return [[(segment.text, segment.style) for segment in strip] for strip in strips]
