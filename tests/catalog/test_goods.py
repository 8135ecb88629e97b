"""Goods: the two baskets, their trees and the rule of the segments."""

import pytest

from aigoods.catalog.goods import (
    ALL,
    SEGMENTS,
    Basket,
    Code,
    core_coverage,
    core_hs4,
    heading_coverage,
    heading_names,
    wto_2025,
)
from aigoods.catalog.tables import reference
from aigoods.errors import QueryError

RAW_CHAPTERS = {"28", "29", "71", "81"}
BASKETS = pytest.mark.parametrize("basket", [core_hs4(), wto_2025()], ids=lambda b: b.name)


def test_counts() -> None:
    assert [code.code for code in wto_2025().codes] == sorted(c.code for c in wto_2025().codes)
    assert len({code.code for code in wto_2025().codes}) == 103
    assert {len(code.code) for code in wto_2025().codes} == {6}
    assert sorted(code.code for code in core_hs4().codes) == [
        "2804", "2811", "3818", "8112", "8471", "8473", "8486", "8534", "8541", "8542",
    ]  # fmt: skip
    assert "280461" in wto_2025().by_key
    assert "854140" not in wto_2025().by_key


def test_segments_follow_the_chapters() -> None:
    for code in (*wto_2025().codes, *core_hs4().codes):
        chapter = code.code[:2]
        if chapter in RAW_CHAPTERS:
            assert code.segment == "raw materials", code
        elif chapter not in {"84", "90"}:
            assert code.segment == "intermediate inputs", code
        else:
            assert code.segment in {"equipment", "intermediate inputs"}, code
    assert {c.segment for c in wto_2025().codes} == set(SEGMENTS)


def test_the_headings_hold_the_codes_they_say() -> None:
    headings = {code.code: code for code in core_hs4().codes}
    for code in wto_2025().codes:
        heading = headings.get(code.code[:4])
        if heading and code.code[:2] in RAW_CHAPTERS:
            assert heading.segment == code.segment


def test_coverage() -> None:
    assert f"{core_coverage():.0%}" == "58%"
    assert (heading_coverage("8541"), heading_coverage("8112")) == (40, 72)


@BASKETS
def test_every_key_leads_to_its_node(basket: Basket) -> None:
    assert len(basket.by_key) == len(basket.nodes)
    for node in basket.nodes:
        assert basket.node(node.key) is node
        assert node.codes
        assert list(node.codes) == sorted(set(node.codes))


@BASKETS
def test_each_level_holds_every_code_once(basket: Basket) -> None:
    every = sorted(code.code for code in basket.codes)
    for level in ("all", "segment", "family", "code"):
        nodes = basket.level(level)
        assert sorted(code for node in nodes for code in node.codes) == every


@BASKETS
def test_parents_stand_before_their_children(basket: Basket) -> None:
    order = ("all", "segment", "family", "code")
    trail: dict[str, set[str]] = {}
    for node in basket.nodes:
        trail[node.level] = set(node.codes)
        depth = order.index(node.level)
        if depth:
            assert trail[order[depth - 1]] >= set(node.codes)
    assert basket.nodes[0].key == ALL
    assert [node.segment for node in basket.level("segment")] == list(SEGMENTS)


def test_namesakes_keep_addresses_of_their_own() -> None:
    basket = Basket(
        "made",
        "made",
        (
            Code("1", "one", "equipment", "Equipment"),
            Code("2", "two", "raw materials", "Shared"),
            Code("3", "three", "equipment", "Shared"),
            Code("4", "four", "other", "Raw materials"),
        ),
    )
    assert [node.key for node in basket.nodes] == [
        "all",
        "raw-materials",
        "shared-raw-materials",
        "2",
        "equipment",
        "equipment-family",
        "1",
        "shared-equipment",
        "3",
        "other",
        "raw-materials-family",
        "4",
    ]


def test_phrases() -> None:
    node = core_hs4().node
    assert node("all").phrase == "AI-enabling goods"
    assert node("raw-materials").phrase == "raw materials"
    assert node("integrated-circuits").phrase == "integrated circuits"
    assert node("8542").phrase == "integrated circuits (8542)"


def test_a_wrong_good_gets_the_nearest_three() -> None:
    with pytest.raises(QueryError) as caught:
        core_hs4().node("printed-circuit")
    said = str(caught.value)
    assert "printed-circuits (Printed circuits)" in said
    assert said.startswith("No goods 'printed-circuit' in the basket core-hs4. The nearest: ")
    assert len(core_hs4().nearest("circuits")) == 3
    with pytest.raises(QueryError, match="See the Goods page"):
        core_hs4().node("qqqqqqqqqq")


@pytest.mark.parametrize(
    ("basket", "said"),
    [
        (core_hs4(), "AI-enabling goods"),
        (wto_2025("HS2022"), "AI-enabling goods"),
        (Basket("all", "all goods, by section", core_hs4().codes), "all goods"),
        (Basket("mine", "goods of mine.csv", core_hs4().codes), "goods of mine.csv"),
    ],
    ids=["core-hs4", "wto-2025", "all", "own"],
)
def test_only_the_goods_of_the_list_are_called_so(basket: Basket, said: str) -> None:
    assert basket.node("all").phrase == said


@BASKETS
def test_headings_and_chapters_are_sums_of_the_codes_inside(basket: Basket) -> None:
    for key, node in basket.wider.items():
        assert basket.node(key) == node
        if node.level == "stage":
            continue
        assert node.level == {2: "chapter", 4: "heading"}[len(key)]
        assert node.codes == tuple(
            sorted(c.code for c in basket.codes if c.code.startswith(key) and c.code != key)
        )
    assert not basket.wider.keys() & basket.by_key.keys()


@BASKETS
def test_stages_of_the_chain_hold_the_codes_of_their_families(basket: Basket) -> None:
    rows = reference("chain")
    placed = {row["family"]: row["stage"] for row in rows}
    for node in basket.stages:
        number = node.key.removeprefix("stage-")
        assert basket.node(node.key) == node
        assert {placed[c.family] for c in basket.codes if c.code in node.codes} == {number}
        assert node.name in {row["name"] for row in rows if row["stage"] == number}
    inside = {code for node in basket.stages for code in node.codes}
    assert inside == {c.code for c in basket.codes if placed.get(c.family)}


def test_every_family_of_the_list_has_its_place_in_the_chain_or_in_none() -> None:
    families = {row["family"] for row in reference("chain")}
    assert {c.family for c in (*wto_2025().codes, *core_hs4().codes)} <= families


def test_headings_are_named_by_what_the_nomenclature_calls_them() -> None:
    node = wto_2025().node("8542")
    assert node.name == "Electronic integrated circuits (8542: 5 codes of the basket)"
    assert node.phrase == "electronic integrated circuits (8542: 5 codes of the basket)"
    assert wto_2025().node("8534").name == "Printed circuits (8534: 1 code of the basket)"
    assert core_hs4().node("85").codes == ("8534", "8541", "8542")
    odd = Basket("all", "all goods", (Code("9999AA", "Not specified", "Other", "Other"),))
    assert odd.node("9999").name == "Heading (9999: 1 code of the basket)"


def test_every_heading_of_the_list_has_a_name() -> None:
    headings = {code.code[:4] for code in wto_2025("HS2022").codes}
    assert headings <= heading_names().keys()
