"""What workers tell the screen: they post these and touch no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.dataset.folder import Dataset
    from aigoods.dataset.shelf import Shelved
    from aigoods.explorer.jobs import Done, Job
    from aigoods.explorer.sheet import Sheet


class Loaded(Message):
    """The dataset is open; `warning` says what went wrong with another one.

    `used` is its name where it was chosen for this and the next starts.
    """

    def __init__(self, dataset: Dataset, warning: str = "", used: str = "") -> None:
        super().__init__()
        self.dataset = dataset
        self.warning = warning
        self.used = used


class Answered(Message):
    """The answer as text to the View `asked`, which is the sheet's own before it is filled in."""

    def __init__(self, sheet: Sheet, asked: View) -> None:
        super().__init__()
        self.sheet = sheet
        self.asked = asked


class Refused(Message):
    """The dataset has no answer to `view`; `reason` is a sentence.

    `instead` is the address of the nearest question that it can answer, "" where there is none;
    `there` are the names of other datasets that can answer `view`, the best first.
    """

    def __init__(
        self, view: View, reason: str, instead: str = "", there: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self.view = view
        self.reason = reason
        self.instead = instead
        self.there = there


class Visited(Message):
    """Another dataset, of the name `name`, gave an answer.

    `turned` tells that the reader goes on with it; else the way back leads to the one before.
    """

    def __init__(self, name: str, sheet: Sheet, *, turned: bool) -> None:
        super().__init__()
        self.name = name
        self.sheet = sheet
        self.turned = turned


class Drawn(Message):
    """A chart is ready: its lines with colour codes."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self.picture = picture


class Listed(Message):
    """The datasets on this machine."""

    def __init__(self, datasets: list[Shelved]) -> None:
        super().__init__()
        self.datasets = datasets


class Progressed(Message):
    """How far the work on the datasets is, as a line."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line


class Ended(Message):
    """What was done with the datasets ended as `sentence` says; `severity` is in Textual's words.

    `done` tells which dataset it was about, None where nothing came of it; `job` is the long work
    that ended, None for a short one.
    """

    def __init__(
        self,
        sentence: str,
        severity: str = "information",
        done: Done | None = None,
        job: Job | None = None,
    ) -> None:
        super().__init__()
        self.sentence = sentence
        self.severity = severity
        self.done = done
        self.job = job
