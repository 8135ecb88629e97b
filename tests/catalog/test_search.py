"""Searching: what fits best comes first, accents and case do not count."""

import pytest

from aigoods.catalog.figures import published_figures
from aigoods.catalog.goods import core_hs4
from aigoods.catalog.search import candidates, goods_candidates, score, search

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
    assert search("", EVERYTHING, 10**6) == EVERYTHING
    assert search("  ", EVERYTHING, 3) == EVERYTHING[:3]
    assert len(keys("a", 7)) == 7


def test_nothing_fits() -> None:
    assert keys("zzzzzz") == []
    assert score("", "china") == score("china", "") == 0


def test_candidates_are_all_economies_and_goods() -> None:
    assert len(EVERYTHING) == 235 + 1 + 24
    assert [found.key for found in goods_candidates(core_hs4())] == [
        node.key for node in core_hs4().nodes
    ]
    assert {found.kind for found in EVERYTHING} == {"economy", "goods"}


def test_published_figures_are_whole() -> None:
    figures = published_figures()
    assert len({figure.id for figure in figures}) == len(figures) == 33
    totals = {f.id: f.value for f in figures if f.topic == "world total" and len(f.period) == 4}
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
