"""What the parts of the commands share: the screen that they act on, and a way to say something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.explorer.screens.main import MainScreen


class Part:
    """Some of the commands of the main screen."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence for a while; one that takes no effect says why in this way."""
        self.screen.explorer.say(sentence, severity)

    def ask(self, view: View) -> None:
        """Ask for the answer to `view`; if it is the one on the screen already, that is said."""
        self.screen.ask(view, by_key=True)
