"""The one way to a number: `answer(view, dataset)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.economy import economy
from aigoods.analysis.goods import goods, world
from aigoods.analysis.ranking import partners, ranking
from aigoods.analysis.select import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.select import Question
    from aigoods.analysis.view import View
    from aigoods.dataset.folder import Dataset

PAGE_ANSWERS: dict[str, Callable[[Question], Answer]] = {
    "exporters": ranking,
    "importers": ranking,
    "economy": economy,
    "partners": partners,
    "goods": goods,
    "world": world,
}


def answer(view: View, dataset: Dataset) -> Answer:
    """Return the answer to `view` from `dataset`.

    Raises:
        QueryError: the dataset has no answer: an unknown economy or good, a year outside it,
            partners or intra-EU trade that it does not know.

    """
    return PAGE_ANSWERS[view.page](resolve(view, dataset))
