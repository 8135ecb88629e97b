"""Pictures of the pages, compared with those that were looked at before.

They are compared under the version of Textual that made them alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.dataset import shelf
from aigoods.dataset.manifest import FileEntry
from aigoods.dataset.shelf import Shelved
from aigoods.explorer.app import Explorer
from aigoods.pages import parse_scene
from driver import Driver
from explorer.pinned import why_not_here
from worlds import SMALL, made_manifest

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

pytestmark = pytest.mark.skipif(bool(why_not_here()), reason=why_not_here())


@pytest.mark.parametrize("theme", ["aigoods-dark", "ansi-dark"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)], ids=["80x24", "120x40", "40x15"])
@pytest.mark.parametrize(
    "address",
    ["exporters", "economy?economy=MEX", "goods", "world", "matrix", "world?list=wto-2025"],
    ids=lambda a: a.split("?")[0] if "list" not in a else "list",
)
def test_page(
    address: str, size: tuple[int, int], theme: str, snap_compare: Callable[..., bool]
) -> None:
    app = Explorer(parse_scene(address))

    async def wait(pilot: Pilot[None]) -> None:
        app.theme = theme
        await Driver(app, pilot).settle()
        app.main.paint()
        await Driver(app, pilot).settle()

    assert snap_compare(app, terminal_size=size, run_before=wait)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)], ids=["80x24", "120x40", "40x15"])
@pytest.mark.parametrize("keys", ["", "j", "jjx", "i"], ids=["used", "damaged", "removing", "form"])
def test_datasets(
    keys: str,
    size: tuple[int, int],
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = made_manifest(SMALL, files={"economy.parquet": FileEntry("", 1, 12_345_678)})
    trouble = "/data/odd has schema version 9, this program reads 1; import the data again."
    listed = [
        Shelved("core-hs4", Path("/program/core-hs4"), known, 256_000, used=True),
        Shelved("odd", Path("/data/odd"), None, 0, used=False, trouble=trouble),
        Shelved("baci-hs22-v202601-core-hs4", Path("/data/own"), known, 34_200_000, used=False),
    ]
    monkeypatch.setattr(shelf, "shelved", lambda: listed)
    app = Explorer(Scene(View()))

    async def wait(pilot: Pilot[None]) -> None:
        app.theme = "aigoods-dark"
        await Driver(app, pilot).settle()
        await Driver(app, pilot).press("D", *keys)

    assert snap_compare(app, terminal_size=size, run_before=wait)
