"""The lines to type in: completion of paths, moving between them, their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from aigoods.errors import UsageError
from aigoods.explorer.screens.form import Entry, Form, completed
from driver import Driver, driving

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with archives, a text and folders."""
    for name in ("baci/", "baci-old/", "BACI_HS17.zip", "BACI_HS22.ZIP", "notes.txt", ".dot/"):
        path = tmp_path / "tree" / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.touch()
    (tmp_path / "tree" / "\x1b[2J").mkdir()
    return tmp_path / "tree"


@pytest.mark.parametrize(
    ("typed", "longer"),
    [
        ("b", "baci"),
        ("baci", "baci"),
        ("baci/", "baci/"),
        ("baci-", "baci-old/"),
        ("B", "BACI_HS"),
        ("BACI_HS1", "BACI_HS17.zip"),
        ("BACI_HS2", "BACI_HS22.ZIP"),
        ("n", "n"),
        (".d", ".dot/"),
        ("", ""),
        ("\x1b", "\x1b"),
        ("missing/x", "missing/x"),
        ("notes.txt/x", "notes.txt/x"),
    ],
)
def test_paths_are_completed(
    typed: str, longer: str, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(f"{tree}/{typed}") == f"{tree}/{longer}"
    monkeypatch.chdir(tree)
    assert completed(typed) == longer
    monkeypatch.setenv("HOME", str(tree))
    assert completed(f"~/{typed}") == f"~/{longer}"


def test_a_tilde_is_the_home_folder_and_a_name_with_one_is_a_name() -> None:
    assert completed("~") == "~/"
    assert completed("~nobody-at-all/x") == "~nobody-at-all/x"


def lines(driver: Driver) -> list[Input]:
    return list(driver.app.screen.query(Input))


async def test_tab_completes_then_goes_on_and_arrows_move(tree: Path) -> None:
    async with driving() as driver:
        got: list[object] = []

        def read(texts: list[str]) -> list[str]:
            if texts[1] == "bad":
                raise UsageError("That [red]is\x1b[2J bad.")
            return texts

        fields = [Entry("From", f"{tree}/baci-", path=True), Entry("Years", "2022")]
        driver.app.push_screen(Form("A form", fields, read), got.append)
        await driver.settle()
        assert [line.cursor_blink for line in lines(driver)] == [False, False]
        await driver.press("tab")
        assert lines(driver)[0].value == f"{tree}/baci-old/"
        assert lines(driver)[0].has_focus
        await driver.press("tab")
        assert lines(driver)[1].has_focus
        await driver.press("up", "down")
        assert lines(driver)[1].has_focus
        lines(driver)[1].value = "bad"
        await driver.press("enter")
        assert got == []
        assert "That [red]is[2J bad." in driver.text
        lines(driver)[1].value = " 2022 "
        await driver.press("enter")
        assert got == [[f"{tree}/baci-old/", "2022"]]
        assert driver.app.screen is driver.main


async def test_esc_leaves_without_anything() -> None:
    async with driving() as driver:
        got: list[object] = []
        driver.app.push_screen(Form("A form", [Entry("Years")], list), got.append)
        await driver.settle()
        await driver.press("q", "escape")
        assert got == [None]
        assert driver.app.is_running
