"""The mouse: what is seen can be clicked, and what is not does not move."""

from __future__ import annotations

import pytest
from textual.events import MouseDown, MouseEvent, MouseScrollDown, MouseUp

from benchmarks.terminal import Terminal
from driver import Driver, driving
from explorer.test_terminal import COMMAND, POINTER, env

__all__ = ["env"]


def at(kind: type[MouseEvent], x: int, y: int, button: int = 0) -> MouseEvent:
    """Return an event of the mouse in a cell of the screen, without any other key."""
    return kind(
        widget=None,
        x=x,
        y=y,
        delta_x=0,
        delta_y=0,
        button=button,
        shift=False,
        meta=False,
        ctrl=False,
    )


async def click(driver: Driver, words: str, line: int | None = None, button: int = 1) -> None:
    """Click on the first place of the screen where the words stand."""
    lines = driver.screen if line is None else [driver.screen[line]]
    y = next(place for place, each in enumerate(lines) if words in each)
    x, y = lines[y].index(words), y if line is None else line % len(driver.screen)
    for kind in (MouseDown, MouseUp):
        driver.app.post_message(at(kind, x, y, button))
        await driver.pilot.pause(0)
    await driver.settle()


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("2 Importers", "importers?year=2024&by=economy"),
        ("World", "world?year=2024&by=segment"),
        (" 19 ", "exporters?year=2024&by=economy"),
        ("19", "exporters?year=2019&by=economy"),
        ("m value", "exporters?year=2024&measure=share&by=economy"),
        ("by economy", "exporters?year=2024&by=region"),
        ("Value", "exporters?year=2024&by=economy&sort=-value_usd"),
        ("Economy   ", "exporters?year=2024&by=economy&sort=economy"),
        ("[ ] year", "exporters?year=2023&by=economy"),
        ("Taiwan", "exporters?year=2024&by=economy"),
    ],
)
async def test_what_is_seen_is_clicked(words: str, address: str) -> None:
    async with driving("exporters") as driver:
        await click(driver, words)
        assert driver.address == address


async def test_panes_and_steps_of_the_way_lead_there_and_back() -> None:
    async with driving("economy?economy=TWN&goods=8542", size=(120, 40)) as driver:
        await click(driver, "Partners", 0)
        assert "No answer to this" in driver.text
        await driver.press("escape")
        await click(driver, "Taiwan", 2)
        assert driver.address == "economy?economy=TWN&year=2024&by=code"
        await click(driver, "Exporters", 2)
        assert driver.address == "exporters?year=2024&by=economy"
        await driver.press("escape", "escape")
        assert driver.address == "economy?goods=8542&economy=TWN&year=2024&by=year"


async def test_a_heading_that_is_clicked_twice_turns_the_order() -> None:
    async with driving("exporters") as driver:
        await click(driver, "Share", 4)
        assert driver.head.view.sort == "-share"
        await click(driver, "Share", 4)
        assert driver.head.view.sort == "share"
        await click(driver, "2017-24", 4)
        assert driver.head.view.sort == "share"


async def test_a_row_is_chosen_by_a_click_and_opened_by_the_next() -> None:
    async with driving("exporters") as driver:
        await click(driver, "Korea")
        assert driver.main.table.cursor_key == "KOR"
        await click(driver, "Korea")
        assert driver.head.view.economy == "KOR"


@pytest.mark.parametrize(("words", "title"), [("9 notes (i)", "Notes"), ("? help", "Help")])
async def test_the_foot_is_clicked(words: str, title: str) -> None:
    async with driving("exporters") as driver:
        await click(driver, words, -1)
        assert driver.app.screen is not driver.main
        assert title.casefold() in driver.text.casefold()


@pytest.mark.parametrize("words", ["Korea", "m value", "2 Importers", "9 notes (i)", "Share"])
@pytest.mark.parametrize("button", [2, 3])
async def test_other_buttons_do_nothing(words: str, button: int) -> None:
    async with driving("exporters") as driver:
        before = driver.screen
        await click(driver, words, button=button)
        assert driver.screen == before
        assert driver.main.table.cursor_row == 0


async def test_the_wheel_scrolls_what_is_under_it() -> None:
    async with driving("exporters", size=(120, 40)) as driver:
        for x, y in ((10, 20), (90, 20)):
            driver.app.post_message(at(MouseScrollDown, x, y))
            await driver.settle()
            if x == 10:
                assert driver.main.table.scroll_offset.y > 0
                assert driver.main.table.cursor_row == 0
        assert driver.main.table.cursor_row == 1
        assert "▸■ Taiwan" in driver.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_pointer_that_moves_sends_nothing(
    size: tuple[int, int], env: dict[str, str | None]
) -> None:
    with Terminal(COMMAND, env, *size, in_frames=True) as terminal:
        terminal.until_shown("China")
        terminal.settled()
        for place in range(1, size[1]):
            terminal.send(b"\x1b[<35;%d;%dM" % (2 * place, place))
        assert POINTER.sub(b"", terminal.quiet(1)) == b""
        for button in (1, 2):  # The middle and the right one.
            terminal.send(b"\x1b[<%d;9;8M\x1b[<%d;9;8m" % (button, button))
        assert POINTER.sub(b"", terminal.quiet(1)) == b""


def test_clicks_of_a_terminal(env: dict[str, str | None]) -> None:
    places = ((18, 1, "Importers of"), (50, 3, "[2017]"), (70, 24, "Note 1"))
    with Terminal(COMMAND, env, in_frames=True) as terminal:
        terminal.until_shown("China")
        terminal.settled()
        terminal.answered(b"\x1b")  # The first click beside the questions only closes them.
        for column, row, shown in places:
            terminal.send(b"\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (column, row, column, row))
            terminal.until(shown)


async def test_a_click_on_the_chart_leaves_the_keyboard_with_the_table() -> None:
    async with driving("exporters", size=(120, 40)) as driver:
        await click(driver, "▸● China")
        assert driver.main.focused is driver.main.table
        await driver.press("j")
        assert driver.main.table.cursor_key == "TWN"


async def test_a_number_that_is_clicked_is_pointed_out_and_explained() -> None:
    async with driving("exporters") as driver:
        await click(driver, "$177.0 bn")
        assert driver.main.table.cursor_key == "KOR"
        assert driver.main.history.here.column == "value_usd"
        await driver.press("w")
        view = driver.head.view
        assert (view.page, view.row, view.column) == ("explain", "KOR", "value_usd")
    async with driving("matrix", size=(120, 40)) as driver:
        await click(driver, "53.5")
        await click(driver, "53.5")
        view = driver.head.view
        assert (view.page, view.economy, view.partner) == ("pair", "KOR", "CHN")
