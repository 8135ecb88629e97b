"""The answers kept: shared by threads, computed once, the oldest gone first."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from aigoods.analysis.view import View
from aigoods.errors import QueryError
from aigoods.explorer.answers import Answers
from aigoods.pages import answer

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.dataset.folder import Dataset

VIEWS = [View(year=year) for year in range(2017, 2025)]


def test_what_was_asked_longest_ago_goes(dataset: Dataset) -> None:
    answers = Answers(kept=3)
    for view in VIEWS[:3]:
        answers.get(view, dataset)
    answers.get(VIEWS[0], dataset)
    answers.get(VIEWS[3], dataset)
    assert [view for _, view in answers.questions] == [VIEWS[2], VIEWS[0], VIEWS[3]]
    answers.clear()
    assert answers.questions == []


def test_the_same_question_asked_twice_at_once_is_computed_once(dataset: Dataset) -> None:
    asked: list[View] = []
    entered, go_on = threading.Event(), threading.Event()

    def compute(view: View, dataset: Dataset) -> Answer:
        asked.append(view)
        if view == VIEWS[0]:
            entered.set()
            assert go_on.wait(30)
        return answer(view, dataset)

    answers = Answers(compute)
    with ThreadPoolExecutor(8) as pool:
        slow = [pool.submit(answers.get, VIEWS[0], dataset) for _ in range(6)]
        assert entered.wait(30)
        assert answers.get(VIEWS[1], dataset).sheet.head.view.year == 2018  # Does not wait.
        go_on.set()
        assert len({id(each.result()) for each in slow}) == 1
    assert sorted(asked, key=VIEWS.index) == VIEWS[:2]


def test_a_failure_is_not_kept_and_frees_those_that_wait(dataset: Dataset) -> None:
    calls = []

    def compute(view: View, dataset: Dataset) -> Answer:
        calls.append(view)
        if len(calls) == 1:
            raise QueryError("not yet")
        return answer(view, dataset)

    answers = Answers(compute)
    with pytest.raises(QueryError):
        answers.get(VIEWS[0], dataset)
    assert answers.get(VIEWS[0], dataset).answer.head.view.year == 2017
    assert len(calls) == 2


def test_many_threads_ask_many_questions(dataset: Dataset) -> None:
    made = {view: answer(view, dataset) for view in VIEWS}
    answers = Answers(lambda view, _: made[view], kept=3)

    def ask(number: int) -> bool:
        view = VIEWS[number * 7 % len(VIEWS)]
        return answers.get(view, dataset).answer is made[view]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(400)))
    assert len(answers.questions) == 3
