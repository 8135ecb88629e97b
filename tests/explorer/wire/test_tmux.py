"""The beginning of the session in tmux: what crosses the wire shows the same as what was written.

`terminals.py` replays all of it, in other terminals, too.
"""

from __future__ import annotations

import shutil

import pytest

from explorer.wire.session import SESSION
from explorer.wire.terminals import replayed, taped
from explorer.wire.windows import Tmux


@pytest.mark.skipif(shutil.which("tmux") is None, reason="There is no tmux.")
async def test_tmux_shows_the_same() -> None:
    session = SESSION[: SESSION.index("smaller") + 1]
    steps = await taped((80, 24), "aigoods-dark", in_frames=True, session=session)
    assert replayed(Tmux, steps) == len(session) + 1
