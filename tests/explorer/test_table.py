"""The table on the screen is the table of the answer, formatted by the one rule for cells."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import pytest

from addresses import EVERY
from aigoods.output.cells import facts_line, shown
from driver import driving

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Answer

BLOCKS = "▏▎▍▌▋▊▉█"
HIDDEN = ("iso3", "segment", "level")


SIZES = "▁▂▃▄▅▆▇█"


BRANCH = str.maketrans("▸▾", "  ")


def block(found: Answer, name: str, value: float | None) -> str:
    """Return the block beside a cell of a matrix: full above half of the largest, and so on."""
    cells = [c.name for c in found.columns if c.name[:3] in ("to_", "fro") and "rest" not in c.name]
    if not value or name not in cells:
        return ""
    largest = max(max(found.table[cell].drop_nulls().to_list(), default=0) for cell in cells)
    return SIZES[max(0, 7 - math.floor(math.log2(largest / value)))]


def cut_somewhere(line: str, name: str) -> str:
    """Return the pattern of a line whose name may be cut for columns."""
    before, after = line.split(name, 1) if name in line else ("", line)
    shorter = "|".join(f"{re.escape(name[:length])}…" for length in range(4, len(name)))
    return f"{re.escape(before)}({re.escape(name)}|{shorter}){re.escape(after)}"


def wanted_line(found: Answer, values: dict[str, Any], bar: str) -> list[str]:
    """Return the words of a row as this test reads the answer; names end after 46 cells."""
    indent = {"segment": 2, "family": 4, "code": 6}.get(str(values.get("level")), 0)
    names = [
        column.name
        for column in found.columns
        if column.name not in HIDDEN
        and not column.name.endswith("_iso3")
        and not column.name.startswith("contribution_")
        and not (column.name in ("key", "code") and found.view.by != "code")
        and column.kind != "series"
        and not (
            column.name == "to_rest" and found.table["to_rest"].null_count() == len(found.table)
        )
    ]
    if "rank_change" in names:
        names.remove("rank_change")
        names.insert(names.index("rank") + 1, "rank_change")
    words: list[str] = []
    for name in names:
        column = found.column(name)
        assert column is not None
        if name == "key" and values.get("level", "code") != "code":
            continue
        text = shown(column, values[name], found)
        if name == found.label and len(text) > 46 - indent:
            text = f"{text[: 45 - indent].rstrip()}…"
        tiny = text.startswith("<")  # It is dim, and has no block.
        words += f"{text}{'' if tiny else block(found, name, values[name])}".split()
    words += bar.split()
    series = found.column("series")
    return words + (shown(series, values["series"], found).split() if series else [])


@pytest.mark.parametrize("address", EVERY)
async def test_every_row_is_painted_as_printed(
    address: str, answer_of: Callable[[str], Answer]
) -> None:
    found = answer_of(address)
    async with driving(address, size=(200, 60)) as driver:
        driver.main.panels = "table"
        driver.app.theme = "ansi-dark"
        driver.main.paint()
        driver.unfold()
        await driver.settle()
        if driver.head.view.across:
            found = answer_of(str(driver.head.view))
        assert driver.head.view == found.view
        width = next((s.width - 1 for s in driver.main.columns if s.kind == "bar"), 0)
        rows = list(found.table.iter_rows(named=True))
        assert len(rows) == len(driver.rows)
        peak = max((row.get("value_usd") or 0 for row in rows), default=0)
        for values, line in zip(rows, driver.rows, strict=True):
            bar = ""
            if width and values["value_usd"]:
                eighths = max(1, round(values["value_usd"] / peak * width * 8))
                rest = BLOCKS[eighths % 8 - 1] if eighths % 8 else ""
                bar = "█" * (eighths // 8) + rest
            words = line.translate(BRANCH).split()
            if found.view.page == "matrix":  # A block may touch the next number.
                wanted = "".join(wanted_line(found, values, bar))
                name = "".join(str(values[found.label]).split())
                assert re.fullmatch(cut_somewhere(wanted, name), "".join(words))
            else:
                assert words == wanted_line(found, values, bar)
        painted = driver.screen
        top = int(driver.main.table.scroll_offset.y)
        above = 5 + bool(found.totals)
        for place, line in enumerate(driver.rows[top : top + 58 - above]):
            assert painted[above + place].rstrip("▁▂▃▄▅▆▇█▔ ") == line.rstrip("▁▂▃▄▅▆▇█▔ ")
        unit = {"value": "$bn", "share": "% of the row"}[found.view.measure] if found.totals else ""
        assert painted[1].strip().startswith(found.title)
        assert unit in painted[1]
        assert painted[-2].strip() == facts_line(found)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 15), (120, 40)])
@pytest.mark.parametrize(
    "address", ["exporters", "economy?economy=MEX", "goods", "world", "matrix"]
)
async def test_every_cell_on_a_smaller_screen_is_whole_but_the_name(
    address: str, size: tuple[int, int], answer_of: Callable[[str], Answer]
) -> None:
    found = answer_of(address)
    async with driving(address, size=size) as driver:
        driver.unfold()
        if driver.head.view.across:
            found = answer_of(str(driver.head.view))
        for values, line in zip(found.table.iter_rows(named=True), driver.rows, strict=True):
            place = 0
            for slot in driver.main.columns:
                cell = line[place : place + slot.width].strip(" ▁▂▃▄▅▆▇█" if found.totals else None)
                place += slot.width
                if slot.kind != "data" or slot.name in (found.label, "key"):
                    continue
                column = found.column(slot.name)
                assert column is not None
                assert cell == shown(column, values[slot.name], found).strip()
            assert place == len(line)
            name = str(values[found.label])
            assert name[:6] in line


@pytest.mark.parametrize("address", EVERY)
async def test_every_page_fills_every_screen_and_no_more(address: str) -> None:
    async with driving(address, size=(80, 24)) as driver:
        for width, height in ((80, 24), (40, 15), (120, 40), (200, 60)):
            await driver.resize(width, height)
            assert [len(line) for line in driver.screen] == [width] * height
            assert driver.main.table.virtual_size.width <= driver.main.table.size.width + 1
            assert "? help" in driver.screen[-1]
            assert "notes (i)" in driver.screen[-1]
