"""Keys in the order in which they were typed, however fast they come."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump

CALM = 3
"""How often in a row all queues are found empty before all is taken to be done."""
PATIENCE = 2.0
"""Seconds that a key waits for what was there before it, at most."""


class Typed(App[None]):
    """Hands each key on once all that the keys before it began has been done.

    Textual 8.2 gives a key to the widget that has the focus when it is read. A line over SSH
    brings `/kor` in one piece: three letters would reach the table before the filter is there.
    `begun` tells whether a key has come.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste | Callable[[], object]] = deque()
        self.begun = False
        self._handing_on: asyncio.Task[None] | None = None

    @property
    def typing(self) -> bool:
        """Whether keys wait to be handed on."""
        return self._handing_on is not None and not self._handing_on.done()

    async def on_event(self, event: events.Event) -> None:
        """Put a key behind those that wait; pass on all else but other buttons than the first."""
        if isinstance(event, events.MouseDown | events.MouseUp) and event.button > 1:
            return
        if event.is_forwarded or not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        if isinstance(event, events.Paste):
            event = events.Paste(harmless(event.text))
        self.begun = True
        self._typed.append(event)
        self._begin()

    def in_order(self, deed: Callable[[], object]) -> None:
        """Do something among the keys: once those before it are done, and before those after it.

        A screen that came without that would take their keys away from those that have them.
        """
        self._typed.append(deed)
        self._begin()

    def put_back(self, key: events.Key) -> None:
        """Hand a key on once more, before all that were typed after it."""
        self._typed.appendleft(events.Key(key.key, key.character))
        self._begin()

    def _begin(self) -> None:
        if not self.typing:
            self._handing_on = asyncio.create_task(self._hand_on())

    async def _hand_on(self) -> None:
        """Hand on the keys that wait."""
        try:
            while self._typed and not self._exit:
                await self._settle()
                typed = self._typed.popleft()
                if isinstance(typed, events.Event):
                    await super().on_event(typed)
                else:
                    typed()
        except Exception as error:
            self._handle_exception(error)

    async def _settle(self) -> None:
        """Wait until the widgets have nothing more to do.

        A message goes up from widget to widget, so one may be under way while all queues are
        empty; it shows in one of them soon after.
        """
        calm = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while calm < CALM:
                    pumps = await self._round()
                    calm = 0 if any(pump.message_queue_size for pump in pumps) else calm + 1

    async def _round(self) -> list[MessagePump]:
        """Wait until all have come to the end of the messages that they have now; return them."""
        through = asyncio.Event()
        pumps: list[MessagePump] = [self, *self.screen.walk_children(with_self=True)]
        waiting = len(pumps)

        def done() -> None:
            nonlocal waiting
            waiting -= 1
            if not waiting:
                through.set()

        for pump in pumps:
            if not pump.call_later(done):
                done()
        await through.wait()
        return pumps


def harmless(text: str) -> str:
    """Return the first line of what is pasted, of the characters that keys type.

    Textual's `Input` writes to the terminal what it holds, which would obey others.
    """
    line = next(iter(text.splitlines()), "")
    return "".join(c if c.isprintable() else " " if c.isspace() else "" for c in line)
