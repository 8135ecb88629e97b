"""Only what changes crosses the wire: what Textual writes, sent as the difference to the screen."""

from aigoods.explorer.wire.wire import Wire

__all__ = ["Wire"]
