from collections.abc import Callable
from functools import cache

import pytest

from aigoods.analysis.answer import Answer
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.pages import answer, parse
from worlds import TWELVE_SEGMENTS

Ask = Callable[[str], Answer]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Answers from the embedded dataset, by address."""
    dataset = open_dataset(embedded_folder())
    return cache(lambda address: answer(parse(address), dataset))


@pytest.fixture(scope="session")
def twelve() -> Ask:
    """Answers from a dataset of twelve segments, by address."""
    dataset = TWELVE_SEGMENTS.dataset()
    return cache(lambda address: answer(parse(address), dataset))
