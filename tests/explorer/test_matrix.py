"""The matrix on the screen: its keys, its shades, its line of totals."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.analysis.column import Column
from aigoods.analysis.view import View
from aigoods.catalog.goods import Code
from aigoods.dataset.manifest import PartnerScope
from aigoods.explorer import moves
from aigoods.explorer.sheet import Sheet, header, lines
from aigoods.explorer.sheet import slots as table_slots
from aigoods.explorer.theme import INKS, NAMES
from aigoods.explorer.widgets.heading import page_line
from aigoods.output.cells import shade, total_cells
from aigoods.output.layout import slots
from aigoods.pages import every, parse
from driver import driving
from worlds import SMALL, World, made_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Sheets = Callable[[str], Sheet]

HERE = "matrix?year=2024&by=economy"
SCOPE = PartnerScope((2004, 2005, 2006, 2008))
MANIFEST = made_manifest(SMALL, partners=SCOPE)


async def test_6_opens_the_matrix_in_the_year_that_is_known() -> None:
    async with driving("exporters?year=2020&measure=rank") as driver:
        await driver.press("6")
        assert driver.address == HERE
        assert driver.notices == []
        assert driver.screen[0].split()[-3:] == ["6", "Matrix", "aigoods"]
        assert "$bn" in driver.screen[1].split()
        assert driver.body[0].split()[:5] == ["#", "Economy", "Exports", "HKG", "CHN"]
        assert driver.body[1].split()[:4] == ["World", "1,191.4", "235.5", "231.1"]
        assert driver.rows[0].split()[:3] == ["1", "Taiwan", "234.0"]
        await driver.press("escape")
        assert driver.address == "exporters?year=2020&measure=rank&by=economy"


async def test_6_keeps_the_flow_and_says_where_it_cannot_keep_the_goods() -> None:
    for code, what in (("8542", "integrated circuits"), ("8471", "computers, servers")):
        async with driving(f"importers?goods={code}") as driver:
            await driver.press("6")
            assert driver.address == f"importers?goods={code}&year=2024&by=economy"
            assert f"not for {what}" in " ".join(driver.text.replace("│", " ").split())
            await driver.press("tab")
            assert driver.head.view.page == "matrix"
            assert driver.head.view.goods == "all"
            assert driver.head.manifest.name == "core-hs4"
    async with driving("importers?goods=8542") as driver:
        await driver.press("6", "enter")
        assert driver.address == "matrix?flow=imports&goods=8542&year=2024&by=economy"
        assert driver.head.manifest.name == "chips-hs6"
    async with driving("importers") as driver:
        await driver.press("6")
        assert driver.address == "matrix?flow=imports&year=2024&by=economy"


async def test_f_turns_it_round_and_back() -> None:
    async with driving(HERE) as driver:
        await driver.press("f")
        assert driver.address == "matrix?flow=imports&year=2024&by=economy"
        assert driver.screen[1].strip().startswith("Who imports semiconductors")
        assert driver.body[0].split()[2:5] == ["Imports", "TWN", "CHN"]
        assert driver.rows[0].split()[1:3] == ["Hong", "Kong"]
        await driver.press("f")
        assert driver.address == HERE


async def test_f_and_u_leave_the_order_of_a_column_that_goes() -> None:
    async with driving("matrix?sort=-to_deu") as driver:
        await driver.press("u")
        assert driver.address == "matrix?year=2024&by=economy&eu=one"
        assert any("European" in row for row in driver.rows)
        await driver.press("u")
        assert driver.address == HERE
        assert driver.notices == []


async def test_b_groups_both_sides_and_enter_lists_a_group() -> None:
    async with driving(HERE) as driver:
        await driver.press("b")
        assert driver.address == "matrix?year=2024&by=region"
        assert driver.body[0].split()[-4:] == ["Americas", "Europe", "Africa", "Oceania"]
        await driver.move_to("europe")
        await driver.press("enter")
        assert driver.address == "matrix?year=2024&by=economy&within=europe"
        assert len(driver.rows) < 60
        await driver.press("escape")
        assert driver.main.table.cursor_key == "europe"
        await driver.press("b")
        assert "E Asia SE Asia" in " ".join(driver.body[0].split())
        await driver.press("b", "b")
        assert driver.address == HERE


async def test_m_passes_over_what_cannot_be_had() -> None:
    async with driving(HERE) as driver:
        await driver.press("m")
        assert driver.address == "matrix?year=2024&measure=share&by=economy"
        assert "% of the row" in driver.screen[1]
        assert driver.body[1].split()[:5] == ["World", "$1,191.4", "bn", "19.8", "19.4"]
        await driver.press("m")
        assert driver.address == HERE


async def test_enter_opens_the_partners_of_the_row() -> None:
    async with driving("matrix?flow=imports") as driver:
        await driver.move_to("MEX")
        await driver.press("enter")
        there = "partners?flow=imports&economy=MEX&year=2024&by=economy"
        assert driver.address == there
        assert "Mexico's imports" in driver.text
        await driver.press("escape")
        assert driver.main.table.cursor_key == "MEX"
    async with driving("matrix?eu=one") as driver:
        await driver.move_to("EU27")
        await driver.press("enter")
        assert driver.address == "partners?economy=EU27&year=2024&by=economy&eu=one"


async def test_years_goods_and_growth_in_a_dataset_of_several_years(
    make_dataset: Callable[..., Path],
) -> None:
    async with driving("exporters", dataset=str(make_dataset(SMALL))) as driver:
        await driver.press("6", "left_square_bracket")
        assert driver.address == "matrix?year=2006&by=economy"
        assert " $ " in f"{driver.screen[1]} "
        await driver.press("m", "m")
        assert driver.address == "matrix?year=2006&measure=growth&by=economy"
        assert driver.rows[0].split()[:6] == ["1", "Taiwan", "$900", "88.2%", "+50.0%", "+50%▇"]
        assert driver.body[1].split()[:6] == ["World", "$1", "k", "100.0%", "+17.2%", "+47%"]
        await driver.press("c")  # Few rows leave a chart its room.
        assert "growth on the year before" in driver.text
        assert re.search(r"Taiwan +█+ \+50\.0%", driver.text)
        await driver.press("left_square_bracket", "left_square_bracket")
        assert driver.address == "matrix?year=2005&measure=growth&by=economy"
        assert driver.notices == [
            "Growth in 2004 takes the flows of 2003; the dataset made has partners for 2004, 2005, "
            "2006, 2008."
        ]
        await driver.press("s", "s", "s", "s", "m")
        assert driver.address == "matrix?year=2005&by=economy"
        await driver.press("g")
        await driver.type("silicon")
        await driver.press("enter")
        assert driver.address == "matrix?goods=280461&year=2005&by=economy"
        assert [row.split()[1] for row in driver.rows] == ["Mexico"]


async def test_a_dataset_without_partners_says_so(make_dataset: Callable[..., Path]) -> None:
    from aigoods.dataset.writer import write_dataset

    folder = make_dataset(SMALL).with_name("alone")
    write_dataset(folder, made_manifest(SMALL, partners=None), SMALL.economy(), None)
    async with driving("exporters", dataset=str(folder)) as driver:
        await driver.press("6")
        assert driver.head.view.page == "exporters"
        (said,) = driver.notices
        assert said.startswith("The dataset made has no partners; that takes one")


async def test_filter_sort_and_marks() -> None:
    async with driving(HERE) as driver:
        await driver.press("slash")
        await driver.type("korea")
        assert [row.split()[1] for row in driver.rows] == ["Korea", "North"]
        assert driver.body[1].split()[0] == "World"
        await driver.press("escape")
        await driver.press("s", "s")
        assert driver.address == f"{HERE}&sort=-value_usd"
        await driver.press("s", "s")
        assert driver.address == f"{HERE}&sort=-to_hkg"
        assert "HKG▼" in driver.body[0]
        assert driver.rows[0].split()[1] == "China"
        await driver.press("S")
        assert driver.address == f"{HERE}&sort=to_hkg"
        await driver.press("home", "space")
        assert driver.rows[0].startswith("●")


async def test_c_draws_what_each_trades_in_all() -> None:
    for address in (HERE, f"{HERE}&measure=share"):
        async with driving(address) as driver:
            assert driver.main.kinds_here == ("map", "bars")
            await driver.press("c", "c")
            assert not driver.main.table.display
            assert "all exports of each, current US dollars" in driver.text
            assert re.search(r"Taiwan +█+.? \$234\.0 bn", driver.text)


@pytest.mark.parametrize(
    ("size", "least", "most"),
    [((40, 15), 1, 3), ((80, 24), 6, 8), ((120, 40), 12, 12), ((200, 60), 25, 26)],
)
async def test_as_many_columns_as_fit(size: tuple[int, int], least: int, most: int) -> None:
    async with driving(HERE, size=size) as driver:
        main = driver.main
        assert main.table.display
        assert not main.chart_shown
        shown = [slot.name for slot in main.columns]
        cells = [name for name in shown if name.startswith("to_") and name != "to_rest"]
        assert least <= len(cells) <= most
        every = [column.name for column in driver.head.columns if column.heat]
        assert cells == every
        assert "to_rest" in shown  # So the cells of a row and their rest are all that it trades.
        assert {"economy", "value_usd"} <= set(shown)
        assert "$bn" in driver.screen[1].split()
        assert driver.body[0].split()[-1] == "Rest"


def test_the_columns_of_a_matrix_go_from_the_last(sheet_of: Sheets) -> None:
    sheet = sheet_of("matrix?sort=-to_deu")
    before: list[str] = []
    for room in range(30, 180):
        found = slots(sheet.head, sheet.widths, room)
        names = [slot.name for slot in found]
        assert "to_deu" in names
        if room > 60:
            assert set(before) <= set(names)
            assert sum(slot.width for slot in found) <= room
        before = names if room >= 60 else []


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("measure", ["value", "share"])
def test_a_cell_has_its_number_and_its_shade(theme: str, measure: str, sheet_of: Sheets) -> None:
    sheet, ink = sheet_of(f"matrix?measure={measure}"), INKS[theme]
    columns = [column.name for column in sheet.head.columns if column.heat]
    most = max(row.values[name] or 0 for row in sheet.rows for name in columns)
    found = slots(sheet.head, sheet.widths, 200)
    for (_, line), row in zip(lines(sheet, sheet.rows, found, ink), sheet.rows, strict=True):
        place = 0
        for slot in found:
            piece = line.text[place : place + slot.width]
            place += slot.width
            if slot.name not in columns:
                assert not re.search("[▁▂▃▄▅▆▇]", piece.plain)
                continue
            value, text = row.values[slot.name], row.cells[slot.name]
            styles = {str(span.style) for span in piece.spans}
            if value is None:
                assert piece.plain.strip() == "—"
                assert styles == {ink.muted}
                continue
            depth = next(n for n in range(8, 0, -1) if n == 1 or value > most / 2 ** (9 - n))
            if text.strip().startswith("<"):
                assert (piece.plain.strip(), styles) == (text.strip(), {ink.muted})
            elif ink.heat:
                assert styles == {ink.heat[depth - 1]}
                assert piece.plain.strip() == text
            else:
                assert piece.plain.strip() == text + "▁▂▃▄▅▆▇█"[depth - 1]


def test_a_fall_has_other_colours_than_a_rise_and_its_sign(sheet_of: Sheets) -> None:
    sheet = sheet_of("matrix")
    head = replace(
        sheet.head,
        view=sheet.head.view.but(measure="growth"),
        columns=tuple(
            c._replace(kind="growth", scale=-2) if c.heat else c for c in sheet.head.columns
        ),
    )
    row = sheet.rows[0]
    values = row.values | {"to_hkg": -0.6, "to_chn": 0.3, "to_sgp": 2.5}
    cells = row.cells | {"to_hkg": "−60%", "to_chn": "+30%", "to_sgp": "+250%"}
    changed = Sheet(head, (row._replace(values=values, cells=cells),), sheet.widths, ())
    ink = INKS["aigoods-dark"]
    ((_, line),) = lines(changed, changed.rows, slots(head, sheet.widths, 200), ink)
    styles = {line.text.plain[s.start : s.end].strip(): str(s.style) for s in line.text.spans}
    assert styles["−60%"] == ink.fall[7]
    assert styles["+30%"] == ink.heat[6]
    assert styles["+250%"] == ink.heat[7]


@pytest.mark.parametrize("theme", ["aigoods-dark", "aigoods-light"])
def test_numbers_stand_out_from_every_shade(theme: str) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for styles in (INKS[theme].heat, INKS[theme].fall):
        assert len(set(styles)) == 8
        grounds = []
        for style in styles:
            text, ground = style.split(" on ")
            high, low = sorted((light(text), light(ground)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5
            grounds.append(light(ground))
        assert grounds == sorted(grounds, reverse=theme.endswith("light"))


@given(value=st.floats(-1e12, 1e12), most=st.floats(1, 1e12))
def test_a_step_of_the_shade_is_a_doubling(value: float, most: float) -> None:
    column = Column("to_usa", "USA", "usd", heat=True)
    depth = shade(column, value, most)
    assert depth == 0 if not value else 1 <= depth <= 8
    assert (
        shade(column, value * 2, most) == (min(8, depth + 1) if depth > 1 else depth) or depth == 1
    )
    assert shade(column._replace(heat=False), value, most) == 0
    assert shade(column, None, most) == shade(column, value, 0) == 0
    assert shade(column, most, most) == 8


def test_totals_stand_below_the_headings(sheet_of: Sheets) -> None:
    ink = INKS["aigoods-dark"]
    sheet = sheet_of("matrix")
    found = slots(sheet.head, sheet.widths, 200)
    above, below = header(found, ink, total_cells(sheet.head)).plain.split("\n")
    assert len(above) == len(below) == sum(slot.width for slot in found)
    assert above.split()[-2:] == ["DEU", "Rest"]
    assert below.split()[-2:] == ["23.6", "150.8"]
    assert "\n" not in header(found, ink, total_cells(sheet_of("exporters").head)).plain
    assert sheet_of("exporters").head.cell_unit == ""


async def test_without_colours_there_are_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(HERE, theme="aigoods-dark") as driver:
        assert "82.9█" in driver.rows[1]


async def test_hostile_names_are_shown_as_they_are(make_dataset: Callable[..., Path]) -> None:
    world = World(
        codes=(Code("854231", "Odd [b]goods[/b]", "equipment", "Odd"),),
        years=(2007, 2008),
        flows=(
            (2008, "a\x1b[31mb", "[red]x[/]", "854231", 5_000_000),
            (2008, "USA", "c\x1b]0;t\x07", "854231", 3_000_000),
            (2008, "[red]x[/]", "国国国国国国", "854231", 2_000_000),
        ),
    )
    async with driving("matrix", dataset=str(make_dataset(world)), size=(120, 40)) as driver:
        assert "\x1b" not in driver.text
        assert "[red]x[/]" in driver.body[0]
        assert "国国国国国国" in driver.body[0]
        await driver.press("end", "enter", "home", "enter", "m", "f")
        assert driver.app.is_running
        assert all("not well formed" in said for said in driver.notices)
        await driver.press("s", "s", "s", "s", "question_mark", "escape", "i", "escape")
        assert driver.app.is_running


@pytest.mark.parametrize("width", [40, 44, 60, 76, 80, 100, 120])
@pytest.mark.parametrize("place", range(6))
def test_all_six_pages_are_named(width: int, place: int) -> None:
    shown = [page for page in every() if page.key]
    line = page_line(View(shown[place].name), width, INKS["ansi-dark"]).plain
    assert len(line) <= width
    for page in shown:
        assert f"{page.key} {page.title if page is shown[place] else page.title[:2]}" in line


@pytest.mark.parametrize("width", [76, 80, 100, 120])
def test_pages_and_panes_stand_in_one_line(width: int) -> None:
    view = View(goods="8542")
    line = page_line(view, width, INKS["ansi-dark"], moves.panes(view)).plain
    assert len(line) <= width
    assert "…" not in line
    assert line.endswith("Exporters · Importers · Years  tab")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("exporters?goods=8542&year=2006", "matrix?goods=8542&year=2006"),
        ("importers?year=2005&eu=one", "matrix?flow=imports&year=2005&eu=one"),
        ("exporters?year=2007", "matrix"),
        ("exporters?measure=rank", "matrix"),
        ("exporters?measure=share", "matrix?measure=share"),
        ("exporters?year=2006&measure=growth", "matrix?year=2006&measure=growth"),
        ("exporters?year=2004&measure=growth", "matrix?year=2004"),
        ("exporters?measure=growth", "matrix"),
        ("economy?economy=MEX&goods=8471&by=year&year=2005", "matrix?goods=8471&year=2005"),
        ("world?year=2005", "matrix?year=2005"),
    ],
)
def test_the_way_to_the_matrix(here: str, there: str) -> None:
    assert moves.page(parse(here), "matrix", MANIFEST) == parse(there)


def test_the_way_from_the_matrix() -> None:
    here = parse("matrix?flow=imports&goods=8542&year=2005&eu=one&sort=-from_usa")
    assert moves.other_flow(here) == parse("matrix?goods=8542&year=2005&eu=one")
    assert moves.eu_form(here) == parse("matrix?flow=imports&goods=8542&year=2005")
    assert moves.good(here, "8471") == here.but(goods="8471", sort="")
    assert moves.page(here, "importers") == parse("importers?goods=8542&year=2005&eu=one")
    assert moves.next_year(here, SCOPE.years, 1) == here.but(year=2006)


@pytest.mark.parametrize(
    ("year", "measures"), [(2005, ["share", "growth", "value"]), (2004, ["share", "value"])]
)
def test_the_measures_of_a_year(year: int, measures: list[str]) -> None:
    view = View("matrix", year=year)
    for measure in measures:
        view = moves.next_measure(view, MANIFEST)
        assert view == View("matrix", year=year, measure=measure)


async def test_a_cell_is_pointed_out_by_the_arrows_and_opened() -> None:
    async with driving("matrix", size=(120, 40)) as driver:
        await driver.press("down", "right", "right")
        assert driver.main.history.here.column == "to_chn"
        await driver.press("left", "right", "h", "l")
        assert driver.head.view.page == "matrix"
        await driver.press("down", "enter")
        view = driver.head.view
        assert (view.page, view.economy, view.partner) == ("pair", "KOR", "CHN")
        await driver.press("escape")
        assert driver.main.history.here.column == "to_chn"
        await driver.press("home", "down", "enter")  # China with itself.
        assert (driver.head.view.page, driver.head.view.economy) == ("partners", "CHN")


async def test_the_rest_and_a_ranking_have_no_cell_to_open() -> None:
    async with driving("matrix", size=(120, 40)) as driver:
        await driver.press("left", "enter")
        assert driver.head.view.page == "partners"
    async with driving("exporters", size=(80, 24)) as driver:
        await driver.press("left")
        assert driver.head.view.year == 2023
        await driver.press("l")
        assert driver.head.view.year == 2024


def test_the_cells_of_a_column_that_is_pointed_out_are_bold_and_tiny_ones_are_dim(
    sheet_of: Callable[[str], Sheet],
) -> None:
    sheet = sheet_of("matrix")
    for name in ("ansi-dark", "aigoods-dark"):
        ink = INKS[name]
        found = table_slots(sheet, 120)
        for _, made in lines(sheet, sheet.rows[:20], found, ink, pointed="to_chn"):
            line, right = made.text, 0
            for slot in found:
                cell = line.plain[right : right + slot.width].strip()
                style = next((str(span.style) for span in line.spans if span.start == right), "")
                assert ("bold" in style) == (slot.name == "to_chn")
                if cell == "<0.1" and slot.name != "to_chn":
                    assert style == ink.muted
                right += slot.width
