"""What workers tell the screen: they post these and touch no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.dataset.folder import Dataset
    from aigoods.explorer.sheet import Sheet


class Loaded(Message):
    """The dataset is open; `warning` says what went wrong with another one."""

    def __init__(self, dataset: Dataset, warning: str = "") -> None:
        super().__init__()
        self.dataset = dataset
        self.warning = warning


class Answered(Message):
    """The answer as text to the View `asked`, which is the sheet's own before it is filled in."""

    def __init__(self, sheet: Sheet, asked: View) -> None:
        super().__init__()
        self.sheet = sheet
        self.asked = asked


class Refused(Message):
    """The dataset has no answer to `view`; `reason` is a sentence."""

    def __init__(self, view: View, reason: str) -> None:
        super().__init__()
        self.view = view
        self.reason = reason


class Drawn(Message):
    """A chart is ready: its lines with colour codes."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self.picture = picture
