"""Which columns stand on the screen at which width."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addresses import EVERY, OF_YEARS, RANKED
from aigoods.explorer.sheet import Sheet, slots
from aigoods.output.layout import NARROWEST_BAR

Sheets = Callable[[str], Sheet]
of_any_width = given(width=st.integers(40, 220), bar=st.booleans())
quickly = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def main_value(address: str) -> str:
    if "economy=" in address and "by=year" in address:
        return "imports_usd" if "flow=imports" in address else "exports_usd"
    if address.startswith("concentration"):
        return "hhi"
    if address.startswith("movers"):
        return "competitiveness_usd" if "decompose" in address else "share_change"
    if address.startswith("pair"):
        return "exports_usd"
    if address.startswith("series"):
        return "index_2024" if "index=" in address else "share_2024"
    return "value_usd"


@pytest.mark.parametrize("address", EVERY)
@of_any_width
@quickly
def test_the_columns_fit_and_name_and_value_stay(
    address: str, width: int, bar: bool, sheet_of: Sheets
) -> None:
    sheet = sheet_of(address)
    found = slots(sheet, width, bar=bar)
    assert sum(slot.width for slot in found) <= width
    assert found[0].kind == "mark"
    names = [slot.name for slot in found]
    assert sheet.head.label in names
    assert main_value(address) in names
    assert "iso3" not in names
    data = [slot for slot in found if slot.kind == "data"]
    for slot in data:
        if slot.name != sheet.head.label:
            assert slot.width > sheet.widths[slot.name]
            assert slot.width > len(slot.title)


@pytest.mark.parametrize("address", EVERY)
@of_any_width
@quickly
def test_a_wider_screen_never_shows_fewer_columns(
    address: str, width: int, bar: bool, sheet_of: Sheets
) -> None:
    narrow = [slot.name for slot in slots(sheet_of(address), width, bar=bar)]
    wide = [slot.name for slot in slots(sheet_of(address), width + 40, bar=bar)]
    assert set(narrow) <= set(wide)


@pytest.mark.parametrize("address", RANKED)
@given(width=st.integers(40, 59))
@quickly
def test_rankings_drop_the_share_below_60_columns(
    address: str, width: int, sheet_of: Sheets
) -> None:
    assert "share" not in [slot.name for slot in slots(sheet_of(address), width)]


@pytest.mark.parametrize("address", RANKED)
def test_at_40_columns_a_ranking_keeps_its_bar(address: str, sheet_of: Sheets) -> None:
    kinds = {slot.kind: slot for slot in slots(sheet_of(address), 40)}
    assert kinds["bar"].width >= NARROWEST_BAR


@pytest.mark.parametrize("address", [a for a in RANKED if "partners" not in a])
def test_at_80_columns_a_ranking_shows_what_the_design_draws(
    address: str, sheet_of: Sheets
) -> None:
    names = [slot.name or slot.kind for slot in slots(sheet_of(address), 80)]
    assert [name for name in names if name != "cagr"] == [
        "mark",
        "rank",
        "rank_change",
        sheet_of(address).head.label,
        "value_usd",
        "share",
        "growth",
        "bar",
        "series",
    ]


@pytest.mark.parametrize("address", OF_YEARS)
def test_rows_of_years_have_no_bar(address: str, sheet_of: Sheets) -> None:
    assert "bar" not in {slot.kind for slot in slots(sheet_of(address), 220)}


@pytest.mark.parametrize("address", EVERY)
def test_without_a_bar_there_is_none(address: str, sheet_of: Sheets) -> None:
    assert "bar" not in {slot.kind for slot in slots(sheet_of(address), 220, bar=False)}


@pytest.mark.parametrize("address", EVERY)
def test_at_220_columns_nothing_is_left_out(address: str, sheet_of: Sheets) -> None:
    sheet = sheet_of(address)
    hidden = {"iso3", "segment", "level", "leader_iso3", "top1_iso3"}
    hidden |= {"leading_exporter_iso3", "leading_importer_iso3"}
    if sheet.head.view.by != "code":
        hidden |= {"key", "code"}
    if sheet.head.view.page == "matrix" and sheet.head.view.by == "region":
        hidden.add("to_rest")  # Each of the five regions has a column.
    names = {column.name for column in sheet.head.columns}
    hidden |= {name for name in names if name.startswith("contribution_")}  # For the chart alone.
    wanted = names - hidden
    assert {slot.name for slot in slots(sheet, 220) if slot.kind == "data"} == wanted


@pytest.mark.parametrize(
    ("width", "growth", "change"),
    [(120, "Growth 23-24", "± 23-24"), (80, "2023-24", "±23-24"), (50, "23-24", None)],
)
def test_a_change_says_on_what(
    width: int, growth: str, change: str | None, sheet_of: Sheets
) -> None:
    titles = {slot.name: slot.title for slot in slots(sheet_of("exporters"), width)}
    assert titles["growth"] == growth
    assert titles.get("rank_change") == change


@pytest.mark.parametrize(
    ("address", "name", "span"),
    [
        ("exporters?year=2018", "growth", "2017-18"),
        ("exporters?year=2019&since=2018", "cagr", "2018-19"),
        ("goods?year=2020", "growth", "2019-20"),
        ("economy?economy=MEX&by=code", "growth", "2023-24"),
        ("economy?economy=MEX&by=year", "exports_growth", ""),
        ("world", "growth", ""),
    ],
)
def test_years_of_a_change(address: str, name: str, span: str, sheet_of: Sheets) -> None:
    column = sheet_of(address).head.column(name)
    assert column is not None
    assert column.span == span


@pytest.mark.parametrize(
    ("address", "column", "title"),
    [
        ("exporters?sort=-growth", "growth", "Growth 23-24▼"),
        ("exporters?sort=economy", "economy", "Economy▲"),
        ("exporters", "series", "2017-24"),
    ],
)
def test_headings(address: str, column: str, title: str, sheet_of: Sheets) -> None:
    titles = {slot.name: slot.title for slot in slots(sheet_of(address), 120)}
    assert titles[column] == title
    assert [t for t in titles.values() if t.endswith(("▲", "▼"))] == (
        [title] if "sort" in address else []
    )
