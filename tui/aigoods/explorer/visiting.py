"""Opening datasets: the one that was chosen, and another as a visit or from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from aigoods.dataset.places import EMBEDDED, embedded_folder, find_dataset, in_use
from aigoods.errors import AigoodsError, QueryError
from aigoods.explorer.answers import Answers
from aigoods.explorer.kept import stamp
from aigoods.explorer.lasting import Lasting, in_thread
from aigoods.explorer.messages import Loaded, Refused, Visited

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

    @in_thread("load")
    def load(self) -> None:
        """Open the dataset, the embedded one where the other cannot be opened."""
        from aigoods.dataset.folder import open_dataset

        try:
            self.post_message(Loaded(open_dataset(find_dataset(self.dataset_named))))
        except AigoodsError as error:
            self.fall_back(error)

    def fall_back(self, error: AigoodsError) -> None:
        """Show the embedded dataset in place of one that cannot be read; leave if it is that one.

        Called from a thread.
        """
        from aigoods.dataset.folder import open_dataset

        if (self.dataset_named or in_use()) == EMBEDDED:
            self.call_from_thread(self.exit, return_code=error.exit_code, message=str(error))
            return
        self.dataset_named = self.began = EMBEDDED
        warning = f"{error} The embedded dataset is shown instead."
        self.post_message(Loaded(open_dataset(embedded_folder()), warning))

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

        name = "" if name == in_use() else name
        try:
            if name not in self.opened:
                self.opened[name] = open_dataset(find_dataset(name))
            sheet = self.answers.get(view, self.opened[name]).sheet
        except AigoodsError as error:
            self.call_from_thread(self.say, str(error), "warning")
            return
        if not get_current_worker().is_cancelled:
            self.main.post_message(Visited(name, sheet, turned=turned))
