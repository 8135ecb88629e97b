"""Screens on which something that is seen always has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[Any]
else:
    Base = object


class Held(Base):
    """For a screen that would else lose the keyboard, as by a click beside everything."""

    async def on_event(self, event: events.Event) -> None:
        """Take no size that the terminal has no more.

        In Textual 8.2 a screen whose size changes tells itself so; two sizes on their way at once
        make each other for ever, and it answers nothing else.
        """
        if not isinstance(event, events.Resize) or event.size == self.app.size:
            await super().on_event(event)

    def watch_focused(self) -> None:
        """Give the keyboard to something where it was taken away."""
        if self.focused is None:
            self.call_later(self.hold_focus)

    def on_idle(self) -> None:
        """Try again where what is to have the keyboard could not have it before it was shown."""
        if self.focused is None and self.is_active:
            self.hold_focus()

    def hold_focus(self) -> None:
        """Give the keyboard to the first that can have it, unless something has it."""
        if self.focused is None and (chain := self.focus_chain):
            self.set_focus(chain[0], scroll_visible=False)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave the screen, once: keys that come fast ask for it twice."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
