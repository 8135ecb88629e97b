"""The table of an answer as text."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addresses import EVERY
from aigoods.analysis.answer import Answer
from aigoods.explorer.sheet import Sheet, header, lines, slots
from aigoods.explorer.theme import INKS
from aigoods.output.cells import INDENT, shown
from aigoods.output.layout import MARK

Answers = Callable[[str], Answer]
Sheets = Callable[[str], Sheet]
DARK = INKS["aigoods-dark"]


def keys(sheet: Sheet, wanted: str = "", folded: tuple[str, ...] = ()) -> list[str]:
    return [row.key for row in sheet.listed(wanted, folded)]


@pytest.mark.parametrize("address", EVERY)
def test_cells_are_those_of_printed_tables(
    address: str, answer_of: Answers, sheet_of: Sheets
) -> None:
    found, sheet = answer_of(address), sheet_of(address)
    assert [row.key for row in sheet.rows] == [str(key) for key in found.table[found.key]]
    for row, values in zip(sheet.rows, found.table.iter_rows(named=True), strict=True):
        for column in found.columns:
            text = shown(column, values[column.name], found)
            if column.name == found.label:
                text = INDENT.get(values.get("level", ""), "") + text
            elif column.name == "key" and values.get("level", "code") != "code":
                text = ""
            assert row.cells[column.name] == text


@pytest.mark.parametrize("address", EVERY)
@given(width=st.integers(40, 200))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_are_exactly_as_wide_as_their_columns(
    address: str, width: int, sheet_of: Sheets
) -> None:
    sheet = sheet_of(address)
    found = slots(sheet, width)
    total = sum(slot.width for slot in found)
    assert header(found, DARK).cell_len == total
    marks = [row.key for row in sheet.rows[::3]]
    for key, line in lines(sheet, sheet.rows[:30], found, DARK, marks, marks):
        assert line.text.cell_len == total
        assert line.text.plain.endswith(" ")
        assert line.text.plain.startswith(MARK) == (key in marks)


def test_wide_characters_are_cut_between_cells(sheet_of: Sheets) -> None:
    sheet = sheet_of("exporters")
    row = sheet.rows[0]
    row = type(row)(row.key, row.values, {**row.cells, "economy": "中华人民共和国的贸易与经济"})
    for width in range(40, 60):
        found = slots(sheet, width)
        ((_, line),) = lines(sheet, [row], found, DARK)
        assert line.text.cell_len == sum(slot.width for slot in found)
        assert "…" in line.text.plain


def test_the_filter_ignores_accents_and_case(sheet_of: Sheets) -> None:
    sheet = sheet_of("exporters")
    assert keys(sheet, "cote") == ["CIV"]
    assert keys(sheet, "CÔTE D'IV") == ["CIV"]
    assert keys(sheet, "turkiye") == ["TUR"]


def test_the_filter_finds_a_part_of_a_name_or_the_start_of_a_code(sheet_of: Sheets) -> None:
    sheet = sheet_of("exporters")
    assert set(keys(sheet, "korea")) == {"KOR", "PRK"}
    assert keys(sheet, "mex") == ["MEX"]
    assert "CHE" in keys(sheet, "che")
    assert "ex" not in "".join(keys(sheet, "hin")).lower()
    assert keys(sheet_of("goods"), "854") == ["8541", "8542"]
    assert keys(sheet_of("goods"), "542") == []


def test_an_empty_filter_lists_all_and_a_strange_one_nothing(sheet_of: Sheets) -> None:
    sheet = sheet_of("exporters")
    assert keys(sheet, "") == keys(sheet, "  ") == [row.key for row in sheet.rows]
    assert keys(sheet, "zzz") == []


def test_the_filter_looks_into_folded_branches(sheet_of: Sheets) -> None:
    assert keys(sheet_of("goods"), "8542", ("intermediate-inputs",)) == ["8542"]


def test_a_folded_branch_hides_what_lies_in_it(sheet_of: Sheets) -> None:
    sheet = sheet_of("goods")
    every, open_ones = keys(sheet), keys(sheet, "", ("intermediate-inputs",))
    hidden = [key for key in every if key not in open_ones]
    assert hidden[0] == "wafers-and-electronic-chemicals"
    assert {"8541", "8542", "8534", "8473", "3818"} < set(hidden)
    assert {"intermediate-inputs", "equipment", "8471", "2804"} < set(open_ones)
    assert open_ones == [key for key in every if key not in hidden]


def test_a_folded_family_keeps_its_own_row(sheet_of: Sheets) -> None:
    sheet = sheet_of("goods")
    open_ones = keys(sheet, "", ("integrated-circuits",))
    assert set(keys(sheet)) - set(open_ones) == {"8542"}


def test_a_folded_family_goes_with_its_folded_segment(sheet_of: Sheets) -> None:
    sheet = sheet_of("goods")
    outer = keys(sheet, "", ("intermediate-inputs",))
    assert keys(sheet, "", ("intermediate-inputs", "integrated-circuits")) == outer


def test_folding_everything_leaves_the_segments(sheet_of: Sheets) -> None:
    sheet = sheet_of("goods")
    segments = [row.key for row in sheet.rows if row.values["level"] == "segment"]
    assert keys(sheet, "", tuple(segments)) == segments


def test_a_folded_row_begins_with_its_mark(sheet_of: Sheets) -> None:
    sheet = sheet_of("goods")
    rows = sheet.listed("", ("equipment",))
    found = dict(lines(sheet, rows, slots(sheet, 120), DARK, (), ("equipment",)))
    assert "▸ Equipment" in found["equipment"].text.plain
    assert "Raw materials … " not in found["raw-materials"].text.plain


def test_the_highest_value_fills_the_bar(sheet_of: Sheets) -> None:
    sheet = sheet_of("exporters")
    found = slots(sheet, 80)
    width = next(slot.width for slot in found if slot.kind == "bar") - 1
    first, second = (line.text.plain for _, line in lines(sheet, sheet.rows[:2], found, DARK))
    assert first.count("█" * width) == 1
    assert "█" * width not in second
    assert sheet.peak == sheet.rows[0].values["value_usd"]


@pytest.mark.parametrize("theme", INKS)
def test_gains_and_losses_differ_by_colour_and_by_sign(theme: str, sheet_of: Sheets) -> None:
    sheet, ink = sheet_of("exporters"), INKS[theme]
    found = slots(sheet, 80)
    for row in sheet.rows[:40]:
        ((_, line),) = lines(sheet, [row], found, ink)
        growth = row.cells["growth"]
        place = line.text.plain.index(growth)
        styles = {str(span.style) for span in line.text.spans if span.start <= place < span.end}
        value = row.values["growth"]
        if value is None:
            assert styles == {ink.muted}
        else:
            assert styles == {ink.down if value < 0 else ink.up}
            assert growth.startswith("−" if value < 0 else "+")
