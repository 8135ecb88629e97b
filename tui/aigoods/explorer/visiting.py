"""Asking another dataset than the one that was chosen: as a visit, or from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from aigoods.dataset.places import in_use
from aigoods.errors import AigoodsError, QueryError
from aigoods.explorer.answers import Answers
from aigoods.explorer.kept import stamp
from aigoods.explorer.lasting import Lasting, in_thread
from aigoods.explorer.messages import Refused, Visited
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.dataset.folder import Dataset
    from aigoods.explorer.screens.main import MainScreen


class Visiting(Lasting):
    """Keeps the datasets that were opened, by the names that they were asked for.

    `dataset` is the one that is asked, under the name `dataset_named`; `stamped` tells it from
    others. `chosen` is the name of the one that the reader chose, `began` of the one that the next
    start takes by itself.
    """

    main: MainScreen
    dataset_named: str
    chosen: str
    began: str

    def __init__(self) -> None:
        super().__init__()
        self.answers = Answers()
        self.dataset: Dataset | None = None
        self.stamped = ""
        self.opened: dict[str, Dataset] = {}

    def refused(self, view: View, error: AigoodsError, dataset: Dataset) -> Refused:
        """Return why there is no answer, and what and who can answer; called from a thread."""
        if not isinstance(error, QueryError):
            return Refused(view, str(error))
        from aigoods.dataset.shelf import shelved
        from aigoods.pages.elsewhere import others

        there = tuple(others(view, dataset.manifest, shelved))
        return Refused(view, str(error), error.instead, there)

    def turn_to(self, name: str) -> None:
        """Ask a dataset from now on that was open before; nothing where it is not any more."""
        if name in self.opened:
            self.dataset_named, self.dataset = name, self.opened[name]
            self.stamped = stamp(self.dataset.place)

    @in_thread("answer")
    def visit(self, name: str, view: View) -> None:
        """Answer `view` from another dataset, and tell the main screen."""
        self._visit(name, view, turned=False)

    @in_thread("answer")
    def next_dataset(self, view: View) -> None:
        """Go on with the next dataset on this machine, with the View nearest to `view`."""
        from aigoods.dataset.shelf import shelved
        from aigoods.pages.elsewhere import nearest

        sound = {each.name: each.manifest for each in shelved() if each.manifest is not None}
        names, here = list(sound), self.dataset_named or in_use()
        name = names[(names.index(here) + 1) % len(names) if here in names else 0]
        self._visit(name, nearest(view, sound[name]), turned=True)

    def _visit(self, name: str, view: View, *, turned: bool) -> None:
        """Answer `view` from the dataset `name`; called from a thread."""
        from aigoods.dataset.folder import open_dataset
        from aigoods.dataset.places import find_dataset

        name = "" if name == in_use() else name
        try:
            if name not in self.opened:
                self.opened[name] = open_dataset(find_dataset(name))
            sheet = self.answers.get(view, self.opened[name]).sheet
        except AigoodsError as error:
            self.call_from_thread(self.notify, clean(str(error)), severity="warning", markup=False)
            return
        if not get_current_worker().is_cancelled:
            self.main.post_message(Visited(name, sheet, turned=turned))
