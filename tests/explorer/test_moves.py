"""What keys do to a View."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addresses import EVERY, OF_GOODS, OF_YEARS, RANKED
from aigoods.analysis.answer import Answer
from aigoods.analysis.view import FLOWS, MEASURES, View
from aigoods.catalog.economies import economies
from aigoods.catalog.goods import core_hs4
from aigoods.dataset.folder import Dataset
from aigoods.dataset.manifest import PartnerScope
from aigoods.errors import QueryError
from aigoods.explorer import moves
from aigoods.pages import PAGES, answer, every, parse
from worlds import SMALL, made_manifest

Answers = Callable[[str], Answer]

YEARS = tuple(range(2017, 2025))
NODES = [node.key for node in core_hs4().nodes]
ISO3 = sorted(economies())
UNIT_VALUES = made_manifest(SMALL, partners=PartnerScope((2024,), quantities=True))


@pytest.mark.parametrize(
    ("here", "name", "there"),
    [
        ("exporters?goods=8542&year=2020", "importers", "importers?goods=8542&year=2020"),
        ("importers?goods=8542&by=region", "exporters", "exporters?goods=8542"),
        ("exporters?goods=8542&year=2020&measure=rank", "goods", "goods?year=2020&measure=rank"),
        ("economy?economy=MEX&goods=8542&year=2019", "world", "world?year=2019"),
        ("exporters?eu=one&sort=-growth", "world", "world?eu=one"),
    ],
)
def test_a_page_keeps_year_measure_and_in_rankings_the_goods(
    here: str, name: str, there: str
) -> None:
    assert str(moves.page(parse(here), name)) == there


def test_an_economy_keeps_flow_year_and_measure() -> None:
    here = parse("importers?goods=8542&year=2020&measure=share&sort=growth&by=region")
    there = "economy?flow=imports&economy=KOR&year=2020&measure=share"
    assert moves.page(here, "economy", economy="KOR") == parse(there)
    assert moves.page(here, "economy", economy="KOR", goods="8542") == parse(there).but(
        goods="8542"
    )


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("exporters?by=region&sort=-growth&year=2020", "exporters?by=region&goods=8471&year=2020"),
        ("importers", "importers?goods=8471"),
        ("economy?economy=MEX&by=code&year=2019", "economy?economy=MEX&goods=8471&year=2019"),
        ("partners?economy=MEX&by=region", "partners?economy=MEX&by=region&goods=8471"),
        ("goods?year=2019&by=code", "exporters?goods=8471&year=2019"),
        ("goods?flow=imports&by=family", "importers?goods=8471"),
        ("world?measure=unit-value", "exporters?goods=8471&measure=unit-value"),
    ],
)
def test_a_good_filters_the_page_or_leads_to_a_ranking(here: str, there: str) -> None:
    assert moves.good(parse(here), "8471") == parse(there)


@pytest.mark.parametrize(
    ("here", "names", "current"),
    [
        ("economy?economy=MEX&by=code", ["Goods", "Years", "Partners"], 0),
        ("economy?economy=MEX&by=family", ["Goods", "Years", "Partners"], 0),
        ("economy?economy=MEX&by=year", ["Goods", "Years", "Partners"], 1),
        ("partners?economy=MEX", ["Goods", "Years", "Partners"], 2),
        ("exporters?goods=8542", ["Exporters", "Importers", "Years"], 0),
        ("importers?goods=8542", ["Exporters", "Importers", "Years"], 1),
        ("goods?goods=8542&by=year", ["Exporters", "Importers", "Years"], 2),
        ("pair?economy=MEX&partner=USA&by=code", ["Goods", "Years"], 0),
        ("pair?economy=MEX&partner=USA&by=segment", ["Goods", "Years"], 0),
        ("pair?economy=MEX&partner=USA&by=year", ["Goods", "Years"], 1),
        ("world?year=2020&eu=one", ["Dataset", "Whole list"], 0),
        ("world?list=wto-2025", ["Dataset", "Whole list"], 1),
    ],
)
def test_panes_go_round_and_know_the_present_one(here: str, names: list[str], current: int) -> None:
    view = parse(here)
    found = moves.panes(view)
    assert [pane.name for pane in found] == names
    assert [pane.here for pane in found].index(True) == current
    for place, pane in enumerate(found):
        there = moves.panes(pane.view)
        assert [each.name for each in there] == names
        assert [each.here for each in there] == [n == place for n in range(len(names))]
    assert moves.next_pane(view, 1) == found[(current + 1) % len(names)].view
    assert moves.next_pane(view, -1) == found[(current - 1) % len(names)].view


@pytest.mark.parametrize("here", ["exporters", "importers?by=region", "goods"])
def test_pages_of_all_goods_have_no_panes(here: str) -> None:
    assert moves.panes(parse(here)) == ()
    assert moves.next_pane(parse(here), 1) == parse(here)


def test_the_partners_begin_in_the_year_that_is_known() -> None:
    partners = moves.panes(parse("economy?economy=MEX&year=2019&sort=-growth&by=code"))[2].view
    assert partners == parse("partners?economy=MEX")


def test_panes_of_a_good_keep_its_year_and_measure() -> None:
    here = parse("exporters?goods=8542&year=2019&measure=share&by=region&sort=growth")
    assert [str(pane.view) for pane in moves.panes(here)] == [
        "exporters?goods=8542&year=2019&measure=share",
        "importers?goods=8542&year=2019&measure=share",
        "goods?goods=8542&year=2019&measure=share&by=year",
    ]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("exporters?by=region", "importers?by=region"),
        ("importers?goods=8542", "exporters?goods=8542"),
        ("economy?economy=MEX", "economy?economy=MEX&flow=imports"),
        ("partners?economy=MEX&flow=imports", "partners?economy=MEX"),
        ("goods?flow=imports", "goods"),
    ],
)
def test_the_other_flow(here: str, there: str) -> None:
    assert moves.other_flow(parse(here)) == parse(there)


@pytest.mark.parametrize(
    ("year", "step", "wanted"),
    [
        (2020, 1, 2021),
        (2020, -1, 2019),
        (2024, 1, 2024),
        (2017, -1, 2017),
        (2024, -1, 2023),
        (2017, 1, 2018),
        (None, -1, 2023),
        (None, 1, 2024),
    ],
)
def test_years_stop_at_either_end(year: int | None, step: int, wanted: int) -> None:
    assert moves.next_year(View(year=year), YEARS, step).year == wanted


def test_years_that_are_missing_are_skipped() -> None:
    assert moves.next_year(View(year=2006), (2004, 2006, 2008), 1).year == 2008
    assert moves.next_year(View(year=2006), (2004, 2006, 2008), -1).year == 2004


@pytest.mark.parametrize(
    ("since", "kept"), [(2018, 2018), (2019, 2019), (2020, None), (None, None)]
)
def test_a_cagr_never_runs_backwards(since: int | None, kept: int | None) -> None:
    assert moves.next_year(View(year=2020, since=since), YEARS, -1).since == kept


@pytest.mark.parametrize("known", [True, False])
def test_measures_go_round_among_those_that_the_dataset_knows(known: bool) -> None:
    manifest = made_manifest(SMALL, partners=PartnerScope((2024,), quantities=known))
    seen = [View()]
    while (following := moves.next_measure(seen[-1], manifest)) not in seen:
        seen.append(following)
    wanted = ["value", "share", "growth", "rank", *(["unit-value"] if known else [])]
    assert [view.measure for view in seen] == wanted


@pytest.mark.parametrize(
    ("address", "groupings"),
    [
        ("exporters?sort=growth", ["region", "sub-region", "income", "economy"]),
        ("importers", ["region", "sub-region", "income", "economy"]),
        ("partners?economy=MEX", ["region", "sub-region", "income", "economy"]),
        ("economy?economy=MEX&by=segment", ["family", "code", "segment"]),
        ("economy?economy=MEX&goods=integrated-circuits&by=family", ["code", "family"]),
        ("goods?by=code&sort=growth", ["segment", "family", "code"]),
        ("goods?goods=equipment&by=code", ["segment", "family"]),
    ],
)
def test_groupings_go_round(address: str, groupings: list[str], answer_of: Answers) -> None:
    found = answer_of(address)
    for by in groupings:
        view = moves.next_grouping(found)
        assert (view.by, view.sort) == (by, "")
        found = answer_of(str(view))


def test_the_grouping_of_years_stays(answer_of: Answers) -> None:
    found = answer_of("goods?by=year&sort=-growth")
    assert moves.next_grouping(found) == found.view


def test_another_grouping_leaves_the_group(answer_of: Answers) -> None:
    view = moves.next_grouping(answer_of("exporters?within=eastern-asia"))
    assert (view.by, view.within) == ("region", "")


def test_the_eu_is_one_trader_and_its_members_again() -> None:
    one = moves.eu_form(View(goods="8542"))
    assert one == View(goods="8542", eu="one")
    assert moves.eu_form(one) == View(goods="8542")


@pytest.mark.parametrize("address", EVERY)
def test_sorting_visits_every_column_once(address: str, answer_of: Answers) -> None:
    found = answer_of(address)
    sorts = []
    for _ in range(len(found.columns) + 1):
        view = moves.next_sort(found)
        if view.sort in sorts:
            break
        sorts.append(view.sort)
        found = answer_of(str(view))
    names = [sort.removeprefix("-") for sort in sorts]
    assert len(set(names)) == len(names)
    assert {"value_usd", "growth", "exports_usd", "cagr"} & set(names)
    kinds = {column.name: column.kind for column in found.columns}
    for sort in sorts:
        upward = kinds[sort.removeprefix("-")] in ("text", "code", "rank", "year")
        assert sort.startswith("-") != upward


@pytest.mark.parametrize("address", [*RANKED, *OF_YEARS, *OF_GOODS[:3]])
def test_turning_the_sort_reverses_the_rows(address: str, answer_of: Answers) -> None:
    found = answer_of(address)
    turned = answer_of(str(moves.reverse_sort(found)))
    again = answer_of(str(moves.reverse_sort(turned)))
    column = turned.view.sort.removeprefix("-")
    there, back = turned.table[column].to_list(), again.table[column].to_list()
    assert there != back or len(set(back)) == 1
    assert sorted(there, key=str) == sorted(back, key=str)
    assert again.table[found.key].to_list() == found.table[found.key].to_list()


@pytest.mark.parametrize(
    ("here", "key", "there"),
    [
        ("exporters?goods=8542&year=2020", "KOR", "economy?economy=KOR&goods=8542&year=2020"),
        ("importers", "MEX", "economy?flow=imports&economy=MEX&year=2024"),
        ("exporters?by=region&sort=-growth", "asia", "exporters?by=economy&within=asia&year=2024"),
        ("importers?by=income", "low-income", "importers?by=economy&within=low-income&year=2024"),
        ("exporters?within=asia", "TWN", "economy?economy=TWN&year=2024"),
        ("partners?economy=MEX", "USA", "economy?economy=USA&year=2024"),
        (
            "partners?economy=MEX&by=sub-region",
            "northern-america",
            "partners?economy=MEX&by=economy&within=northern-america&year=2024",
        ),
        ("economy?economy=MEX&by=code", "8471", "exporters?goods=8471&year=2024"),
        ("economy?economy=MEX&flow=imports&by=code", "8542", "importers?goods=8542&year=2024"),
        (
            "economy?economy=MEX&by=segment",
            "equipment",
            "economy?economy=MEX&goods=equipment&by=family&year=2024",
        ),
        (
            "economy?economy=MEX&by=family",
            "computers-and-servers",
            "economy?economy=MEX&goods=computers-and-servers&by=code&year=2024",
        ),
        ("economy?economy=MEX&by=year", "2019", "economy?economy=MEX&year=2019&by=code"),
        ("goods?year=2018", "8542", "exporters?goods=8542&year=2018"),
        ("goods?flow=imports&by=segment", "equipment", "importers?goods=equipment&year=2024"),
        ("goods?goods=8542&by=year", "2019", "exporters?goods=8542&year=2019"),
        ("world?eu=members", "2021", "goods?year=2021"),
    ],
)
def test_what_lies_behind_a_row(here: str, key: str, there: str, answer_of: Answers) -> None:
    assert moves.drill(answer_of(here), key) == parse(there)


@pytest.mark.parametrize(
    ("here", "key", "there"),
    [
        (
            "partners?economy=TWN&flow=imports&year=2006&sort=-value",
            "HKG",
            "pair?flow=imports&economy=TWN&partner=HKG&year=2006&by=code",
        ),
        (
            "partners?economy=TWN&goods=854231",
            "DEU",
            "pair?goods=854231&economy=TWN&partner=DEU&year=2008&by=year",
        ),
        (
            "pair?economy=TWN&partner=USA&year=2006&by=segment",
            "intermediate-inputs",
            "pair?economy=TWN&partner=USA&goods=intermediate-inputs&year=2006&by=code",
        ),
        (
            "pair?economy=TWN&partner=USA&year=2006&by=code",
            "854231",
            "pair?economy=TWN&partner=USA&goods=854231&year=2006&by=year",
        ),
        (
            "pair?economy=TWN&partner=USA&by=year",
            "2005",
            "pair?economy=TWN&partner=USA&year=2005&by=code",
        ),
        (
            "pair?economy=TWN&partner=USA&goods=854231",
            "2005",
            "economy?economy=USA&goods=854231&year=2008",
        ),
        (
            "exporters?by=region&blocs=one",
            "asia",
            "exporters?by=economy&within=asia&year=2008",
        ),
    ],
)
def test_what_lies_behind_a_row_where_codes_are_told_apart(here: str, key: str, there: str) -> None:
    found = answer(parse(here), SMALL.dataset())
    assert moves.drill(found, key) == parse(there)
    assert answer(parse(there), SMALL.dataset()).table.height


def test_groups_are_one_trader_each_where_they_are_ranked() -> None:
    groups = parse("importers?by=region")
    one = moves.eu_form(groups)
    assert one == groups.but(blocs="one")
    assert moves.eu_form(one) == groups
    by_region = answer(parse("exporters?by=region&blocs=one"), SMALL.dataset())
    assert moves.next_grouping(by_region).blocs == "members"
    partners = parse("partners?economy=MEX&by=region")
    assert moves.eu_form(partners) == partners.but(eu="one")


@pytest.mark.parametrize("address", EVERY)
def test_behind_every_row_there_is_an_answer(address: str, answer_of: Answers) -> None:
    found = answer_of(address)
    for key in [str(key) for key in found.table[found.key]][:12]:
        behind = answer_of(str(moves.drill(found, key)))
        assert behind.table.height


@st.composite
def resolved(draw: st.DrawFn) -> View:
    """Draw a View with year and by filled in, as answers carry it."""
    page = draw(st.sampled_from(every()))
    by = draw(st.sampled_from(page.groupings))
    inside = by == "economy" and draw(st.booleans())
    return page.fit(
        flow=draw(st.sampled_from(FLOWS)),
        goods=draw(st.sampled_from(NODES)),
        economy=draw(st.sampled_from(ISO3)) if "economy" in page.needs else "",
        partner="USA",
        year=draw(st.sampled_from(YEARS)),
        since=draw(st.none() | st.sampled_from(YEARS)),
        measure=draw(st.sampled_from(MEASURES)),
        by=by,
        within=draw(st.sampled_from(["eastern-asia", "europe", "no-income"])) if inside else "",
        eu=draw(st.sampled_from(["members", "one"])),
        sort=draw(st.sampled_from(["", "growth", "-value_usd"])),
    )


VIEW_MOVES: dict[str, Callable[[View], View]] = {
    **{name: partial(moves.page, name=name) for name in PAGES},
    "to China": lambda view: moves.page(view, "economy", economy="CHN"),
    "to chips": lambda view: moves.good(view, "8542"),
    "pane": lambda view: moves.next_pane(view, 1),
    "pane back": lambda view: moves.next_pane(view, -1),
    "flow": moves.other_flow,
    "year": lambda view: moves.next_year(view, YEARS, 1),
    "year back": lambda view: moves.next_year(view, YEARS, -1),
    "measure": lambda view: moves.next_measure(view, UNIT_VALUES),
    "eu": moves.eu_form,
}
ANSWER_MOVES: dict[str, Callable[[Any], View]] = {
    "grouping": moves.next_grouping,
    "sort": moves.next_sort,
    "reverse": moves.reverse_sort,
    "open first": lambda found: moves.drill(found, str(found.table[found.key][0])),
    "open last": lambda found: moves.drill(found, str(found.table[found.key][-1])),
}


@pytest.mark.parametrize("move", VIEW_MOVES)
@given(view=resolved())
@settings(max_examples=40)
def test_every_move_gives_a_view_with_an_address(move: str, view: View) -> None:
    moved = VIEW_MOVES[move](view)
    assert parse(str(moved)) == moved


@given(steps=st.lists(st.sampled_from([*VIEW_MOVES, *ANSWER_MOVES]), max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_walk_is_answered_or_refused_with_a_sentence(
    dataset: Dataset, steps: list[str]
) -> None:
    found = answer(View(), dataset)
    for step in steps:
        if step in ANSWER_MOVES and not found.table.height:
            continue
        view = VIEW_MOVES[step](found.view) if step in VIEW_MOVES else ANSWER_MOVES[step](found)
        assert parse(str(view)) == view
        refusal = ""
        try:
            found = answer(view, dataset)
        except QueryError as error:
            refusal = str(error)
        assert not refusal or refusal.endswith((".", "?"))
        assert parse(str(found.view)) == found.view


def test_the_rca_comes_first_then_what_it_is_against(dataset: Dataset) -> None:
    seen = [answer(View("exporters", goods="8542"), dataset)]
    for _ in range(3):
        seen.append(answer(moves.other_side(seen[-1]), dataset))
    assert [(each.view.measure, each.view.against) for each in seen] == [
        ("value", ""),
        ("rca", "all"),
        ("rca", "basket"),
        ("rca", "all"),
    ]


def test_imports_have_no_rca_to_show() -> None:
    view = View("economy", economy="MEX", measure="rca", against="all")
    assert moves.other_flow(view) == view.but(flow="imports", measure="value")
    assert moves.other_flow(View("exporters", measure="rca")) == View("importers")
