"""At every width: no line is wider than the window, no number is cut, and what left is named."""

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from addresses import EVERY
from aigoods.analysis.answer import Answer
from aigoods.explorer import sheet as screen
from aigoods.explorer.sheet import Sheet, header
from aigoods.explorer.theme import INKS
from aigoods.output.cells import row_cells
from aigoods.output.layout import left_out, slots
from aigoods.output.table import TableStyle, table
from aigoods.pages import answer, parse
from worlds import SECTIONS, TONS, TWELVE_SEGMENTS

Ask = Callable[[str], Answer]
MADE = [
    "exporters?measure=unit-value",
    "exporters?by=region&blocs=one",
    "goods?measure=unit-value",
    "goods?measure=unit-value&by=year",
    "economy?economy=TWN&by=code&measure=unit-value",
    "economy?economy=TWN&by=year&measure=unit-value",
    "pair?economy=TWN&partner=USA&measure=unit-value",
    "partners?economy=TWN&measure=unit-value",
    "series?measure=unit-value",
    "world?measure=unit-value",
    "matrix",
]
OF_SEGMENTS = ["world", "world?sort=-fats_and_things_made_of_them_usd"]
TABLES = [("", address) for address in EVERY]
TABLES += [("tons", address) for address in MADE]
TABLES += [("twelve", address) for address in (*OF_SEGMENTS, "goods", "economy?economy=DEU")]
WIDTHS = (*range(40, 121, 2), *range(121, 201, 5))


def found(ask: Ask, data: str, address: str) -> Answer:
    worlds = {"tons": TONS, "twelve": TWELVE_SEGMENTS}
    return answer(parse(address), worlds[data].dataset()) if data else ask(address)


def widths_of(whole: Answer, rows: int) -> dict[str, int]:
    cells = [row_cells(whole, row) for row in whole.table.head(rows).iter_rows(named=True)]
    return {c.name: max(cell_len(row[c.name]) for row in cells) for c in whole.columns}


@pytest.mark.parametrize(("data", "address"), TABLES)
def test_no_line_is_too_wide_and_no_cell_but_a_name_is_cut(
    ask: Ask, data: str, address: str
) -> None:
    whole = found(ask, data, address)
    widths = widths_of(whole, 3)
    for width in WIDTHS:
        printed = table(whole, TableStyle(width, notes=False), top=3).split("\n")
        assert max(map(cell_len, printed)) <= width
        room = width + (not any(column.heat for column in whole.columns))
        columns = slots(whole.head, widths, room)
        assert sum(slot.width for slot in columns) <= room
        for slot in columns:
            if slot.kind == "data" and slot.name != whole.label:
                assert slot.width > widths[slot.name], (width, slot)


@pytest.mark.parametrize("address", OF_SEGMENTS)
def test_the_largest_segments_stay_and_those_that_left_are_counted(ask: Ask, address: str) -> None:
    whole = found(ask, "twelve", address)
    sums = {c.name: whole.table[c.name].sum() for c in whole.columns if c.counted}
    assert len(sums) == len(SECTIONS)
    ranked = sorted(sums, key=lambda name: -sums[name])
    widths = widths_of(whole, 3)
    sorted_by = whole.view.sort.removeprefix("-")
    for width in WIDTHS:
        columns = slots(whole.head, widths, width + 1)
        shown = [slot.name for slot in columns if slot.name in sums]
        lead = [name for name in ranked if name != sorted_by]
        assert shown[0] == sorted_by if len(shown) == 1 and sorted_by else ranked[0] in shown
        assert set(lead[: len(shown) - (sorted_by in shown)]) <= set(shown)
        count = len(sums) - len(shown)
        text = table(whole, TableStyle(width, notes=False), top=3)
        said = re.search(r"(\d+) more segments?: wider", " ".join(text.split()))
        assert (int(said[1]) if said else 0) == count
        assert left_out(whole.head, columns) == (
            f"{count} more segment{'s' if count > 1 else ''}" if count else ""
        )


@pytest.mark.parametrize(("data", "address"), TABLES)
def test_no_heading_of_the_explorer_is_wider_than_its_window(
    ask: Ask, data: str, address: str
) -> None:
    sheet = Sheet.of(found(ask, data, address))
    for width in WIDTHS:
        columns = screen.slots(sheet, width)
        missing = left_out(sheet.head, columns)
        above = header(columns, INKS["aigoods-dark"], None, missing).split("\n")
        assert all(line.cell_len <= width for line in above)
        assert missing in above[0].plain


def test_headings_of_segments_tell_them_apart(ask: Ask) -> None:
    titles = [c.title for c in ask("world").columns if c.kind == "usd"]
    assert titles == ["World", "Raw materials", "Intermediate", "Equipment"]
    whole = found(ask, "twelve", "world")
    assert [c.title for c in whole.columns if c.counted] == [word.capitalize() for word in SECTIONS]


def test_the_largest_segment_is_shown_at_40_columns(ask: Ask) -> None:
    assert "Intermediate" in table(ask("world"), TableStyle(40))
