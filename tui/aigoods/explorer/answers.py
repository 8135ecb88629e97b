"""The answers that were given last, shared by all threads that ask."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from aigoods.explorer.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.view import View
    from aigoods.dataset.folder import Dataset

KEPT = 64


class Given(NamedTuple):
    """An answer and the sheet made of it."""

    answer: Answer
    sheet: Sheet


class Answers:
    """Keeps the last `kept` answers; the one that was asked for longest ago goes first.

    Threads that ask the same at once wait for one of them to compute it; different questions do
    not wait for each other.
    """

    def __init__(
        self, compute: Callable[[View, Dataset], Answer] | None = None, kept: int = KEPT
    ) -> None:
        self._compute = compute
        self._kept = kept
        self._lock = threading.Lock()
        self._given: OrderedDict[tuple[Dataset, View], Given] = OrderedDict()
        self._asked: dict[tuple[Dataset, View], threading.Lock] = {}

    def get(self, view: View, dataset: Dataset) -> Given:
        """Return the answer to `view`, the one kept from before if there is one.

        Raises:
            QueryError: the dataset has no answer.
            DataError: a table of the dataset is damaged.
            NetworkError: the address of the dataset cannot be reached.

        """
        key = dataset, view
        with self._lock:
            if key in self._given:
                self._given.move_to_end(key)
                return self._given[key]
            asking = self._asked.setdefault(key, threading.Lock())
        with asking:
            with self._lock:
                if key in self._given:
                    return self._given[key]
            try:
                given = self._answer(view, dataset)
                with self._lock:
                    self._given[key] = given
                    while len(self._given) > self._kept:
                        self._given.popitem(last=False)
            finally:
                with self._lock:
                    self._asked.pop(key, None)
            return given

    @property
    def questions(self) -> list[tuple[Dataset, View]]:
        """What was asked, the last at the end."""
        with self._lock:
            return list(self._given)

    def clear(self) -> None:
        """Forget all answers."""
        with self._lock:
            self._given.clear()

    def _answer(self, view: View, dataset: Dataset) -> Given:
        if self._compute is not None:
            answer = self._compute(view, dataset)
        else:
            from aigoods.pages import answer as compute

            answer = compute(view, dataset)
        return Given(answer, Sheet.of(answer))
