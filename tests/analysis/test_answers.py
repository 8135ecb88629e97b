"""What the questions of every page say: sentences of refusal, notes, titles and sources."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.manifest import PartnerScope
from aigoods.errors import QueryError
from aigoods.pages import answer, parse
from printed import printed
from worlds import SMALL, made_manifest

EVERY_PAGE = [
    "exporters",
    "exporters?by=region",
    "exporters?within=asia",
    "importers?goods=8542",
    "economy?economy=MEX",
    "economy?economy=MEX&by=year",
    "partners?economy=MEX",
    "goods",
    "goods?goods=8542",
    "world",
]


def notes(address: str, dataset: Dataset) -> str:
    return "\n".join(answer(parse(address), dataset).notes)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("economy", ["needs the economy", "economy=MEX"]),
        ("partners", ["needs the economy", "economy=MEX"]),
        ("economy?economy=XXX", ["XXX", "MEX"]),
        ("partners?economy=QQQ", ["QQQ"]),
        ("exporters?goods=8543", ["8543", "core-hs4", "8541 (Semiconductor devices"]),
        ("exporters?goods=integrated-circuit", ["integrated-circuits"]),
        ("exporters?goods=zzzzzzzzzz", ["Goods page"]),
        ("exporters?year=2016", ["2017–2024", "2016"]),
        ("world?year=2016", ["2017–2024", "2016"]),
        ("goods?year=2999", ["2999"]),
        ("exporters?year=2018&since=2020", ["2020 to 2018", "backwards"]),
        ("partners?economy=MEX&year=2022", ["partners", "2024", "2022"]),
        ("partners?economy=MEX&goods=2804", ["semiconductors", "2804", "partners by code"]),
        ("exporters?sort=weight", ["weight", "value_usd", "growth"]),
        ("exporters?sort=series", ["series", "rank"]),
        ("world?sort=hhi", ["hhi", "value_usd"]),
        ("exporters?within=atlantis", ["atlantis", "asia"]),
        ("exporters?within=eastern-azia", ["eastern-asia"]),
        ("exporters?within=not-classified", ["not-classified"]),
        ("exporters?by=region&within=asia", ["by=region", "within=asia"]),
        ("exporters?eu=one", ["EU", "core-hs4", "BACI"]),
        ("goods?eu=one", ["EU", "BACI"]),
        ("world?eu=one", ["EU", "BACI"]),
        ("economy?economy=EU27", ["EU", "BACI"]),
        ("economy?economy=DEU&eu=one", ["Germany", "economy=EU27"]),
        ("partners?economy=DEU&eu=one", ["Germany", "economy=EU27"]),
        ("economy?economy=R20", ["Europe EFTA, nes", "area not specified"]),
    ],
)
def test_a_question_without_an_answer_says_why(
    dataset: Dataset, address: str, words: list[str]
) -> None:
    with pytest.raises(QueryError) as caught:
        answer(parse(address), dataset)
    text = str(caught.value)
    for word in words:
        assert word in text
    assert text.endswith(".")
    assert text.isprintable()
    assert caught.value.exit_code == 1


def test_partners_of_a_dataset_without_them_are_refused(make_dataset: Callable[..., Path]) -> None:
    known = open_dataset(make_dataset(SMALL))
    bare = Dataset(made_manifest(SMALL, partners=None), known.economy)
    with pytest.raises(QueryError, match="has no partners; that takes one"):
        answer(View("partners", economy="TWN"), bare)


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_page_of_the_embedded_basket_says_what_it_covers(
    dataset: Dataset, address: str
) -> None:
    said = notes(address, dataset)
    assert "make up 58% of the world trade of the whole list in 2023" in said
    assert "2024 is provisional: the next release of BACI revises every year" in said


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_every_answer_is_whole(dataset: Dataset, address: str) -> None:
    found = answer(parse(address), dataset)
    assert found.table.height
    assert [column.name for column in found.columns] == printed(found).columns
    assert {found.key, found.label} <= set(printed(found).columns)
    assert found.table[found.key].n_unique() == found.table.height
    assert found.unit == "current US dollars"
    assert found.view.year == 2024
    assert found.view.by
    origin = found.manifest
    assert (origin.source, origin.release, origin.edition) == ("BACI", "V202601", "HS2017")
    assert origin.licence == "Etalab Open Licence 2.0"
    assert origin.provisional == (2024,)
    for sentence in found.notes:
        assert sentence.endswith(".")
        assert sentence.isprintable()
    assert len(set(found.notes)) == len(found.notes)
    assert answer(found.view, dataset).table.equals(found.table)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("exporters", True),
        ("exporters?goods=8541", True),
        ("exporters?goods=intermediate-inputs", True),
        ("exporters?goods=8542", False),
        ("goods?goods=equipment", False),
        ("partners?economy=MEX", True),
    ],
)
def test_8541_is_explained_where_it_is_inside(dataset: Dataset, address: str, told: bool) -> None:
    assert ("8541 holds LEDs and solar cells too; about 40%" in notes(address, dataset)) is told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("exporters", True),
        ("exporters?within=eastern-asia", True),
        ("exporters?goods=2804", False),
        ("importers?goods=2804&within=eastern-asia", True),
        ("exporters?within=europe", False),
        ("exporters?by=region", False),
        ("economy?economy=HKG", True),
        ("economy?economy=MEX", False),
        ("partners?economy=TWN", True),
        ("goods?flow=imports", True),
        ("goods?by=year&goods=all", True),
        ("world", False),
    ],
)
def test_hong_kong_is_explained_where_it_ranks(dataset: Dataset, address: str, told: bool) -> None:
    assert ("$10.7 bn against $213.8 bn" in notes(address, dataset)) is told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        *((f"economy?economy={iso3}", True) for iso3 in ("CHN", "TWN", "SGP", "KOR")),
        ("economy?economy=CHN&goods=8542&by=year", True),
        ("economy?economy=CHN&goods=8471", False),
        ("economy?economy=MEX", False),
        ("partners?economy=TWN", True),
        ("pair?economy=MEX&partner=CHN", True),
        ("pair?economy=MEX&partner=USA", False),
        ("series?economy=MEX,SGP", True),
        ("series?economy=MEX,USA", False),
        ("exporters", False),
        ("importers?goods=8542", False),
    ],
)
def test_what_goes_through_hong_kong_is_told_of_those_behind_it(
    dataset: Dataset, address: str, told: bool
) -> None:
    assert ("What goes through Hong Kong weighs on" in notes(address, dataset)) is told


@pytest.mark.parametrize(
    ("address", "region", "income"),
    [
        ("exporters", False, False),
        ("exporters?by=region", True, False),
        ("importers?by=sub-region", True, False),
        ("exporters?within=asia", True, False),
        ("exporters?by=income", False, True),
        ("exporters?within=high-income", False, True),
        ("partners?economy=MEX&by=income", False, True),
    ],
)
def test_groupings_name_their_source(
    dataset: Dataset, address: str, region: bool, income: bool
) -> None:  # fmt: skip
    said = notes(address, dataset)
    assert ("United Nations' M49" in said) is region
    assert ("World Bank's" in said) is income


def test_published_totals_stand_beside_the_world_with_their_label(dataset: Dataset) -> None:
    said = notes("world", dataset)
    assert "Published by the WTO for its whole list" in said
    for figure in (
        "$2.9 tn for 2022",
        "$2.3 tn for 2023",
        "$3.43 tn for 2024",
        "$4.18 tn for 2025",
    ):
        assert figure in said
    assert "not one series" in said
    assert "Published by the WTO" not in notes("exporters", dataset)


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("exporters", "Exporters of AI-enabling goods, 2024"),
        ("importers?goods=8542&year=2022", "Importers of integrated circuits (8542), 2022"),
        ("exporters?by=income", "Exporters of AI-enabling goods by income group, 2024"),
        ("exporters?within=asia", "Exporters of AI-enabling goods in Asia, 2024"),
        (
            "exporters?within=no-region",
            "Exporters of AI-enabling goods, economies without region, 2024",
        ),
        ("economy?economy=MEX", "Mexico's exports of AI-enabling goods, 2024"),
        ("economy?economy=NLD&by=year&goods=8486", "Netherlands' exports of machines for making"),
        ("world", "World trade in AI-enabling goods by segment, 2017–2024"),
    ],
)
def test_the_title_is_the_view_as_a_sentence(dataset: Dataset, address: str, title: str) -> None:
    assert answer(parse(address), dataset).title.startswith(title)


def test_a_good_goes_by_year_and_a_group_of_goods_by_code(dataset: Dataset) -> None:
    for page in ("goods?", "economy?economy=MEX&"):
        assert answer(parse(f"{page}goods=8542"), dataset).view.by == "year"
        assert answer(parse(f"{page}goods=equipment"), dataset).view.by == "code"


def test_a_former_economy_is_not_ranked_after_its_last_year() -> None:
    dataset = SMALL.dataset()
    in_2005 = answer(View(year=2005), dataset).table
    assert dict(in_2005.select("iso3", "rank").iter_rows()) == {
        "TWN": 1, "DEU": 2, "MEX": 3, "SCG": 3,
    }  # fmt: skip
    in_2006 = answer(View(year=2006), dataset)
    assert in_2006.table["iso3"].to_list() == ["TWN", "HKG"]
    line = in_2005.row(by_predicate=pl.col("iso3") == "SCG", named=True)
    assert line["series"] == [40, 60, None, None]


def test_a_residual_area_is_in_the_total_and_unranked_with_a_note() -> None:
    found = answer(View(year=2006), SMALL.dataset())
    facts = {fact.name: fact.value for fact in found.facts}
    assert facts["total_usd"] == 900 + 30 + 70 + 20
    assert found.table["value_usd"].to_list() == [900, 20]
    assert (
        "$100 of trade by areas not specified, or by economies of the past, is in the total and "
        "unranked."
    ) in found.notes
    assert found.table["share"].to_list() == [900 / 1020, 20 / 1020]
    assert found.table["growth"].to_list() == [0.5, None]


def test_a_residual_area_leads_no_good() -> None:
    world = replace(SMALL, flows=((2008, "R20", "USA", "854231", 900), *SMALL.flows[-3:]))
    tree = answer(View("goods", by="code"), world.dataset()).table
    leaders = dict(tree.select("key", "leader_iso3").iter_rows())
    assert leaders["854231"] == "TWN"
    years = answer(View("goods", by="year"), world.dataset()).table.row(-1, named=True)
    assert (years["leading_exporter_iso3"], years["exporters"]) == ("TWN", 3)
    assert years["leading_exporter_share"] == 1000 / 2400


def test_a_year_without_data_is_missing_not_zero() -> None:
    table = answer(View("economy", economy="MEX", by="year"), SMALL.dataset()).table
    assert table["year"].to_list() == [2004, 2005, 2006, 2008]
    assert table["exports_usd"].to_list() == [None, 60, None, None]
    assert table["balance_usd"].null_count() == 4
    found = answer(View("economy", economy="MEX", by="code"), SMALL.dataset())
    assert not found.table.height
    assert found.notes[0] == (
        "The source reports no exports of AI-enabling goods by Mexico in 2008."
    )


def test_growth_does_not_cross_a_gap_but_the_cagr_does() -> None:
    table = answer(View(year=2008, since=2004), SMALL.dataset()).table
    line = table.row(by_predicate=pl.col("iso3") == "TWN", named=True)
    assert (line["growth"], line["rank_change"]) == (None, None)
    assert line["cagr"] == pytest.approx(2**0.25 - 1)
    assert line["series"] == [500, 600, 900, 1000]


def test_a_dataset_of_one_year_has_no_growth() -> None:
    world = replace(SMALL, years=(2008,), flows=SMALL.flows[-3:])
    found = answer(View(), world.dataset())
    assert printed(found).columns == ["rank", "iso3", "economy", "value_usd", "share"]
    assert "total_growth" not in {fact.name for fact in found.facts}


def test_the_eu_as_one_is_told_and_holds_extra_eu_trade_alone() -> None:
    found = answer(View(eu="one"), SMALL.dataset())
    assert found.table["iso3"].to_list() == ["TWN", "EU27"]
    assert found.table["economy"].to_list() == ["Taiwan", "European Union (27)"]
    assert found.table["value_usd"].to_list() == [1000, 200]
    assert any("one trader of the 27 members of 2020" in note for note in found.notes)
    profile = answer(View("economy", economy="EU27", by="year"), SMALL.dataset())
    assert profile.view.eu == "one"
    assert profile.table["exports_usd"].to_list() == [0, 0, None, 200]
    assert profile.table["imports_usd"].to_list() == [40, 60, 30, 1000]


@pytest.mark.parametrize(
    ("address", "what", "instead"),
    [
        ("partners?economy=TWN&goods=8542", "integrated circuits (8542)", "partners?economy=TWN"),
        (
            "partners?flow=imports&economy=MEX&goods=8471&by=region&measure=share",
            "computers, servers and storage units (8471)",
            "partners?flow=imports&economy=MEX&measure=share&by=region",
        ),
        ("partners?economy=TWN&goods=equipment", "equipment", "partners?economy=TWN"),
        (
            "partners?economy=TWN&goods=85",
            "electrical machinery and electronics (85: 3 codes of the basket)",
            "partners?economy=TWN",
        ),
        (
            "pair?economy=MEX&partner=USA&goods=8542",
            "integrated circuits (8542)",
            "pair?economy=MEX&partner=USA",
        ),
        ("matrix?goods=8542&flow=imports", "integrated circuits (8542)", "matrix?flow=imports"),
        ("matrix?goods=raw-materials&by=income", "raw materials", "matrix?by=income"),
    ],
)
def test_partners_of_other_goods_than_the_sum_are_refused(
    dataset: Dataset, address: str, what: str, instead: str
) -> None:
    with pytest.raises(QueryError) as caught:
        answer(parse(address), dataset)
    assert str(caught.value) == (
        "Partners in core-hs4 are known for semiconductors and chip-making machines together "
        f"(8486, 8541 and 8542), not for {what}: leave goods out for that sum; others take a "
        "dataset with partners by code, such as BACI in full."
    )
    assert caught.value.instead == instead
    assert answer(parse(instead), dataset).table.height


def test_a_pair_of_a_sum_has_no_goods(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match="cannot be listed by code; give by=year") as caught:
        answer(parse("pair?economy=MEX&partner=USA&by=code"), dataset)
    assert caught.value.instead == "pair?economy=MEX&partner=USA"


def test_partners_of_a_sum_say_that_they_are_one(dataset: Dataset) -> None:
    assert "the sum of 8486, 8541 and 8542 alone, not for AI-enabling goods, in 2024" in notes(
        "partners?economy=MEX", dataset
    )
    found = answer(View("partners", economy="TWN"), dataset)
    assert "semiconductors and chip-making machines by partner" in found.title
    assert "growth" not in printed(found).columns
    assert found.years == (2024,)
    assert any("below $1 k are absent" in note for note in found.notes)


def test_partners_by_code_need_no_such_note() -> None:
    found = answer(View("partners", economy="TWN", goods="854231"), SMALL.dataset())
    assert found.table["iso3"].to_list() == ["DEU"]
    assert not any("together" in note for note in found.notes)


def test_a_partner_scope_in_part_outside_the_years_is_refused() -> None:
    dataset = SMALL.dataset()
    short = Dataset(
        made_manifest(SMALL, partners=PartnerScope(years=(2008,))),
        dataset.economy,
        dataset.partners,
    )
    with pytest.raises(QueryError, match="has partners for 2008, not for 2004"):
        answer(View("partners", economy="TWN", year=2004), short)


def test_notes_of_a_manifest_come_where_their_codes_are() -> None:
    dataset = SMALL.dataset()
    assert "Silicon is made up." in notes("exporters?goods=280461", dataset)
    assert "Silicon is made up." not in notes("exporters?goods=854231", dataset)
    assert "All is made up." in notes("exporters?goods=854231", dataset)


def test_a_sort_is_written_out_and_ties_go_by_name(dataset: Dataset) -> None:
    found = answer(View(sort="-value"), dataset)
    assert found.view.sort == "-value_usd"
    tied = answer(View(year=2005, sort="value"), SMALL.dataset()).table
    assert tied["economy"].to_list()[:2] == ["Mexico", "Serbia and Montenegro (...2005)"]
    nulls = answer(View(year=2005, sort="-growth"), SMALL.dataset()).table
    assert nulls["growth"].to_list()[-1] is None


def test_an_answer_is_the_same_to_the_last_digit_every_time(dataset: Dataset) -> None:
    for address in ("exporters", "goods", "goods?by=year", "importers?by=sub-region"):
        first, *others = (answer(parse(address), dataset) for _ in range(5))
        for other in others:
            assert other.facts == first.facts
            assert other.table.equals(first.table)


def test_published_totals_stand_beside_the_list_alone() -> None:
    world = SMALL.dataset()
    assert answer(View("world"), world).notes[0].startswith("Published by the WTO")
    basket = replace(world.manifest.basket, name="all", title="all goods")
    other = replace(world, manifest=replace(world.manifest, basket=basket))
    assert not any(note.startswith("Published") for note in answer(View("world"), other).notes)


def test_a_heading_and_a_chapter_are_the_sum_of_the_codes_inside() -> None:
    dataset = SMALL.dataset()
    chips = [answer(parse(f"goods?goods={code}&by=year"), dataset) for code in ("854231", "854239")]
    wanted = [
        sum(filter(None, values))
        for values in zip(*(found.table["value_usd"] for found in chips), strict=True)
    ]
    for key, level in (("8542", "heading"), ("85", "chapter")):
        found = answer(parse(f"goods?goods={key}&by=year"), dataset)
        assert [value or 0 for value in found.table["value_usd"]] == wanted
        assert (
            f"{key} stands for the sum of the codes of the basket in that {level} (854231 and "
            f"854239), not for all of the {level}."
        ) in found.notes
    for address in (
        "exporters?goods=8542&year=2006",
        "economy?economy=TWN&goods=85&year=2006",
        "partners?economy=TWN&goods=8542&year=2006",
        "pair?economy=TWN&partner=USA&goods=8542&year=2006",
        "pair?economy=TWN&partner=USA&goods=85&by=segment&year=2006",
        "series?economy=TWN&goods=85",
        "matrix?goods=8542&year=2006",
        "world?goods=8542",
        "goods?goods=85&by=family&year=2006",
    ):
        assert "8542: 2 codes" in answer(parse(address), dataset).title.replace("(85:", "(8542:")
