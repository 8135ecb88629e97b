"""A session on two terminals: what crosses the wire shows the same as what Textual writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explorer.wire.both import Both, step, writing
from explorer.wire.emulators import Bittty, Pyte
from explorer.wire.session import SESSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.wire.emulators import Emulator


@pytest.mark.parametrize(
    ("size", "theme", "kind", "in_frames"),
    [
        ((80, 24), "aigoods-dark", Pyte, True),
        ((80, 24), "ansi-dark", Bittty, False),
        ((120, 40), "aigoods-dark", Bittty, True),
        ((120, 40), "ansi-dark", Pyte, False),
    ],
)
async def test_all_cells_are_equal_after_each_write(
    size: tuple[int, int],
    theme: str,
    kind: Callable[[int, int], Emulator],
    in_frames: bool,
) -> None:
    both = Both(kind, *size, in_frames=in_frames)
    async with writing(both, theme=theme) as driver:
        for name in SESSION:
            await step(driver, both, name)
