"""Answers and sheets of the embedded dataset by their addresses, each made once."""

from collections.abc import Callable
from functools import cache

import pytest

from aigoods.analysis.answer import Answer
from aigoods.dataset.folder import Dataset
from aigoods.explorer.sheet import Sheet
from aigoods.pages import answer, parse


@pytest.fixture(scope="session")
def answer_of(dataset: Dataset) -> Callable[[str], Answer]:
    """A function from an address to the answer of the embedded dataset."""
    return cache(lambda address: answer(parse(address), dataset))


@pytest.fixture(scope="session")
def sheet_of(answer_of: Callable[[str], Answer]) -> Callable[[str], Sheet]:
    """A function from an address to the sheet of the embedded dataset."""
    return cache(lambda address: Sheet.of(answer_of(address)))
