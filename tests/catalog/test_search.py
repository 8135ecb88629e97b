"""Searching: what fits best comes first, accents and case do not count."""

import pytest

from aigoods.catalog.figures import published_figures
from aigoods.catalog.goods import Basket, Code, core_hs4, wto_2025
from aigoods.catalog.search import (
    candidates,
    goods_candidates,
    resolve_goods,
    score,
    search,
    words,
)
from aigoods.errors import QueryError

EVERYTHING = candidates(core_hs4())


def keys(text: str, most: int = 50) -> list[str]:
    return [found.key for found in search(text, EVERYTHING, most)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mex", ["MEX"]),
        ("MEXICO", ["MEX"]),
        ("tw", ["TWN"]),
        ("chinese taipei", ["TWN"]),
        ("490", ["TWN"]),
        ("8542", ["8542"]),
        ("integrated", ["integrated-circuits", "8542"]),
        ("circuits integrated", ["integrated-circuits", "8542"]),
        ("cote", ["CIV"]),
        ("CURAÇAO", ["CUW"]),
        ("na", ["NAM"]),
        ("korea", ["KOR"]),
        ("raw", ["raw-materials"]),
        ("lng", []),
    ],
)
def test_the_best_comes_first(text: str, first: list[str]) -> None:
    assert keys(text)[: len(first)] == first


def test_a_good_fit_stands_before_a_poor_one() -> None:
    ladder = ["china", "china east", "new china", "machinas", "c h i n a", "brazil"]
    scores = [score("china", spelling) for spelling in ladder]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert scores[-1] == 0
    assert len(set(scores)) == len(ladder)


def test_shorter_spellings_come_first_in_a_class() -> None:
    assert score("guinea", "guinea bissau") < score("guinea", "guineas")
    assert keys("guinea")[0] == "GIN"


def test_nothing_typed_lists_all_in_order() -> None:
    assert search("", EVERYTHING, 10**6) == [found for found in EVERYTHING if found.listed]
    assert search("  ", EVERYTHING, 3) == EVERYTHING[:3]
    assert len(keys("a", 7)) == 7


def test_nothing_fits() -> None:
    assert keys("zzzzzz") == []
    assert score("", "china") == score("china", "") == 0


def test_candidates_are_all_economies_groups_and_goods() -> None:
    named, regions, incomes = 10, 5 + 17, 4
    assert len(EVERYTHING) == 237 + 1 + named + regions + incomes + 24 + 5 + 7
    assert [found.key for found in goods_candidates(core_hs4())] == [
        *(node.key for node in core_hs4().nodes),
        *("28", "38", "81", "84", "85"),
        *(node.key for node in core_hs4().stages),
    ]
    assert {found.kind for found in EVERYTHING} == {"economy", "group", "goods"}


def test_groups_are_found_by_name_after_economies() -> None:
    assert keys("asean", 1) == ["asean"]
    assert keys("Eastern Asia", 1) == ["eastern-asia"]
    assert keys("micronesia", 2) == ["FSM", "micronesia"]
    assert keys("eu", 1) == ["EU27"]


def test_published_figures_are_whole() -> None:
    figures = published_figures()
    assert len({figure.id for figure in figures}) == len(figures) == 42
    totals = {f.id: f.value for f in figures if f.topic == "world-totals" and len(f.period) == 4}
    assert totals == {
        "wtr25-world-2022": 2900,
        "wtr25-world-2023": 2300,
        "outlook26-world-2024": 3430,
        "outlook26-world-2025": 4180,
    }
    for figure in figures:
        assert figure.source
        assert figure.unit
        assert figure.confidence in {"high", "medium", "low"}


OWN = Basket(
    "mine",
    "goods of mine.csv",
    (
        Code("85", "Electrical machinery", "85 and more", "Electrical"),
        Code("847130", "Laptops", "Computers", "Portable"),
        Code("847150", "Servers", "Computers", "Fixed"),
        Code("2804", "Gases", "Gases", "Gases"),
    ),
)
HS4, HS6, HS22 = core_hs4(), wto_2025(), wto_2025("HS2022")


@pytest.mark.parametrize(
    ("basket", "text", "key"),
    [
        (HS4, "8542", "8542"),
        (HS4, "85.42", "8542"),
        (HS4, "integrated circuits", "8542 integrated-circuits"),
        (HS4, "chips", "8542"),
        (HS4, "Chip", "8542"),
        (HS4, "servers", "8471"),
        (HS4, "gallium", "8112"),
        (HS4, "data centre", "8471"),
        (HS4, "EUV", "8486"),
        (HS4, "solar cells", "8541"),
        (HS4, "85", "85"),
        (HS4, "raw", "raw-materials"),
        (HS6, "854231", "854231"),
        (HS6, "8542.31", "854231"),
        (HS6, "8542 31", "854231"),
        (HS6, "8542", "8542"),
        (HS6, "85", "85"),
        (HS6, "chips", "8542"),
        (HS6, "servers", "847150"),
        (HS6, "gallium", "8112"),
        (HS6, "GPU", "854231"),
        (HS6, "dram", "854232"),
        (HS6, "polysilicon", "280461"),
        (HS6, "wafers", "381800"),
        (HS6, "fab equipment", "8486"),
        (HS6, "Memory ICs", "854232"),
        (HS6, "spectrometers and", "902730"),
        (HS22, "sensors", "854151"),
        (OWN, "85", "85"),
        (OWN, "servers", "847150"),
        (OWN, "chips", "85"),
        (OWN, "8471", "8471"),
        (OWN, "84", "84"),
        (OWN, "argon", "2804"),
    ],
)
def test_goods_are_found_by_code_name_or_word(basket: Basket, text: str, key: str) -> None:
    found = resolve_goods(text, basket)
    assert found.goods.key in key.split()
    assert basket.node(found.goods.key) == found.goods


@pytest.mark.parametrize(
    ("basket", "text", "remark"),
    [
        (HS4, "8542", ""),
        (HS4, "Chip-making machines", ""),
        (HS4, "chips", "'chips' is taken as 8542 (Integrated circuits)."),
        (HS6, "8542", ""),
        (
            HS6,
            "chips",
            "'chips' is taken as Electronic integrated circuits (8542: 5 codes of the basket).",
        ),
        (
            HS4,
            "servers",
            "'servers' is not told apart here and taken as all of 8471 (Computers, servers and "
            "storage units).",
        ),
        (
            HS6,
            "germanium",
            "'germanium' is taken as Gallium, germanium, indium and other minor metals "
            "(8112: 2 codes of the basket); germanium oxides are in 282560.",
        ),
    ],
)
def test_the_remark_says_what_was_taken(basket: Basket, text: str, remark: str) -> None:
    assert resolve_goods(text, basket).remark == remark


@pytest.mark.parametrize(
    ("basket", "text", "said"),
    [
        (HS4, "semiconductors", ["8542 (Integrated circuits) and 8541 (", "give one of them"]),
        (HS6, "semiconductors", ["8542 (Electronic integrated circuits)", "8541 ("]),
        (HS6, "silicon", ["280461 (", "280469 ("]),
        (HS4, "circuits", ["printed-circuits (Printed circuits) and integrated-circuits ("]),
        (HS4, "graphics cards", ["8471 (", "8473 ("]),
        (HS4, "854231", ["part of 8542 (Integrated circuits); give 8542."]),
        (HS6, "LEDs", ["854140 and 854141, not in the basket", "not on the WTO's list"]),
        (HS6, "9999", ["No goods '9999'"]),
        (HS6, "zzzz", ["No goods 'zzzz' in the basket wto-2025."]),
        (HS6, "", ["No goods ''"]),
        (HS6, "\x1b[2J", ["No goods"]),
        (OWN, "852351", ["part of 85 (Electrical machinery); give 85."]),
    ],
)
def test_what_fits_nothing_or_several_is_said(basket: Basket, text: str, said: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        resolve_goods(text, basket)
    assert str(caught.value).isprintable()
    for part in said:
        assert part in str(caught.value)


@pytest.mark.parametrize("basket", [HS4, HS6, HS22], ids=["HS4", "HS6", "HS22"])
def test_every_word_that_people_use_is_found_or_told_apart(basket: Basket) -> None:
    for word in words().values():
        try:
            found = resolve_goods(word.word, basket)
        except QueryError as error:
            assert "fits several goods" in str(error) or "not in the basket" in str(error)  # noqa: PT017
        else:
            assert found.goods.codes


def test_each_node_is_found_by_its_own_word_without_a_remark() -> None:
    for basket in (HS4, HS6, HS22, OWN):
        for node in (*basket.nodes, *basket.wider.values()):
            assert resolve_goods(node.key, basket) == (node, "")


def test_headings_are_found_by_what_is_typed_alone() -> None:
    among = goods_candidates(HS6)
    assert "8542" not in [found.key for found in search("", among, 1000)]
    for typed in ("8542", "chips"):
        assert search(typed, among)[0].key == "8542"
    assert not {"28", "38", "84"} & set(keys("chips"))


def test_letters_in_this_order_do_not_fit_where_a_word_does() -> None:
    assert keys("ivoire") == ["CIV"]
    assert "DEU" in keys("grmny")
