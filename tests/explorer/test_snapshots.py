"""Pictures of the pages, compared with those that were looked at before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aigoods.analysis.view import parse
from aigoods.explorer.app import Explorer
from driver import Driver

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot


@pytest.mark.parametrize("theme", ["aigoods-dark", "ansi-dark"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)], ids=["80x24", "120x40", "40x15"])
@pytest.mark.parametrize(
    "address",
    ["exporters", "economy?economy=MEX", "goods", "world", "matrix"],
    ids=lambda a: a.split("?")[0],
)
def test_page(
    address: str, size: tuple[int, int], theme: str, snap_compare: Callable[..., bool]
) -> None:
    app = Explorer(parse(address))

    async def wait(pilot: Pilot[None]) -> None:
        app.theme = theme
        await Driver(app, pilot).settle()
        app.main.paint()
        await Driver(app, pilot).settle()

    assert snap_compare(app, terminal_size=size, run_before=wait)
