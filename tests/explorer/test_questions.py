"""The questions of a first start: their keys answer them, and any key does its own work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.explorer.app import Explorer
from aigoods.explorer.commands import BY_NAME
from aigoods.explorer.screens.questions import QUESTIONS, Question, Questions
from benchmarks.terminal import Terminal
from driver import Driver, driving

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = {
    "Who exports chips?": "Exporters of integrated circuits",
    "What does Mexico export?": "Mexico's exports of AI-enabling goods, 2024",
    "Whose part of trade grew?": "2017–2024",
    "Who sells chips to whom?": "Who exports semiconductors and chip-making machines to whom",
    "What drove world trade?": "contributions to growth on the year before",
    "Why this number?": "Why",
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
async def test_the_keys_that_it_names_answer_a_question(
    question: Question, size: tuple[int, int]
) -> None:
    async with driving(size=size) as driver:
        await driver.press("0")
        assert isinstance(driver.app.screen, Questions)
        assert question.words in driver.text
        for name, text in question.steps:
            await driver.press(BY_NAME[name].keys[0], *text, *(["enter"] if text else []))
        assert ANSWERS[question.words] in driver.text


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
async def test_all_questions_are_seen_whole(size: tuple[int, int]) -> None:
    async with driving(size=size) as driver:
        await driver.press("0")
        words = " ".join(driver.text.replace("│", " ").split())
        for question in QUESTIONS:
            assert question.words.split()[-1] in words
        assert " 0 again " in words or "0 comes back here" in words
        assert driver.app.screen.focused is not None


async def test_a_first_start_asks_and_any_key_does_its_own_work_as_well() -> None:
    app = Explorer(Scene(View()), asking=True)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        assert isinstance(app.screen, Questions)
        assert driver.rows
        for key in ("slash", *"kor"):  # At once, as over a slow line.
            driver.hit(key)
        await driver.settle()
        assert driver.main.history.here.scene.filter == "kor"
        await driver.press("escape", "0", "escape")
        assert driver.main.is_active
        await driver.press("0", "0")
        assert driver.main.is_active
        await driver.press("0", "q")
        assert not app.is_running


def test_only_the_first_start_of_all_asks(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "TERM": "xterm"}

    def asks(*options: str) -> bool:
        with Terminal([sys.executable, "-m", "aigoods", *options], env) as terminal:
            terminal.until("China")
            terminal.settled()
            asking = "comes back here" in terminal.shown
            terminal.send(b"q")
            assert terminal.ended()[0] == 0
            return asking

    assert not asks("exporters?year=2023")
    (tmp_path / "state" / "aigoods" / "explorer.json").unlink()
    assert not asks("--fresh")
    (tmp_path / "state" / "aigoods" / "explorer.json").unlink()
    assert asks()
    assert not asks()
